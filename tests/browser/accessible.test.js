// Every page and state, as axe sees it: light and dark, wide and narrow. And nothing scrolls sideways, nothing moves
// for those who asked for stillness.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";
import { press } from "./support/visit.js";

const stage = setStage();
const WIDTHS = [1280, 400, 320];

/** What sticks out to the side: the page, or a part of it that is not made to be scrolled. */
const sideways = (page) =>
  page.evaluate(() => {
    const wide = (element) => element.scrollWidth > element.clientWidth + 1;
    const found = wide(document.documentElement) ? [`the page: ${document.documentElement.scrollWidth} px`] : [];
    for (const element of document.body.querySelectorAll("*")) {
      const { overflowX, display } = getComputedStyle(element);
      // A table and a record as it came are read by scrolling within them.
      const isMeant = element.matches("pre, [role=region][tabindex]");
      if (["auto", "scroll"].includes(overflowX) && display !== "inline" && wide(element) && !isMeant) {
        found.push(`${element.tagName.toLowerCase()}.${element.className}: ${element.scrollWidth} px in ${element.clientWidth}`);
      }
    }
    return found;
  });

/** Looks at a state in both themes and all widths; `within` narrows what axe looks at. */
async function isFine(page, state, within) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Colours are on their way for a moment.
      await page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      });
      assert.deepEqual(await axeFindings(page, within), [], `${state}, ${width} px, ${colorScheme}`);
    }
    assert.deepEqual(await sideways(page), [], `${state}, ${width} px wide, sticks out`);
  }
}

const dossierOf = async (lead) => (await stage.simulator.control("GET", "leads"))[lead].dossier;

