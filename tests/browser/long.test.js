// A history too long for the document: the rows around what the reader sees are there, and nobody notices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openWatched } from "./support/browser.js";
import { openLead } from "./support/lead.js";
import { onlyWhere } from "./support/modes.js";
import { startPlainPage } from "./support/plain-page.js";
import { setStage } from "./support/stage.js";

const stage = setStage();
// Tall, so that the whole way is not too long.
const context = { viewport: { width: 1280, height: 3000 } };
const COUNT = 100_000;
/** So many come by one after the other, each drawn; `LEADWAKE_LONG` asks for more. */
const WALKED = Number(process.env.LEADWAKE_LONG ?? 12_000);

/** Opens a lead with so many generated entries, and waits until all of them are there. */
async function openLong({ count = COUNT, query = {} } = {}) {
  const { dossier, lead: name } = await stage.simulator.control("POST", "generate", { vendor: "apten", count, seed: 7 });
  const lead = await openLead(stage, { dossier, query: { since: "start", ...query }, context });
  await eventually(async () => assert.ok(await lead.refreshButton.isEnabled({ timeout: 1000 })), { within: 120_000 });
  await lead.drawn();
  const truth = await stage.simulator.control("GET", `truth/${name}`);
  return { lead, truth };
}

/**
 * Scrolls down from a part of the list on, `steps` times or to its end, and gives the rows in the order in which they came
 * by; `top`, how far it was scrolled to begin with; `blank`, how often a part of the view had none; and `most`, how many were
 * in the document.
 */
const walk = (lead, { from, steps = Infinity }) =>
  lead.list.evaluate(
    async (list, { from, steps }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      // A message comes after what was drawn in the frame was painted: what is looked at is what a reader sees.
      const { port1, port2 } = new MessageChannel();
      const painted = () =>
        new Promise((resolve) => {
          port1.onmessage = resolve;
          requestAnimationFrame(() => port2.postMessage(null));
        });
      // A list that follows what arrives gives way to the reader's wheel.
      list.dispatchEvent(new WheelEvent("wheel"));
      list.scrollTop = from * list.scrollHeight;
      for (let wait = 0; wait < 10; wait += 1) await painted();
      const top = list.scrollTop;
      const seen = [];
      const known = new Set();
      let [blank, most] = [0, 0];
      for (let step = 0; step < (steps ?? Infinity); step += 1) {
        const box = list.getBoundingClientRect();
        let filled = box.top;
        const rows = [...list.querySelectorAll(".entry")];
        most = Math.max(most, rows.length);
        for (const row of rows) {
          const { top, bottom } = row.getBoundingClientRect();
          if (bottom <= box.top || top >= box.bottom) continue;
          // Headings and margins stand between rows, nothing taller.
          if (top - filled > 120) blank += 1;
          filled = bottom;
          const { anchor, kind } = row.dataset;
          if (known.has(anchor)) continue;
          known.add(anchor);
          seen.push({ anchor, count: kind === "tools" ? Number.parseInt(row.querySelector("button").textContent, 10) : 1 });
        }
        const before = list.scrollTop;
        // In a frame, as scripts do that move things bit by bit: before the list does in it what it has to do.
        await frame();
        list.scrollTop += box.height * 0.8;
        await painted();
        await painted();
        if (list.scrollTop === before) break;
      }
      return { seen, top, blank, most };
    },
    { from, steps },
  );

/** Rows are entries of the simulator's account, one after the other; gives the place of the first of them and that after the last. */
function follow({ seen, blank, most }, truth) {
  assert.equal(blank, 0, "a part of the view was blank");
  assert.ok(most < 600, `${most} rows in the document`);
  const record = (anchor) => anchor.slice(anchor.indexOf("-") + 1).slice("apten:".length);
  const first = truth.findIndex((entry) => entry.record === record(seen[0].anchor));
  let at = first;
  for (const { anchor, count } of seen) {
    // A fold is called after its oldest tool call.
    assert.equal(record(anchor), truth[at]?.record, `entry ${at}`);
    at += count;
  }
  return { first, after: at };
}

