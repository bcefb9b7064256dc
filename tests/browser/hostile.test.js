// Vendors' text is text: thousands of strings that have hurt other programs, in every field of every vendor.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { bidi, corpus, urls, worst } from "./support/corpora.js";
import { eventually } from "./support/eventually.js";
import { ANSWERS, aptenCall, records, Strings } from "./support/hostile-records.js";
import * as hostile from "./support/hostile-visit.js";
import { inspect, inspectPane } from "./support/inspect.js";
import { setStage } from "./support/stage.js";
import { unexpected } from "./support/visit.js";

const stage = setStage();
const answer = (bodies) => hostile.answer(stage, bodies);
const arrive = (options) => hostile.arrive(stage, options);
const isQuiet = (visitor) => hostile.isQuiet(stage, visitor);
const look = (made, options) => hostile.look(stage, made, options);
const VENDORS = Object.keys(ANSWERS);
let strings;
before(() => (strings = corpus()));

const forEach = (make) => Object.fromEntries(VENDORS.map((vendor) => [vendor, make(vendor)]));
/** How many records of each sort of a vendor make about as many rows as those of the others. */
const EACH = { apten: 15, leadsail: 15, naturalead: 50, attendee: 125 };
/** In one pass each string stands in one place at every vendor. After twenty, thousands of them have stood in each place. */
const PASSES = Number(process.env.HOSTILE_PASSES ?? 1);
/** By which two passes are apart: a prime number, so that no place sees the same strings again. */
const APART = 7919;

test("every string of the corpora at every vendor: drawn as text, whole, and nothing else happens", { timeout: 300_000 * PASSES }, async (t) => {
  const { all, counts } = strings;
  assert.ok(all.length > 10_000, `${all.length} strings`);
  const searches = ["<", "script", "a", "onerror", ">", "&", "x", "="];
  let [loads, rows, marks, links] = [0, 0, 0, 0];
  for (let pass = 0; pass < PASSES; pass += 1) {
    const cursors = forEach(() => new Strings(all, (pass * APART) % all.length));
    while (VENDORS.some((vendor) => cursors[vendor].left.length > 0)) {
      assert.ok(loads < 100 * (pass + 1), "some strings are never used");
      const seen = await look(records((vendor) => cursors[vendor], EACH), { search: searches[loads % searches.length] });
      loads += 1;
      rows += seen.rows;
      marks += seen.marks;
      links += seen.links;
      await seen.context.close();
    }
  }
  assert.ok(marks > 1000, `${marks} hits were marked`);
  t.diagnostic(`${all.length} strings ${JSON.stringify(counts)}, ${loads} loads, ${rows} rows, ${marks} marks, ${links} links`);
});

for (const policy of [true, false]) {
  test(`the worst of them in every field at once, ${policy ? "under" : "without"} the page's policy`, async () => {
    const list = worst();
    const share = 27;
    for (let from = 0; from < list.length; from += share) {
      const part = list.slice(from, from + share);
      const each = forEach(() => part.length);
      const { context } = await look(records((_, round) => new Strings([part[round - 1]]), each), { policy, search: policy ? "<" : "script" });
      await context.close();
    }
  });
}

/** Opens the page of a row's call or thread, and looks at it once it shows what it should. */
async function openPane(page, tok, says) {
  await page.evaluate((tok) => {
    const value = [...document.querySelectorAll(".entry-details .fields dd")].find((value) => value.textContent === tok);
    value.closest(".entry").querySelector(".entry-main a.entry-link").click();
  }, tok);
  return eventually(async () => {
    const seen = await page.evaluate(inspectPane);
    for (const text of says) assert.ok(seen.said.some((said) => said.includes(text)), `the page does not say ${JSON.stringify(text)}: ${JSON.stringify(seen.said).slice(0, 600)}`);
    return seen;
  });
}

test("pages of calls and threads are built alike, whatever is said on them", async () => {
  const list = worst();
  const rounds = 3;
  const { bodies, rows } = records((_, round) => new Strings(list.slice(round * 20)), forEach(() => rounds));
  await answer(bodies);
  const visitor = await arrive({ search: "<" });
  const { page } = visitor;
  await eventually(async () => assert.equal(await page.locator(".entry").count(), rows.length));
  await hostile.openDetails(page);
  for (const shape of ["apten.call", "leadsail.call", "leadsail.sms", "leadsail.email", "naturalead.conversation"]) {
    let plain;
    for (const row of rows.filter((row) => row.shape === shape && row.record)) {
      let says = [row.record.summary];
      if (shape === "apten.call") {
        const words = row.isPlain ? Array.from({ length: 99 }, (_, n) => `plain words ${n}`) : list.slice(row.record.id.length);
        const call = aptenCall(Number(row.record.id.split("-")[1]), new Strings(words));
        says = [call.summary, call.transcript[0].role, ...call.transcript.map((turn) => turn.content), call.transcript[5].startTime];
        const rule = { vendor: "apten", path: `/calls/${row.record.id}`, fault: { kind: "body", body: JSON.stringify(call) } };
        await stage.simulator.control("POST", "faults", rule);
      }
      const seen = await openPane(page, row.tok, says);
      if (row.isPlain) plain = seen;
      else {
        assert.deepEqual(seen.kinds, plain.kinds, `${shape} is built otherwise with ${JSON.stringify(row.texts)}`);
        assert.deepEqual(seen.inTexts.filter((kind) => !["mark", "a", "bdi", "span"].includes(kind)), [], `${shape} draws more than text`);
      }
    }
  }
  const { findings } = await page.evaluate(inspect, { rows: [] });
  assert.deepEqual(findings, []);
  assert.equal(await page.title(), "Conversation – Leadwake");
  isQuiet(visitor);
});

