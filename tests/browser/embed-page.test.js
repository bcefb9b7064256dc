// The page that makes the lines to embed the timeline, and tries them; and the lines of the package's README, as they stand.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { axeFindings } from "./support/axe.js";
import { openWatched, provokes } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { servePortal } from "./support/frame-portal.js";
import { madeLines } from "./support/made-lines.js";
import { testWhere } from "./support/modes.js";
import { servePlain } from "./support/plain.js";
import { startPages } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { drawn, loaded, truth, unexpected, visit } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();

const findings = (page) => page.getByRole("list", { name: "What the trial shows" }).getByRole("listitem");
const finding = (page, text) => findings(page).filter({ hasText: text });

test("from a lead's page one click leads to the lines for it, which follow what is chosen", async () => {
  const { page, troubles, open } = await visit(stage);
  await open(stage.simulator.ready.lead.dossier);
  await loaded(page);
  await page.getByRole("link", { name: "Embed" }).click();
  await page.getByRole("heading", { name: "Embed", level: 1 }).waitFor();
  const lines = page.getByLabel("The lines to copy");
  assert.match(await lines.textContent(), new RegExp(`lead: "${stage.simulator.ready.lead.dossier.replaceAll("+", "\\+")}"`));
  await page.getByLabel("Way").selectOption("A frame, without a script");
  await page.getByRole("region", { name: "The lines" }).getByRole("combobox", { name: "Colours" }).selectOption("Dark");
  await eventually(async () => assert.match(await lines.textContent(), /<iframe[^]*embed=1&amp;theme=dark/));
  await page.getByLabel("Lead").fill("nobody:1");
  await page.getByRole("alert").getByText("is not a vendor").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(unexpected(troubles), []);
});

