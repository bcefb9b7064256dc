// The relay and the headers of the printed recipes, in the real servers, as any client sees them.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, test } from "node:test";
import { nobody } from "./support/port.js";
import { ask, assertSilent, sendRaw, setRelayStage } from "./support/relay.js";
import { told } from "./support/servers.js";
import { startAuthority, startNames } from "./support/tls.js";
import { recipe, SERVERS, towards } from "./support/webserver.js";

const stage = setRelayStage();

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

/** What a vendor may want to say to a browser in the name of the page's own site, and is not passed on. */
const KEPT_BACK = {
  "set-cookie": "a=b",
  refresh: "0;url=https://evil.example",
  link: "</x>; rel=preload",
  "clear-site-data": '"*"',
  "access-control-allow-origin": "*",
  "service-worker-allowed": "/",
  "timing-allow-origin": "*",
  sourcemap: "https://evil.example/x.map",
  "x-sourcemap": "https://evil.example/x.map",
  "accept-ch": "Sec-CH-UA-Full-Version-List",
  "origin-agent-cluster": "?0",
  "activate-storage-access": "load",
  "set-login": "logged-out",
  "speculation-rules": '"https://evil.example/rules.json"',
  "report-to": '{"group":"a","max_age":9,"endpoints":[{"url":"https://evil.example"}]}',
  "reporting-endpoints": 'a="https://evil.example"',
  nel: '{"report_to":"a","max_age":9}',
};

/** The headers that reach a vendor at most. */
const EXPECTED = ["host", "connection", "accept", "accept-encoding", "x-api-key"];

/** The headers that are printed for all files of a site with a relay, by name. */
async function printedForAll(words) {
  const block = (await recipe("headers", ...words)).split("\n/*\n")[1].split("\n/")[0];
  const lines = block.split("\n").map((line) => line.trim().split(/: (.*)/));
  const headers = Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
  // Without a relay the page asks the vendors; with one, its own site.
  const policy = headers["content-security-policy"].replace(/(connect-src 'self').*( https:\/\/meet.example)/, "$1$2");
  return { ...headers, "content-security-policy": policy };
}

