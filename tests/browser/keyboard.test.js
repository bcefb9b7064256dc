// The viewer by the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";
import { visit } from "./support/visit.js";

const stage = setStage();

/** What has the focus, in words: role or tag, name, and whether the eye can see that it has it. */
const focused = (lead) =>
  lead.page.evaluate(() => {
    const element = document.activeElement;
    // A field may be marked by the frame around it.
    const isSeen = (one) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const box = element.getBoundingClientRect();
    const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
    return {
      tag: element.tagName.toLowerCase(),
      name: (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent).trim().slice(0, 60),
      anchor: element.dataset.anchor ?? null,
      isMarked: isSeen(element) || (element.matches("input") && isSeen(element.parentElement)),
      isInView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
      isUncovered: middle !== null && (element.contains(middle) || middle.contains(element)),
    };
  });

/** Presses Tab until something fits, and gives it; each stop on the way must be seen. */
async function tabTo(lead, fits, { key = "Tab", limit = 80 } = {}) {
  for (let step = 0; step < limit; step += 1) {
    await lead.page.keyboard.press(key);
    const now = await focused(lead);
    assert.ok(now.tag !== "body", "the focus was lost");
    assert.ok(now.isMarked, `the focus is not seen on ${now.tag} “${now.name}”`);
    assert.ok(now.isInView, `the focus is out of view on ${now.tag} “${now.name}”`);
    if (fits(now)) return now;
  }
  return assert.fail("Tab does not lead there");
}

test("from a page that was just loaded to an open call and back, by keys alone", async () => {
  const lead = await (await openLead(stage)).settled();
  const opener = await tabTo(lead, (now) => now.name.startsWith("Open call"));
  assert.equal(opener.tag, "a");
  const row = await lead.page.evaluate(() => document.activeElement.closest("[data-anchor]").dataset.anchor);
  await lead.page.keyboard.press("Enter");
  const title = lead.pane.getByRole("heading", { level: 2 });
  await title.waitFor();
  await eventually(async () => assert.ok(await title.evaluate((one) => one === document.activeElement), "the call's heading has the focus"));

  await tabTo(lead, (now) => now.name === "Close", { key: "Shift+Tab", limit: 4 });
  await lead.page.keyboard.press("Enter");
  await lead.pane.waitFor({ state: "detached" });
  await eventually(async () => {
    const back = await lead.page.evaluate(() => document.activeElement.closest("[data-anchor]")?.dataset.anchor);
    assert.equal(back, row, "the focus is back at the call");
  });
});

test("on a narrow screen a call is alone, and closing it leads back to the same place", async () => {
  const lead = await (await openLead(stage, { context: { viewport: { width: 400, height: 800 } } })).settled();
  const call = lead.list.getByRole("link", { name: "Open call" }).nth(2);
  await call.scrollIntoViewIfNeeded();
  await call.focus();
  const row = await call.evaluate((link) => link.closest("[data-anchor]").dataset.anchor);
  await lead.page.keyboard.press("Enter");
  await lead.pane.getByRole("heading", { level: 2 }).waitFor();
  assert.equal(await lead.rows.first().isVisible(), false, "the list is covered");
  await lead.pane.getByRole("button", { name: "Close" }).press("Enter");
  await lead.pane.waitFor({ state: "detached" });
  await eventually(async () => {
    const back = await lead.page.evaluate(() => document.activeElement.closest("[data-anchor]")?.dataset.anchor);
    assert.equal(back, row);
    const [list, box] = [await lead.list.boundingBox(), await lead.row(row.replace("entry-", "")).boundingBox()];
    assert.ok(box.y + box.height > list.y && box.y < list.y + list.height, "the call is in view");
  });
});

