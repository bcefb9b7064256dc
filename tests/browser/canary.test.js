// A key through a whole visit, and through every error that says it back: it is in the header of a request to its own
// vendor, in the storage of the tab when its owner chose that, and nowhere else, in whichever spelling.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { launch } from "./support/browser.js";
import { everything, holds, listen } from "./support/canary.js";
import { openForm } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { leadPath } from "./support/lead.js";
import { AROUND, record, VENDORS } from "./support/matrix/lead.js";
import { Runner } from "./support/matrix/runner.js";
import { KEEPS, onlyWhere } from "./support/modes.js";
import { stored } from "./support/stored.js";
import { unexpected } from "./support/visit.js";

const LISTS = { apten: "/events", leadsail: "/interactions/", naturalead: "/conversations", attendee: "/chat_messages" };
let browser;
let runner;
let said;

before(async () => {
  browser = await launch();
  runner = await Runner.start(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  // Started again so that the listener is the page's first script.
  await runner.page.addInitScript(listen);
  await runner.leave();
  await runner.page.goto("about:blank");
  await runner.page.goto(`${runner.pages.base}${leadPath(runner.lead.dossier)}`);
  await runner.until({ vendor: null });
  await runner.leave();
  runner.context.on("request", async (request) => {
    const { host } = new URL(request.url());
    said.push(["a request's address", request.url()], ["a request's body", request.postData() ?? ""]);
    const vendor = VENDORS.find((name) => request.url().startsWith(`${runner.simulator.ready.vendors[name].base_url}/`));
    const header = vendor === "attendee" ? "authorization" : "x-api-key";
    for (const [name, value] of Object.entries(await request.allHeaders())) {
      const isKey = name === header && value.endsWith(keyOf(vendor));
      said.push([`the header ${name} to ${host}`, isKey ? "" : value]);
      if (isKey) carried.add(vendor);
    }
  });
  runner.page.on("console", (message) => said.push(["the console", message.text()]));
  runner.page.on("framenavigated", (frame) => said.push(["an address", frame.url()]));
});
after(async () => {
  await runner?.stop();
  await browser?.close();
});
const carried = new Set();
beforeEach(() => {
  said = [];
  carried.clear();
});

const keyOf = (vendor) => runner.simulator.ready.vendors[vendor]?.key;
const go = (fragment) => runner.page.evaluate((fragment) => (location.hash = fragment), fragment);

/** Looks for every key everywhere; `except` are places where it may be. */
async function look(where, except = []) {
  const places = await everything(runner.page);
  assert.ok(places.length >= 16);
  for (const [place, text] of [...places, ...said]) {
    if (except.includes(place)) continue;
    for (const vendor of VENDORS) assert.ok(!holds(text, keyOf(vendor)), `${where}: ${vendor}’s key is in ${place}: ${text.slice(0, 300)}`);
  }
  said.length = 0;
  return Object.fromEntries(places);
}

/** Spellings in which a server may give a key back. */
const ECHOES = {
  "as it is": (key) => key,
  twice: (key) => key + key,
  "behind a word": (key) => `Token ${key}`,
  "in base64": (key) => Buffer.from(key).toString("base64"),
  "in base64, one later": (key) => Buffer.from(`a${key}b`).toString("base64"),
  "in base64, two later": (key) => Buffer.from(`ab${key}c`).toString("base64"),
  "in base64 for addresses": (key) => Buffer.from(`user:${key}`).toString("base64url"),
  "in hexadecimal digits": (key) => Buffer.from(key).toString("hex"),
  "in capital hexadecimal digits": (key) => Buffer.from(key).toString("hex").toUpperCase(),
  escaped: (key) => encodeURIComponent(key),
  "all escaped": (key) => [...key].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(""),
  "as JSON escapes it": (key) => [...key].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join(""),
};

test("a server that says the key back does not bring it onto the page", async () => {
  for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 200]) {
    for (const [how, spell] of Object.entries(ECHOES)) {
      const echo = (vendor) => `You sent ${spell(keyOf(vendor))}, which is wrong`;
      const rules = VENDORS.map((vendor) => {
        const text = `{"success":false,"message":"${echo(vendor)}","detail":"${echo(vendor)}","error":{"code":"${spell(keyOf(vendor))}","message":"${echo(vendor)}"}}`;
        return { vendor, path: LISTS[vendor], fault: { kind: "body", status, body: text } };
      });
      await runner.control("POST", "faults", rules);
      await runner.go();
      await retried();
      const { "the text": text } = await look(`${status}, ${how}`);
      assert.match(text, /You sent .*\[key\].*, which is wrong/, `${status}, ${how}: the server's words are not shown`);
      await runner.leave();
      // One is enough where the words are made in one way; every way is tried of one.
      if (status !== 400 && how === "twice") break;
    }
  }
});

