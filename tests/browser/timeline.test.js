// The timeline of the demo lead: what is on it, and how it is read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openLead, truth } from "./support/lead.js";
import { setStage } from "./support/stage.js";
import { press } from "./support/visit.js";

const stage = setStage();
const MINUTE = 60_000;

/** Blanks are for the eye. */
const plain = (text) => text.replaceAll(/\s+/g, " ").trim();

const byTime = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** One line per entry, so that a difference names the entry. */
const lines = (entries) => entries.map(({ vendor, record, kind, time }) => `${time} ${kind} ${vendor}:${record}`).sort(byTime);

test("every record is on the timeline, with its time and kind, and nothing else is", async () => {
  const lead = await (await openLead(stage)).settled();
  const { entries: expected, openings } = await truth(stage);
  await lead.unfoldTools();
  const shown = await lead.entries();

  const isOpening = (entry) => entry.kind === "thread" && openings.includes(`${entry.vendor}:${entry.record}`);
  assert.deepEqual(lines(shown.filter((entry) => !isOpening(entry))), lines(expected));
  // A thread or conversation has one row more, which tells of it as a whole.
  const opened = shown.filter(isOpening).map((entry) => `${entry.vendor}:${entry.record}`);
  assert.deepEqual(opened.sort(), [...openings].sort());
  assert.equal(new Set(shown.map((entry) => entry.id)).size, shown.length, "an entry is drawn twice");

  for (const entry of expected.filter((entry) => entry.text !== null)) {
    const rows = shown.filter((row) => row.vendor === entry.vendor && row.record === entry.record && row.time === entry.time);
    // The mark before a quoted line is drawn as a bar.
    const said = entry.text.split("\n").map((line) => plain(line.replace(/^(> ?)+/, "")));
    assert.ok(
      rows.some((row) => said.every((line) => plain(row.text).includes(line))),
      `${entry.vendor}:${entry.record} at ${entry.time} should say “${entry.text}”`,
    );
  }
  assert.deepEqual(lead.troubles, []);
});

test("the newest entry comes first, and each entry stands under its day", async () => {
  const lead = await (await openLead(stage, { context: { timezoneId: "America/Los_Angeles" } })).settled();
  await lead.unfoldTools();
  const shown = await lead.entries();
  const times = shown.filter((entry) => entry.time !== null).map((entry) => entry.time);
  assert.deepEqual(times, [...times].sort(byTime).reverse());

  const day = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "America/Los_Angeles" });
  for (const entry of shown) {
    assert.ok(entry.day.endsWith(day.format(new Date(entry.time))), `${entry.time} stands under “${entry.day}”`);
  }
});

test("the heading of the day that is read stays at the top", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.wheelToMiddle();
  const measure = () =>
    lead.list.evaluate((list) => {
      const top = list.getBoundingClientRect().top;
      const section = [...list.querySelectorAll("section")].find((one) => one.getBoundingClientRect().bottom > top + 60);
      const heading = section.querySelector("h3").getBoundingClientRect();
      return { above: section.getBoundingClientRect().top - top, heading: heading.top - top };
    });
  await eventually(async () => {
    const { above, heading } = await measure();
    if (above >= -10) {
      await lead.page.mouse.wheel(0, 90);
      await lead.drawn();
      assert.fail("the day should begin above what is in view");
    }
    assert.ok(Math.abs(heading) < 1.5, `the heading is ${heading} px off the top`);
  });
});

/** How far a day's heading is from the top of the list, in pixels. */
const headingOffset = (lead, day) =>
  lead.list.evaluate((list, day) => {
    const heading = [...list.querySelectorAll("h3")].find((one) => one.textContent.trim() === day);
    return heading.getBoundingClientRect().top - list.getBoundingClientRect().top;
  }, day);

const days = (lead) => lead.list.getByRole("heading", { level: 3 }).allTextContents();

