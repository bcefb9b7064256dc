// When the program fails: the page says so at once, and can be started again without losing place or keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { connect, form, openConnections, openForm, PASSPHRASE, remember, unlock, vault } from "./support/connect.js";
import { card, exposeInstances, restart, SECRET } from "./support/crash.js";
import { eventually } from "./support/eventually.js";
import { breakOff, startFront } from "./support/front.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, feed, gets, loaded, only, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;

/** What these tests, and what drives them, put on the window. */
const TESTS_OWN = /^(instances|usual|failedAt|coveredAt|noteTrouble|__playwright.*|__pw_.*)$/;

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
  "a stack that overflows below the program": {
    prepare: `{
      const real = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
      Object.defineProperty(HTMLInputElement.prototype, "value", { ...real, configurable: true, get() {
        Object.defineProperty(HTMLInputElement.prototype, "value", real);
        const deeper = () => deeper() + 1;
        return deeper();
      } });
    }`,
    act: (page) => page.getByRole("searchbox").press("x"),
    code: /Code: (RangeError|InternalError) /,
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
          // This was the stack of the test, and until its end nothing else could be done.
          window.failedAt = performance.now();
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
  await openForm(page, "leadsail");
  await form.getByLabel("Address of the API").fill(base_url);
  await form.locator("input[type=password]").fill(key);
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText(`key ending …${key.slice(-4)}`).waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/lead/${only(demo(), "leadsail")}`);
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();

  await trap(page);
  await card(page).waitFor();
  assert.ok(!(await page.content()).includes(key));
  const kept = JSON.stringify(await stored(page));
  assert.ok(!kept.includes(key), kept);
  // What the page itself put there.
  const added = await page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !window.usual.includes(name)));
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

test("a key that was forgotten on this device does not come back with a new start", onlyWhere("something is kept"), async () => {
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

test("keys that are forgotten in another tab while the card is shown do not come back with a new start", onlyWhere("something is kept"), async () => {
  const one = await openConnections(stage, { prepare: (page) => page.addInitScript(exposeInstances) });
  const other = await openConnections(stage, { context: one.context });
  await remember(stage, one.page, "apten", { opens: PASSPHRASE });
  await connect(stage, one.page, "leadsail", { keep: "This tab" });
  await connect(stage, one.page, "naturalead");
  await trapWhileDrawn(one.page);
  await other.page.getByRole("button", { name: "Forget all keys" }).click();
  const kept = () => one.page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.includes("connection")));
  await eventually(async () => assert.deepEqual(await kept(), []));
  await restart(one.page).click();
  for (const vendor of ["apten", "leadsail", "naturalead"]) await form(one.page, vendor).getByText("not connected").waitFor();
});

test("keys that are locked in another tab while the card is shown are locked after a new start, too", onlyWhere("something is kept"), async () => {
  const hearing = () => (new BroadcastChannel("leadwake").onmessage = ({ data }) => (window.heard = data));
  const one = await openConnections(stage, { prepare: (page) => Promise.all([exposeInstances, hearing].map((script) => page.addInitScript(script))) });
  const other = await openConnections(stage, { context: one.context });
  await remember(stage, one.page, "apten", { opens: PASSPHRASE });
  await connect(stage, one.page, "naturalead");
  await unlock(other.page);
  await form(other.page, "apten").getByText("key ending …").waitFor();
  await trapWhileDrawn(one.page);
  await vault(other.page).getByRole("button", { name: "Lock now" }).click();
  await one.page.waitForFunction(() => window.heard === "lock");
  await restart(one.page).click();
  await form(one.page, "apten").getByText("locked", { exact: true }).waitFor();
  await form(one.page, "naturalead").getByText("key ending …").waitFor();
  await unlock(one.page);
  await form(one.page, "apten").getByText("key ending …").waitFor();
});

/** Serves the page from a host that breaks off where a file is asked for that is lost, until `isLost` is taken back. */
async function losing(t, isLost) {
  const host = { isLost };
  host.pages = await startFront(t, stage.pages.base, (url, response) => host.isLost(url) && breakOff(response));
  return host;
}

const ofNextLife = (url) => url.searchParams.has("life");

test("a new start needs no network", async () => {
  const { page, asked } = await openLead(only(demo(), "leadsail"));
  await eventually(async () => {
    const names = await page.evaluate(() => performance.getEntriesByType("resource").filter((one) => one.responseEnd > 0).map((one) => one.name));
    assert.equal(names.map((name) => new URL(name)).filter(ofNextLife).length, 1);
  });
  await trap(page);
  await page.context().setOffline(true);
  const before = asked.filter(ofNextLife).length;
  await restart(page).click();
  await feed(page, "leadsail").waitFor();
  assert.equal(await page.evaluate(() => window.instances.length), 2);
  assert.equal(before, 1);
});

test("where a file for the new start is missing, that is said, and the keys are held until it comes", async (t) => {
  const host = await losing(t, ofNextLife);
  const { page } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await page.goto(`${host.pages.base}#/connections`);
  await connect(stage, page, "leadsail");
  await trapWhileDrawn(page);
  await restart(page).click();
  const told = page.getByRole("alertdialog", { name: "Leadwake could not be restarted" });
  await told.getByText("The keys you typed are still held").waitFor();
  assert.equal(await told.getByText("Nothing was asked").count(), 0);
  host.isLost = () => false;
  await told.getByRole("button", { name: "Restart again" }).click();
  await form(page, "leadsail").getByText("key ending …").waitFor();
});

