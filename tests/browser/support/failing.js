// A lead of which one vendor's part fails: opening it, and what is said of it.
import assert from "node:assert/strict";
import { eventually } from "./eventually.js";
import { startPages } from "./servers.js";
import { drawn, feed, notice, truth, visit } from "./visit.js";

/** The vendors, as the simulator names them. */
export const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];

/** Keys that no vendor knows. */
export const WRONG = {
  apten: "WrongAptenKeyWrongAptenKeyWrong11d3",
  leadsail: "WrongLeadSailKey-0000-1111-2222-11d3",
  naturalead: `nl_live_${"0123456789abcdef".repeat(4).slice(0, 60)}11d3`,
  attendee: "WrongAttendeeKeyWrongAttende11d3",
};

/** What is said of them: the title, and words below it. */
export const REFUSALS = {
  apten: ["Apten refused the key (403)", "Sent as x-api-key, ending …11d3.", "Forbidden"],
  leadsail: ["LeadSail refused the key (401)", "Sent as X-API-Key, ending …11d3.", "UNAUTHORIZED"],
  naturalead: ["Naturalead refused the key (401)", "Sent as X-API-Key, ending …11d3.", "Invalid or expired API key"],
  attendee: ["Attendee refused the key (401)", "Sent as Authorization, ending …11d3."],
};

/**
 * Opens a lead, else the demo lead. Waits before another try are as short as they get.
 *
 * @param stage what `setStage` gave
 * @param options of the browser context; `keys` by vendor, used in place of the right ones, `null` for none; `dossier`
 */
export async function arrive(stage, { keys = {}, dossier = stage.simulator.ready.lead.dossier, ...options } = {}) {
  const areOthers = Object.keys(keys).length > 0;
  if (areOthers || servesOthers.has(stage.pages)) await serveWith(stage, keys);
  if (areOthers) servesOthers.add(stage.pages);
  const visitor = await visit(stage, options);
  await visitor.page.addInitScript(() => (Math.random = () => 0));
  await visitor.open(dossier);
  return visitor;
}

/** The servers that serve other keys than the simulator's. */
const servesOthers = new WeakSet();

/** Serves the page with these keys from now on. */
async function serveWith(stage, keys) {
  const { ready } = stage.simulator;
  const vendors = structuredClone(ready.vendors);
  for (const [vendor, key] of Object.entries(keys)) {
    if (key === null) delete vendors[vendor];
    else vendors[vendor].key = key;
  }
  await stage.pages.stop();
  stage.pages = await startPages({ simulator: { ready: { ...ready, vendors } } });
}

/** Everything of the other vendors is there. `more` entries of the failing one may be, too. */
export async function othersAreWhole(stage, page, vendor, more = 0) {
  const others = VENDORS.filter((other) => other !== vendor);
  for (const other of others) await feed(page, other).getByText(/since|complete/).first().waitFor();
  const count = (await truth(stage, "demo", others)).length;
  await eventually(async () => assert.equal(await drawn(page), count + more));
}

/** The notice with this title, once it holds these words too. */
export async function told(page, title, ...words) {
  const told = notice(page, title);
  await told.waitFor();
  const text = (await told.textContent()).replace(/\s+/g, " ");
  for (const word of words) assert.ok(text.includes(word), `“${title}” says “${text}”, not “${word}”`);
  return told;
}

/** Waits until this has the focus. */
export async function hasFocus(locator) {
  await locator.waitFor();
  await eventually(async () => {
    const focused = await locator.page().evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    assert.ok(await locator.evaluate((one) => one === document.activeElement), `the focus is at ${focused}`);
  });
}
