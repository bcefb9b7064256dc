// What is here of a history and what is not: told in words and drawn, for every vendor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { loaded, only, unexpected, visit } from "./support/visit.js";

const stage = setStage();
const control = (...args) => stage.simulator.control(...args);

/** What is said of each vendor, in order. */
const lanes = (page) =>
  page
    .getByRole("list", { name: "What is here of the history" })
    .getByRole("listitem")
    .evaluateAll((all) => all.map((one) => one.title));

/** A history of a year and a half at Apten, and somebody else's of some weeks. */
async function long() {
  const made = await control("POST", "generate", { vendor: "apten", count: 600, seed: 11, days: 500 });
  return `${made.dossier},${only(stage.simulator.ready.lead.dossier, "naturalead")}`;
}

test("what is here, what failed and what was not asked for is told of each vendor", async () => {
  const { page, open, troubles } = await visit(stage, { viewport: { width: 1280, height: 800 } });
  const dossier = await long();
  // The first page and the rest of its window come, and nothing older does.
  await control("POST", "faults", { vendor: "apten", skip: 2, fault: { kind: "status", status: 400 } });
  await open(dossier);
  await loaded(page);
  const day = "[A-Z][a-z]{2} \\d{1,2}, \\d{4}";
  const failed = new RegExp(`^Apten: complete since ${day}, could not be read from ${day} to ${day}, not read before ${day}\\.$`);
  await eventually(async () => assert.match((await lanes(page))[0], failed));
  assert.equal((await lanes(page))[1], "Naturalead: complete.");

  await control("DELETE", "faults");
  await page.getByRole("button", { name: "Refresh" }).click();
  await eventually(async () => {
    assert.match((await lanes(page))[0], new RegExp(`^Apten: complete since ${day}, not read before ${day}\\.$`));
  });
  assert.deepEqual(unexpected(troubles), []);
});

test("what is being read is told while it is", async () => {
  const { page, asked, open } = await visit(stage, { viewport: { width: 1280, height: 800 } });
  const dossier = await long();
  await control("POST", "faults", { vendor: "apten", skip: 1, fault: { kind: "delay", ms: 20_000 } });
  await open(dossier);
  await eventually(async () => assert.match((await lanes(page))[0] ?? "", /^Apten: complete since .*, being read from .*, not read before/));
  // The older windows are asked for at the same time: nobody answered one of them yet.
  const windows = new Set(asked.filter((url) => url.pathname.endsWith("/events")).map((url) => url.searchParams.get("since")));
  assert.equal(windows.size, 3);
});

test("a narrow page has one line for all vendors, with the same words", async () => {
  const { page, open } = await visit(stage, { viewport: { width: 400, height: 800 } });
  await open(only(stage.simulator.ready.lead.dossier, "apten", "naturalead"));
  await loaded(page);
  const line = page.getByRole("img", { name: /^Apten: complete since .* not read before .*\. Naturalead: complete\.$/ });
  await line.waitFor();
  assert.ok((await line.boundingBox()).height <= 8);
});

/** The rows that say what is missing, by their words, with the entries' days around them. */
const gaps = (page) => page.locator("[data-gap] > span").allTextContents();

test("what is missing between entries is told where it is missing, and can be asked for there", async () => {
  const { page, open, troubles } = await visit(stage, { viewport: { width: 1280, height: 800 } });
  const made = await control("POST", "generate", { vendor: "apten", count: 400, seed: 11, days: 500 });
  const older = await control("POST", "generate", { vendor: "leadsail", count: 200, seed: 3, days: 400 });
  await open(`${made.dossier},${older.dossier}`);
  await loaded(page);
  const day = "[A-Z][a-z]{2} \\d{1,2}, \\d{4}";
  await eventually(async () => assert.match((await gaps(page)).join("|"), new RegExp(`^Apten: what changed before ${day} was not read\\.$`)));
  // Below it there is nothing of Apten's, and above it there is.
  const around = await page.locator("[data-gap]").evaluate((gap) => {
    const vendors = (rows) => new Set([...rows].map((row) => row.dataset.anchor.split("-")[1].split(":")[0]));
    const rows = [...document.querySelectorAll("[data-anchor]")];
    const isBelow = (row) => gap.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    return { above: [...vendors(rows.filter((row) => !isBelow(row)))].sort(), below: [...vendors(rows.filter(isBelow))] };
  });
  assert.deepEqual(around, { above: ["apten", "leadsail"], below: ["leadsail"] });

  const before = await page.locator("[data-anchor]").count();
  const button = page.locator("[data-gap]").getByRole("button", { name: "Load older" });
  await button.focus();
  await page.keyboard.press("Enter");
  await loaded(page);
  await eventually(async () => assert.ok((await page.locator("[data-anchor]").count()) > before));
  assert.deepEqual(unexpected(troubles), []);
});
