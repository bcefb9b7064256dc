// Somebody else's page, without a bundler, that has the package's folder beside it and the strictest policy that it can.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { listen } from "./listen.js";
import { told } from "./servers.js";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".json": "application/json" };

/**
 * Serves an empty page at `/` and the package at `/leadwake/`.
 *
 * @param asks the origins that the page may ask besides its own
 * @returns `base`; `scripts`, texts by their paths that are served besides; and `stop()`
 */
export async function startPlainPage(...asks) {
  const scripts = {};
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; connect-src 'self' ${asks.join(" ")}; base-uri 'none'; form-action 'none'`;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://page.example");
    const send = (status, type, body) => {
      response.writeHead(status, { "content-type": type, "content-security-policy": policy });
      response.end(body);
    };
    if (pathname === "/") return send(200, "text/html; charset=utf-8", "<!doctype html><title>Portal</title>");
    // Browsers ask for it by themselves.
    if (pathname === "/favicon.ico") return send(204, "image/x-icon", "");
    if (pathname in scripts) return send(200, TYPES[".js"], scripts[pathname]);
    const file = normalize(pathname).replace(/^\/leadwake\//, "");
    try {
      return send(200, TYPES[extname(file)] ?? "text/plain", await readFile(join(told("LEADWAKE_DIST"), "module", file)));
    } catch {
      return send(404, "text/plain", "");
    }
  });
  const { port, stop } = await listen(server);
  return { base: `http://127.0.0.1:${port}/`, scripts, stop };
}