test("neither do a web page, a broken answer, a record or a next page with the key in it", async () => {
  const list = (vendor, text) => ({ vendor, path: LISTS[vendor], fault: { kind: "replace", from: AROUND[vendor][0], to: AROUND[vendor][0] + text } });
  for (const [what, rule] of [
    ["a web page", (vendor, key) => ({ vendor, path: LISTS[vendor], fault: { kind: "body", content_type: "text/html", body: `<p>${key}</p>` } })],
    ["a broken answer", (vendor, key) => ({ vendor, path: LISTS[vendor], fault: { kind: "body", body: `key ${key} is wrong` } })],
    ["another shape", (vendor, key) => ({ vendor, path: LISTS[vendor], fault: { kind: "body", body: `{"${key}":"${key}"}` } })],
    ["a record", (vendor, key) => list(vendor, `${record(runner.lead, vendor, { id: "echo", text: `key ${key} of mine`, more: `,"${key}":"${key}"` })},`)],
    ["an id", (vendor, key) => list(vendor, `${record(runner.lead, vendor, { id: key })},`)],
    ["a broken record", (vendor, key) => list(vendor, `{"id":"${key}","leadPhone":"${runner.lead.phone}",${key}},`)],
    ["a next page", (vendor, key) => ({ vendor, path: LISTS[vendor], fault: { kind: "next", value: `https://evil.example/${key}?token=${key}` } })],
  ]) {
    await runner.control("POST", "faults", VENDORS.map((vendor) => rule(vendor, keyOf(vendor))));
    await runner.go();
    await runner.until({ vendor: null });
    for (const button of await runner.page.getByRole("button", { name: "Details" }).all()) await button.click();
    const { "the text": text } = await look(what);
    assert.match(text, /\[key\]|%5Bkey%5D/, `${what}: nothing of it is on the page`);
    await go("#/requests");
    await runner.page.getByRole("table").waitFor();
    await look(`${what}: the requests`);
    await runner.leave();
  }
});

/** Until everybody is done; time passes for whoever waits. */
async function retried() {
  await eventually(async () => {
    if (await runner.page.locator(".feeds .feed", { hasText: "trying again" }).count()) await runner.page.clock.fastForward(301_000);
    assert.equal(await runner.page.locator(".feeds .feed").count(), VENDORS.length);
    assert.equal(await runner.page.locator(".feeds .feed button").count(), 0, "somebody is being waited for");
  }, { within: 30_000 });
}

const copied = async (name) => {
  const buttons = runner.page.getByRole("button", { name });
  await buttons.first().waitFor();
  await runner.page.evaluate(() => navigator.clipboard.writeText("nothing copied"));
  await buttons.first().click();
  await eventually(async () => assert.notEqual(await runner.page.evaluate(() => navigator.clipboard.readText()), "nothing copied"));
};

for (const keep of ["This page only", "This tab"]) {
  test(`a whole visit, with keys kept for: ${keep}`, async () => {
    const { page } = runner;
    const isKept = keep === "This tab" && KEEPS;
    const except = isKept ? ["the session storage"] : [];
    await go("#/connections");
    for (const [vendor, name] of [["apten", "Apten"], ["leadsail", "LeadSail"], ["naturalead", "Naturalead"], ["attendee", "Attendee"]]) {
      const form = page.getByRole("region", { name, exact: true });
      await openForm(page, vendor);
      await form.getByLabel("Address of the API").fill(runner.simulator.ready.vendors[vendor].base_url);
      await form.locator("input[type=password]").fill(keyOf(vendor));
      await form.getByRole("radio", { name: keep }).check();
      await form.getByRole("button", { name: "Save" }).click();
      await form.getByText("key ending …").waitFor();
    }
    await look("the connections", except);

    for (const [what, below] of [["the lead", ""], ...Object.entries(runner.lead.below)]) {
      await runner.go(below);
      await runner.until({ vendor: null, isCall: what === "apten" });
      if (below) await page.locator(".lead-pane").getByRole("heading", { level: 2 }).waitFor();
      await copied(/^Copy link/);
      await look(what, except);
      const raw = page.getByRole("button", { name: "Details" });
      if (await raw.count()) {
        await raw.first().click();
        await page.getByText("Raw JSON", { exact: true }).first().click();
        await copied(/^Copy as it came/);
        await look(`${what}: as it came`, except);
      }
      if (what === "apten") {
        for (const name of [/^Copy with times/, /^Copy text/]) {
          await copied(name);
          await look(`${what}: ${name}`, except);
        }
      }
      await runner.leave();
    }
    await runner.control("POST", "faults", VENDORS.map((vendor) => ({ vendor, path: LISTS[vendor], fault: { kind: "status", status: 400 } })));
    await runner.go();
    await runner.until({ vendor: null });
    for (const button of await page.getByRole("button", { name: "Copy curl" }).all()) {
      await button.click();
      const { "the clipboard": curl } = await look("a command", except);
      assert.match(curl, /^curl .*\$API_KEY/);
    }
    await runner.control("DELETE", "faults");
    await go("#/requests");
    await page.getByRole("table").waitFor();
    await look("the requests", except);
    await go("#/nowhere");
    await look("an address that leads nowhere", except);

    const { session: storage } = await stored(page);
    for (const vendor of VENDORS) {
      assert.equal(storage.includes(keyOf(vendor)), isKept, `${vendor}’s key, kept for: ${keep}`);
      assert.ok(carried.has(vendor), `${vendor} was never asked with its key`);
    }
    const log = await runner.control("GET", "requests");
    assert.ok(log.every((one) => !one.key_in_url));
    assert.deepEqual(unexpected(runner.troubles), []);
  });
}

test("a key is found wherever it is hidden", onlyWhere("something is kept"), async () => {
  const key = keyOf("naturalead");
  for (const [how, spell] of Object.entries(ECHOES)) assert.ok(holds(`before ${spell(key)} behind`, key), how);
  assert.ok(holds([...key].reverse().join(""), key));
  assert.ok(!holds("nothing of it", key));
  await runner.page.evaluate((key) => {
    window.name = btoa(key);
    document.body.dataset.key = key;
    postMessage(key);
    localStorage.setItem("x", encodeURIComponent(key));
  }, key);
  const places = Object.fromEntries(await everything(runner.page));
  for (const place of ["the name of the window", "the document", "a message", "the local storage"]) assert.ok(holds(places[place], key), place);
});
