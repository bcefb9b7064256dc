// A portal that shows a lead in a sandboxed frame. What it is to show, its server says.
import { embed } from "./host.js";

const { asks, ...options } = await (await fetch("options.json")).json();

/** The portal's server has the keys, and asks for this page. */
async function ask(vendor, method, path, query, signal) {
  const answer = await fetch(`vendors/${vendor}${path}?${new URLSearchParams(query)}`, { method, signal });
  return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
}

const viewer = embed(document.querySelector("#timeline"), { ...options, ...(asks ? { fetch: ask } : {}) });
const told = [];
for (const name of ["ready", "loaded", "vendor-state", "select", "open-call", "height", "unread", "error", "crashed"]) {
  viewer.on(name, (event) => told.push(event));
}
// For the tests, which see what was told and do what the portal's buttons would.
Object.assign(window, { viewer, told });
