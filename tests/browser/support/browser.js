// The one way in which the tests start a browser and watch what goes wrong in its pages.
import { chromium, firefox } from "playwright-core";
import { told } from "./servers.js";

/**
 * Starts a headless browser: Chromium, or Firefox where `ENGINE=Firefox` asks for it. `args` are more of Chromium's own
 * arguments. Close it when done.
 */
export async function launch(engine = process.env.ENGINE ?? "Chromium", { args = [] } = {}) {
  // Over WebDriver BiDi, which the Firefox that people have speaks by itself.
  if (engine === "Firefox") return firefox.launch({ channel: "moz-firefox", executablePath: told("FIREFOX") });
  return chromium.launch({
    executablePath: told("CHROME"),
    // Chromium refuses to sandbox for root.
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...args] : args,
  });
}

/** What every page has noted that the policy forbade, until somebody takes it. */
const forbidden = [];

/** What the policy forbade on all pages since it was last asked for. */
export const takeForbidden = () => forbidden.splice(0);

/** In the page: every store throws when it is touched, as where the reader or a company denies it. */
export function denyStorage() {
  for (const store of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    const get = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    Object.defineProperty(window, store, { get, configurable: true });
  }
}

/**
 * Opens a page that notes everything a reader of its console would worry about, from its very first script on:
 * errors, exceptions, and violations of the content security policy. With `LEADWAKE_STORAGE=denied` in the environment no
 * page may store anything.
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
  if (process.env.LEADWAKE_STORAGE === "denied") await page.addInitScript(denyStorage);
  return { page, troubles };
}