test("files that were given, and the choice made of them, are still there after a new start", async () => {
  const { base_url: base, key } = stage.simulator.ready.vendors.naturalead;
  const account = await (await fetch(`${base}/conversations`, { headers: { "X-API-Key": key } })).text();
  const { page, troubles } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await page.goto(`${stage.pages.base}#/files`);
  const given = { name: "account.json", mimeType: "application/json", buffer: Buffer.from(account) };
  await page.getByLabel("Choose files").setInputFiles([given, { ...given, name: "dropped again.json" }]);
  await page.getByRole("button", { name: "Forget dropped again.json" }).click();
  await page.getByRole("checkbox").nth(1).check();
  await page.getByRole("button", { name: "Show the timeline" }).click();
  await loaded(page);
  const [all, address] = [await drawn(page), page.url()];
  assert.match(address, /#\/files\/[0-9a-f]{16}$/);

  await trap(page);
  await card(page).getByText("with the keys you typed and the files you gave").waitFor();
  troubles.length = 0;
  await restart(page).click();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), all));
  assert.equal(page.url(), address);
  await page.getByRole("link", { name: "Change files" }).click();
  const files = page.getByRole("list", { name: "Files", exact: true }).getByRole("listitem");
  assert.deepEqual((await files.allTextContents()).map((text) => text.split(" ")[0]), ["account.json"]);
  assert.deepEqual(troubles, []);
});

test("whom the page asked before the new start is not taken for a stranger's doing", async () => {
  const { page } = await openLead(only(demo(), "leadsail"));
  await trap(page);
  await card(page).waitFor();
  await page.evaluate(() => (location.hash = "#/requests"));
  await restart(page).click();
  await page.getByText("No vendor was asked since the restart.").waitFor();
  await page.getByText(`Asked before the restart: ${new URL(stage.simulator.ready.base).origin}`).waitFor();
  assert.equal(await page.getByText("not by this viewer").count(), 0);
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

test("a program that does not arrive is told, with a way to try again", async (t) => {
  const host = await losing(t, (url) => url.pathname.endsWith(".wasm"));
  const { page } = await visit(stage);
  await page.goto(host.pages.base);
  const told = page.getByRole("alertdialog", { name: "Leadwake could not be loaded" });
  await told.waitFor();
  host.isLost = () => false;
  await told.getByRole("button", { name: "Reload the page" }).click();
  await page.getByRole("main").waitFor();
});
