// What goes wrong at one vendor: said of that vendor, in plain words, with something to do, and the others stay whole.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { provokes } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import * as failing from "./support/failing.js";
import { startPages } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { drawn, entry, feed, gets, loaded, NAMES, notice, only, stopButton, truth, unexpected, visit } from "./support/visit.js";

const { REFUSALS, told, VENDORS, WRONG } = failing;
const stage = setStage();

const control = (...args) => stage.simulator.control(...args);
const demo = () => stage.simulator.ready.lead.dossier;
const hint = (vendor) => stage.simulator.ready.vendors[vendor].key.slice(-4);
const host = () => new URL(stage.simulator.ready.base).host;

const arrive = (options) => failing.arrive(stage, options);
const othersAreWhole = (page, vendor) => failing.othersAreWhole(stage, page, vendor);

for (const vendor of VENDORS) {
  test(`${NAMES[vendor]}'s refusal of a key is told in its own words`, async () => {
    const { page, troubles } = await arrive({ keys: { [vendor]: WRONG[vendor] } });
    const [title, ...words] = REFUSALS[vendor];
    const refused = notice(page, title).first();
    await refused.waitFor();
    const text = (await refused.textContent()).replace(/\s+/g, " ");
    for (const word of words) assert.ok(text.includes(word), `it says “${text}”, not “${word}”`);
    await feed(page, vendor).first().getByText("failed").waitFor();
    await othersAreWhole(page, vendor);
    const tries = (await gets(stage, vendor)).length;
    assert.equal(tries, vendor === "attendee" ? 2 : 1, "a refused key is tried once per handle");
    assert.ok(!(await page.content()).includes(WRONG[vendor]), "the key is on the page");
    assert.deepEqual(unexpected(troubles), []);
  });

  test(`without a key ${NAMES[vendor]} is not asked`, async () => {
    const { page } = await arrive({ keys: { [vendor]: null } });
    const needed = notice(page, `${NAMES[vendor]} needs a key`);
    await needed.first().getByText("Nothing was asked.").waitFor();
    await othersAreWhole(page, vendor);
    assert.equal(await needed.count(), 1, "it is said once, whatever the number of meetings");
    assert.deepEqual(await gets(stage, vendor), []);
  });
}

test("a key without the right to read is not called wrong", async () => {
  const { page } = await arrive({ keys: { naturalead: `nl_test_${"0".repeat(64)}` } });
  await told(page, "Naturalead’s key may not read this (403)", "The key is known, and a right is missing from it.");
  await othersAreWhole(page, "naturalead");
});

for (const [vendor, title] of [
  ["apten", "Apten has no lead with this id"],
  ["leadsail", "LeadSail has no lead with this id"],
  ["attendee", "Attendee has no bot with this id"],
]) {
  test(`a lead that ${NAMES[vendor]} does not know is its matter alone`, async () => {
    await control("POST", "dataset", { lead: "demo", dataset: "unknown", vendor });
    const { page } = await arrive();
    const first = notice(page, title).first();
    await first.getByText(`Ids are each vendor’s own; check that this one is ${NAMES[vendor]}’s.`).waitFor();
    await othersAreWhole(page, vendor);
  });
}

test("a vendor that knows the lead and has nothing says so, and how far back that goes", async () => {
  await control("POST", "dataset", { lead: "demo", dataset: "empty" });
  const { page } = await arrive({ dossier: only(demo(), "apten", "leadsail") });
  const told = notice(page, "No entries");
  await told.getByText(/Apten has nothing on this lead since .*\. LeadSail has nothing on this lead\./).waitFor();
});

test("429 with a readable Retry-After: the countdown is the vendor's", async () => {
  await control("PUT", "settings", { expose: ["Retry-After"] });
  await control("POST", "faults", { vendor: "leadsail", times: 1, fault: { kind: "status", status: 429, retry_after: "7" } });
  const { page } = await arrive();
  await feed(page, "leadsail").getByText(/trying again in [67] s/).waitFor();
  await told(page, "LeadSail asks to slow down (429)", "Too many requests were made with this key or from this network.");
  await feed(page, "leadsail").getByText(/trying again in [1-4] s/).waitFor();
  await feed(page, "leadsail").getByText("complete").waitFor();
  await eventually(async () => assert.equal(await notice(page, "LeadSail asks to slow down (429)").count(), 0));
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
  assert.equal((await gets(stage, "leadsail")).length, 2);
});

