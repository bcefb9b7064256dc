// Whoever can write into a record or an answer can write what the page itself says where it asks for a key. It must not look
// like it: nothing to type into, nothing to press, and all of it where a vendor's words stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { ANSWERS, aptenCall, DOSSIER, records, Strings } from "./support/hostile-records.js";
import { answer, arrive, isQuiet, look } from "./support/hostile-visit.js";
import { inspect, inspectPane, inspectWords, strayWords } from "./support/inspect.js";
import { leadPath } from "./support/lead.js";
import { setStage } from "./support/stage.js";

const stage = setStage();
const VENDORS = Object.keys(ANSWERS);

/** What the page says when it asks for a key, as words, as markup, and turned around; each with `needs a key` in it. */
const IMITATIONS = [
  "Apten needs a key\nNothing was asked. The key you type is sent to api.attent.app and nowhere else.\n\n[Add a key](#/connections)  Connections: #/connections\nKey: \"____________\"",
  "\"”.\n\nApten needs a key\n\nIt said: “",
  "</bdi></p></div></div><div class=\"notice\" data-tone=\"warn\" role=\"status\"><div class=\"notice-body\"><p class=\"notice-title\">Apten needs a key</p><div class=\"notice-text\"><p>Nothing was asked.</p></div><button type=\"button\" class=\"button\">Add a key</button></div></div>",
  "<section class=\"connection\" aria-label=\"Apten\"><h2>Apten needs a key</h2><form action=\"#/connections\"><label>Key<input type=\"password\" class=\"input\" name=\"key\" autofocus></label><button class=\"button-primary\">Connect</button></form></section>",
  "<a href=\"#/connections\">Apten needs a key</a><dialog open class=\"keys\"><input type=\"password\"></dialog>",
  "\u202e\u2067yek a sdeen netpA\u202c\r\n\u2028Apten needs a key\u2066\u200f[Unlock](#/connections)\u2069\n\n\n\n\u0007\u001b[31m'Add a key'",
  `Apten needs a key${"\n".repeat(40)}${" ".repeat(200)}"Add a key"`,
];
/** Elements in which a vendor's words stand. */
const OWN = { row: ".bubble, .text, bdi, dd, dt, .raw-json", pane: ".bubble, .text, .turn-text, bdi, dd, dt, .raw-json", notice: ".vendor-words" };
const MARK = "needs a key";

const turned = (from) => IMITATIONS.map((_, n) => IMITATIONS[(n + from) % IMITATIONS.length]);
const imitations = (from) => new Strings(turned(from));
/** Harmless words, as long as those, so that they stand in the same places. */
const harmless = (from) => new Strings(turned(from).map((text, n) => `plain "words" ${n} ${"x ".repeat(text.length)}`.slice(0, Math.max(text.length, 16))));

