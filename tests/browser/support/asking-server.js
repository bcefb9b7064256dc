// What a portal's own server, which has the keys, does and does not do.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { documentedPaths } from "./documented.js";
import { listen } from "./listen.js";
import { sendRaw } from "./relay.js";
import { startVendor } from "./vendor.js";

const NO_PATHS = ["/rooms", "/", "//evil.example/", "/leads/../calls/a", "/calls/..", "/calls/%2e%2e", "/calls/..%2Fleads", "/calls/%2e%2e%5cleads", "/calls/a/", "/calls/a/b", "/calls//", "/calls/a%00%", "/CALLS/a", "/calls"];

/**
 * Holds a server to what the documentation says of it: reading alone, of documented paths alone, with the key, and no redirect.
 *
 * @param make gives a listener for requests below `/vendors/`, with the vendors’ `base_url` and `key` by vendor
 */
export async function obeys(t, make) {
  let answer = () => ({ headers: { "content-type": "application/json", "set-cookie": "vendor=1" }, body: '{"a":1}' });
  const elsewhere = await startVendor(() => ({}));
  const vendor = await startVendor((url) => answer(url));
  const paths = await documentedPaths();
  const vendors = Object.fromEntries(Object.keys(paths).map((name) => [name, { base_url: `${vendor.origin}/base-${name}`, key: `key-of-${name}-0123456789` }]));
  const server = createServer(await make(vendors));
  const { port, stop } = await listen(server);
  t.after(() => Promise.all([stop(), vendor.stop(), elsewhere.stop()]));
  const base = `http://127.0.0.1:${port}`;
  const ask = (path, method = "GET") => fetch(`${base}/vendors${path}`, { method, redirect: "manual", headers: { cookie: "portal=secret", "x-api-key": "of the page" } });

  for (const [name, { key }] of Object.entries(vendors)) {
    for (const path of paths[name].map((path) => path.replaceAll("{}", "a%20b"))) {
      const given = await ask(`/${name}${path}?limit=5&after=%2F`);
      assert.deepEqual([given.status, await given.text()], [200, '{"a":1}'], path);
      const { method, url, headers } = vendor.got.at(-1);
      assert.deepEqual([method, url], ["GET", `/base-${name}${path}?limit=5&after=%2F`]);
      assert.ok([headers["x-api-key"], headers.authorization].includes(name === "attendee" ? `Token ${key}` : key), `${name} got no key`);
      assert.equal(headers.cookie, undefined);
      const got = JSON.stringify([...given.headers]);
      assert.ok(!got.includes(key) && !got.includes("set-cookie"), got);
      assert.equal(given.headers.get("content-type"), "application/json");
      // Were it a page, it would be none of the portal's.
      assert.deepEqual([given.headers.get("content-security-policy"), given.headers.get("x-content-type-options")], ["sandbox", "nosniff"]);
    }
  }

  const before = vendor.got.length;
  for (const method of ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"]) assert.equal((await ask("/apten/calls/a", method)).status, 404, method);
  const wrong = [...NO_PATHS.map((path) => `/apten${path}`), "/nobody/calls/a", "/__proto__/calls/a", "/constructor/calls/a", "/leadsail/calls/a", "/apten", ""];
  for (const path of wrong) assert.equal((await sendRaw({ base }, `/vendors${path}`)).status, 404, path);
  assert.equal((await sendRaw({ base }, `${vendor.origin}/vendors/apten/calls/a`)).status, 404);
  assert.equal(vendor.got.length, before, "a vendor was asked for what it does not document");

  answer = () => ({ status: 302, headers: { location: `${elsewhere.origin}/calls/a` }, body: "" });
  const moved = await ask("/apten/calls/a");
  assert.deepEqual([moved.status, moved.headers.get("location"), elsewhere.got], [502, null, []]);
  answer = () => ({ status: 429, headers: { "retry-after": "7" }, body: "slower" });
  const later = await ask("/apten/calls/a");
  assert.deepEqual([later.status, later.headers.get("retry-after"), await later.text()], [429, "7", "slower"]);
  answer = () => ({ body: "half", isCut: true });
  assert.equal((await ask("/apten/calls/a")).status, 502);
}
