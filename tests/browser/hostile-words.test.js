// What a server says when it refuses, and what a file is called, is text as much as what a record holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { worst } from "./support/corpora.js";
import { eventually } from "./support/eventually.js";
import { ANSWERS, records, Strings } from "./support/hostile-records.js";
import { arrive, isQuiet, openDetails } from "./support/hostile-visit.js";
import { inspect, inspectWords } from "./support/inspect.js";
import { setStage } from "./support/stage.js";
import { loaded } from "./support/visit.js";

const stage = setStage();

/** How each vendor says what is wrong, by its documentation, and what else its answers could say it in. */
const BODIES = {
  apten: [(a) => ({ message: a }), (a, b, c) => ({ error: a, detail: b, details: c })],
  leadsail: [(a, b, c) => ({ success: false, error: { code: a, message: b, details: c } }), (a) => ({ success: false, message: a })],
  naturalead: [(a, b) => ({ error: a, details: b }), (a, b) => ({ error: a, message: b })],
  attendee: [(a) => ({ detail: a }), (a) => ({ error: a })],
};
/** None of them is tried again by itself. */
const STATUSES = [400, 401, 403, 404, 409, 410, 422, 418];
/** More than so much of a refusal is not shown. */
const SHARE = 4;

/** So many side by side, as each load takes a while. */
const inGroups = (list) => Array.from({ length: Math.ceil(list.length / 9) }, (_, n) => Math.min(n * 9, list.length - 9)).map((from) => list.slice(from, from + 9));

/** Lets every vendor refuse so. */
async function refuse(status, bodies) {
  await stage.simulator.control("DELETE", "faults");
  const rule = (vendor, path, body) => ({ vendor, path, fault: { kind: "body", status, body: JSON.stringify(body) } });
  await stage.simulator.control("POST", "faults", Object.entries(bodies).map(([vendor, body]) => rule(vendor, ANSWERS[vendor].path, body)));
}

/** Lets every vendor refuse in these words, and looks at what is said of it, and at the list of requests. */
async function hear(form, status, texts, options) {
  const said = [0, 1, 2].map((n) => texts.filter((_, at) => at % 3 === n).join("\n") || `so ${n}`);
  const bodies = Object.fromEntries(Object.entries(BODIES).map(([vendor, forms]) => [vendor, forms[form](...said)]));
  await refuse(status, bodies);
  const visitor = await arrive(stage, { search: "", ...options });
  const { page } = visitor;
  const notices = await eventually(async () => {
    const notices = await page.evaluate(inspectWords, ".problems .notice");
    assert.equal(notices.findings.length, 0, notices.findings.join("\n"));
    assert.equal(notices.built.length, 4);
    return notices;
  });
  // Whatever is said, is said by the vendor's own mouth.
  for (const body of Object.values(bodies)) {
    const words = [body, body.error].flatMap((part) => (typeof part === "object" ? Object.values(part) : part === body.error ? [part] : []));
    for (const text of words.filter((text) => typeof text === "string")) {
      assert.ok(notices.words.some((shown) => shown.includes(text.trim())), `no notice says ${JSON.stringify(text)}: ${JSON.stringify(notices.words)}`);
    }
  }
  assert.deepEqual((await page.evaluate(inspect, { rows: [] })).findings, []);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Requests/ }).click();
  await page.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
  const log = await page.evaluate(inspectWords, ".requests-table tbody tr");
  assert.ok(log.built.length >= 4, `${log.built.length} requests`);
  assert.deepEqual([...log.findings, ...(await page.evaluate(inspect, { rows: [] })).findings], []);
  isQuiet(stage, visitor);
  await visitor.context.close();
  return { notices: notices.built, log: [...new Set(log.built)].sort() };
}

for (const form of [0, 1]) {
  test(`${form === 0 ? "as documented" : "in other members"}, a refusal is text whatever it says`, async () => {
    const list = worst();
    const plain = new Map();
    for (let from = 0, turn = 0; from < list.length; from += 3 * SHARE, turn += 1) {
      const status = STATUSES[turn % STATUSES.length];
      if (!plain.has(status)) plain.set(status, await hear(form, status, ["plain words", "others", "more"]));
      const policy = turn % 2 === 0;
      const texts = list.slice(from, from + 3 * SHARE);
      assert.deepEqual(await hear(form, status, texts, { policy }), plain.get(status), `${status} is built otherwise with ${JSON.stringify(texts)}`);
    }
  });
}