test("a day's heading opens a menu of all days, which leads to each of them", async () => {
  const lead = await (await openLead(stage)).settled();
  const all = (await days(lead)).map((day) => day.trim());
  await lead.list.getByRole("heading", { level: 3 }).first().getByRole("button").click();
  const menu = lead.page.getByRole("menu", { name: "Jump to a day" });
  const items = menu.getByRole("menuitem");
  assert.equal(await items.count(), all.length);

  const middle = Math.floor(all.length / 2);
  const wanted = all[middle];
  const said = plain(await items.nth(middle).textContent());
  assert.ok(said.startsWith(wanted.replace(/^(Today|Yesterday)\s*/, "")), `“${said}” for ${wanted}`);
  await items.nth(middle).click();
  await menu.waitFor({ state: "detached" });
  await eventually(async () => assert.ok(Math.abs(await headingOffset(lead, wanted)) < 2, "the day is at the top"));

  const entries = (await lead.entries()).filter((entry) => entry.day === wanted);
  const folded = await lead.list.evaluate(
    (list, day) =>
      [...list.querySelectorAll("section")]
        .filter((one) => one.querySelector("h3").textContent.trim() === day)
        .flatMap((one) => [...one.querySelectorAll("[data-kind=tools] button[aria-expanded=false]")])
        .reduce((sum, button) => sum + Number.parseInt(button.textContent, 10), 0),
    wanted,
  );
  assert.match(said, new RegExp(` ?${entries.length + folded} entries$`));
});

test("the menu of days is worked by the keyboard alone", async () => {
  const lead = await (await openLead(stage)).settled();
  const all = (await days(lead)).map((day) => day.trim());
  const first = lead.list.getByRole("heading", { level: 3 }).first().getByRole("button");
  const menu = lead.page.getByRole("menu", { name: "Jump to a day" });
  const items = menu.getByRole("menuitem");
  const isFocused = (index) => eventually(async () => assert.ok(await items.nth(index).evaluate((item) => item === document.activeElement)));

  await first.focus();
  await first.press("Enter");
  await isFocused(0);
  await lead.page.keyboard.press("ArrowDown");
  await lead.page.keyboard.press("ArrowDown");
  await isFocused(2);
  await lead.page.keyboard.press("ArrowUp");
  await isFocused(1);
  await lead.page.keyboard.press("End");
  await isFocused(all.length - 1);
  await lead.page.keyboard.press("Home");
  await isFocused(0);
  await lead.page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  await eventually(async () => assert.ok(await first.evaluate((button) => button === document.activeElement), "focus goes back"));

  await first.press("Enter");
  await isFocused(0);
  for (let step = 0; step < 5; step += 1) await lead.page.keyboard.press("ArrowDown");
  await isFocused(5);
  await lead.page.keyboard.press("Enter");
  await menu.waitFor({ state: "detached" });
  await eventually(async () => assert.ok(Math.abs(await headingOffset(lead, all[5])) < 2, "the day is at the top"));
  const focused = await lead.page.evaluate(() => document.activeElement.closest("h3")?.textContent.trim());
  assert.equal(focused, all[5], "the focus goes where the reader went");
});

test("messages of one hand within five minutes stand under one head", async () => {
  const lead = await (await openLead(stage)).settled();
  const rows = await lead.list.evaluate((list) =>
    [...list.querySelectorAll(".entry")].map((row) => ({
      isMessage: ["message", "email"].includes(row.dataset.kind),
      anchor: row.dataset.anchor,
      time: Date.parse(row.querySelector(".entry-aside time")?.dateTime),
      label: row.getAttribute("aria-label"),
      hasHead: row.querySelector(".entry-head") !== null,
      day: row.closest("section").dataset.day,
    })),
  );
  const vendor = (row) => row.anchor.replace("entry-", "").split(":")[0];
  // A LeadSail or Naturalead record is a thread; Apten has none, and a meeting is one as a whole.
  const thread = (row) => (["leadsail", "naturalead"].includes(vendor(row)) ? row.anchor.split("#")[0] : vendor(row));
  const hand = (row) => `${thread(row)} ${row.label.split(", ").slice(0, -1).join(", ")}`;
  let grouped = 0;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (!row.isMessage) continue;
    const continues =
      before?.isMessage && before.day === row.day && hand(before) === hand(row) && Math.abs(before.time - row.time) <= 5 * MINUTE;
    assert.equal(row.hasHead, !continues, `${row.anchor}, ${row.label}, after ${before?.anchor}, ${before?.label}`);
    grouped += continues ? 1 : 0;
  }
  assert.ok(grouped > 0, "the demo lead has a group");
});

