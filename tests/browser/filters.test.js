// Choosing what is shown: chips, the strip over time, the order, the zone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";

const stage = setStage();
const GROUPS = ["Vendor", "Channel", "Direction", "People"];

const parameters = (lead) => new URLSearchParams(lead.page.url().split("?")[1] ?? "");
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

test("each chip shows as many entries as it says, and says which are hidden", async () => {
  const lead = await (await openLead(stage)).settled();
  const total = await lead.count();
  assert.equal(sum((await lead.chips("Vendor")).map((chip) => chip.count)), total);
  assert.equal(sum((await lead.chips("Channel")).map((chip) => chip.count)), total);
  assert.equal(sum((await lead.chips("Direction")).map((chip) => chip.count)), total);
  const hidden = lead.page.getByRole("status").filter({ hasText: /hidden$/ });
  assert.equal(await hidden.count(), 0, "nothing is hidden yet");

  for (const group of GROUPS) {
    const chips = await lead.chips(group);
    assert.ok(chips.length > (group === "People" ? 0 : 1), group);
    for (const { name, count } of chips) {
      const chip = lead.chip(group, name);
      await chip.click();
      await eventually(async () => assert.equal(await lead.count(), count, `${group} ${name}`));
      assert.equal(await chip.getAttribute("aria-pressed"), "true");
      const words = await hidden.textContent();
      assert.equal(sum(words.match(/\d+/g).map(Number)), total - count, `“${words}” for ${group} ${name}`);
      await chip.click();
      await eventually(async () => assert.equal(await lead.count(), total));
      assert.equal(await chip.getAttribute("aria-pressed"), "false");
    }
  }
});

test("what a chip leaves is what it names", async () => {
  const lead = await (await openLead(stage)).settled();
  const shown = async () => {
    await lead.unfoldTools();
    return lead.entries();
  };
  const total = await lead.count();
  for (const [group, name, isMeant] of [
    ["Vendor", "Naturalead", (entry) => entry.vendor === "naturalead"],
    ["Channel", "Calls", (entry) => entry.label?.includes(", Call, ")],
    ["Channel", "Tools", (entry) => entry.kind === "tool"],
    ["Direction", "Inbound", (entry) => entry.label?.includes(", Inbound, ")],
    ["People", "People only", (entry) => !["tool", "event", "blocked", "unknown", "unreadable"].includes(entry.kind)],
  ]) {
    const before = await shown();
    await lead.chip(group, name).click();
    await eventually(async () => assert.notEqual(await lead.count(), total));
    const after = await shown();
    assert.deepEqual(after.filter((entry) => !isMeant(entry)), [], `${group} ${name}`);
    if (group !== "People") {
      assert.deepEqual(after.map((entry) => entry.id), before.filter(isMeant).map((entry) => entry.id), `${group} ${name}`);
    }
    await lead.page.getByRole("button", { name: "Clear filters" }).click();
    await eventually(async () => assert.equal(await lead.count(), total));
  }
});

test("chips of several groups narrow each other, and one button clears them all", async () => {
  const lead = await (await openLead(stage)).settled();
  const total = await lead.count();
  const calls = (await lead.chips("Channel")).find((chip) => chip.name === "Calls").count;
  await lead.chip("Vendor", "LeadSail").click();
  await eventually(async () => assert.notEqual(await lead.count(), total));
  const narrowed = (await lead.chips("Channel")).find((chip) => chip.name === "Calls").count;
  assert.ok(narrowed > 0 && narrowed < calls, `${narrowed} of ${calls}`);
  await lead.chip("Channel", "Calls").click();
  await eventually(async () => assert.equal(await lead.count(), narrowed));
  // A second vendor is one more, not one less.
  await lead.chip("Vendor", "Apten").click();
  await eventually(async () => assert.equal(await lead.count(), calls));

  await lead.page.getByRole("button", { name: "Clear filters" }).click();
  await eventually(async () => assert.equal(await lead.count(), total));
  assert.deepEqual([...parameters(lead).keys()], []);
  assert.equal(await lead.page.getByRole("button", { name: "Clear filters" }).count(), 0);
});

