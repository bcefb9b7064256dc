// Somebody else's pages with viewers in them: a host with headers of its own, and the package as a folder of it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listen } from "./listen.js";
import { told } from "./servers.js";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The portals' own files. */
export const PORTALS = fileURLToPath(new URL("../../portals", import.meta.url));

/** The package as `cargo xtask build` made it. */
export const packageFolder = () => join(told("LEADWAKE_DIST"), "module");

/** The package's script for pages around a frame, as a portal's server has it. */
export const hostScript = () => pathToFileURL(join(packageFolder(), "host.js"));

/** The strictest policy under which a page can have a viewer; `more` are the hosts that it may ask. */
export const strict = (...more) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self' ${more.join(" ")}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types leadwake`;

/**
 * Serves a portal.
 *
 * @param folder where its files are; the package is below `leadwake/`
 * @param policy its Content-Security-Policy, if it has one
 * @param more other answers, by path: a text or value for JSON, or a function of request and response
 * @returns `base`; `asked`, every path that was asked for; `stop()`
 */
export async function servePortal({ folder, policy, more = {} }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    asked.push(pathname);
    const other = Object.entries(more).find(([path]) => pathname === path || (path.endsWith("/*") && pathname.startsWith(path.slice(0, -1))));
    if (typeof other?.[1] === "function") return other[1](request, response);
    const send = (status, type, body) =>
      response.writeHead(status, { "content-type": type, ...(policy ? { "content-security-policy": policy } : {}) }).end(body);
    if (typeof other?.[1] === "string") return send(200, TYPES[extname(pathname)] ?? TYPES[".html"], other[1]);
    if (other) return send(200, TYPES[".json"], JSON.stringify(other[1]));
    const name = pathname.slice(1) || "index.html";
    if (normalize(name).startsWith("..")) return send(404, "text/plain", "Not found");
    const ofPackage = name.startsWith("leadwake/");
    try {
      const file = ofPackage ? join(packageFolder(), name.slice("leadwake/".length)) : join(folder, name);
      return send(200, TYPES[extname(name)] ?? "application/octet-stream", await readFile(file));
    } catch {
      return send(404, "text/plain", "Not found");
    }
  });
  const { port, stop } = await listen(server);
  return { base: `http://127.0.0.1:${port}/`, asked, stop };
}

/** The simulator's lead and the ways to its vendors, as the options of a viewer. */
export function optionsOf(simulator) {
  const ways = Object.entries(simulator.ready.vendors);
  const connections = ways.map(([vendor, { base_url, key }]) => [vendor, { baseUrl: base_url, key }]);
  return { lead: simulator.ready.lead.dossier, connections: Object.fromEntries(connections) };
}