test("what stands beside a name keeps its place, whichever way the name is written", async () => {
  const names = bidi().filter((_, n) => n % 3 === 0);
  const made = names.map((name, n) => ({
    id: `chat-${n}`, text: "Hello", timestamp_ms: Date.UTC(2026, 2, 1) + n * 480_000, to: "everyone", sender_name: name, sender_uuid: `u-${n}`,
  }));
  const bodies = { ...forEach((vendor) => ANSWERS[vendor].body([])), attendee: ANSWERS.attendee.body(made) };
  await answer(bodies);
  const visitor = await arrive({ search: "" });
  await eventually(async () => assert.equal(await visitor.page.locator(".entry-head").count(), names.length), { within: 30_000 });
  const moved = await visitor.page.evaluate(() => {
    const drawn = new CSSStyleSheet();
    drawn.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(drawn);
    const moved = [];
    for (const head of document.querySelectorAll(".entry-head")) {
      const parts = [...head.querySelectorAll(".actor-name, .actor-role, .channel, .direction, .vendor, .entry-link")];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      boxes.slice(1).forEach((box, n) => {
        const before = boxes[n];
        const isBeside = box.left >= before.right - 0.5;
        const isBelow = box.top >= before.bottom - 0.5;
        if (!isBeside && !isBelow) moved.push(`${parts[n + 1].className} is before ${parts[n].className} ${JSON.stringify(parts[0].textContent)}`);
      });
    }
    return moved;
  });
  assert.deepEqual(moved, []);
  isQuiet(visitor);
});

test("the addresses of the web platform's tests become links only where they are harmless", async (t) => {
  const list = urls();
  assert.ok(list.length > 700, `${list.length} addresses`);
  const made = list.map((url, n) => ({
    interactionId: `call-${n}`, leadId: "lead_hostile", type: "call", status: "completed", call: { direction: "inbound", recordingUrl: url }, summary: `See ${url} for more`,
    transcript: [], createdAt: new Date(Date.UTC(2026, 2, 1) + n * 480_000).toISOString(), tok: `tok${n}x`,
  }));
  await answer({ ...forEach((vendor) => ANSWERS[vendor].body([])), leadsail: ANSWERS.leadsail.body(made) });
  const visitor = await arrive({ search: "http" });
  await eventually(async () => assert.deepEqual([await visitor.page.locator(".entry").count(), unexpected(visitor.troubles)], [list.length, []]), { within: 60_000 });
  const { findings, links } = await visitor.page.evaluate(inspect, { rows: [] });
  assert.deepEqual(findings, []);
  assert.ok(links > 50, `${links} links`);
  isQuiet(visitor);
  t.diagnostic(`${list.length} addresses, ${links} links`);
});

test("what these tests look for, they find", async () => {
  const { bodies, rows } = records(() => new Strings(["harmless https://a.example/x text"]), forEach(() => 1));
  const { page } = await look({ bodies, rows }, { policy: false, search: "harmless" });
  const tampered = (change) =>
    page.evaluate((change) => {
      const text = document.querySelector(".entry[data-anchor*='message-00007'] .bubble .text");
      const before = text.cloneNode(true);
      // Only this test writes code into the page, which has no policy here.
      new Function("text", change)(text);
      window.restore = () => text.replaceWith(before);
    }, change);
  for (const [change, word] of [
    ["text.append(document.createElement('b'))", /built otherwise/],
    ["text.innerHTML += '<img src=about:blank>'", /on the page stands/],
    ["text.setAttribute('onclick', '1')", /has onclick/],
    ["text.querySelector('a').href = 'javascript:1'", /leads to/],
    ["text.querySelector('a').rel = ''", /tells the other side/],
    ["text.querySelector('a').href = 'https://b.example/'", /hides its host/],
    ["text.title = 'a\\u202eb'", /hides something in title/],
    ["text.setAttribute('aria-label', 'a\\u0000b')", /hides something in aria-label/],
    ["text.setAttribute('alt', '\\u2067')", /hides something in alt/],
    ["window.__pwn = 1", /payload ran/],
    ["text.closest('.entry').querySelector('.raw-json').textContent = '{}'", /has other JSON/],
  ]) {
    await tampered(change);
    const { findings } = await page.evaluate(inspect, { rows });
    assert.ok(findings.some((finding) => word.test(finding)), `${change}: ${JSON.stringify(findings)}`);
    await page.evaluate(() => {
      window.restore();
      delete window.__pwn;
    });
  }
});
