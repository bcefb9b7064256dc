// What the reader looks at stays where it is while entries arrive around it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";

const stage = setStage();
// Tall enough for a good part of the list.
const context = { viewport: { width: 1280, height: 1000 } };

/** Turns the wheel until the middle of the list is in view, and tells of the rows in view: `anchor`, `time`, `top`. */
async function readInTheMiddle(lead) {
  await lead.wheelToMiddle();
  // Rows that come into view for the first time take their height.
  return eventually(async () => {
    const rows = await inView(lead);
    await lead.drawn();
    assert.deepEqual(await inView(lead), rows);
    assert.ok(rows.length > 3);
    return rows;
  });
}

/** The rows that can be seen, from top to bottom. */
const inView = (lead) =>
  lead.list.evaluate((list) => {
    const top = list.getBoundingClientRect().top + list.querySelector("h3").getBoundingClientRect().height;
    const bottom = list.getBoundingClientRect().bottom;
    return [...list.querySelectorAll(".entry")]
      .map((row) => ({ anchor: row.dataset.anchor, time: row.querySelector("time").dateTime, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top + 1 && box.top < bottom - 1)
      .map(({ anchor, time, box }) => ({ anchor, time, top: box.top }));
  });

/** Holds rows against where they were: to the pixel, since browsers scroll by whole ones. */
function areWhere(now, before) {
  assert.deepEqual(now.map((row) => row.anchor), before.map((row) => row.anchor));
  for (const [index, { anchor, top }] of before.entries()) {
    assert.ok(Math.abs(now[index].top - top) < 1.5, `${anchor} went from ${top} to ${now[index].top}`);
  }
}

/**
 * Notes from now on where rows stand whenever the list has changed its height: after the list has put them back, if it
 * does, and before the browser paints.
 */
const watch = (lead, before) =>
  lead.list.evaluate((list, anchors) => {
    const places = () => {
      const top = list.getBoundingClientRect().top;
      const rows = [...list.querySelectorAll(".entry")].filter((row) => anchors.includes(row.dataset.anchor));
      return new Map(rows.map((row) => [row.dataset.anchor, row.getBoundingClientRect().top - top]));
    };
    const first = places();
    window.looks = 0;
    window.strays = [];
    new ResizeObserver(() => {
      window.looks += 1;
      for (const [anchor, top] of places()) {
        if (Math.abs(top - first.get(anchor)) > 1.5) window.strays.push(`${anchor}: ${first.get(anchor)} to ${top}`);
      }
    }).observe(list.firstElementChild);
  }, before.map((row) => row.anchor));

/** The rows that were ever painted at another place. */
async function strays(lead) {
  await lead.drawn();
  assert.ok((await lead.page.evaluate(() => window.looks)) > 1, "the list was looked at as it changed");
  return lead.page.evaluate(() => window.strays);
}

const append = (vendor, more) => stage.simulator.control("POST", "change", { lead: "demo", vendor, change: "append", from: "lead", ...more });

/** The button that tells of entries out of view. */
const news = (lead, where) => lead.page.getByRole("button", { name: new RegExp(`^\\d+ new ${where}$`) });

/** Waits until the row with these words is in view. */
const comesIntoView = (lead, words) =>
  eventually(async () => {
    const row = lead.rows.filter({ hasText: words });
    const [list, box] = [await lead.list.boundingBox(), await row.boundingBox()];
    assert.ok(box.y >= list.y && box.y + box.height <= list.y + list.height, `“${words}” is in view`);
  });

const arrives = (lead, words) => eventually(async () => assert.equal(await lead.rows.filter({ hasText: words }).count(), 1));

for (const [order, where, otherEnd] of [
  ["newest", "above", "below"],
  ["oldest", "below", "above"],
]) {
  test(`${order} first: what arrives at the end moves nothing, and a button leads to it`, async () => {
    const query = order === "oldest" ? { order } : {};
    const lead = await (await openLead(stage, { query, context })).settled();
    const before = await readInTheMiddle(lead);
    await watch(lead, before);
    await append("apten", { text: "Are you still there, Robin?" });
    await append("leadsail", { text: "Second question from the lead" });
    await append("attendee", { text: "Third question from the lead" });
    await lead.refresh();
    await arrives(lead, "Third question from the lead");
    areWhere(await inView(lead), before);
    assert.deepEqual(await strays(lead), [], "nor for a moment");

    await eventually(async () => assert.match(await news(lead, where).textContent(), /^3 new/));
    assert.equal(await news(lead, otherEnd).count(), 0);
    // The button leads to the nearest, from one to the next.
    await news(lead, where).click();
    await eventually(async () => assert.notDeepEqual(await inView(lead), before));
    await comesIntoView(lead, "Are you still there, Robin?");
    for (let step = 0; step < 2 && (await news(lead, where).count()) > 0; step += 1) {
      await news(lead, where).click();
      await lead.drawn();
    }
    await comesIntoView(lead, "Third question from the lead");
    await eventually(async () => assert.equal(await news(lead, where).count(), 0, "all of them were seen"));
  });
}

test("what arrives below and between moves nothing that stands above it", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  const before = await readInTheMiddle(lead);
  await watch(lead, before);
  const oldest = (await lead.entries()).at(-3).time;
  await append("attendee", { text: "An old message that arrives late", at: new Date(Date.parse(oldest) + 1000).toISOString() });
  await lead.refresh();
  await arrives(lead, "An old message that arrives late");
  areWhere(await inView(lead), before);
  assert.deepEqual(await strays(lead), []);

  // Between two rows that are in view, where there is time between them.
  const at = before.findIndex((row, index) => index > 0 && Date.parse(before[index - 1].time) - Date.parse(row.time) > 2000);
  assert.ok(at > 0);
  const between = new Date((Date.parse(before[at - 1].time) + Date.parse(before[at].time)) / 2).toISOString();
  await append("attendee", { text: "A message that arrives in between", at: between });
  await lead.refresh();
  await arrives(lead, "A message that arrives in between");
  areWhere((await inView(lead)).slice(0, at), before.slice(0, at));
});

test("an entry that changes above moves nothing below it", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  const newest = (await lead.entries()).find((entry) => entry.vendor === "apten" && entry.kind === "message");
  const before = await readInTheMiddle(lead);
  await watch(lead, before);
  const text = `Corrected. ${"It has become a good deal longer than it was. ".repeat(12)}`;
  await stage.simulator.control("POST", "change", { lead: "demo", vendor: "apten", change: "edit", record: newest.record, text });
  await lead.refresh();
  await eventually(async () => assert.match(await lead.row(newest.id).textContent(), /Corrected\./));
  areWhere(await inView(lead), before);
  assert.deepEqual(await strays(lead), []);
});

