// The viewer in a frame with sandbox, for tests that know nothing of it: a page whose document is the frame's.

/** Where a server of the viewer has the page with the frame: `--sandboxed` of the page server, and `servePlain`. */
export const PORTAL = "/portal.html";

/** Whether two addresses are of one document. */
const isSame = (one, other) => one.split("#")[0] === other.split("#")[0];

/**
 * A page that shows what it is told to inside a frame without an origin. Whatever is looked for, evaluated or navigated
 * is so in that frame; what is the browser's, such as the keyboard, routes and events, stays the page's.
 *
 * @param {import("playwright-core").Page} page
 * @returns {import("playwright-core").Page}
 */
export function inSandbox(page) {
  const frame = () => page.frames()[1] ?? page.mainFrame();
  /** Does something in the frame that leads it elsewhere, and waits until it is there. */
  const led = async (action, options) => {
    await Promise.all([frame().waitForNavigation(options), frame().evaluate(action)]);
  };
  const own = {
    async goto(address, options) {
      if (!address.startsWith("http")) return page.goto(address, options);
      const portal = new URL(PORTAL, address).href;
      if (page.url() !== portal) await page.goto(portal);
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