test("a next page is listed among the requests as text, whatever it is called", async () => {
  const list = worst();
  const { bodies } = records(() => new Strings(["plain"]), { apten: 1, leadsail: 0, naturalead: 0, attendee: 0 });
  let plain;
  for (const text of ["plain", ...inGroups(list).map((group) => group.join("\n"))]) {
    await stage.simulator.control("DELETE", "faults");
    const first = { vendor: "apten", path: "/events", times: 1, fault: { kind: "body", body: JSON.stringify({ ...bodies.apten, nextToken: text }) } };
    const rest = Object.entries(bodies).map(([vendor, body]) => ({ vendor, path: ANSWERS[vendor].path, fault: { kind: "body", body: JSON.stringify(body) } }));
    await stage.simulator.control("POST", "faults", [first, ...rest]);
    const visitor = await arrive(stage, { search: "" });
    await visitor.page.evaluate(() => (location.hash = "#/requests"));
    await visitor.page.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
    const log = await visitor.page.evaluate(inspectWords, ".requests-table tbody tr");
    assert.ok(log.text.includes("nextToken="), log.text);
    assert.deepEqual([...log.findings, ...(await visitor.page.evaluate(inspect, { rows: [] })).findings], []);
    isQuiet(stage, visitor);
    const kinds = [...new Set(log.built)].sort();
    plain ??= kinds;
    assert.deepEqual(kinds, plain, `the list is built otherwise with ${JSON.stringify(text)}`);
    await visitor.context.close();
  }
});

for (const policy of [true, false]) {
  test(`${policy ? "under" : "without"} the page's policy a file's name is text whatever it is`, async () => {
    const { bodies } = records(() => new Strings(["plain"]), { apten: 1, leadsail: 1, naturalead: 1, attendee: 1 });
    const whole = JSON.stringify(bodies.leadsail);
    const buffers = [whole, whole.slice(0, -40), "no JSON at all"].map((text) => Buffer.from(text));
    const visitor = await arrive(stage, { search: "", policy, at: "#/files" });
    const { page } = visitor;
    let plain;
    const plainNames = Array.from({ length: 9 }, (_, n) => `plain ${n}`);
    for (const names of [plainNames, ...inGroups(worst())]) {
      await page.evaluate(() => (location.hash = "#/files"));
      await page.getByLabel("Choose files").setInputFiles(names.map((name, n) => ({ name, mimeType: "application/json", buffer: buffers[n % 3] })));
      const show = page.getByRole("button", { name: "Show the timeline" });
      await show.or(page.getByText("From files", { exact: true })).first().waitFor();
      if (await show.isVisible()) await show.click();
      await loaded(page);
      const seen = [await page.evaluate(inspectWords, ".problems .notice, .feeds > .feed")];
      await openDetails(page);
      const { findings } = await page.evaluate(inspect, { rows: [] });
      await page.evaluate(() => (location.hash = "#/files"));
      await page.getByRole("list", { name: "Files", exact: true }).waitFor();
      seen.push(await page.evaluate(inspectWords, ".files > .file, .part-list > .choice"));
      // The name of the button that forgets a file is never seen, and is the file's own.
      const listed = (await page.evaluate(inspect, { rows: [] })).findings.filter((finding) => !/^button\.button-icon hides something in aria-label="Forget /.test(finding));
      assert.deepEqual([...seen.flatMap(({ findings }) => findings), ...findings, ...listed], []);
      for (const name of names) assert.ok(seen[1].words.includes(name), `no line says ${JSON.stringify(name)}: ${JSON.stringify(seen[1].words)}`);
      const built = seen.map(({ built }) => built);
      plain ??= built;
      assert.deepEqual(built, plain, `the page is built otherwise with ${JSON.stringify(names)}`);
      for (let left = names.length; left > 0; left -= 1) {
        await page.getByRole("list", { name: "Files", exact: true }).getByRole("button").first().click();
        await eventually(async () => assert.equal(await page.locator(".files > .file").count(), left - 1));
      }
    }
    isQuiet(stage, visitor);
  });
}
