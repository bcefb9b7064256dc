// The viewer in a frame of a page on another site, for tests that know nothing of it: a page whose document is the frame's.
import { once } from "node:events";
import { createServer } from "node:http";
import { isFramed, STORAGE } from "./modes.js";

const SANDBOX = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"';
const HTML = `<!doctype html>
<html lang="en">
  <title>Portal</title>
  <link rel="icon" href="data:,">
  <style>
    html, body, iframe { display: block; width: 100%; height: 100%; margin: 0; border: 0; }
    body { overflow: hidden; }
  </style>
  <iframe title="Viewer" ${STORAGE === "sandboxed" ? SANDBOX : ""} allow="clipboard-read *; clipboard-write *"></iframe>
</html>`;

/** Where the page with the frame is, as an origin; nowhere, where this run has none. */
export const PORTAL = isFramed ? await servePortal() : null;

/** For as long as this process lives. Another name for this machine is another site. */
async function servePortal() {
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(HTML));
  server.unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://localhost:${server.address().port}`;
}

/** What a `leadwake.json` holds, with the page that has the frame among those in whose frames keys are asked for. */
export function listing(config) {
  const isOurs = typeof config === "object" && config !== null && !Array.isArray(config);
  return PORTAL && isOurs ? { ...config, frame_origins: [...(config.frame_origins ?? []), PORTAL] } : config;
}

/** Whether two addresses are of one document. */
const isSame = (one, other) => one.split("#")[0] === other.split("#")[0];

/**
 * A page that shows what it is told to inside the frame. Whatever is looked for, evaluated or navigated is so in that
 * frame; what is the browser's, such as the keyboard, routes and events, stays the page's.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<import("playwright-core").Page>}
 */
export async function inPortal(page) {
  await page.goto(PORTAL);
  const frame = () => page.frames()[1] ?? page.mainFrame();
  /** Does something in the frame that leads it elsewhere, and waits until it is there. */
  const led = async (action, options) => {
    await Promise.all([frame().waitForNavigation(options), frame().evaluate(action)]);
  };
  const own = {
    async goto(address, options) {
      if (!address.startsWith("http")) return page.goto(address, options);
      if (!isSame(page.url(), `${PORTAL}/`)) await page.goto(PORTAL);
      const answer = await frame().goto(address, isSame(frame().url(), address) ? { waitUntil: "commit", ...options } : options);
      await page.mainFrame().locator("iframe").evaluate((frame) => frame.focus());
      return answer;
    },
    reload: (options) => led(() => location.reload(), options),
    goBack: (options) => led(() => history.back(), options),
    goForward: (options) => led(() => history.forward(), options),
  };
  const ofFrame = /^(\$|evaluate|get(By|.*Handle)|locator|frameLocator|url|title|content|waitForFunction|waitForURL|waitForLoadState|waitForSelector|addScriptTag|addStyleTag)/;
  return new Proxy(page, {
    get(page, name) {
      if (own[name]) return own[name];
      const owner = typeof name === "string" && ofFrame.test(name) ? frame() : page;
      const value = owner[name];
      return typeof value === "function" ? value.bind(owner) : value;
    },
  });
}
