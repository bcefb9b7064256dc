// The one way in which the tests start a browser and watch what goes wrong in its pages.
import { chromium } from "playwright-core";

/** What `cargo xtask test browser` tells the tests. Without it they cannot know what to test. */
function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test browser\``);
  return value;
}

/** The viewer's address, ending in a slash. */
export const page = () => told("LEADWAKE_PAGE");

/** What the simulator said when it was ready: `{ base, vendors, lead }`. */
export const simulator = () => JSON.parse(told("LEADWAKE_SIMULATOR"));

/** Starts headless Chromium. Close it when done. */
export async function launch() {
  return chromium.launch({
    executablePath: told("CHROME"),
    // Chromium refuses to sandbox for root.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

/**
 * Opens a page that notes everything a reader of its console would worry about, from its very first script on:
 * errors, exceptions, and violations of the content security policy.
 *
 * @returns {{ page: import("playwright-core").Page, troubles: string[] }}
 */
export async function openWatched(context) {
  const opened = await context.newPage();
  const troubles = [];
  opened.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  opened.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  await opened.exposeFunction("noteTrouble", (text) => troubles.push(text));
  await opened.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      window.noteTrouble(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  return { page: opened, troubles };
}
