// The one way in which the tests start a browser and watch what goes wrong in its pages.
import assert from "node:assert/strict";
import { afterEach } from "node:test";
import { chromium, firefox } from "playwright-core";
import { isFramed, prepareStorage, STORAGE } from "./modes.js";
import { inPortal } from "./portal.js";
import { told } from "./servers.js";

/**
 * What is switched off besides, without what keeps the stores of frames apart, as browsers do: the tests' library, whose
 * own list this takes the place of, switches that off, too, and frames on other sites then have no store.
 */
const PARTITIONING =
  "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,PaintHolding,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch";

/** Firefox asks the reader before a page may read the clipboard, and there is no reader to answer. */
const READABLE_CLIPBOARD = { "dom.events.testing.asyncClipboard": true };

/**
 * Starts a headless browser: Chromium, or Firefox where `ENGINE=Firefox` asks for it. `args` are more of Chromium's own
 * arguments. Close it when done.
 */
export async function launch(engine = process.env.ENGINE ?? "Chromium", { args = [] } = {}) {
  // Over WebDriver BiDi, which the Firefox that people have speaks by itself.
  const starting =
    engine === "Firefox"
      ? firefox.launch({ channel: "moz-firefox", executablePath: told("FIREFOX"), firefoxUserPrefs: READABLE_CLIPBOARD })
      : chromium.launch({
          executablePath: told("CHROME"),
          // Chromium refuses to sandbox for root.
          args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...(STORAGE === "partitioned" ? [PARTITIONING] : []), ...args],
        });
  browsers.push(await starting);
  return browsers.at(-1);
}

const browsers = [];
const keptOpen = new WeakSet();

/** Leaves a context open for the tests to come, and to be closed by whoever opened it. */
export const keepOpen = (context) => keptOpen.add(context);

/** What the policy forbade on the pages of the running test, and whether that test makes it happen. */
const forbidden = [];
let isProvoked = false;

/** Tells that the running test makes the policy forbid something. */
export const provokes = () => (isProvoked = true);

// For every test of a file that opens pages: first they are closed, so that what the policy forbade on them is known.
afterEach(async () => {
  const contexts = browsers.flatMap((browser) => browser.contexts()).filter((context) => !keptOpen.has(context));
  await Promise.all(contexts.map((context) => context.close()));
  const [found, isExpected] = [forbidden.splice(0), isProvoked];
  isProvoked = false;
  if (!isExpected) assert.deepEqual(found, [], "the policy had to forbid something");
});

/**
 * Opens a page that notes everything a reader of its console would worry about, from its very first script on:
 * errors, exceptions, and violations of the content security policy. A test on whose pages the policy had to forbid
 * something fails, unless it says that it `provokes()` that. `LEADWAKE_STORAGE` in the environment says how the page can
 * keep things, and whether it is one of its own or stands in a frame.
 *
 * @returns {{ page: import("playwright-core").Page, troubles: string[] }}
 */
export async function openWatched(context) {
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  await page.exposeFunction("noteTrouble", (text) => {
    troubles.push(text);
    forbidden.push(text);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      window.noteTrouble(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  await prepareStorage(page);
  return { page: isFramed ? await inPortal(page) : page, troubles };
}
