// A visit to the viewer of which everything is noted: what its console says, and whom the page asks.
import assert from "node:assert/strict";
import { openWatched } from "./browser.js";
import { eventually } from "./eventually.js";
import { leadPath } from "./lead.js";

/** What the viewer calls the vendors. */
export const NAMES = { apten: "Apten", leadsail: "LeadSail", naturalead: "Naturalead", attendee: "Attendee" };

/**
 * Opens a page in a browser context of its own. Times are told in UTC, in English.
 *
 * @param stage what `setStage` gave
 * @param options of the browser context
 * @param shared a context that is open already, in place of one of its own
 * @returns `page`; `troubles` of its console; `asked`, the addresses of all its requests so far;
 * `open(dossier, { below, query })`, which opens a lead with the simulator's keys
 */
export async function visit(stage, options, shared) {
  const context = shared ?? (await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options }));
  const { page, troubles } = await openWatched(context);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url())));
  const open = (dossier, way) => page.goto(stage.pages.base + leadPath(dossier, way));
  return { page, context, troubles, asked, open };
}

/** Those of the addresses that belong neither to the page nor to the simulator. */
export function foreign(stage, asked) {
  const own = [stage.pages.base, stage.simulator.ready.base].map((base) => new URL(base).origin);
  return asked.filter((url) => !own.includes(url.origin)).map(String);
}

/** What a correct timeline of a lead holds, by the simulator's own account; of some vendors, when they are named. */
export async function truth(stage, lead, vendors) {
  const all = await stage.simulator.control("GET", `truth/${lead}`);
  return vendors ? all.filter((one) => vendors.includes(one.vendor)) : all;
}

/** The handles of a dossier that belong to these vendors. */
export function only(dossier, ...vendors) {
  return dossier
    .split(",")
    .filter((handle) => vendors.includes(handle.split(":")[0]))
    .join(",");
}

/** The line that says how a vendor's part of the history stands. */
export function feed(page, vendor) {
  const list = page.getByRole("list", { name: "Where the entries come from" });
  return list.getByRole("listitem", { name: `${NAMES[vendor]}: ` });
}

/** The button that gives up on a vendor; there is one as long as something is on its way. */
export function stopButton(page, vendor) {
  return page.getByRole("button", { name: `Stop waiting for ${vendor ? NAMES[vendor] : ""}` });
}

/** Waits until nothing is on its way for the lead any more, and every row is on the page. */
export async function loaded(page) {
  await page.getByRole("list", { name: "Where the entries come from" }).getByRole("listitem").first().waitFor();
  await eventually(async () => assert.equal(await stopButton(page).count(), 0, "a vendor is still loading"), { within: 60_000 });
  // They come onto the page a few at a time.
  await eventually(async () => assert.equal(await page.locator("[data-room]").count(), 0));
}

/** The notice with this title. */
export function notice(page, title) {
  return page.locator(".notice").filter({ has: page.getByText(title, { exact: true }) });
}

const timeline = (page) => page.getByRole("group", { name: "Timeline", exact: true });

/**
 * How many entries are drawn, as the simulator's truth counts them: each of a folded run of tool calls is one; the card
 * that stands for a thread beside the thread's own messages is none.
 */
export async function drawn(page) {
  const rows = await timeline(page).locator("article").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.getAttribute("aria-label"),
      id: decodeURIComponent(row.querySelector('a[href*="/e/"]')?.href.split("/e/")[1].split("?")[0] ?? ""),
    })),
  );
  const threads = new Set(rows.filter((row) => row.id.includes("#")).map((row) => row.id.split("#")[0]));
  const entries = rows.filter((row) => !threads.has(row.id));
  return entries.reduce((sum, row) => sum + Number(/^(\d+) tool calls$/.exec(row.name)?.[1] ?? 1), 0);
}

/** The timeline's rows whose text holds a text. */
export function entry(page, text) {
  return timeline(page).locator("article").filter({ hasText: text });
}

/** What the simulator was asked by GET, oldest first; of one vendor, when one is named. */
export async function gets(stage, vendor) {
  const asked = await stage.simulator.control("GET", vendor ? `requests?vendor=${vendor}` : "requests");
  return asked.filter((one) => one.method === "GET");
}

/** The console's lines that are not the browser's own word for a request that failed, which no page can keep it from saying. */
export function unexpected(troubles) {
  const told = /^console: (Failed to load resource|Access to fetch at|Fetch API cannot load)/;
  return troubles.filter((trouble) => !told.test(trouble));
}

/**
 * Scrolls to something in the list until both are at rest, and gives how far it is from the top. Until the last answer
 * is in, the list stays with its newest entry unless a person scrolls it.
 */
export async function comeToRest(target) {
  const page = target.page();
  let before;
  await eventually(async () => {
    await target.scrollIntoViewIfNeeded();
    const now = (await target.boundingBox()).y;
    const moved = before !== now || now < 0 || now > page.viewportSize().height;
    before = now;
    assert.ok(!moved, "the list moves");
  });
  return before;
}

/**
 * Clicks on something in the list as a person does who scrolled to it. Rows take their true height only as they come into
 * view, so what was far away moves for a frame or two, and a click whose two halves fall on different places is none.
 */
export async function press(target) {
  await comeToRest(target);
  await target.click();
}
