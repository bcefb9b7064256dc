// What axe finds in a page as it stands.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Every finding, as one line per element: the rule, what it asks, and where. Empty when there is none.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} [within] a selector of the part to look at, in place of the whole page
 * @returns {Promise<string[]>}
 */
export async function axeFindings(page, within) {
  // Evaluated rather than added as a script, which the page's policy would forbid.
  await page.evaluate(source);
  const { violations } = await page.evaluate(async (within) => {
    // Chromium leaves what it has not drawn in the colours of the theme before; everything is drawn to be looked at.
    const drawn = new CSSStyleSheet();
    drawn.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(drawn);
    // Where the page has no origin, axe takes its stylesheets for strangers' and would ask for them, and copy them into styles.
    try {
      return await window.axe.run(within ?? document, { resultTypes: ["violations"], preload: origin !== "null" });
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== drawn);
    }
  }, within);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}`));
}