test("every entry of a long history comes by, once and in order, and nowhere is a gap", { timeout: 600_000 }, async () => {
  const { lead, truth } = await openLong({ count: WALKED, query: { order: "oldest" } });
  // The reader begins at the newest entry; the whole way is looked at from the oldest on.
  assert.deepEqual(follow(await walk(lead, { from: 0 }), truth), { first: 0, after: WALKED });
  assert.deepEqual(lead.troubles, []);
});

test("wherever the reader goes in a history of a hundred thousand, its entries are there in their order, from the first to the last", { timeout: 600_000 }, async () => {
  const { lead, truth } = await openLong({ query: { order: "oldest" } });
  const way = await walk(lead, { from: 0, steps: 8 });
  assert.equal(way.top, 0, "who goes to the top is a little below it");
  const begun = follow(way, truth);
  assert.equal(begun.first, 0);
  let { after } = begun;
  for (const from of [0.1, 0.25, 0.4, 0.55, 0.7, 0.85]) {
    const at = follow(await walk(lead, { from, steps: 8 }), truth);
    assert.ok(at.first >= after && at.after - at.first > 50, `${at.first} to ${at.after} at ${from}`);
    after = at.after;
  }
  assert.equal(follow(await walk(lead, { from: 1 }), truth).after, COUNT);
  assert.deepEqual(lead.troubles, []);
});

test("whoever rests after a jump has rows around what is in view, for the next scroll", { timeout: 120_000 }, async () => {
  const { lead } = await openLong({ count: WALKED, query: { order: "oldest" } });
  await walk(lead, { from: 0.5, steps: 0 });
  await eventually(async () => {
    const spare = await lead.list.evaluate((list) => {
      const box = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll(".entry")].map((row) => row.getBoundingClientRect());
      return { above: (box.top - rows[0].top) / box.height, below: (rows.at(-1).bottom - box.bottom) / box.height };
    });
    // Half a list's height is there at once.
    assert.ok(spare.above > 0.8 && spare.below > 0.8, JSON.stringify(spare));
  });
});

test("a hundred thousand entries are those of the simulator's account, each once, in order", { timeout: 600_000, ...onlyWhere("the page is not in a frame") }, async (t) => {
  const { dossier, lead: name } = await stage.simulator.control("POST", "generate", { vendor: "apten", count: COUNT, seed: 7 });
  const portal = await startPlainPage(stage.simulator.ready.base);
  t.after(() => portal.stop());
  const { page, troubles } = await openWatched(await stage.browser.newContext());
  await page.goto(portal.base);
  const { base_url: baseUrl, key } = stage.simulator.ready.vendors.apten;
  const options = { lead: dossier, connections: { apten: { baseUrl, key } }, order: "oldest-first" };
  const entries = await page.evaluate(async (options) => {
    const { loadTimeline } = await import("/leadwake/index.js");
    const entries = await loadTimeline(options).all();
    return entries.map(({ id, place, content }) => [id, new Date(place).toISOString(), content.kind === "message" ? content.text : null]);
  }, options);
  const truth = await stage.simulator.control("GET", `truth/${name}`);
  assert.equal(entries.length, truth.length);
  for (const [at, { record, time, kind, text }] of truth.entries()) {
    assert.deepEqual(entries[at], [`apten:${record}`, time, kind === "MESSAGE" ? text : null], `entry ${at}`);
  }
  assert.deepEqual(troubles, []);
});

/** Some thousands are too many for the document as well, and here sooner. */
const FEW = 12_000;

/** The row that has the focus or holds it, by its anchor, and whether it is in view. */
const focused = (lead) =>
  lead.list.evaluate((list) => {
    const row = document.activeElement.closest("[data-anchor]");
    const [outer, box] = [list.getBoundingClientRect(), row?.getBoundingClientRect()];
    return { anchor: row?.dataset.anchor ?? null, isInView: Boolean(box && box.bottom > outer.top && box.top < outer.bottom) };
  });

