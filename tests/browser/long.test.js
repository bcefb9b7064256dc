// A history too long for the document: the rows around what the reader sees are there, and nobody notices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";

const stage = setStage();
// Tall, so that the whole way is not too long.
const context = { viewport: { width: 1280, height: 3000 } };
const COUNT = Number(process.env.LEADWAKE_LONG ?? 100_000);

/** Opens a lead with so many generated entries, and waits until all of them are there. */
async function openLong({ count = COUNT, query = {} } = {}) {
  const { dossier, lead: name } = await stage.simulator.control("POST", "generate", { vendor: "apten", count, seed: 7 });
  const lead = await openLead(stage, { dossier, query: { since: "start", ...query }, context });
  await eventually(async () => assert.ok(await lead.refreshButton.isEnabled({ timeout: 1000 })), { within: 120_000 });
  await lead.drawn();
  const truth = await stage.simulator.control("GET", `truth/${name}`);
  return { lead, truth };
}

test("every entry of a long history comes by, once and in order, and nowhere is a gap", { timeout: 600_000 }, async () => {
  const { lead, truth } = await openLong({ query: { order: "oldest" } });
  // The reader begins at the newest entry; the whole way is looked at from the oldest on.
  const walk = await lead.list.evaluate(async (list) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // A list that follows what arrives gives way to the reader's wheel.
    list.dispatchEvent(new WheelEvent("wheel"));
    list.scrollTop = 0;
    for (let wait = 0; wait < 10; wait += 1) await frame();
    const seen = [];
    const known = new Set();
    let blank = 0;
    let most = 0;
    for (;;) {
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
        const ids = [...row.querySelectorAll(".entry-aside a, .tool-row a")].map((link) => link.hash).filter((hash) => hash.includes("/e/"));
        const name = `${row.dataset.anchor}`;
        if (known.has(name)) continue;
        known.add(name);
        seen.push({ anchor: name, count: row.dataset.kind === "tools" ? Number.parseInt(row.querySelector("button").textContent, 10) : 1, id: ids[0] });
      }
      const before = list.scrollTop;
      list.scrollTop += box.height * 0.8;
      await frame();
      await frame();
      if (list.scrollTop === before) break;
    }
    return { seen, blank, most };
  });
  assert.equal(walk.blank, 0, "a part of the view was blank");
  assert.ok(walk.most < 600, `${walk.most} rows in the document`);
  const count = walk.seen.reduce((sum, row) => sum + row.count, 0);
  assert.equal(count, truth.length);
  let at = 0;
  for (const { anchor, count } of walk.seen) {
    // A fold is called after its oldest tool call.
    assert.equal(anchor.slice(anchor.indexOf("-") + 1), `apten:${truth[at].record}`, `entry ${at}`);
    at += count;
  }
  assert.deepEqual(lead.troubles, []);
});
