// The two servers under test. Each test has its pair, so that files can run side by side and nothing that one test sets
// or asks is seen by another. `cargo xtask test browser` says where the programs and the built viewer are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { META_ONLY, STORAGE } from "./modes.js";
import { listing, PORTAL } from "./portal.js";

/** What `cargo xtask test browser` tells the tests. */
export function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test browser\``);
  return value;
}

/** Starts a program and waits for the one line of JSON that says it is ready. */
async function start(program, args) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), ended]);
  if (typeof first[0] !== "string") throw new Error(`${program} ended before it was ready (${first})`);
  // A test that fails before it stops its server does not wait for it for ever: the server ends with this process.
  const held = [child, child.stdin, child.stdout];
  for (const one of held) one.unref();
  const stop = async () => {
    for (const one of held) one.ref();
    child.kill();
    await ended;
  };
  return { ready: JSON.parse(first[0]), stop };
}

/**
 * Starts the vendor simulator (its README says what it can do).
 *
 * @returns `ready` is what it said: `{ base, vendors, lead }`; `control(method, path, body)` is its control interface
 * below `/control/`, JSON in and out; `stop()` ends it.
 */
export async function startSimulator(...args) {
  const always = ["--port", "0", "--print-json-ready", "--until-stdin-closes"];
  const { ready, stop } = await start(told("LEADWAKE_SIMULATOR"), [...always, ...args]);
  const control = async (method, path, body) => {
    const answer = await fetch(`${ready.base}/control/${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control/${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  return { ready, control, stop };
}

/**
 * Serves the built viewer under the strict policy. With `LEADWAKE_META_ONLY` in the environment no page gets it as a
 * header, only in its own markup.
 *
 * @param simulator what `startSimulator` gave, when the page may ask it; its keys then stand in `dev-connections.json`
 * @param under a path such as `/some/folder` to serve below
 * @param config what `leadwake.json` holds, as a value or as a text, in place of the hosts above
 * @param metaOnly whether the policy is left to the page's own markup
 * @param sandboxed whether every site may read the files, as a frame with sandbox needs it
 * @returns `base` is the viewer's address, ending in a slash; `stop()` ends it.
 */
export async function startPages({ simulator, under, config, metaOnly = META_ONLY, sandboxed = STORAGE === "sandboxed" } = {}) {
  const args = ["--dist", told("LEADWAKE_DIST"), "--until-stdin-closes"];
  if (under) args.push("--under", under);
  if (metaOnly) args.push("--meta-only");
  if (sandboxed) args.push("--sandboxed");
  if (PORTAL) args.push("--framed-by", PORTAL);
  if (config !== undefined) args.push("--config", typeof config === "string" ? config : JSON.stringify(listing(config)));
  if (simulator) {
    args.push("--connect", simulator.ready.base);
    args.push("--connections", JSON.stringify({ vendors: simulator.ready.vendors }));
  }
  const { ready, stop } = await start(told("LEADWAKE_PAGE_SERVER"), args);
  return { base: ready.base, stop };
}
