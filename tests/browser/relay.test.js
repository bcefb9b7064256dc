// The printed recipes in the real servers, in front of vendors that no web page may read directly.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import http from "node:http";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launch, openWatched } from "./support/browser.js";
import { LeadPage, truth } from "./support/lead.js";
import { startSimulator, told } from "./support/servers.js";
import { startAuthority, startNames } from "./support/tls.js";
import { startVendor } from "./support/vendor.js";
import { loaded, NAMES, notice, unexpected } from "./support/visit.js";
import { recipe, SERVERS, startWebServer, towards } from "./support/webserver.js";

const stage = {};
const stops = [];

before(async () => (stage.browser = await launch()));
beforeEach(async () => {
  stage.simulator = await startSimulator();
  stops.push(stage.simulator.stop);
  await stage.simulator.control("PUT", "cors", { all: "refuses" });
});
afterEach(async () => {
  await Promise.all(stage.browser.contexts().map((context) => context.close()));
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
after(() => stage.browser?.close());

/** A server that is stopped after the test. */
async function serve(kind, options) {
  const server = await startWebServer(kind, options);
  stops.push(server.stop);
  return server;
}

/** A vendor of the test's own, stopped after it. */
async function pretend(answer, tls) {
  const vendor = await startVendor(answer, tls);
  stops.push(vendor.stop);
  return vendor;
}

/** Sends an address exactly as it is written, which `fetch` would tidy up. */
function sendRaw(server, path, headers) {
  const { hostname, port } = new URL(server.base);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString("latin1") }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end();
  });
}

/** Addresses that no relay passes on. */
const REFUSED = [
  "/relay/apten",
  "/relay/apten/",
  "/relay/apten/leads/room_1",
  "/relay/apten/leads/room_1/events/",
  "/relay/apten/leads/room_1/events/more",
  "/relay/apten/leads//events",
  "/relay/apten//leads/room_1/events",
  "//relay/apten/leads/room_1/events",
  "/x/../relay/apten/leads/room_1/events",
  "/relay/apten/leads/../calls/c1",
  "/relay/apten/leads/%2e%2e/events",
  "/relay/apten/leads/%2E%2E%2Fsecret/events",
  "/relay/apten/leads/..%2f..%2fsecret/events",
  "/relay/apten/leads/a%2fb/events",
  "/relay/apten/leads/a%5cb/events",
  "/relay/apten/leads/a%252fb/events",
  "/relay/apten/leads/a%00/events",
  "/relay/apten/leads/a%0d%0aHost:%20evil.example/events",
  "/relay/apten/leads/./events",
  "/relay/apten/leads/../events",
  "/relay/apten/leads/a;b/events",
  "/relay/apten/leads/a@evil.example/events",
  "/relay/apten/calls/c1#x",
  "/relay/apten/calls/c1?x=<script>",
  "/relay/apten/calls/c1?a=%zz",
  "/relay/apten/CALLS/c1",
  "/relay/APTEN/calls/c1",
  "/relay/leadsail/calls/c1",
  "/relay/attendee/bots/bot_1/transcript",
  "/relay/naturalead/conversations/1",
  "/relay/other/calls/c1",
  "/relay/control/requests",
  "/%72elay/apten/calls/c1",
  "/relay%2fapten%2fcalls%2fc1",
];

/** Addresses below the relay that it does pass on. */
const PASSED = [
  "/leads/room_1/events",
  "/leads/room_1/events?since=2026-01-01T00%3A00%3A00.000Z&limit=100&nextToken=a%2Bb%2Fc%3D%3D",
  "/leads/a%20b%2Bc%3Ad%C3%A9/events",
  "/leads/..a/events",
  "/calls/a1b2c3d4-e5f6-7890-abcd-ef1234567890",
  `/leads/${"x".repeat(256)}/events?nextToken=${"y".repeat(6000)}`,
];

/** The headers that reach a vendor at most. */
const EXPECTED = ["host", "connection", "accept", "accept-encoding", "x-api-key"];

/**
 * Opens the demo lead, as a reader who is logged in on the site.
 *
 * @param query of the address: `?dev=1` takes the connections in `dev-connections.json`
 * @returns the page; `asked()` gives the headers of each of its requests to the relay
 */
async function openDemo(server, query = "") {
  const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  // As a site has that lets in only who may.
  await context.addCookies([{ name: "login", value: "cookie-of-the-site", url: server.base }]);
  const { page, troubles } = await openWatched(context);
  const asked = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/relay/")) asked.push(request.allHeaders().catch(() => ({})));
  });
  await page.goto(`${server.base}#/lead/${stage.simulator.ready.lead.dossier}${query}`);
  return Object.assign(new LeadPage(page, troubles), { asked: () => Promise.all(asked) });
}

