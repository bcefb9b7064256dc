// The three engines, each as it is started and with a page to use. No two live in the same place or language, so that
// neither matters.
import { launch, openWatched } from "../support/browser.js";
import { launchWebKit } from "./webkit.js";

const SIZE = { width: 1280, height: 900 };

const playwright = (browser, surroundings) => ({
  close: () => browser.close(),
  async open() {
    const context = await browser.newContext({ viewport: SIZE, ...surroundings });
    const { page, troubles } = await openWatched(context);
    return { page, troubles: async () => troubles, close: () => context.close() };
  },
});

/** By name, what starts it: a promise of `open()`, which gives a page of its own with its `troubles()`, and of `close()`. */
export const ENGINES = {
  Chromium: async () => playwright(await launch("Chromium"), { locale: "en-US", timezoneId: "America/Denver" }),

  Firefox: async () => playwright(await launch("Firefox"), { locale: "de-DE", timezoneId: "Asia/Kathmandu" }),

  WebKit: async () => {
    const browser = await launchWebKit({ zone: "America/St_Johns" });
    return {
      close: () => browser.close(),
      async open() {
        const page = await browser.newPage();
        await page.setViewportSize(SIZE);
        // What the page has noted is all that there is: this driver tells nothing of the console.
        return { page, troubles: async () => [], close: () => page.close() };
      },
    };
  },
};
