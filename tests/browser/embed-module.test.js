// Viewers in somebody else's page, which has the strictest policy and a style that would spoil whatever it reached.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { axeFindings } from "./support/axe.js";
import { provokes } from "./support/browser.js";
import { documentedPaths } from "./support/documented.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { happened, setPlainPortal } from "./support/plain-portal.js";
import { packageFolder, strict } from "./support/portals.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, loaded, press, truth } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const portal = setPlainPortal(stage);

test("a portal with the strictest policy shows the whole lead in a few lines, and neither spoils the other", async () => {
  const { page, troubles, host, context } = await portal();
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await page.goto(`${host.base}#/lead/ours`);
  const before = await page.evaluate(() => getComputedStyle(document.querySelector(".entry")).backgroundColor);
  await page.locator("#timeline").getByRole("group", { name: "Timeline", exact: true }).waitFor();
  await loaded(page);
  const all = await truth(stage, "demo");
  await eventually(async () => assert.equal(await drawn(page), all.length));
  const ended = await happened(page, "loaded");
  assert.ok(ended.at(-1).feeds.every((feed) => feed.stage.kind === "ready"), JSON.stringify(ended.at(-1).feeds));
  // The list in the document may hold less than everything: the event tells of everything.
  assert.ok(ended.at(-1).entries >= all.length);
  assert.equal((await happened(page, "ready")).length, 1);
  assert.equal(await page.evaluate(() => location.hash), "#/lead/ours", "the address is the portal's");
  assert.equal(await page.evaluate(() => history.length), 2);
  // The portal's style reaches nothing of the viewer's, and the viewer's nothing of the portal's.
  const button = page.locator("#timeline").getByRole("button", { name: "Refresh" });
  assert.deepEqual(
    await button.evaluate((one) => [getComputedStyle(one).fontSize, getComputedStyle(one).letterSpacing, getComputedStyle(one).textTransform, getComputedStyle(one).direction]),
    ["13px", "normal", "none", "ltr"],
  );
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".entry")).backgroundColor), before);
  assert.equal(await page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length), 1);
  // It follows the portal, which is dark.
  assert.equal(await page.locator("#timeline .viewer").evaluate((one) => getComputedStyle(one).backgroundColor), "rgb(20, 21, 23)");
  assert.deepEqual(await axeFindings(page, "#timeline"), []);
  // Each key went below its own vendor's address and nowhere else, and none is kept.
  const vendors = Object.values(stage.simulator.ready.vendors);
  for (const request of asked) {
    const sent = request.url() + JSON.stringify(await request.allHeaders()) + (request.postData() ?? "");
    const owner = vendors.find(({ base_url }) => request.url().startsWith(`${base_url}/`));
    const keys = vendors.filter(({ key }) => sent.includes(key));
    assert.deepEqual(keys, request.method() === "GET" && owner ? [owner] : [], `${request.method()} ${request.url()}`);
    assert.ok(!vendors.some(({ key }) => request.url().includes(key)), "a key is in an address");
  }
  for (const { base_url } of vendors) assert.ok(asked.some((request) => request.url().startsWith(`${base_url}/`)), `${base_url} was not asked`);
  // What the browser denies holds nothing either, and is told as less.
  assert.match(Object.values(await stored(page)).join(""), /^[{}[\]]*$/);
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(troubles, []);
});

test("links of the viewer's lead somewhere within it, and the portal hears of it", async () => {
  const { page, troubles, host } = await portal();
  await page.goto(`${host.base}#ours`);
  await loaded(page);
  const pages = page.context().pages().length;
  await press(page.locator("#timeline").getByRole("link", { name: "Open call" }).first());
  await page.getByRole("complementary", { name: "Details" }).getByRole("heading", { level: 2 }).first().waitFor();
  const [opened] = await happened(page, "open-call");
  assert.match(opened.call, /^(apten|leadsail):/);
  // A turn of a transcript is a link without a script of its own.
  await page.locator("a.turn-when").nth(1).click();
  await eventually(async () => assert.equal((await happened(page, "open-call")).at(-1).turn, 1));
  await page.locator("a.turn-when").nth(2).click({ modifiers: ["Control"] });
  await page.keyboard.press("Escape");
  // What the portal does is told as what the reader does.
  const closed = await eventually(async () => {
    const { length } = await happened(page, "select");
    assert.ok(length > 0);
    return length;
  });
  await page.evaluate((call) => window.viewer.goTo({ call }), opened.call);
  await page.getByRole("complementary", { name: "Details" }).waitFor();
  await eventually(async () => assert.deepEqual((await happened(page, "open-call")).at(-1), { kind: "open-call", call: opened.call, turn: null }));
  await page.evaluate(() => window.viewer.goTo(null));
  await eventually(async () => assert.equal(await page.getByRole("complementary", { name: "Details" }).count(), 0));
  await eventually(async () => assert.equal((await happened(page, "select")).length, closed + 1));
  assert.deepEqual((await happened(page, "select")).at(-1), { kind: "select", entry: null, thread: null });
  assert.equal(await page.evaluate(() => location.hash), "#ours");
  assert.equal(page.context().pages().length, pages, "no tab was opened");
  assert.equal(await page.getByRole("button", { name: "Copy link" }).count(), 0, "there is no address to copy");
  assert.deepEqual(troubles, []);
});