/** One line per record that is shown or should be. */
const lines = (entries) => entries.map(({ vendor, record, kind, time }) => `${time} ${kind} ${vendor}:${record}`).sort();

/** Asserts that the timeline is what the simulator says it should be, each entry once. */
async function assertWhole(lead) {
  await loaded(lead.page);
  await lead.settled();
  await lead.unfoldTools();
  const { entries, openings } = await truth(stage);
  const shown = (await lead.entries()).filter((one) => !(one.kind === "thread" && openings.includes(`${one.vendor}:${one.record}`)));
  assert.deepEqual(lines(shown), lines(entries));
  assert.deepEqual(lead.troubles, []);
}

/** Asserts that none of the keys and no query is in what a server noted. */
async function assertSilent(server, keys) {
  const logs = await server.logs();
  for (const key of keys) {
    for (const spelling of [key, encodeURIComponent(key), Buffer.from(key).toString("base64").replace(/=+$/, "")]) {
      assert.ok(!logs.includes(spelling), "a key is in the server's logs");
    }
  }
  const accesses = await server.accesses();
  assert.match(accesses, /\/relay\//, "nothing was noted at all");
  assert.doesNotMatch(accesses, /\?|since=|limit=|cursor=/);
}

/** Asks like any client, and follows nothing. */
const ask = (server, path, options) => fetch(new URL(path, server.base), { redirect: "manual", ...options });

/** The four vendors with the simulator's keys, at addresses of the relay, for `dev-connections.json`. */
function relayed(base) {
  const vendors = Object.entries(stage.simulator.ready.vendors);
  return Object.fromEntries(vendors.map(([name, { key }]) => [name, { base_url: `${base}relay/${name}`, key }]));
}

/** Serves with the relay in front of the simulator and the keys in the page. */
async function serveRelayed(kind, words = []) {
  const files = (base) => ({ "dev-connections.json": JSON.stringify({ vendors: relayed(base) }) });
  return serve(kind, { words: [...towards(stage.simulator), ...words], files });
}

for (const kind of SERVERS) {
  describe(kind, () => {
    test("a page that vendors do not let read says so", async () => {
      const { base, vendors } = stage.simulator.ready;
      const server = await serve(kind, {
        words: ["--connect", base],
        files: () => ({
          "leadwake.json": JSON.stringify({ hosts: [base] }),
          "dev-connections.json": JSON.stringify({ vendors }),
        }),
      });
      const { page, troubles } = await openDemo(server, "?dev=1");
      for (const name of Object.values(NAMES)) {
        await notice(page, `${name} did not let this page read the answer`).first().waitFor();
      }
      assert.deepEqual(unexpected(troubles), []);
    });

    test("the relay shows the whole timeline of vendors that refuse pages", async () => {
      const server = await serveRelayed(kind);
      const lead = await openDemo(server, "?dev=1");
      await assertWhole(lead);
      const sent = await lead.asked();
      assert.ok(sent.length > 4 && sent.every((headers) => !("cookie" in headers)), "a cookie went with a key");
      const asked = await stage.simulator.control("GET", "requests");
      assert.ok(asked.every((one) => one.key === "right" && one.method === "GET"));
      // Attendee names a host as the next page that no browser can reach.
      assert.ok(asked.filter((one) => one.vendor === "attendee" && one.page > 1).length > 0, "no later page was asked for");
      const passed = new Set(asked.flatMap((one) => Object.keys(one.headers)));
      for (const name of ["cookie", "referer", "origin", "user-agent", "x-forwarded-for", "sec-fetch-site"]) {
        assert.ok(!passed.has(name), `${name} was passed on`);
      }
      await assertSilent(server, Object.values(stage.simulator.ready.vendors).map(({ key }) => key));
    });

    test("the relay is typed into the form as a path of this site", async () => {
      const { key } = stage.simulator.ready.vendors.naturalead;
      const server = await serve(kind, { words: towards(stage.simulator) });
      const { page, troubles } = await openWatched(await stage.browser.newContext());
      await page.goto(`${server.base}#/connections`);
      const form = page.getByRole("region", { name: "Naturalead", exact: true });
      await form.getByLabel("Address of the API").fill("relay/naturalead");
      await form.locator("input[type=password]").fill(key);
      await form.getByRole("button", { name: "Save and test" }).click();
      await form.getByText("Naturalead accepted the key").waitFor();
      const [asked, ...more] = await stage.simulator.control("GET", "requests");
      assert.deepEqual([asked.path, asked.key, more.length], ["/conversations", "right", 0]);
      assert.deepEqual(troubles, []);
      await assertSilent(server, [key]);
    });

    test("a key that the relay adds is asked of nobody", async () => {
      const keys = Object.fromEntries(Object.entries(stage.simulator.ready.vendors).map(([name, { key }]) => [name, key]));
      const config = await recipe("config", ...Object.keys(keys).flatMap((vendor) => ["--adds-key", vendor]));
      const server = await serve(kind, { words: towards(stage.simulator), keys, files: () => ({ "leadwake.json": config }) });
      const lead = await openDemo(server);
      await assertWhole(lead);
      const sent = await lead.asked();
      assert.ok(sent.length > 4 && sent.every((headers) => !("x-api-key" in headers) && !("authorization" in headers)));
      // The site must be able to tell who asks.
      assert.ok(sent.every((headers) => headers.cookie === "login=cookie-of-the-site"));
      for (const key of Object.values(keys)) assert.ok(!server.printed.includes(key), "a key is in the recipe");
      await assertSilent(server, Object.values(keys));
    });

    test("nothing but what is documented is passed on", async () => {
      const server = await serve(kind, { words: towards(stage.simulator) });
      const { key } = stage.simulator.ready.vendors.apten;
      const headers = { "x-api-key": key };
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]) {
        const answer = await ask(server, "relay/apten/leads/room_1/events", { method, headers });
        assert.equal(answer.status, 405, method);
      }
      for (const path of REFUSED) {
        const { status, body } = await sendRaw(server, path, headers);
        assert.ok(status === 404 || status === 400, `${path}: ${status}`);
        assert.ok(!body.includes("viewer"), `${path} was answered with a page`);
      }
      // A name of somebody else's that was made to lead here.
      const misled = await sendRaw(server, "/relay/apten/calls/c1", { ...headers, host: "evil.example" });
      assert.deepEqual([misled.status === 421 || misled.body === "", misled.body.includes("call")], [true, false]);
      assert.deepEqual(await stage.simulator.control("GET", "requests"), [], "something was passed on");
    });

    test("what is documented is passed on exactly as it was sent", async () => {
      const vendor = await pretend(() => ({ headers: { "content-type": "application/json" } }));
      const server = await serve(kind, { words: ["--upstream", `apten=${vendor.origin}/v1`] });
      for (const path of PASSED) {
        const { status } = await sendRaw(server, `/relay/apten${path}`, { "x-api-key": "one two", cookie: "a=b", "x-other": "c" });
        assert.equal(status, 200, path);
        const { url, headers } = vendor.got.at(-1);
        assert.equal(url, `/v1${path}`);
        assert.equal(headers["x-api-key"], "one two");
        assert.deepEqual(Object.keys(headers).filter((name) => !EXPECTED.includes(name)), [], "another header was passed on");
        assert.equal(headers.host, new URL(vendor.origin).host);
      }
    });

    test("a redirect is neither followed nor passed on", async () => {
      const elsewhere = await pretend(() => ({}));
      const vendor = await pretend((url) => ({
        status: Number(url.split("/").at(-1)),
        headers: { location: `${elsewhere.origin}/steal` },
        body: "",
      }));
      const server = await serve(kind, { words: ["--upstream", `apten=${vendor.origin}`] });
      for (const status of [300, 301, 302, 303, 307, 308]) {
        const answer = await ask(server, `relay/apten/calls/${status}`, { headers: { "x-api-key": "secret" } });
        assert.deepEqual([answer.status, answer.headers.get("location")], [502, null], `${status}`);
        assert.match((await answer.json()).error, /wanted to send this request elsewhere/);
      }
      assert.equal(vendor.got.length, 6);
      assert.deepEqual(elsewhere.got, []);
    });

    test("a vendor's certificate is checked before the key is sent", async () => {
      const [ours, theirs, names] = await Promise.all([startAuthority(), startAuthority(), startNames()]);
      stops.push(ours.stop, theirs.stop, names.stop);
      const vendors = await Promise.all(
        [await ours.issue("localhost"), await theirs.issue("localhost"), await ours.issue("other.example")].map((tls) => pretend(() => ({}), tls)),
      );
      const [good, unknown, misnamed] = vendors;
      const at = (name, vendor) => ["--upstream", `${name}=${vendor.origin.replace("127.0.0.1", "localhost")}`];
      const words = ["--ca", ours.ca, "--resolver", names.address, ...at("apten", good), ...at("leadsail", unknown), ...at("attendee", misnamed)];
      const server = await serve(kind, { words });
      const headers = { "x-api-key": "secret", authorization: "Token secret" };
      const statuses = [];
      for (const path of ["apten/calls/c1", "leadsail/interactions/lead/a", "attendee/bots/b/chat_messages"]) {
        statuses.push((await ask(server, `relay/${path}`, { headers })).status);
      }
      assert.deepEqual(statuses, [200, 502, 502]);
      assert.deepEqual(vendors.map(({ got }) => got.length), [1, 0, 0]);
      assert.deepEqual([good.got[0].name, good.got[0].headers["x-api-key"]], ["localhost", "secret"]);
    });

    test("a vendor cannot speak in the name of the page's own site", async () => {
      const headers = {
        "content-type": "text/html",
        "set-cookie": "a=b",
        refresh: "0;url=https://evil.example",
        link: "</x>; rel=preload",
        "clear-site-data": '"*"',
        "access-control-allow-origin": "*",
        "content-security-policy": "default-src *",
        "cache-control": "public, max-age=99",
        "service-worker-allowed": "/",
        "x-accel-redirect": "/index.html",
        "retry-after": "7",
      };
      const vendor = await pretend(() => ({ status: 429, headers, body: "<script>1</script>" }));
      const server = await serve(kind, { words: ["--upstream", `apten=${vendor.origin}`] });
      const answer = await ask(server, "relay/apten/calls/c1");
      assert.deepEqual([answer.status, await answer.text()], [429, "<script>1</script>"]);
      const got = Object.fromEntries(answer.headers);
      for (const name of ["set-cookie", "refresh", "link", "clear-site-data", "access-control-allow-origin", "service-worker-allowed"]) {
        assert.equal(got[name], undefined, name);
      }
      assert.equal(got["content-security-policy"], "default-src 'none'; sandbox; frame-ancestors 'none'");
      assert.equal(got["cache-control"], "no-store");
      assert.equal(got["x-content-type-options"], "nosniff");
      assert.equal(got["cross-origin-resource-policy"], "same-origin");
      assert.equal(got["retry-after"], "7", "the page should know how long to wait");
    });

    test("a vendor that breaks off or is away is noted without the key, and nothing is made up", async () => {
      const vendor = await pretend(() => ({ isCut: true, body: '{"events":[' }));
      const server = await serve(kind, { words: ["--upstream", `apten=${vendor.origin}`, "--upstream", "leadsail=http://127.0.0.1:9/x"] });
      const headers = { "x-api-key": "nl_test_secret" };
      // Caddy before 2.7 ends such an answer as if it were whole; then the page notices by its missing end.
      const came = await ask(server, "relay/apten/calls/c1?limit=1", { headers }).then((answer) => answer.text()).catch(() => null);
      assert.ok(came === null || (kind === "caddy" && came === '{"events":['), came);
      const away = await ask(server, "relay/leadsail/interactions/lead/a?limit=1", { headers });
      assert.equal(away.status, 502);
      assert.match((await away.json()).error, /no answer from the vendor/);
      await assertSilent(server, ["nl_test_secret"]);
    });

    test("the files come with the headers that are printed, packed and with the right types", async () => {
      const hashed = "part-0123456789abcdef.js";
      const words = ["--connect", "https://meet.example", "--frame-ancestors", "https://portal.example"];
      const server = await serve(kind, { words, files: () => ({ [hashed]: "1".repeat(5000), "leadwake.json": "{}" }) });
      const printed = (await recipe("headers", ...words)).split("\n").filter((line) => /^  [A-Z]/.test(line));
      const expected = Object.fromEntries(printed.slice(0, 6).map((line) => [line.split(":")[0].trim().toLowerCase(), line.slice(line.indexOf(":") + 2)]));
      // Without a relay the page asks the vendors; with one, its own site.
      expected["content-security-policy"] = expected["content-security-policy"].replace(/(connect-src 'self').*( https:\/\/meet.example)/, "$1$2");
      for (const [path, caching] of [["", "no-cache"], ["index.html", "no-cache"], ["leadwake.json", "no-cache"], [hashed, "public, max-age=31536000, immutable"], ["part-0123456789abcdee.js", "no-cache"]]) {
        const answer = await ask(server, path);
        await answer.arrayBuffer();
        const got = Object.fromEntries(answer.headers);
        for (const [name, value] of Object.entries(expected)) assert.equal(got[name], value, `${name} of /${path}`);
        assert.equal(got["cache-control"], caching, `/${path}`);
        assert.equal(answer.status, path.endsWith("ee.js") ? 404 : 200, `/${path}`);
      }
      const wasm = (await readdir(told("LEADWAKE_DIST"))).find((name) => name.endsWith(".wasm"));
      const packed = await sendRaw(server, `/${wasm}`, { "accept-encoding": "br" });
      assert.deepEqual([packed.status, packed.headers["content-type"], packed.headers["content-encoding"]], [200, "application/wasm", "br"]);
      assert.match(packed.headers.vary ?? "", /accept-encoding/i);
      const plain = await sendRaw(server, `/${wasm}`, {});
      assert.deepEqual([plain.headers["content-type"], plain.headers["content-encoding"]], ["application/wasm", undefined]);
      const zipped = await sendRaw(server, `/${hashed}`, { "accept-encoding": "gzip" });
      assert.equal(zipped.headers["content-encoding"], "gzip");
      assert.match(zipped.headers["content-type"], /javascript/);
    });
  });
}