test("a chip keeps the focus when it is pressed by a key", async () => {
  const lead = await (await openLead(stage)).settled();
  const chip = lead.chip("Channel", "Email");
  await chip.focus();
  await chip.press("Space");
  await eventually(async () => assert.equal(await chip.getAttribute("aria-pressed"), "true"));
  await lead.drawn();
  assert.ok(await isFocused(chip));
});

test("a filter that hides everything says so and offers to clear it", async () => {
  const lead = await (await openLead(stage)).settled();
  const total = await lead.count();
  await lead.chip("Vendor", "Attendee").click();
  await lead.chip("Channel", "Calls").click();
  await lead.page.getByText(`0 of ${total} entries match`).waitFor();
  assert.equal(await lead.count(), 0);
  const words = await lead.list.textContent();
  assert.ok(words.includes("Attendee") && words.includes("Calls"), words);
  await lead.list.getByRole("button", { name: "Clear filters" }).click();
  await eventually(async () => assert.equal(await lead.count(), total));
});

/** The strip over time, its buttons, and what it shows. */
function strip(lead) {
  const section = lead.page.getByRole("region", { name: "Over time" });
  return { section, bars: section.locator(".density-strip"), button: (name) => section.getByRole("button", { name, exact: true }) };
}

/** Waits until exactly the entries within the address's part of time are shown, and gives that part. */
async function showsItsPart(lead, all) {
  const asked = parameters(lead);
  const [from, to] = [asked.get("from"), asked.get("to")].map((text) => Date.parse(text));
  const expected = all.filter((entry) => Date.parse(entry.time) >= from && Date.parse(entry.time) < to).map((entry) => entry.id);
  assert.ok(from < to, "there is a part");
  await eventually(async () => {
    await lead.unfoldTools();
    assert.deepEqual((await lead.entries()).map((entry) => entry.id), expected);
  });
  return { from, to, count: expected.length };
}

test("dragging over the strip shows that part of the time", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.unfoldTools();
  const all = await lead.entries();
  const { section, bars, button } = strip(lead);
  const words = await section.textContent();
  const box = await bars.boundingBox();
  const at = (part) => [box.x + box.width * part, box.y + box.height / 2];
  await lead.page.mouse.move(...at(0.25));
  await lead.page.mouse.down();
  await lead.page.mouse.move(...at(0.4));
  await lead.page.mouse.move(...at(0.6));
  await lead.page.mouse.up();
  await eventually(() => assert.ok(parameters(lead).has("from")));
  const part = await showsItsPart(lead, all);
  assert.ok(part.count > 0 && part.count < all.length);
  const times = all.map((entry) => Date.parse(entry.time)).sort((a, b) => a - b);
  const span = times.at(-1) - times[0];
  assert.ok(Math.abs((part.from - times[0]) / span - 0.25) < 0.03, "it begins where the drag began");
  assert.ok(Math.abs((part.to - times[0]) / span - 0.6) < 0.03, "it ends where the drag ended");
  assert.notEqual(await section.textContent(), words, "the part is named");

  await button("All").click();
  await eventually(async () => assert.equal((await lead.entries()).length, all.length));
  assert.ok(!parameters(lead).has("from"));
});