test("a link to an entry far away leads there, and the keys go on from it", async () => {
  const { lead, truth } = await openLong({ count: FEW });
  const at = truth.findIndex((entry, index) => index > FEW / 3 && entry.kind === "MESSAGE");
  const anchor = (index) => `entry-apten:${truth[index].record}`;
  await lead.page.evaluate((id) => (location.hash = location.hash.replace("?", `/e/${id}?`)), `apten:${truth[at].record}`);
  await eventually(async () => assert.deepEqual(await focused(lead), { anchor: anchor(at), isInView: true }));

  // Newest first: Page Down goes to what was before.
  await lead.page.keyboard.press("PageDown");
  await eventually(async () => assert.notEqual((await focused(lead)).anchor, anchor(at)));
  const next = await focused(lead);
  assert.ok(next.isInView);
  await lead.page.keyboard.press("PageUp");
  await eventually(async () => assert.equal((await focused(lead)).anchor, anchor(at)));

  // Whoever scrolls far away keeps the focus where it is, and a key leads back to it.
  await lead.list.evaluate((list) => (list.scrollTop = list.scrollHeight));
  await eventually(async () => assert.deepEqual(await focused(lead), { anchor: anchor(at), isInView: false }));
  await lead.drawn();
  await lead.page.keyboard.press("PageDown");
  await eventually(async () => assert.deepEqual(await focused(lead), { ...next }));
  assert.deepEqual(lead.troubles, []);
});

test("a search counts every hit and goes to the first and the last of them", async () => {
  const { lead, truth } = await openLong({ count: FEW });
  const hits = truth.filter((entry) => entry.text?.toLowerCase().includes("battery"));
  await lead.search.fill("battery");
  const position = lead.page.getByRole("search").getByRole("status");
  await eventually(async () => assert.match(await position.textContent(), /^[\d,]+ hits$/));
  const count = Number((await position.textContent()).replaceAll(/\D/g, ""));
  // Calls say more than what the simulator's own account holds of them.
  assert.ok(count >= hits.length && hits.length > 100, `${count} of ${hits.length}`);
  const hit = lead.list.locator("[data-hit]");
  for (const key of ["Enter", "Shift+Enter"]) {
    await lead.page.keyboard.press(key);
    await eventually(async () => {
      assert.equal(await hit.locator("mark").first().textContent().then((text) => text.toLowerCase()), "battery");
      const [list, box] = [await lead.list.boundingBox(), await hit.boundingBox()];
      assert.ok(box.y + box.height > list.y && box.y < list.y + list.height, "the hit is in view");
    });
  }
  assert.ok(await lead.search.evaluate((box) => box === document.activeElement), "the focus stays in the box");
});

test("a hundred leads one after the other leave the last one alone", { timeout: 120_000 }, async () => {
  const leads = [];
  for (const seed of [1, 2, 3]) leads.push(await stage.simulator.control("POST", "generate", { vendor: "apten", count: 300, seed }));
  const lead = await openLead(stage, { dossier: leads[0].dossier, query: { since: "start" }, context });
  await lead.page.evaluate(async (dossiers) => {
    for (let turn = 0; turn < 100; turn += 1) {
      location.hash = `#/lead/${dossiers[turn % dossiers.length]}?since=start`;
      await new Promise((resolve) => setTimeout(resolve, turn % 7));
    }
  }, leads.map(({ dossier }) => dossier));
  const last = leads[99 % 3];
  await lead.settled();
  const truth = await stage.simulator.control("GET", `truth/${last.lead}`);
  await eventually(async () => assert.equal(await lead.count(), truth.length));
  const known = new Set(truth.map((entry) => `entry-apten:${entry.record}`));
  const anchors = await lead.list.locator("[data-anchor^=entry]").evaluateAll((rows) => rows.map((row) => row.dataset.anchor));
  assert.deepEqual(anchors.filter((anchor) => !known.has(anchor)), [], "entries of another lead");
  assert.deepEqual(lead.troubles, []);
});