test("tool calls in a row are one line that unfolds", async () => {
  const lead = await (await openLead(stage)).settled();
  const fold = lead.list.getByRole("button", { name: /^\d+ tool calls$/ }).first();
  const row = fold.locator("xpath=ancestor::article");
  const count = Number.parseInt(await fold.textContent(), 10);
  const { entries } = await truth(stage);
  const calls = entries.filter((entry) => entry.kind === "tool").length;
  assert.ok(count > 1 && count <= calls);
  assert.equal(await row.getByRole("listitem").count(), 0);
  await fold.click();
  assert.equal(await fold.getAttribute("aria-expanded"), "true");
  assert.equal(await row.getByRole("listitem").count(), count);
  for (const part of ["In", "Out"]) {
    assert.ok((await row.getByRole("listitem").first().getByText(part, { exact: true }).count()) > 0, `what went ${part}`);
  }
  await fold.click();
  assert.equal(await fold.getAttribute("aria-expanded"), "false");
  assert.equal(await row.getByRole("listitem").count(), 0);
});

test("details show every field and the raw record, which is copied as it came", async () => {
  const context = { permissions: ["clipboard-read", "clipboard-write"] };
  const lead = await (await openLead(stage, { context })).settled();
  const message = (await lead.entries()).find((entry) => entry.vendor === "leadsail" && entry.kind === "message");
  const row = lead.row(message.id);
  const button = row.getByRole("button", { name: "Details", exact: true });
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await button.click();
  assert.equal(await button.getAttribute("aria-expanded"), "true");

  await row.getByText("All fields", { exact: true }).click();
  await row.getByText("Raw JSON", { exact: true }).click();
  const drawn = JSON.parse(await row.getByRole("group", { name: "Raw JSON" }).textContent());
  await press(row.getByRole("button", { name: "Copy as it came" }));
  await lead.page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
  const copied = await lead.page.evaluate(() => navigator.clipboard.readText());
  assert.deepEqual(drawn, JSON.parse(copied));

  const { base_url: base, key } = stage.simulator.ready.vendors.leadsail;
  const id = stage.simulator.ready.lead.dossier.match(/leadsail:([^,]+)/)[1];
  const served = await fetch(`${base}/interactions/lead/${id}`, { headers: { "X-API-Key": key } });
  const body = await served.text();
  assert.ok(body.includes(copied), "the copy is the record byte for byte");
  assert.ok(Object.values(drawn).includes(message.record), "it is this record");
  const words = await row.textContent();
  for (const name of Object.keys(drawn)) assert.ok(words.includes(name), `the field ${name} is listed`);

  await button.click();
  assert.equal(await row.getByText("Raw JSON", { exact: true }).count(), 0);
});

test("an entry's time is its permanent link", async () => {
  const context = { permissions: ["clipboard-read", "clipboard-write"] };
  const lead = await (await openLead(stage, { context })).settled();
  const all = await lead.entries();
  const entry = all[Math.floor(all.length * 0.7)];
  const row = lead.row(entry.id);
  await press(row.getByRole("link", { name: entry.clock }));
  // The browser tells its tests of another address a moment later.
  await eventually(async () => assert.equal(decodeURIComponent(new URL(lead.page.url()).hash).split("/e/")[1], entry.id));

  await press(row.getByRole("button", { name: "Details", exact: true }));
  await press(row.getByRole("button", { name: "Copy link" }));
  await lead.page.getByRole("status").filter({ hasText: "Link copied" }).waitFor();
  const copied = await lead.page.evaluate(() => navigator.clipboard.readText());
  await lead.close();

  const other = await (await openLead(stage, { address: copied })).settled();
  const target = other.row(entry.id);
  await eventually(async () => {
    assert.ok(await target.evaluate((row) => row === document.activeElement), "the entry has the focus");
    const [list, box] = [await other.list.boundingBox(), await target.boundingBox()];
    assert.ok(box.y >= list.y && box.y < list.y + list.height, "the entry is in view");
  });
});