test("429 whose Retry-After the page may not read: it backs off by itself", async () => {
  await control("POST", "faults", { vendor: "apten", path: "/events", times: 2, fault: { kind: "status", status: 429, retry_after: "600" } });
  const { page } = await arrive();
  await feed(page, "apten").getByText(/trying again in \d s/).waitFor();
  await feed(page, "apten").getByText("since").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
});

test("a wait for another try can be given up", async () => {
  await control("PUT", "settings", { expose: ["Retry-After"] });
  await control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 429, retry_after: "120" } });
  const { page } = await arrive();
  await feed(page, "leadsail").getByText("trying again in 2 min").waitFor();
  await stopButton(page, "leadsail").click();
  await feed(page, "leadsail").getByText("stopped").waitFor();
  await othersAreWhole(page, "leadsail");
  assert.equal((await gets(stage, "leadsail")).length, 1);
});

test("who cannot wait for another try asks now", async () => {
  await control("PUT", "settings", { expose: ["Retry-After"] });
  await control("POST", "faults", { vendor: "leadsail", times: 1, fault: { kind: "status", status: 429, retry_after: "120" } });
  const { page } = await arrive();
  await feed(page, "leadsail").getByText("trying again in 2 min").waitFor();
  const problem = notice(page, "LeadSail asks to slow down (429)");
  assert.equal(await problem.getByRole("button", { name: "Try again" }).count(), 0);
  await problem.getByRole("button", { name: "Try now" }).click();
  await feed(page, "leadsail").getByText("complete").waitFor();
  assert.equal((await gets(stage, "leadsail")).length, 2);
});

test("a problem that passes leaves no trace", async () => {
  for (const vendor of VENDORS) {
    await control("POST", "faults", { vendor, times: 1, fault: { kind: "status", status: 503 } });
  }
  const { page } = await arrive();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
  assert.equal(await page.locator(".problems .notice").count(), 0);
});

test("a problem that stays is told after some tries, and “Try again” asks again", async () => {
  await control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 502 } });
  const { page } = await arrive();
  await feed(page, "leadsail").getByText("failed").waitFor();
  const problem = await told(page, "LeadSail has a problem (502)", "Tried 4 times. The 4 other sources are shown.", "Bad gateway");
  await othersAreWhole(page, "leadsail");
  await control("DELETE", "faults");
  await problem.getByRole("button", { name: "Try again" }).click();
  await feed(page, "leadsail").getByText("complete").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
  assert.equal(await problem.count(), 0);
});

test("a first page keeps its records when a later one fails, and “Try again” goes on from there", async () => {
  await control("POST", "faults", { vendor: "attendee", page: "later", fault: { kind: "status", status: 400 } });
  const dossier = only(demo(), "attendee").split(",")[0];
  const { page } = await arrive({ dossier });
  await feed(page, "attendee").getByText("incomplete").waitFor();
  await eventually(async () => assert.equal(await drawn(page), 25));
  await control("DELETE", "faults");
  const before = (await gets(stage, "attendee")).length;
  await page.getByRole("button", { name: "Refresh" }).click();
  await feed(page, "attendee").getByText("complete").waitFor();
  await eventually(async () => assert.ok((await drawn(page)) > 25));
  const after = (await gets(stage, "attendee")).slice(before);
  assert.ok(after.every((one) => one.page !== 1), "the first page was read again");
});

