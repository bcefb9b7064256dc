// The lines that the viewer's own page makes for pages elsewhere, with what readers put in the place of its placeholders.
import { openWatched } from "./browser.js";
import { optionsOf } from "./portals.js";

/**
 * The lines for the simulator's lead.
 *
 * @param stage what `setStage` gave
 * @param way how the page shows the timeline, as the form calls it
 * @param asker who asks the vendors, as the form calls it; without it, what the form begins with
 */
export async function madeLines(stage, way, asker) {
  const context = await stage.browser.newContext({ locale: "en-US" });
  const { page } = await openWatched(context);
  await page.goto(`${stage.pages.base}#/embed`);
  await page.getByLabel("Lead").fill(stage.simulator.ready.lead.dossier);
  await page.getByLabel("Way").selectOption(way);
  if (asker) await page.getByLabel("Who asks the vendors").selectOption(asker);
  const lines = await page.getByLabel("The lines to copy").textContent();
  await context.close();
  return withKeys(lines, optionsOf(stage.simulator).connections);
}

/** Each key that the lines leave to the page, with the address that it is for. */
function withKeys(lines, connections) {
  return Object.entries(connections).reduce(
    (lines, [vendor, connection]) => lines.replace(`{ key: await myKeyFor("${vendor}") }`, JSON.stringify(connection)),
    lines,
  );
}
