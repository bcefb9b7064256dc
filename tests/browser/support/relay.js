// What the tests of the relay play on: a simulator that refuses web pages, and servers that end with the test.
import assert from "node:assert/strict";
import http from "node:http";
import { afterEach, beforeEach } from "node:test";
import { startSimulator } from "./servers.js";
import { startVendor } from "./vendor.js";
import { startWebServer } from "./webserver.js";

/**
 * Sets it up for each test of a file.
 *
 * @returns `simulator`, filled by the time a test runs; `serve(kind, options)` starts a web server and
 * `pretend(answer, tls)` a vendor of the test's own, both stopped after the test like whatever else is in `stops`
 */
export function setRelayStage() {
  const stops = [];
  const begun = async (starting) => {
    const server = await starting;
    stops.push(server.stop);
    return server;
  };
  const stage = {
    stops,
    serve: (kind, options) => begun(startWebServer(kind, options)),
    pretend: (answer, tls) => begun(startVendor(answer, tls)),
  };
  beforeEach(async () => {
    stage.simulator = await begun(startSimulator());
    await stage.simulator.control("PUT", "cors", { all: "refuses" });
  });
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));
  return stage;
}

/** Asks like any client, and follows nothing. */
export const ask = (server, path, options) => fetch(new URL(path, server.base), { redirect: "manual", ...options });

/** Sends an address exactly as it is written, which `fetch` would tidy up. */
export function sendRaw(server, path, headers) {
  const { hostname, port } = new URL(server.base);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString("latin1") });
      });
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end();
  });
}

/** Asserts that none of the keys and no query is in what a server noted. */
export async function assertSilent(server, keys) {
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