const ANSWERS = [
  {
    name: "a web page",
    fault: { kind: "html", status: 200 },
    title: (name) => `${name} answered with a web page, not data (200)`,
    words: ["Checking your browser"],
  },
  {
    name: "a web page with an error status",
    fault: { kind: "html", status: 404 },
    title: (name) => (name === "Naturalead" ? "Naturalead has nothing for this phone, e-mail, lead id or text" : null),
    words: [],
  },
  { name: "bytes that are no text", fault: { kind: "garbage" }, title: (name) => `${name} sent something this page cannot read`, words: ["The answer is no JSON"] },
  { name: "nothing", fault: { kind: "empty", status: 200 }, title: (name) => `${name} gave an empty answer (200)`, words: [] },
  {
    name: "JSON of another shape",
    fault: { kind: "body", body: "{\"hello\":\"world\"}" },
    title: (name) => `${name} sent something new`,
    words: ["The answer is not what the documentation says", "hello"],
  },
  {
    name: "a redirect",
    fault: { kind: "redirect", to: "https://elsewhere.invalid/", status: 302 },
    title: (name) => `${name} did not let this page read the answer`,
    words: ["answers, but not to web pages on 127.0.0.1"],
  },
];
for (const { name, fault, title, words } of ANSWERS) {
  const vendor = name.includes("error status") ? "naturalead" : "leadsail";
  test(`${name} in place of data costs only the vendor that sent it`, async () => {
    await control("POST", "faults", { vendor, fault });
    const { page, asked } = await arrive();
    const problem = await told(page, title(NAMES[vendor]), ...words);
    assert.ok(!(await problem.textContent()).includes("had come"), "nothing had come");
    await feed(page, vendor).getByText("failed").waitFor();
    await othersAreWhole(page, vendor);
    assert.equal(await page.title(), "Timeline – Leadwake", "a script in an answer ran");
    assert.ok(asked.every((url) => url.hostname === "127.0.0.1"), "the redirect was followed");
  });
}

test("an answer under a wrong type is still read", async () => {
  await control("POST", "faults", { fault: { kind: "content_type", value: "text/plain" } });
  const { page } = await arrive();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
});

test("LeadSail's “success: false” is an error, whatever the status", async () => {
  await control("POST", "faults", {
    vendor: "leadsail",
    fault: { kind: "success_false", code: "LEAD_LOCKED", message: "The lead is being merged" },
  });
  const { page } = await arrive();
  const problem = page.locator(".problems .notice").filter({ hasText: "LeadSail" });
  await problem.getByText("LEAD_LOCKED: The lead is being merged").waitFor();
  await othersAreWhole(page, "leadsail");
});

for (const how of ["length", "chunk", "silent"]) {
  test(`of an answer that is cut off (${how}) the whole records are shown`, async () => {
    await control("POST", "faults", { vendor: "leadsail", fault: { kind: "cut", how } });
    const { page } = await arrive();
    await feed(page, "leadsail").getByText("incomplete").waitFor();
    await told(page, "LeadSail’s answer was cut off", "What had come is shown.", "Tried 4 times.");
    const some = await drawn(page);
    const others = (await truth(stage, "demo", VENDORS.filter((one) => one !== "leadsail"))).length;
    const all = (await truth(stage, "demo")).length;
    assert.ok(some > others && some < all, `${some} entries of ${others} to ${all}`);
    assert.equal(await entry(page, "could not be read").count(), 0, "the record at the cut is no broken record");

    await control("DELETE", "faults");
    await notice(page, "LeadSail’s answer was cut off").getByRole("button", { name: "Try again" }).click();
    await feed(page, "leadsail").getByText("complete").waitFor();
    await eventually(async () => assert.equal(await drawn(page), all));
  });
}

test("a vendor that is silent is waited for once more, and not for ever", async () => {
  await control("POST", "faults", { vendor: "naturalead", times: 1, fault: { kind: "delay", ms: 40_000 } });
  const { page } = await arrive();
  await notice(page, "Naturalead did not answer in time").getByText(`${host()} was silent for 15 s.`).waitFor({ timeout: 40_000 });
  await feed(page, "naturalead").getByText("complete").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
});

for (const vendor of VENDORS) {
  test(`${NAMES[vendor]} does not let web pages read: that is said, and not called a wrong key`, async () => {
    await control("PUT", "cors", { [vendor]: "refuses" });
    const { page, troubles } = await arrive();
    const problem = notice(page, `${NAMES[vendor]} did not let this page read the answer`).first();
    await problem.getByText(`${host()} answers, but not to web pages on 127.0.0.1`).waitFor();
    await problem.getByText("or it refused the key without saying so").waitFor();
    await othersAreWhole(page, vendor);
    assert.deepEqual(unexpected(troubles), []);
    const probes = (await gets(stage)).filter((one) => one.vendor === null);
    assert.ok(probes.every((one) => one.key === "missing"), "the probe of the host carries a key");
  });
}

