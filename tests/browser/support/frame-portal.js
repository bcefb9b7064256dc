// The portal in tests/portals/frame on another site than the viewer's, with a server that can ask the vendors.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { openWatched } from "./browser.js";
import { listen } from "./listen.js";
import { servePlain } from "./plain.js";
import { told } from "./servers.js";

const FOLDER = new URL("../../portals/frame/", import.meta.url);
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json" };

/** The header with a vendor's key, as its documentation has it. */
const header = (vendor, key) => (vendor === "attendee" ? { authorization: `Token ${key}` } : { "x-api-key": key });

/**
 * Serves the portal. Its policy lets it load its own files, ask its own server, and frame the viewer: nothing else.
 *
 * @param vendors the addresses and keys that its server has
 * @param viewer the origins that it may show in frames besides its own
 * @param allowsInline whether its pages may have scripts and styles in their markup, as copied lines do
 * @returns `origin`; `say(options)`, what it shows; `more`, other answers by path; `asked`, what its server was asked; `stop()`
 */
export async function servePortal(vendors, viewer, { allowsInline = false } = {}) {
  const asked = [];
  const more = {};
  let options = {};
  const inline = allowsInline ? " 'unsafe-inline'" : "";
  const policy = `default-src 'none'; script-src 'self'${inline}; style-src 'self'${inline}; connect-src 'self'; img-src data:; frame-src 'self' ${viewer}`;
  const files = { "/": "index.html", "/portal.js": "portal.js", "/portal.css": "portal.css" };
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const send = (status, type, body) => response.writeHead(status, { "content-type": type, "content-security-policy": policy }).end(body);
    if (more[pathname] !== undefined) return send(200, TYPES.html, more[pathname]);
    if (pathname === "/options.json") return send(200, TYPES.json, JSON.stringify(options));
    if (pathname === "/host.js") return send(200, TYPES.js, await readFile(join(told("LEADWAKE_DIST"), "host.js")));
    if (files[pathname]) return send(200, TYPES[files[pathname].split(".")[1]], await readFile(new URL(files[pathname], FOLDER)));
    const [, vendor, path] = /^\/vendors\/([a-z]+)(\/.*)$/.exec(pathname) ?? [];
    if (!vendors[vendor]) return send(404, "text/plain", "Not found");
    asked.push({ method: request.method, vendor, path });
    const abort = new AbortController();
    response.on("close", () => response.writableFinished || (asked.push({ vendor, path, isAborted: true }), abort.abort()));
    try {
      const { base_url, key } = vendors[vendor];
      const answer = await fetch(`${base_url}${path}${search}`, { headers: header(vendor, key), signal: abort.signal });
      send(answer.status, answer.headers.get("content-type") ?? "", Buffer.from(await answer.arrayBuffer()));
    } catch {
      if (!response.destroyed) send(502, "text/plain", "The vendor did not answer");
    }
  });
  const { port, stop } = await listen(server);
  // Another name for this machine is another site.
  return { origin: `http://localhost:${port}`, asked, more, say: (now) => (options = now), stop };
}

/**
 * Opens the portal with the viewer in its frame.
 *
 * @param options of `embed`; `asks`: its server asks the vendors
 * @param listed whether the viewer's site lists the portal
 * @param pages of the viewer's site by path, in place of those that are built
 * @param before is given the page before it is led to the portal
 * @param at which of the portal's pages is opened
 */
export async function openPortal(t, stage, options = {}, { listed = true, context = {}, pages = {}, adapt = (portal) => portal, before = () => {}, at = "/" } = {}) {
  const { ready } = stage.simulator;
  const more = { ...pages };
  const sandboxed = !options.sandbox?.includes("allow-same-origin");
  const viewer = await servePlain({ under: "/viewer/", more, sandboxed });
  t.after(() => viewer.stop());
  const portal = await servePortal(ready.vendors, viewer.origin);
  t.after(() => portal.stop());
  portal.say({ src: viewer.base, sandbox: "allow-scripts", lead: ready.lead.dossier, zone: "UTC", ...options });
  adapt(portal);
  more["/viewer/leadwake.json"] = JSON.stringify({ hosts: [new URL(ready.base).origin], frame_origins: listed ? [portal.origin] : [] });
  const opened = await openWatched(await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1200, height: 900 }, ...context }));
  await before(opened.page);
  await opened.page.goto(portal.origin + at);
  const frame = opened.page.frameLocator("iframe");
  const events = (type) => opened.page.evaluate((type) => window.told.filter((event) => !type || event.kind === type), type);
  const inner = () => opened.page.frames()[1];
  return { ...opened, portal, viewer, frame, inner, events };
}