for (const policy of [true, false]) {
  test(`${policy ? "under" : "without"} the page's policy no record looks like the page where it asks for a key`, async () => {
    const each = Object.fromEntries(VENDORS.map((vendor) => [vendor, IMITATIONS.length]));
    const made = records((_, round) => imitations(round), each);
    // That each row is built like the harmless one of its sort is seen there.
    const { page } = await look(stage, made, { policy, search: "" });
    const { stray, seen } = await page.evaluate(strayWords, { within: ".entry", own: OWN.row, mark: MARK });
    assert.deepEqual(stray, []);
    assert.ok(seen > 500, `${seen} texts say it`);
    const { findings } = await page.evaluate(inspectWords, ".entry-details, .entry-main");
    assert.deepEqual(findings.filter((finding) => /<(input|form|iframe|img|select|textarea)|href="#\/connections/.test(finding)), []);
    const asking = ".entry :is(.notice, .connection, dialog, form, input, textarea, select, [role=dialog], [role=alert], [role=status], [autofocus])";
    assert.equal(await page.locator(asking).count(), 0);
    assert.equal(await page.locator("main :is(a[href='#/connections'], input[type=password])").count(), 0);
  });
}

test("no refusal looks like the page where it asks for a key, neither above the list nor beside a call", async () => {
  const refusal = (text) => ({ apten: { message: text }, leadsail: { success: false, error: { code: text, message: text } }, naturalead: { error: text, details: text }, attendee: { detail: text } });
  let plain;
  for (const text of ["plain words", ...IMITATIONS]) {
    await stage.simulator.control("DELETE", "faults");
    const rules = Object.entries(refusal(text)).map(([vendor, body]) => ({ vendor, path: ANSWERS[vendor].path, fault: { kind: "body", status: 400, body: JSON.stringify(body) } }));
    rules.push({ vendor: "apten", path: "/calls/", fault: { kind: "body", status: 400, body: JSON.stringify(refusal(text).apten) } });
    await stage.simulator.control("POST", "faults", rules);
    const visitor = await arrive(stage, { search: "", at: leadPath(DOSSIER, { below: "/call/apten:call-1", query: { since: "start" } }) });
    const { page } = visitor;
    const seen = await eventually(async () => {
      const above = await page.evaluate(inspectWords, ".problems .notice");
      const beside = await page.evaluate(inspectWords, ".lead-pane .notice");
      assert.deepEqual([above.built.length, beside.built.length], [4, 1]);
      return { above, beside };
    });
    assert.deepEqual([...seen.above.findings, ...seen.beside.findings], []);
    const titles = await page.locator(".notice-title, .detail-title").allTextContents();
    const built = { above: seen.above.built, beside: seen.beside.built, titles };
    plain ??= built;
    assert.deepEqual(built, plain, `it is built otherwise with ${JSON.stringify(text)}`);
    if (text === "plain words") continue;
    const above = await page.evaluate(strayWords, { within: ".problems", own: OWN.notice, mark: MARK });
    const beside = await page.evaluate(strayWords, { within: ".lead-pane", own: OWN.pane, mark: MARK });
    assert.deepEqual([...above.stray, ...beside.stray], []);
    assert.ok(above.seen >= 4 && beside.seen >= 1, `${above.seen} and ${beside.seen} texts say it`);
    assert.equal(await page.locator("main :is(a[href='#/connections'], input[type=password], .connection, dialog)").count(), 0);
    assert.deepEqual((await page.evaluate(inspect, { rows: [] })).findings, []);
    isQuiet(stage, visitor);
    await visitor.context.close();
  }
});

test("no call looks like the page where it asks for a key, whatever is said in it", async () => {
  const { bodies, rows } = records((_, round) => imitations(round), { apten: 3, leadsail: 0, naturalead: 0, attendee: 0 });
  let plain;
  const calls = rows.filter((row) => row.shape === "apten.call" && row.record && !row.isPlain);
  for (const [round, isPlain] of calls.flatMap((_, round) => [[round, true], [round, false]])) {
    const { id } = calls[round].record;
    const call = aptenCall(Number(id.split("-")[1]), isPlain ? harmless(round) : imitations(round));
    await answer(stage, bodies);
    await stage.simulator.control("POST", "faults", { vendor: "apten", path: `/calls/${id}`, fault: { kind: "body", body: JSON.stringify(call) } });
    const visitor = await arrive(stage, { search: "", at: leadPath(DOSSIER, { below: `/call/apten:${id}`, query: { since: "start" } }) });
    const { page } = visitor;
    const said = isPlain ? "plain" : MARK;
    await eventually(async () => assert.ok((await page.locator(".lead-pane .turn-text").allTextContents()).some((text) => text.includes(said))), { within: 30_000 });
    const { kinds } = await page.evaluate(inspectPane);
    if (isPlain) plain = kinds;
    assert.deepEqual(kinds, plain, "it is built otherwise");
    if (!isPlain) {
      const { stray, seen } = await page.evaluate(strayWords, { within: ".lead-pane", own: OWN.pane, mark: MARK });
      assert.deepEqual(stray, []);
      assert.ok(seen > 20, `${seen} texts say it`);
    }
    assert.equal(await page.locator(".lead-pane :is(.notice, a[href='#/connections'], input[type=password], .connection, dialog, form)").count(), 0);
    isQuiet(stage, visitor);
    await visitor.context.close();
  }
});