test("a refusal that the page may not read is told as what it can be", async () => {
  await control("PUT", "cors", { all: "errors_without_headers" });
  const { page } = await arrive({ keys: { apten: WRONG.apten } });
  const problem = notice(page, "Apten did not let this page read the answer");
  await problem.getByText("or it refused the key without saying so").waitFor();
  await othersAreWhole(page, "apten");
});

/** Opens a lead of LeadSail's whose API is said to be elsewhere on this computer, which the page may ask or may not. */
async function elsewhere(base, mayAsk) {
  const vendors = { leadsail: { base_url: `${base}/api/v1`, key: WRONG.leadsail } };
  const pages = await startPages({ simulator: { ready: { base: mayAsk ? base : "http://127.0.0.1:1", vendors } } });
  const { page } = await visit(stage);
  await page.goto(`${pages.base}#/lead/leadsail:lead_1?dev=1`);
  return { page, pages };
}

test("a host that is not there is told apart from one that does not let pages read", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const host = `127.0.0.1:${gone.address().port}`;
  gone.close();
  const { page, pages } = await elsewhere(`http://${host}`, true);
  await notice(page, `Cannot reach ${host}`).waitFor();
  await pages.stop();
});

test("a host that this page's own policy forbids is told as that", async () => {
  provokes();
  const { page, pages } = await elsewhere(stage.simulator.ready.base, false);
  await told(page, `This page may not ask ${host()}`, "The site that serves this page limits the hosts it may ask");
  assert.deepEqual(await gets(stage), []);
  await pages.stop();
});

test("“Copy curl” copies the request, with a name in place of the key", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  for (const vendor of VENDORS) {
    const { page } = await arrive({ keys: { [vendor]: WRONG[vendor] }, permissions, dossier: only(demo(), vendor).split(",")[0] });
    await notice(page, REFUSALS[vendor][0]).getByRole("button", { name: "Copy curl" }).click();
    await page.getByText("Command copied").waitFor();
    const curl = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(curl, /^curl /);
    assert.ok(curl.includes("$API_KEY"), curl);
    assert.ok(curl.includes(stage.simulator.ready.vendors[vendor].base_url), curl);
    assert.ok(!curl.includes("11d3"), "the key is in it");
  }
});

test("one record that cannot be read costs itself: its text and why are on the timeline", async () => {
  await control("POST", "dataset", { lead: "hostile", dataset: "hostile", vendor: "naturalead" });
  const { hostile } = await control("GET", "leads");
  const { page, troubles } = await arrive({ dossier: hostile.dossier });
  await loaded(page);
  const expected = await truth(stage, "hostile");
  await eventually(async () => assert.equal(await drawn(page), expected.length));
  // Told as unreadable, with the record's own text.
  for (const raw of ['"a text where an event should be"', '"id":"no_type"', '"content":"coo"', '"message":"who knows"']) {
    await entry(page, "One record could not be read").filter({ hasText: raw }).first().waitFor();
  }
  // A strict reader gives these up; the viewer mends or keeps what it does not understand.
  for (const good of ["good, before the broken ones", "good, after the broken ones", "cut inside an emoji", "1e400", "a type of the future", "written in 2099", "nobody knows when"]) {
    await entry(page, good).first().waitFor();
  }
  assert.equal(await page.title(), "Timeline – Leadwake", "markup in a record ran");
  assert.equal(await page.locator("article img, article script, article b").count(), 0, "markup in a record was drawn");
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  assert.deepEqual(unexpected(troubles), []);
});

test("a record that breaks between two readings costs itself, and nothing is made of what stands behind it", async () => {
  const raw = "{\"id\":\"broken-now\", not json";
  const { page } = await arrive();
  await loaded(page);
  const before = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), before));
  await control("POST", "change", { lead: "demo", vendor: "apten", change: "put", raw });
  await control("POST", "change", { lead: "demo", vendor: "apten", change: "append", text: "Behind the broken one.", from: "lead" });
  await page.getByRole("button", { name: "Refresh" }).click();
  await entry(page, raw).waitFor();
  await entry(page, "Behind the broken one.").waitFor();
  await loaded(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  assert.equal(await drawn(page), before + 2);
});