for (const order of ["newest", "oldest"]) {
  test(`${order} first: whoever is at the end with the newest entry sees what arrives`, async () => {
    const query = order === "oldest" ? { order } : {};
    const lead = await (await openLead(stage, { query, context })).settled();
    await lead.list.evaluate((list, order) => {
      list.scrollTop = order === "oldest" ? list.scrollHeight : 0;
    }, order);
    await eventually(async () => {
      await lead.drawn();
      const rest = await lead.list.evaluate((list) => [list.scrollTop, list.scrollHeight - list.clientHeight - list.scrollTop]);
      assert.ok(rest[order === "oldest" ? 1 : 0] < 2, `${rest}`);
    });
    await append("apten", { text: "Good morning, it is me again" });
    await lead.refresh();
    await comesIntoView(lead, "Good morning, it is me again");
    assert.equal(await lead.page.getByRole("button", { name: /^\d+ new / }).count(), 0);
  });
}

test("vendors that answer late move nothing that is being read", async () => {
  await stage.simulator.control("POST", "faults", [
    { vendor: "leadsail", times: 1, fault: { kind: "delay", ms: 6000 } },
    { vendor: "attendee", times: 2, fault: { kind: "delay", ms: 6000 } },
  ]);
  const lead = await openLead(stage, { context });
  await eventually(async () => assert.ok((await lead.count()) > 100, "two vendors have answered"));
  await lead.drawn();
  const before = await readInTheMiddle(lead);
  const listTop = (await lead.list.boundingBox()).y;
  await lead.settled();
  await eventually(async () => assert.ok((await lead.count()) > 200, "all vendors have answered"));
  await lead.drawn();
  // What stands above the list may have changed its height: where a row stands within the list is what counts.
  const [first] = before;
  const after = await lead.list.evaluate((list, anchor) => {
    const row = [...list.querySelectorAll(".entry")].find((one) => one.dataset.anchor === anchor);
    return row.getBoundingClientRect().top - list.getBoundingClientRect().top;
  }, first.anchor);
  assert.ok(Math.abs(after - (first.top - listTop)) < 1.5, `${first.anchor} went from ${first.top - listTop} to ${after}`);
});