for (const [name, fragment, heading] of [
  ["home", "#/", "What happened with this lead?"],
  ["connections", "#/connections", "Connections"],
  ["connections with keys", "#/connections?dev=1", "Connections"],
  ["requests before there are any", "#/requests", "Requests"],
  ["an address that leads nowhere", "#/nowhere", "This address leads nowhere"],
]) {
  test(`${name} is fine`, async () => {
    const { page } = await openWatched(await stage.browser.newContext());
    await page.goto(`${stage.pages.base}${fragment}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await isFine(page, name);
  });
}

test("requests are fine", async () => {
  const lead = await (await openLead(stage, { dossier: await dossierOf("empty") })).settled();
  await lead.page.getByRole("link", { name: /^Requests/ }).click();
  await lead.page.getByRole("table").waitFor();
  await isFine(lead.page, "requests");
});

test("the demo lead is fine", async () => {
  const lead = await (await openLead(stage)).settled();
  await isFine(lead.page, "the demo lead");
});

test("entries with details and unfolded tool calls are fine", async () => {
  const lead = await (await openLead(stage, { query: { vendor: "apten", channel: "tool,custom,email" } })).settled();
  await lead.unfoldTools();
  for (const index of [0, 1, 2, 3]) await lead.list.getByRole("button", { name: "Details", exact: true }).nth(index).click();
  for (const words of ["All fields", "Raw JSON"]) await lead.list.getByText(words, { exact: true }).first().click();
  await isFine(lead.page, "details");
});

test("records that cannot be read are fine", async () => {
  const lead = await (await openLead(stage, { dossier: await dossierOf("hostile"), query: { since: "start" } })).settled();
  await eventually(async () => assert.ok((await lead.count()) > 10));
  await isFine(lead.page, "the hostile lead");
});

test("the menu of days is fine", async () => {
  const lead = await (await openLead(stage, { query: { channel: "call" } })).settled();
  await lead.list.getByRole("button", { expanded: false }).and(lead.page.locator("[aria-haspopup=menu]")).first().click();
  await lead.page.getByRole("menu", { name: "Jump to a day" }).waitFor();
  await isFine(lead.page, "the menu of days");
});

test("choices that narrow screens fold away are fine when they are open", async () => {
  const lead = await (await openLead(stage, { query: { channel: "call" }, context: { viewport: { width: 400, height: 800 } } })).settled();
  await lead.page.getByRole("button", { name: /^Filter/ }).click();
  await lead.chip("Vendor", "Apten").waitFor();
  await isFine(lead.page, "the choices");
});

test("a search with hits and without is fine", async () => {
  const lead = await (await openLead(stage, { query: { channel: "call", q: "roof" } })).settled();
  await isFine(lead.page, "a search with hits");
  await lead.search.fill("no such words");
  await lead.page.getByText("no match", { exact: true }).waitFor();
  await isFine(lead.page, "a search without hits");
});

test("a lead that is being loaded is fine", async () => {
  await stage.simulator.control("POST", "faults", [{ fault: { kind: "delay", ms: 120_000 } }]);
  const lead = await openLead(stage);
  await lead.page.getByRole("listitem").filter({ hasText: /loading/ }).first().waitFor();
  await isFine(lead.page, "loading");
});

test("a lead without entries is fine", async () => {
  const lead = await (await openLead(stage, { dossier: await dossierOf("empty") })).settled();
  await lead.page.getByText("No entries").waitFor();
  await isFine(lead.page, "empty");
});

test("a filter that leaves nothing is fine", async () => {
  const lead = await (await openLead(stage, { query: { vendor: "attendee", channel: "call" } })).settled();
  await lead.page.getByText(/^0 of \d+ entries match/).waitFor();
  await isFine(lead.page, "nothing matches");
});

test("a lead that one vendor refuses is fine", async () => {
  await stage.simulator.control("POST", "faults", [
    { vendor: "naturalead", fault: { kind: "status", status: 403 } },
    { vendor: "apten", page: "later", fault: { kind: "html", status: 200 } },
  ]);
  const lead = await (await openLead(stage, { query: { channel: "call,email" } })).settled();
  await isFine(lead.page, "partial");
});

test("a lead that every vendor refuses is fine", async () => {
  await stage.simulator.control("POST", "faults", [{ fault: { kind: "status", status: 403 } }]);
  const lead = await (await openLead(stage)).settled();
  await isFine(lead.page, "failed");
});

test("each sort of call is fine beside the list", async () => {
  const lead = await (await openLead(stage, { query: { channel: "call" } })).settled();
  const links = await lead.list.getByRole("link", { name: "Open call" }).evaluateAll((all) => all.map((link) => link.hash));
  assert.ok(links.length > 10);
  // The first is looked at with its list, the others alone, each as wide and as dark as only one of the six.
  for (const [index, hash] of links.entries()) {
    await lead.page.evaluate((hash) => location.assign(hash), hash);
    await lead.pane.getByRole("heading", { level: 2 }).waitFor();
    await eventually(async () => assert.ok(!/loading|reading/i.test(await lead.pane.getByRole("status").allTextContents().then(String))));
    if (index === 0) {
      await isFine(lead.page, `the call ${hash}`);
      continue;
    }
    const [width, colorScheme] = [WIDTHS[index % 3], index % 2 === 0 ? "light" : "dark"];
    await lead.page.setViewportSize({ width, height: 800 });
    await lead.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await lead.drawn();
    assert.deepEqual(await axeFindings(lead.page, ".lead-pane"), [], `${hash}, ${width} px, ${colorScheme}`);
    assert.deepEqual(await sideways(lead.page), [], `${hash}, ${width} px wide, sticks out`);
  }
});

for (const vendor of ["leadsail", "naturalead", "attendee"]) {
  test(`a thread of ${vendor} is fine`, async () => {
    const lead = await (await openLead(stage, { query: { vendor } })).settled();
    await lead.list.locator(`a[href*='/thread/${vendor}:']`).first().click();
    await lead.pane.getByRole("heading", { level: 2 }).waitFor();
    await isFine(lead.page, `a thread of ${vendor}`, ".lead-pane");
  });
}

test("nothing moves by itself for whoever asked for stillness", async () => {
  const lead = await (await openLead(stage)).settled();
  /** The elements with a movement that takes time, or that scroll smoothly. */
  const moving = () =>
    lead.page.evaluate(() => {
      const takesTime = (list) => list.split(",").some((part) => Number.parseFloat(part) > 0.01);
      return [...document.querySelectorAll("body *")].filter((element) => {
        const style = getComputedStyle(element);
        const isAnimated = style.animationName !== "none" && takesTime(style.animationDuration);
        return takesTime(style.transitionDuration) || isAnimated || style.scrollBehavior === "smooth";
      }).length;
    });
  assert.ok((await moving()) > 0, "there is something to still");
  await lead.page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await moving(), 0);
});

test("every row says where it stands in its day, and every message in its conversation, whichever are shown", async () => {
  const lead = await (await openLead(stage)).settled();
  const isTrue = (feeds, least = 1) =>
    eventually(async () => {
      const told = await feeds.evaluateAll((feeds) =>
        feeds.map((feed) => {
          const rows = [...feed.querySelectorAll("[data-anchor]")];
          const said = rows.map((row) => `${row.ariaPosInSet} of ${row.ariaSetSize}`);
          return { said, is: rows.map((_, at) => `${at + 1} of ${rows.length}`) };
        }),
      );
      assert.ok(told.some(({ is }) => is.length >= least));
      for (const { said, is } of told) assert.deepEqual(said, is);
    });
  const days = lead.list.getByRole("feed");
  await isTrue(days, 5);
  for (const name of ["Calls", "SMS"]) {
    const total = await lead.count();
    // What a chip hides comes and goes above, between and below the others.
    for (const isLess of [true, false]) {
      await lead.chip("Channel", name).click();
      await eventually(async () => assert.equal((await lead.count()) < total, isLess));
      await isTrue(days);
    }
  }
  await press(lead.page.getByRole("link", { name: "Open conversation" }).first());
  await isTrue(lead.pane.getByRole("feed"), 2);
});
