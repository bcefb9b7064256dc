// When the program fails: the page says so at once, and can be started again without losing place or keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { form, openConnections, PASSPHRASE, remember, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { entry, feed, gets, loaded, only, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;
const SECRET = "what-the-lead-said-4711";

/** What these tests, and what drives them, put on the window. */
const TESTS_OWN = /^(instances|failedAt|coveredAt|noteTrouble|__playwright.*)$/;

/**
 * Lets tests reach the program's instances from outside, which the page keeps to itself; and notes when something
 * failed and when it was covered.
 */
function exposeInstances() {
  for (const event of ["error", "unhandledrejection"]) addEventListener(event, () => (window.failedAt ??= performance.now()));
  new MutationObserver(() => {
    if (document.querySelector("[role=alertdialog]")) window.coveredAt ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
  const real = WebAssembly.instantiate;
  window.instances = [];
  WebAssembly.instantiate = async (...given) => {
    const instance = await real(...given);
    window.instances.push(instance.exports);
    return instance;
  };
}

const memory = "window.instances.at(-1).memory";

/** Takes the program's memory away in the middle of its work, and does in the same breath what it has to answer to. */
const trap = (page) =>
  page.getByRole("searchbox").evaluate((box) => {
    new Uint8Array(window.instances.at(-1).memory.buffer).fill(0);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

/** Each way to fail, as a person might meet it: `prepare` runs in the page, then something is done there. */
const WAYS = {
  "a trap in an event handler": {
    prepare: "0",
    act: trap,
  },
  "an exception thrown through a handler": {
    prepare: `{
      const real = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
      Object.defineProperty(HTMLInputElement.prototype, "value", { ...real, configurable: true, get() {
        Object.defineProperty(HTMLInputElement.prototype, "value", real);
        throw new Error("${SECRET}");
      } });
    }`,
    act: (page) => page.getByRole("searchbox").press("x"),
  },
  "a panic while a change is drawn": {
    prepare: `{
      const real = document.createElement;
      document.createElement = function () {
        document.createElement = real;
        throw new Error("${SECRET}");
      };
    }`,
    act: (page) => page.evaluate(() => (location.hash = "#/connections")),
    code: /\.rs:\d+:\d+/,
    goesTo: "#/connections",
  },
  "a trap in a task that waits for an answer": {
    prepare: `{
      const real = Response.prototype.text;
      Response.prototype.text = async function () {
        const text = await real.call(this);
        Response.prototype.text = real;
        new Uint8Array(${memory}.buffer).fill(0);
        return text;
      };
    }`,
    act: (page) => page.evaluate(() => (location.hash = "#/demo")),
    goesTo: "#/demo",
  },
  "a stack that overflows": {
    prepare: "0",
    act: (page) =>
      page.getByRole("searchbox").evaluate((box) => {
        // From so deep in a stack that it is the program itself that finds no more room.
        let tries = 0;
        const deeper = () => {
          try {
            deeper();
          } finally {
            if ((tries += 1) < 2_000) box.dispatchEvent(new Event("input", { bubbles: true }));
          }
        };
        try {
          deeper();
        } catch {
          // This was the stack of the test.
        }
      }),
  },
  "memory that runs out": {
    prepare: `${memory}.grow(65536 - ${memory}.buffer.byteLength / 65536)`,
    act: (page) => page.evaluate(() => (location.hash = "#/demo")),
    code: /out of memory/,
    goesTo: "#/demo",
  },
};

const card = (page) => page.getByRole("alertdialog", { name: "Leadwake stopped" });
const restart = (page) => card(page).getByRole("button", { name: "Restart" });

async function openLead(dossier = demo()) {
  const visitor = await visit(stage);
  await visitor.page.addInitScript(exposeInstances);
  await visitor.open(dossier);
  await loaded(visitor.page);
  return visitor;
}

for (const [name, { prepare, act, code, goesTo }] of Object.entries(WAYS)) {
  test(`${name}: a card within a second, and a new start in the same place`, async () => {
    const { page, troubles } = await openLead();
    await page.evaluate(prepare);
    const before = page.url();
    await act(page);
    await card(page).waitFor();
    const took = await page.evaluate(() => window.coveredAt - window.failedAt);
    assert.ok(took < 1_000, `the card took ${took} ms`);

    assert.equal(await page.locator(".bar, main").count(), 0, "the view that failed is still there");
    assert.ok(await restart(page).evaluate((button) => button === document.activeElement), "the focus is elsewhere");
    const told = await card(page).textContent();
    assert.match(told, code ?? /Code: .+ · Build: .+/);
    assert.ok(!told.includes(SECRET) && !told.includes("dana"), told);
    assert.deepEqual(troubles.filter((trouble) => trouble.startsWith("console:") && trouble.includes(SECRET)), []);

    const wasAt = goesTo ?? new URL(before).hash;
    troubles.length = 0;
    await restart(page).click();
    if (wasAt !== "#/connections") await loaded(page);
    await page.getByRole("main").waitFor();
    assert.equal(await card(page).count(), 0);
    assert.equal(new URL(page.url()).hash.replace(/\?dev=1$/, ""), wasAt.replace(/\?dev=1$/, ""));
    assert.equal(await page.evaluate(() => window.instances.length), 2);
    assert.deepEqual(troubles, []);
  });
}

test("what is over does nothing any more: of two programs one asks, and no key is left in the other", async () => {
  const { page, troubles } = await openLead();
  await trap(page);
  await restart(page).click();
  await loaded(page);
  troubles.length = 0;
  await stage.simulator.control("DELETE", "requests");
  await page.evaluate((hash) => (location.hash = hash), `#/lead/${only(demo(), "leadsail")}`);
  await eventually(async () => assert.equal((await gets(stage, "leadsail")).length, 1));
  await page.setViewportSize({ width: 700, height: 500 });
  await page.keyboard.press("Escape");
  await page.goBack();
  await loaded(page);
  assert.equal((await gets(stage, "leadsail")).length, 2, "each place was read once");
  assert.deepEqual(troubles, []);
  const held = await page.evaluate(() => window.instances.map(({ memory }) => new TextDecoder().decode(memory.buffer)));
  const sought = [stage.simulator.ready.vendors.leadsail.key, "dana.reyes@example.com"];
  assert.deepEqual(held.map((text) => sought.map((one) => text.includes(one))), [[false, false], [true, true]]);
});

test("keys that were typed for this page alone are still there after a new start, and nowhere else", async () => {
  const { page } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await page.goto(`${stage.pages.base}#/connections`);
  const { base_url, key } = stage.simulator.ready.vendors.leadsail;
  const form = page.getByRole("region", { name: "LeadSail" });
  await form.getByLabel("Address of the API").fill(base_url);
  await form.locator("input[type=password]").fill(key);
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText(`key ending …${key.slice(-4)}`).waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/lead/${only(demo(), "leadsail")}`);
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();

  await trap(page);
  await card(page).waitFor();
  assert.ok(!(await page.content()).includes(key));
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.ok(!stored.includes(key), stored);
  // What the page itself put there: a frame without it has all that the browser puts there.
  const added = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\d+$/.test(name));
  });
  assert.deepEqual(added.filter((name) => !TESTS_OWN.test(name)), []);

  await restart(page).click();
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();
  assert.ok((await gets(stage, "leadsail")).every((one) => one.key === "right"));
});

/** Makes the program fail on the page of connections. */
const trapWhileDrawn = async (page) => {
  await page.evaluate(WAYS["a trap in a task that waits for an answer"].prepare);
  await page.evaluate(() => (location.hash = "#/demo"));
  await card(page).waitFor();
  await page.evaluate(() => (location.hash = "#/connections"));
};

test("a key that was forgotten on this device does not come back with a new start", async () => {
  const { page } = await openConnections(stage, { prepare: (page) => page.addInitScript(exposeInstances) });
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await remember(stage, page, "leadsail");
  await vault(page).getByRole("button", { name: "Forget Apten on this device" }).click();
  await form(page, "apten").getByText("not connected").waitFor();
  await trapWhileDrawn(page);
  await restart(page).click();
  await form(page, "leadsail").getByText("key ending …").waitFor();
  await form(page, "apten").getByText("not connected").waitFor();
});

test("after three failures in a row the vendor whose answers bring them can be left out", async () => {
  await stage.simulator.control("POST", "change", { lead: "demo", vendor: "leadsail", change: "append", text: SECRET, from: "lead" });
  const { page, open } = await visit(stage);
  await page.addInitScript((secret) => {
    const real = Document.prototype.createTextNode;
    Document.prototype.createTextNode = function (text) {
      if (text.includes(secret)) throw new Error("cannot be drawn");
      return real.call(this, text);
    };
  }, SECRET);
  await open(only(demo(), "leadsail", "naturalead"));
  const without = card(page).getByRole("button", { name: "Open without LeadSail" });
  for (let failures = 1; failures < 3; failures += 1) {
    await card(page).waitFor();
    assert.equal(await without.count(), 0, `offered after ${failures}`);
    await restart(page).click();
  }
  await without.click();
  await loaded(page);
  await page.getByText("Opened without LeadSail").waitFor();
  assert.equal(new URL(page.url()).hash, `#/lead/${only(demo(), "naturalead")}`);
  assert.equal(await feed(page, "leadsail").count(), 0);
  await feed(page, "naturalead").getByText(/since|complete/).waitFor();
});

test("axe finds nothing on the card, in light, dark and narrow", async () => {
  for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: { width: 320, height: 600 } }]) {
    const { page, open } = await visit(stage, options);
    await page.addInitScript(exposeInstances);
    await open(demo());
    await loaded(page);
    await trap(page);
    await card(page).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
  }
});

test("a program that does not arrive is told, with a way to try again", async () => {
  const isProgram = (url) => url.pathname.endsWith(".wasm");
  const { page } = await visit(stage);
  await page.route(isProgram, (route) => route.abort());
  await page.goto(stage.pages.base);
  const told = page.getByRole("alertdialog", { name: "Leadwake could not be loaded" });
  await told.waitFor();
  await page.unroute(isProgram);
  await told.getByRole("button", { name: "Reload the page" }).click();
  await page.getByRole("main").waitFor();
});