test("the strip's buttons do the same for the keyboard", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.unfoldTools();
  const all = await lead.entries();
  const { button } = strip(lead);
  const press = async (name) => {
    const before = lead.page.url();
    await button(name).focus();
    await lead.page.keyboard.press("Enter");
    await eventually(() => assert.notEqual(lead.page.url(), before));
  };
  assert.ok(await button("Earlier").isDisabled());
  await press("Shorter time");
  const half = await showsItsPart(lead, all);
  assert.ok(await isFocused(button("Shorter time")), "the button keeps the focus");
  await press("Shorter time");
  const quarter = await showsItsPart(lead, all);
  const near = (a, b) => assert.ok(Math.abs(a - b) < 2000, `${a} is not ${b}`);
  near(quarter.to - quarter.from, (half.to - half.from) / 2);
  await press("Earlier");
  const earlier = await showsItsPart(lead, all);
  near(quarter.from - earlier.from, (quarter.to - quarter.from) / 2);
  await press("Later");
  near((await showsItsPart(lead, all)).from, quarter.from);
  await press("Longer time");
  near((await showsItsPart(lead, all)).from, half.from);
  await press("All");
  await eventually(async () => assert.equal((await lead.entries()).length, all.length));
});

test("the order is turned around by one switch", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.unfoldTools();
  const newest = await lead.entries();
  const order = lead.page.getByRole("combobox", { name: "Order" });
  await order.selectOption("Oldest first");
  await eventually(async () => {
    await lead.unfoldTools();
    const oldest = await lead.entries();
    assert.deepEqual(oldest.map((entry) => entry.id), newest.map((entry) => entry.id).reverse());
  });
  assert.equal(parameters(lead).get("order"), "oldest");
  await order.selectOption("Newest first");
  await eventually(async () => assert.equal((await lead.entries())[0].id, newest[0].id));
});

test("times are told in the device's zone, in UTC, or in any zone by name", async () => {
  const lead = await (await openLead(stage, { context: { timezoneId: "Asia/Kolkata" } })).settled();
  const control = lead.page.getByRole("combobox", { name: /^Times in/ });
  const device = await control.locator("option:checked").textContent();
  assert.match(device, /Asia\/(Kolkata|Calcutta)/);
  assert.match(device, /this device/i);
  /** Every clock on the page is the same moment's in that zone, by the browser's own account. */
  const areTold = (zone, offset) =>
    eventually(async () => {
      const wrong = await lead.list.evaluate((list, timeZone) => {
        const format = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", timeZone });
        const plain = (text) => text.replaceAll(/\s/g, " ");
        const times = [...list.querySelectorAll(".entry-aside time")];
        if (times.length < 50) return ["too few times"];
        const isWrong = (time) => plain(format.format(new Date(time.dateTime))) !== plain(time.textContent);
        return times.filter(isWrong).map((time) => `${time.dateTime}: ${time.textContent}`);
      }, zone);
      assert.deepEqual(wrong, [], zone);
      const label = lead.page.getByRole("banner").getByText(offset, { exact: true }).locator("visible=true");
      assert.ok((await label.count()) > 0, `${offset} is said`);
    });
  await areTold("Asia/Kolkata", "GMT+5:30");
  await control.selectOption("UTC");
  await areTold("UTC", "UTC");
  assert.equal(parameters(lead).get("zone"), "UTC");
  await control.selectOption("Asia/Tokyo");
  await areTold("Asia/Tokyo", "GMT+9");
  assert.equal(parameters(lead).get("zone"), "Asia/Tokyo");
});

for (const width of [1280, 400, 320]) {
  test(`the zone is in view wherever the reader is, ${width} px wide`, async () => {
    const viewport = { width, height: 800 };
    const lead = await (await openLead(stage, { query: { zone: "Europe/Berlin" }, context: { viewport } })).settled();
    const control = lead.page.getByRole("combobox", { name: /^Times in/ });
    const isInView = async () => {
      const box = await control.boundingBox();
      const isInside = box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 800;
      assert.ok(isInside, JSON.stringify(box));
      assert.match(await control.locator("option:checked").textContent(), /Berlin/);
    };
    await isInView();
    await lead.list.evaluate((list) => {
      list.scrollTop = list.scrollHeight;
    });
    await lead.drawn();
    await isInView();
    await lead.list.getByRole("link", { name: "Open call" }).last().press("Enter");
    await lead.pane.waitFor();
    await isInView();
  });
}