test("the page tries the viewer in a sandboxed frame and says what keeps it from working; of others it shows no frame", async (t) => {
  const more = { "/viewer/leadwake.json": JSON.stringify({ frame_origins: ["https://portal.example"] }) };
  const good = await servePlain({ under: "/viewer/", more, sandboxed: true });
  t.after(() => good.stop());
  const context = () => stage.browser.newContext({ locale: "en-US" });
  const { page, troubles } = await openWatched(await context());
  await page.goto(`${good.base}#/embed`);
  await page.getByLabel("Lead").fill("apten:room_1");
  await page.getByLabel("Origin of your page").fill("https://portal.example");
  await page.getByRole("button", { name: "Try the frame" }).click();
  await finding(page, "The viewer started in a frame with sandbox, and does as it is told.").waitFor();
  assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads");
  for (const text of ["https://portal.example may show this site", "it is listed under frame_origins", "lets every page read its files", "hands no key in"]) {
    await finding(page, text).waitFor();
  }
  await page.getByLabel("Origin of your page").fill("https://elsewhere.example");
  await finding(page, "List it under frame_origins").waitFor();
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/embed-page.png`, fullPage: true });
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(unexpected(troubles), []);

  provokes();
  const refused = await page.evaluate(async (address) => {
    const told = new Promise((resolve) => document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective)));
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.append(frame);
    return told;
  }, stage.pages.base);
  assert.equal(refused, "frame-src");
});

test("the page tries the element, the module and the program without a view, each on a strict page in a sandboxed frame", async (t) => {
  // Once with the markup's policy alone, and once as the printed recipes send it.
  const plain = await servePlain({ under: "/viewer/", sandboxed: true });
  t.after(() => plain.stop());
  const strict = await startPages({ metaOnly: false, sandboxed: true });
  t.after(() => strict.stop());
  for (const { base } of [plain, strict]) {
    const { page, troubles } = await openWatched(await stage.browser.newContext({ locale: "en-US" }));
    await page.goto(`${base}#/embed`);
    await page.getByLabel("Lead").fill("apten:room_1,leadsail:lead_1");
    for (const [way, button, subject] of [
      ["An element", "Try the element", "The element"],
      ["A module", "Try the module", "The module"],
      ["The data alone", "Try the program without a view", "The program without a view"],
    ]) {
      await page.getByLabel("Way").selectOption(way);
      assert.equal(await findings(page).count(), 0, "something of another way is left");
      assert.equal(await page.locator("iframe").count(), 0);
      await page.getByRole("button", { name: button }).click();
      await finding(page, `${subject} started in a frame with sandbox, on a page with a strict policy.`).waitFor();
      for (const vendor of ["Apten", "LeadSail"]) await finding(page, new RegExp(`${vendor}.*: this trial hands no key in`)).waitFor();
      assert.equal(await findings(page).filter({ hasText: "To change: " }).count(), 0, (await findings(page).allTextContents()).join("\n"));
      assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts");
      const inner = page.frameLocator("iframe");
      if (way === "The data alone") await inner.getByText("0 entries").waitFor();
      else await inner.getByText("Apten needs a key").first().waitFor();
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/trial-${button.split(" ").at(-1)}.png`, fullPage: true });
    }
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(unexpected(troubles), []);
    await page.context().close();
  }
});

test("where the package is not beside the viewer, or cannot be read from a sandboxed frame, its trial says so", async (t) => {
  const lacking = await servePlain({ under: "/viewer/", sandboxed: true, lacks: ["module/"] });
  t.after(() => lacking.stop());
  const { page } = await openWatched(await stage.browser.newContext({ locale: "en-US" }));
  await page.goto(`${lacking.base}#/embed`);
  await page.getByLabel("Way").selectOption("A module");
  await page.getByRole("button", { name: "Try the module" }).click();
  await finding(page, /module\/ is not there: cargo xtask build puts it beside the viewer/).waitFor();
  const careful = await startPages({ metaOnly: false });
  t.after(() => careful.stop());
  await page.goto(`${careful.base}#/embed`);
  await page.getByLabel("Way").selectOption("A module");
  await page.getByRole("button", { name: "Try the module" }).click();
  await finding(page, "This trial’s frame with sandbox cannot read the files of this site (CORS)").waitFor();
  assert.equal(await page.locator("iframe").count(), 0, "nothing could be loaded in it");
});

test("where a sandboxed frame may not read the files, and a header refuses the portal, that is said", async (t) => {
  provokes();
  // As a careful host sends it: only the site itself may show the page in a frame.
  const careful = await startPages({ metaOnly: false });
  t.after(() => careful.stop());
  const { page } = await openWatched(await stage.browser.newContext({ locale: "en-US" }));
  await page.goto(`${careful.base}#/embed`);
  await page.getByLabel("Origin of your page").fill("https://portal.example");
  await page.getByRole("button", { name: "Try the frame" }).click();
  await finding(page, "https://portal.example may not show this site in a frame").waitFor();
  await finding(page, "cannot load the viewer (CORS)").waitFor();
  await eventually(async () => assert.equal(await finding(page, "The viewer did not start").count(), 1), { within: 30_000 });
});

/** The first block of HTML below a heading of the package's README that holds a text. */
async function snippet(text) {
  const readme = await readFile(new URL("../../src/embed/package/README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/```html\n([^]*?)```/g)].map(([, block]) => block);
  const found = blocks.find((block) => block.includes(text));
  assert.ok(found, `no snippet with ${text}`);
  return found;
}

/** Serves a page that is nothing but a snippet, with addresses of this test in the place of the examples'. */
async function openSnippet(t, lines) {
  const more = {};
  const viewer = await servePlain({ under: "/", more, sandboxed: true });
  t.after(() => viewer.stop());
  const portal = await servePortal(stage.simulator.ready.vendors, viewer.origin, { allowsInline: true });
  t.after(() => portal.stop());
  more["/leadwake.json"] = JSON.stringify({ hosts: [new URL(stage.simulator.ready.base).origin], frame_origins: [portal.origin] });
  const own = lines.replaceAll("https://viewer.example/", viewer.base).replaceAll(stage.pages.base, viewer.base).replaceAll("apten:room_1", stage.simulator.ready.lead.dossier);
  portal.more["/snippet"] = `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><body>${own}</body></html>`;
  const { page, troubles } = await openWatched(await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC" }));
  await page.goto(`${portal.origin}/snippet`);
  return { frame: page.frameLocator("iframe"), page, portal, troubles };
}

test("the README’s lines for a frame with a script show the whole lead, by the portal’s own server", async (t) => {
  const { frame, troubles } = await openSnippet(t, await snippet("embed(document"));
  await loaded(frame);
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(frame), all));
  assert.deepEqual(unexpected(troubles), []);
});

test("the README’s lines for a frame without a script show the viewer without its bar, in the colours they name", async (t) => {
  const { frame, troubles } = await openSnippet(t, await snippet("embed=1&theme=dark"));
  await frame.locator('.viewer[data-embed][data-theme="dark"]').waitFor();
  assert.equal(await frame.locator(".brand").count(), 0);
  // Nobody handed in a key, and the page is listed: the frame says whose is missing.
  await frame.getByText("Apten needs a key").first().waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

test("the lines that this page makes for a frame show what they say, with a script by the portal’s server or by keys", async (t) => {
  const all = (await truth(stage, "demo")).length;
  for (const asker of ["My page asks, by its own server", "My page hands in keys"]) {
    const lines = await madeLines(stage, "A frame, with a script", asker);
    assert.ok(!lines.includes("myKeyFor"), "every key has its vendor's name");
    const { frame, page, portal, troubles } = await openSnippet(t, lines);
    await loaded(frame);
    await eventually(async () => assert.equal(await drawn(frame), all));
    assert.equal(portal.asked.length > 0, lines.includes("fetch:"));
    assert.deepEqual(unexpected(troubles), []);
    await page.context().close();
  }
});

test("the lines that this page makes for a frame that asks as its own site is set up lead to the lead there", async (t) => {
  for (const [way, asker] of [["A frame, with a script", "As this site is set up"], ["A frame, without a script"]]) {
    const { frame, page, portal, troubles } = await openSnippet(t, await madeLines(stage, way, asker));
    await frame.locator(".viewer[data-embed]").waitFor();
    assert.equal(await frame.locator(".brand").count(), 0);
    // Nobody handed in a key, and the page is listed: the frame says whose is missing.
    for (const vendor of ["Apten", "LeadSail", "Naturalead", "Attendee"]) await frame.getByText(`${vendor} needs a key`).first().waitFor();
    assert.deepEqual(portal.asked, []);
    assert.deepEqual(unexpected(troubles), []);
    await page.context().close();
  }
});
