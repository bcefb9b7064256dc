// The plainest host there is: files by their names, below a folder, with no rule and no header of its own but the type
// and, where it is asked for, the one that `cargo xtask relay … --sandboxed` prints.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { extname, join, normalize } from "node:path";
import { listen } from "./listen.js";
import { isFramed, STORAGE } from "./modes.js";
import { listing } from "./portal.js";
import { told } from "./servers.js";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves the built viewer.
 *
 * @param under the folder, such as `/tools/leadwake/`
 * @param more other pages by path, as HTML
 * @param tls `key` and `cert`, for https
 * @param headers that come with every answer
 * @param lacks folders of the viewer's that are not there
 * @param sandboxed whether every site may read the files, as a frame with sandbox needs it
 * @returns `base`, the viewer's address; `origin`; `asked`, every path that was asked for; `stop()`
 */
export async function servePlain({ under = "/", more = {}, headers = {}, lacks = [], tls, sandboxed = STORAGE === "sandboxed" } = {}) {
  const asked = [];
  const config = `${under}leadwake.json`;
  const listed = isFramed && JSON.stringify(listing(JSON.parse(more[config] ?? "{}")));
  const always = sandboxed ? { ...headers, "access-control-allow-origin": "*" } : headers;
  const answer = async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    asked.push(pathname);
    const send = (status, type, body) => response.writeHead(status, { "content-type": type, ...always }).end(body);
    const page = listed && pathname === config ? listed : more[pathname];
    if (page !== undefined) return send(200, TYPES[".html"], page);
    const name = pathname.startsWith(under) ? pathname.slice(under.length) || "index.html" : null;
    if (name === null || lacks.some((folder) => name.startsWith(folder)) || normalize(name).startsWith("..")) return send(404, "text/plain", "Not found");
    try {
      const body = await readFile(join(told("LEADWAKE_DIST"), name));
      return send(200, TYPES[extname(name)] ?? "application/octet-stream", body);
    } catch {
      return send(404, "text/plain", "Not found");
    }
  };
  const server = tls ? createSecureServer(tls, answer) : createServer(answer);
  const { port, stop } = await listen(server);
  const origin = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
  return { base: origin + under, origin, asked, stop };
}
