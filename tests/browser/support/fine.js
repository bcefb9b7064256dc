// What a page has to be for everybody, however it is looked at.
import assert from "node:assert/strict";
import { axeFindings } from "./axe.js";

/**
 * Looks at a page as it stands, light and dark, on a screen, a phone and a narrow phone: axe finds nothing, and nothing sticks
 * out.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} state what of the page is open, for the words of a failure
 */
export async function isFine(page, state) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 400, 320]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await axeFindings(page), [], `${state}, ${width} px, ${colorScheme}`);
      const wide = await page.evaluate(() => document.querySelector("main").scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${state}, ${width} px wide, sticks out by ${wide} px`);
    }
  }
}
