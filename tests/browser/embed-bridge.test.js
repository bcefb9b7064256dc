// A portal whose server has the keys: the page has none, and asks nobody but its own server.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach } from "node:test";
import { passOn } from "../portals/bridge/server.js";
import { obeys } from "./support/asking-server.js";
import { openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { hostScript, PORTALS, servePortal, strict } from "./support/portals.js";
import { setStage } from "./support/stage.js";
import { drawn, loaded, notice, press, truth } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const stops = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** The portal's server, as it is deployed: beside the package. */
async function server(vendors) {
  const { isDocumented } = await import(hostScript());
  return passOn(vendors, isDocumented);
}

async function portal() {
  const { lead, vendors } = stage.simulator.ready;
  const more = { "/lead.txt": lead.dossier, "/vendors/*": await server(vendors), "/blank.html": "<!doctype html><title>Blank</title><div id=one></div>" };
  const host = await servePortal({ folder: join(PORTALS, "bridge"), policy: strict(), more });
  stops.push(host.stop);
  const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1280, height: 900 } });
  const { page, troubles } = await openWatched(context);
  const asked = [];
  page.on("request", (request) => asked.push(request));
  return { page, troubles, host, asked };
}

test("the whole lead is shown by way of the portal's server, and no key is in the page", async () => {
  // No vendor lets a web page read.
  await stage.simulator.control("PUT", "cors", { all: "refuses" });
  const { page, troubles, host, asked } = await portal();
  await page.goto(host.base);
  await loaded(page);
  const all = await truth(stage, "demo");
  await eventually(async () => assert.equal(await drawn(page), all.length));
  await press(page.getByRole("link", { name: "Open call" }).first());
  await page.getByRole("complementary", { name: "Details" }).getByRole("heading", { level: 2 }).first().waitFor();
  assert.deepEqual([...new Set(asked.map((request) => new URL(request.url()).origin))], [new URL(host.base).origin]);
  const keys = Object.values(stage.simulator.ready.vendors).map(({ key }) => key);
  const held = await page.evaluate(() => document.documentElement.outerHTML + document.querySelector("lead-timeline").shadowRoot.innerHTML);
  for (const request of asked) {
    const sent = request.url() + JSON.stringify(await request.allHeaders());
    for (const key of keys) assert.ok(!sent.includes(key) && !held.includes(key));
  }
  assert.ok(asked.every((request) => request.method() === "GET"));
  assert.deepEqual(troubles, []);
});

test("the portal's server passes on reading of what the vendors document, and nothing else", (t) => obeys(t, server));

test("what a portal's function gives wrongly is told of by what is wrong, and the other vendors are shown", async () => {
  const { page, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  const [lead] = [stage.simulator.ready.lead.dossier];
  const kinds = await page.evaluate(async (lead) => {
    const { mount } = await import("/leadwake/index.js");
    const json = (body) => ({ status: 200, headers: { "Content-Type": "application/json" }, body });
    const cases = {
      throws: () => {
        throw new Error("key sk-secret is gone");
      },
      rejects: () => Promise.reject(new Error("key sk-secret is gone")),
      nothing: () => undefined,
      status: () => ({ status: "200", body: "{}" }),
      body: () => ({ status: 200, body: { data: [] } }),
      page: () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><p>Log in</p>" }),
      forbidden: () => ({ status: 403, headers: {}, body: "{}" }),
      right: () => json(new TextEncoder().encode('{"data":[],"events":[]}')),
    };
    const told = {};
    const one = document.querySelector("#one");
    for (const [name, fetch] of Object.entries(cases)) {
      const viewer = mount(one, { lead: "apten:room_1", fetch });
      const { feeds } = await new Promise((done) => viewer.on("loaded", done));
      told[name] = feeds[0].error && [feeds[0].error.kind, feeds[0].error.message];
      viewer.unmount();
    }
    // A question that nobody waits for any more is called off.
    const signals = [];
    const viewer = mount(one, { lead, fetch: (vendor, method, path, query, signal) => new Promise(() => signals.push(signal)) });
    await viewer.ready;
    while (signals.length < 4) await new Promise((done) => setTimeout(done, 20));
    viewer.unmount();
    await new Promise((done) => setTimeout(done, 100));
    told.aborted = signals.every((signal) => signal.aborted);
    return told;
  }, lead);
  for (const [name, kind, words] of [
    ["throws", "host", "its function failed"],
    ["rejects", "host", "its function failed"],
    ["nothing", "host", "not an object"],
    ["status", "host", "status"],
    ["body", "host", "body"],
    ["page", "answer", "web site"],
    ["forbidden", "key", "The page that Leadwake is a part of asks Apten in its place"],
  ]) {
    assert.ok(kinds[name][1].includes(words), kinds[name].join(": "));
    assert.equal(kinds[name][0], kind, kinds[name].join(": "));
    assert.ok(!kinds[name][1].includes("sk-secret"), kinds[name][1]);
    assert.ok(!/relay|Sent as/.test(kinds[name][1]), kinds[name][1]);
  }
  assert.equal(kinds.right, null);
  assert.equal(kinds.aborted, true);
});

test("a vendor that the portal's server cannot reach is told of beside the others", async () => {
  const { page, host } = await portal();
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 403 } });
  await page.goto(host.base);
  await loaded(page);
  await page.locator(".notice").filter({ hasText: "LeadSail refused the key of the page around (403)" }).first().waitFor();
  assert.ok((await page.locator("article").count()) > 20);
  const failed = await page.evaluate(() => window.happened.filter((event) => event.kind === "error").map((event) => event.error.vendor));
  assert.deepEqual([...new Set(failed)], ["leadsail"]);
  // What can only be done on pages that are not here is not offered.
  for (const name of ["Add a key", "Change key", "Requests", "Edit the lead", "Open files"]) {
    assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0, name);
  }
  assert.equal(await notice(page, "LeadSail needs a key").count(), 0);
});