for (const kind of SERVERS) {
  describe(kind, () => {
    test("nothing but what is documented is passed on", async () => {
      const server = await stage.serve(kind, { words: towards(stage.simulator) });
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

    test("it listens where it is told to, and answers there to the site’s name", async () => {
      const server = await stage.serve(kind, { words: ["--name", "Tools.Example", ...towards(stage.simulator)] });
      const { key } = stage.simulator.ready.vendors.apten;
      for (const host of ["tools.example", new URL(server.base).host]) {
        const page = await sendRaw(server, "/", { host });
        assert.deepEqual([page.status, page.body.includes("Leadwake")], [200, true], host);
        const passedOn = await sendRaw(server, "/relay/apten/leads/room_1/events", { host, "x-api-key": key });
        assert.notEqual(passedOn.status, 421, host);
        assert.match(passedOn.headers["content-type"] ?? "", /json/, host);
      }
      await assert.rejects(fetch(server.base.replace("127.0.0.1", "127.0.0.2")), "it listens elsewhere, too");
    });

    test("a page elsewhere cannot spend what a vendor lets the relay’s key ask", async () => {
      const vendor = await stage.pretend(() => ({ headers: { "content-type": "application/json" } }));
      const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}`], keys: { apten: "k_test_1" } });
      const statusFrom = async (site) => (await sendRaw(server, "/relay/apten/calls/c1", site === undefined ? {} : { "sec-fetch-site": site })).status;
      for (const site of ["cross-site", "same-site", "same-origin, cross-site", "anything"]) {
        assert.equal(await statusFrom(site), 403, site);
      }
      assert.deepEqual(vendor.got, [], "the vendor was asked");
      for (const site of ["same-origin", "none", undefined]) assert.equal(await statusFrom(site), 200, `${site}`);
      assert.deepEqual(vendor.got.map(({ headers }) => headers["x-api-key"]), ["k_test_1", "k_test_1", "k_test_1"]);
      assert.ok(vendor.got.every(({ headers }) => headers["sec-fetch-site"] === undefined));
    });

    test("what is documented is passed on exactly as it was sent", async () => {
      const vendor = await stage.pretend(() => ({ headers: { "content-type": "application/json" } }));
      const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}/v1`] });
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
      const elsewhere = await stage.pretend(() => ({}));
      const vendor = await stage.pretend((url) => ({
        status: Number(url.split("/").at(-1)),
        headers: { location: `${elsewhere.origin}/steal` },
        body: "",
      }));
      const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}`] });
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
      stage.stops.push(ours.stop, theirs.stop, names.stop);
      const certificates = [ours.issue("localhost"), theirs.issue("localhost"), ours.issue("other.example")];
      const vendors = await Promise.all(certificates.map(async (tls) => stage.pretend(() => ({}), await tls)));
      const [good, unknown, misnamed] = vendors;
      const at = (name, vendor) => ["--upstream", `${name}=${vendor.origin.replace("127.0.0.1", "localhost")}`];
      const upstreams = [at("apten", good), at("leadsail", unknown), at("attendee", misnamed)].flat();
      const server = await stage.serve(kind, { words: ["--ca", ours.ca, "--resolver", names.address, ...upstreams] });
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
        ...KEPT_BACK,
        "content-security-policy": "default-src *",
        "cache-control": "public, max-age=99",
        "x-accel-redirect": "/index.html",
        "retry-after": "7",
      };
      const vendor = await stage.pretend(() => ({ status: 429, headers, body: "<script>1</script>" }));
      const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}`] });
      const answer = await ask(server, "relay/apten/calls/c1");
      assert.deepEqual([answer.status, await answer.text()], [429, "<script>1</script>"]);
      const got = Object.fromEntries(answer.headers);
      for (const name of Object.keys(KEPT_BACK)) assert.equal(got[name], undefined, name);
      assert.equal(got["content-security-policy"], "default-src 'none'; sandbox; frame-ancestors 'none'");
      assert.equal(got["cache-control"], "no-store");
      assert.equal(got["x-content-type-options"], "nosniff");
      assert.equal(got["cross-origin-resource-policy"], "same-origin");
      assert.equal(got["retry-after"], "7", "the page should know how long to wait");
    });

    test("a vendor that breaks off or is away is noted without the key, and nothing is made up", async () => {
      const vendor = await stage.pretend(() => ({ isCut: true, body: '{"events":[' }));
      const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}`, "--upstream", `leadsail=http://${await nobody()}/x`] });
      const headers = { "x-api-key": "nl_test_secret" };
      // Caddy before 2.7 ends such an answer as if it were whole; then the page notices by its missing end.
      const came = await ask(server, "relay/apten/calls/c1?limit=1", { headers }).then((answer) => answer.text()).catch(() => null);
      assert.ok(came === null || (kind === "caddy" && came === '{"events":['), came);
      const away = await ask(server, "relay/leadsail/interactions/lead/a?limit=1", { headers });
      assert.equal(away.status, 502);
      assert.match((await away.json()).error, /no answer from the vendor/);
      await assertSilent(server, ["nl_test_secret"]);
    });

    test("every site may read the files where that was asked for, and relayed answers nowhere", async () => {
      const vendor = await stage.pretend(() => ({ headers: { "content-type": "application/json" } }));
      for (const [words, granted] of [[[], null], [["--sandboxed"], "*"]]) {
        const server = await stage.serve(kind, { words: ["--upstream", `apten=${vendor.origin}`, ...words] });
        const grantOf = async (path) => (await ask(server, path)).headers.get("access-control-allow-origin");
        assert.deepEqual([await grantOf(""), await grantOf("relay/apten/calls/c1")], [granted, null]);
      }
    });

    test("the files come with the headers that are printed, packed and with the right types", async () => {
      const [hashed, missing] = ["part-0123456789abcdef.js", "part-0123456789abcdee.js"];
      const words = ["--connect", "https://meet.example", "--frame-ancestors", "https://portal.example"];
      const server = await stage.serve(kind, { words, files: () => ({ [hashed]: "1".repeat(5000), "leadwake.json": "{}" }) });
      const expected = await printedForAll(words);
      const caching = {
        "": "no-cache",
        "index.html": "no-cache",
        "leadwake.json": "no-cache",
        [hashed]: "public, max-age=31536000, immutable",
        [missing]: "no-cache",
      };
      for (const [path, kept] of Object.entries(caching)) {
        const answer = await ask(server, path);
        await answer.arrayBuffer();
        const got = Object.fromEntries(answer.headers);
        for (const [name, value] of Object.entries(expected)) assert.equal(got[name], value, `${name} of /${path}`);
        assert.deepEqual([answer.status, got["cache-control"]], [path === missing ? 404 : 200, kept], `/${path}`);
      }

      const wasm = (await readdir(told("LEADWAKE_DIST"))).find((name) => name.endsWith(".wasm"));
      const packed = await sendRaw(server, `/${wasm}`, { "accept-encoding": "br" });
      const typeAndPacking = ({ headers }) => [headers["content-type"], headers["content-encoding"]];
      assert.deepEqual(typeAndPacking(packed), ["application/wasm", "br"]);
      assert.match(packed.headers.vary ?? "", /accept-encoding/i);
      const plain = await sendRaw(server, `/${wasm}`, {});
      assert.deepEqual(typeAndPacking(plain), ["application/wasm", undefined]);
      const zipped = await sendRaw(server, `/${hashed}`, { "accept-encoding": "gzip" });
      assert.equal(zipped.headers["content-encoding"], "gzip");
      assert.match(zipped.headers["content-type"], /javascript/);
    });
  });
}