test("Page Down and Page Up go from entry to entry, and none is covered", async () => {
  const lead = await (await openLead(stage)).settled();
  const rows = await lead.list.evaluate((list) => [...list.querySelectorAll(".entry")].map((row) => row.dataset.anchor));
  await lead.list.focus();
  for (const index of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
    await lead.page.keyboard.press("PageDown");
    const now = await focused(lead);
    assert.equal(now.anchor, rows[index]);
    assert.ok(now.isMarked && now.isInView && now.isUncovered, JSON.stringify(now));
  }
  for (const index of [10, 9, 8, 7, 6]) {
    await lead.page.keyboard.press("PageUp");
    const now = await focused(lead);
    assert.equal(now.anchor, rows[index]);
    assert.ok(now.isMarked && now.isInView && now.isUncovered, JSON.stringify(now));
  }
  const position = await lead.page.evaluate(() => [document.activeElement.ariaPosInSet, document.activeElement.ariaSetSize]);
  assert.ok(position.every((number) => Number(number) > 0), `${position}`);
});

test("Control+End and Control+Home leave the list", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.rows.nth(3).focus();
  await lead.page.keyboard.press("Control+End");
  assert.equal((await focused(lead)).name, "End of the timeline");
  await lead.rows.nth(3).focus();
  await lead.page.keyboard.press("Control+Home");
  assert.equal((await focused(lead)).name, "Start of the timeline");
});

test("details are opened and closed by keys", async () => {
  const lead = await (await openLead(stage)).settled();
  const button = lead.rows.first().getByRole("button", { name: "Details", exact: true });
  await button.focus();
  await lead.page.keyboard.press("Enter");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await tabTo(lead, (now) => now.tag === "summary", { limit: 6 });
  await button.focus();
  await lead.page.keyboard.press("Space");
  assert.equal(await button.getAttribute("aria-expanded"), "false");
});

test("“?” in the timeline lists the keys, and leads back to where the reader was", async () => {
  const lead = await (await openLead(stage)).settled();
  const button = lead.rows.first().getByRole("button", { name: "Details", exact: true });
  await button.focus();
  await lead.page.keyboard.press("?");
  const keys = lead.page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Page Down, Page Up", { exact: true }).first().waitFor();
  assert.deepEqual(await axeFindings(lead.page), []);
  await lead.page.keyboard.press("Escape");
  await keys.waitFor({ state: "hidden" });
  assert.equal((await focused(lead)).name, "Details");

  await lead.search.focus();
  await lead.page.keyboard.press("?");
  assert.equal(await lead.search.inputValue(), "?", "a letter in a field is a letter");
  assert.equal(await keys.isVisible(), false);
  await lead.page.getByRole("button", { name: "Keys" }).click();
  await keys.getByRole("button", { name: "Close" }).click();
  await keys.waitFor({ state: "hidden" });
});

test("once nothing older is left, the focus stays where the button was", async () => {
  const lead = await (await openLead(stage)).settled();
  const older = lead.page.getByRole("button", { name: "Load older" });
  while ((await older.count()) > 0) {
    await older.press("Enter");
    await lead.settled();
    await eventually(async () => assert.ok((await older.count()) === 0 || (await older.getAttribute("aria-disabled")) === "false"));
  }
  await eventually(async () => assert.match((await focused(lead)).name, /that is everything/));
});

test("on a narrow screen the list has most of the height", async () => {
  const lead = await (await openLead(stage, { context: { viewport: { width: 400, height: 800 } } })).settled();
  const { y } = await lead.list.boundingBox();
  assert.ok(y <= 200, `the list begins ${y} px down`);
});

test("the keys count on a page that was just opened, wherever the focus is", async () => {
  const { page } = await visit(stage);
  const keys = page.getByRole("dialog", { name: "Keys" });
  for (const at of ["#/", "#/connections", "#/files", "#/requests"]) {
    await page.goto(stage.pages.base + at);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("?");
    await keys.waitFor();
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "hidden" });
  }
  await page.goto(stage.pages.base + "#/demo");
  const search = page.getByRole("searchbox", { name: "Search in the entries" });
  await search.waitFor();
  await page.keyboard.press("/");
  await eventually(async () => assert.ok(await search.evaluate((box) => box === document.activeElement)));
  await page.keyboard.type("a/?");
  await eventually(async () => assert.equal(await search.inputValue(), "a/?"));
  assert.ok(!(await keys.isVisible()));
});