test("keys count in the viewer that has the focus and nowhere else", async () => {
  const { page, troubles, host } = await portal();
  await page.goto(host.base);
  await loaded(page);
  const search = page.getByRole("searchbox", { name: "Search in the entries" });
  const isFocused = () => search.evaluate((one) => one.getRootNode().activeElement === one);
  await page.keyboard.press("/");
  assert.equal(await isFocused(), false, "a key of the portal's");
  await page.getByRole("button", { name: "Refresh" }).focus();
  await page.keyboard.press("/");
  await eventually(async () => assert.equal(await isFocused(), true));
  await page.keyboard.press("?");
  assert.equal(await search.inputValue(), "?", "a part of what is typed");
  await page.getByRole("button", { name: "Refresh" }).focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(troubles, []);
});

test("what is wrong with options is said with a kind and by name, and repeats no key", async () => {
  const { page, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  const said = await page.evaluate(async () => {
    const { mount, LeadwakeError } = await import("/leadwake/index.js");
    const said = [];
    const one = document.querySelector("#one");
    const wrong = [
      { leed: "apten:room_1" },
      { lead: { apton: "room_1" } },
      { connections: { apten: "sk-secret" } },
      { connections: { apten: { token: "sk-secret" } } },
      { theme: "purple" },
      { zone: "Mars/Olympus" },
      { fetch: "no function" },
      { render: () => {} },
      { filter: { from: new Date("never"), to: 5 } },
      { filter: { from: 5, to: NaN } },
      7,
    ];
    for (const options of wrong) {
      const viewer = mount(one, options);
      let heard;
      viewer.on("error", ({ error }) => (heard = error));
      const error = await viewer.ready.catch((error) => error);
      said.push([error instanceof LeadwakeError, error.kind, error.message, heard?.kind]);
      // The reader is told, too.
      if (!one.firstElementChild.shadowRoot.querySelector("[role=alert]")?.textContent.includes(error.message)) said.at(-1)[0] = false;
      viewer.unmount();
    }
    const viewer = mount(one);
    await viewer.ready;
    const later = await viewer.update({ order: "sideways" }).catch((error) => error);
    said.push([later instanceof LeadwakeError, later.kind, later.message, "options"]);
    for (const wrong of [{ entri: "apten:a" }, undefined]) {
      const target = await viewer.goTo(wrong).catch((error) => error);
      said.push([target instanceof LeadwakeError, target.kind, target.message, "options"]);
    }
    let thrown;
    try {
      viewer.on("load", () => {});
    } catch (error) {
      thrown = error;
    }
    said.push([thrown instanceof LeadwakeError, thrown.kind, thrown.message, "options"]);
    viewer.unmount();
    const gone = await viewer.refresh().catch((error) => error);
    return { said, left: one.childElementCount, gone: gone.kind };
  });
  const words = ["leed", "apton", "connections.apten", "token", "theme", "Mars/Olympus", "fetch", "render", "`from` is an invalid date", "`to` is NaN", "options", "order", "entri", "no target", "load"];
  for (const [index, [isOurs, kind, message, heard]] of said.said.entries()) {
    assert.ok(isOurs, message);
    assert.deepEqual([kind, heard], ["options", "options"], message);
    // What serde says of a wrong word names those that are right.
    assert.ok(message.includes(words[index]) || message.includes("expected"), `${words[index]}: ${message}`);
    assert.ok(!message.includes("sk-secret"), message);
  }
  assert.deepEqual([said.left, said.gone], [0, "aborted"]);
});

test("a policy that lacks something is told of by what it lacks", async () => {
  provokes();
  const { origin } = new URL(stage.simulator.ready.base);
  const tried = async (policy) => {
    const { page, host } = await portal({ policy });
    await page.goto(`${host.base}blank.html`);
    return page.evaluate(async () => {
      const { mount } = await import("/leadwake/index.js");
      const error = await mount(document.querySelector("#one")).ready.catch((error) => error);
      return error && [error.kind, error.message];
    });
  };
  for (const [lacks, word] of [
    ["'wasm-unsafe-eval'", "'wasm-unsafe-eval'"],
    ["trusted-types leadwake", "trusted-types"],
    ["connect-src 'self'", "connect-src"],
  ]) {
    const [kind, message] = await tried(strict(origin).replace(lacks, lacks.startsWith("connect") ? "connect-src" : lacks.startsWith("trusted") ? "trusted-types other" : ""));
    assert.equal(kind, "program", message);
    assert.ok(message.includes(word), message);
  }
  // Where not even its style can be loaded, what is said reads as an error, in light and dark.
  for (const colorScheme of ["light", "dark"]) {
    const { page, host } = await portal({ options: { colorScheme } });
    await page.route("**/leadwake/{viewer,style}.js", (route) => route.abort());
    await page.goto(`${host.base}blank.html`);
    await page.evaluate(async () => {
      document.documentElement.style.colorScheme = "light dark";
      const { mount } = await import("/leadwake/index.js");
      await mount(document.querySelector("#one")).ready.catch(() => {});
    });
    const said = page.getByRole("alert").filter({ hasText: "scripts could not be loaded" });
    const look = await said.evaluate((one) => {
      const { color, backgroundColor, paddingInlineStart, fontFamily } = getComputedStyle(one);
      return [color, backgroundColor, paddingInlineStart, fontFamily.split(",")[0]];
    });
    const colours = { light: ["rgb(173, 39, 28)", "rgb(253, 240, 238)"], dark: ["rgb(244, 145, 138)", "rgb(48, 26, 25)"] };
    assert.deepEqual(look, [...colours[colorScheme], "16px", "system-ui"]);
    assert.deepEqual(await axeFindings(page, "#one"), []);
    await page.context().close();
  }
  // A vendor that may not be asked is told of in the viewer, and by an event.
  const { page, host } = await portal({ policy: strict() });
  await page.goto(host.base);
  await page.getByText("does not allow the host").first().waitFor();
  await eventually(async () => assert.ok((await happened(page, "error")).some(({ error }) => error.kind === "policy")));
  await page.context().close();
});

test("the scripts know every event and every vendor that the types have, and no other", async () => {
  const text = (name) => readFile(join(packageFolder(), name), "utf8");
  const types = await text("types.d.ts");
  const words = (text, before = "") => [...text.matchAll(new RegExp(`${before}"([\\w-]+)"`, "g"))].map(([, word]) => word).sort();
  const declared = (name, before) => words(new RegExp(`^export type ${name} = (.*);$`, "m").exec(types)[1], before);
  const [vendors, events] = [declared("Vendor"), declared("ViewerEvent", "kind: ")];
  assert.ok(vendors.length > 3 && events.length > 7, `${vendors}; ${events}`);
  const listed = async (name, list) => words(new RegExp(`^const ${list} = \\[(.*)\\];$`, "m").exec(await text(name))[1]);
  assert.deepEqual(await listed("mount.js", "EVENTS"), events, "mount.js");
  assert.deepEqual(await listed("element.js", "EVENTS"), events, "element.js");
  assert.deepEqual(await listed("element.js", "IDS"), vendors, "element.js");
  // Of what only a frame says, the script hands on nothing but its height: the rest is questions, which it answers.
  const asked = declared("FrameWord", "kind: ").filter((kind) => kind !== "height");
  assert.deepEqual(await listed("host.js", "EVENTS"), [...events, "height"].sort(), "host.js");
  const host = await text("host.js");
  for (const kind of asked) assert.ok(host.includes(`case "${kind}":`), kind);
  assert.deepEqual(JSON.parse(/^const DOCUMENTED = (\{[^;]*\});$/m.exec(host)[1]), await documentedPaths());
  assert.deepEqual(Object.keys(await documentedPaths()).sort(), vendors);
  const [, said] = /Events: ([^;]*);/.exec(await text("README.md"));
  assert.deepEqual([...said.matchAll(/`([\w-]+)`/g)].map(([, event]) => event).sort(), events, "README.md");
});

test("the module has no router and takes nothing from the address", async () => {
  const names = (await readdir(packageFolder())).filter((name) => /\.(js|wasm)$/.test(name) && name !== "host.js");
  assert.ok(names.includes("viewer.wasm") && names.includes("viewer.js"), names.join(", "));
  for (const name of names) {
    const text = (await readFile(join(packageFolder(), name))).toString("latin1");
    for (const word of ["hashchange", "popstate", "pushState", "replaceState", "location.hash", "localStorage", "sessionStorage", "indexedDB", "BroadcastChannel"]) {
      assert.ok(!text.includes(word), `${name} says ${word}`);
    }
  }
});
