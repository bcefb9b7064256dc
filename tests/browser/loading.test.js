// How histories arrive: any part of them, side by side, to the end, the newest first, and not after they are left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { reply, startFront } from "./support/front.js";
import { startPages } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { drawn, entry, feed, foreign, gets, loaded, notice, only, stopButton, truth, unexpected, visit } from "./support/visit.js";

const DAY = 86_400_000;
const stage = setStage();

const control = (...args) => stage.simulator.control(...args);
const demo = () => stage.simulator.ready.lead.dossier;

for (const vendors of [
  ["apten"],
  ["leadsail"],
  ["naturalead"],
  ["attendee"],
  ["apten", "attendee"],
  ["leadsail", "naturalead"],
  ["apten", "leadsail", "naturalead", "attendee"],
]) {
  test(`a lead known to ${vendors.join(" and ")} is drawn whole, and nobody else is asked`, async () => {
    const { page, troubles, asked, open } = await visit(stage);
    await open(only(demo(), ...vendors));
    await loaded(page);
    const expected = await truth(stage, "demo", vendors);
    await eventually(async () => assert.equal(await drawn(page), expected.length));
    const lines = await page.getByRole("list", { name: "Where the entries come from" }).getByRole("listitem").count();
    assert.equal(lines, vendors.length + (vendors.includes("attendee") ? 1 : 0), "a line per handle");

    const seen = new Set((await gets(stage)).map((one) => one.vendor));
    assert.deepEqual([...seen].sort(), [...vendors].sort());
    assert.deepEqual(foreign(stage, asked), []);
    assert.deepEqual(troubles, []);
  });
}

test("a vendor that is late does not hold the others", async () => {
  await control("POST", "faults", { vendor: "leadsail", times: 1, fault: { kind: "delay", ms: 8000 } });
  const { page, open } = await visit(stage);
  await open(demo());
  await feed(page, "apten").getByText("since").waitFor();
  await feed(page, "naturalead").getByText("complete").waitFor();
  await feed(page, "attendee").getByText("complete").nth(1).waitFor();
  await feed(page, "leadsail").getByText("loading").waitFor();
  const others = await truth(stage, "demo", ["apten", "naturalead", "attendee"]);
  await eventually(async () => assert.equal(await drawn(page), others.length));
  assert.equal(await stopButton(page).count(), 1, "only the late one is waited for");

  await feed(page, "leadsail").getByText("complete").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
});

test("Attendee's meetings are read to their end, whatever host the next page names", async () => {
  const made = await control("POST", "generate", { vendor: "attendee", count: 110, seed: 3 });
  const { page, asked, troubles, open } = await visit(stage);
  await open(made.dossier);
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), made.entries));
  const pages = await gets(stage, "attendee");
  assert.deepEqual(pages.map((one) => one.page), [1, 2, 3, 4, 5]);
  assert.deepEqual(foreign(stage, asked), []);
  assert.deepEqual(troubles, []);
});

test("Apten's pages are read to the end, and an empty one is not the end", async (t) => {
  const made = await control("POST", "generate", { vendor: "apten", count: 1300, seed: 5, days: 80 });
  // Each list begins with two pages on which nothing passed the filter.
  const empty = ["", "empty-1"];
  let empties = 0;
  const { ready } = stage.simulator;
  const front = await startFront(t, ready.base, (url, response, { method }) => {
    if (method !== "GET" || !/\/leads\/[^/]*\/events$/.test(url.pathname)) return undefined;
    const token = url.searchParams.get("nextToken") ?? "";
    const at = empty.indexOf(token);
    if (at >= 0) {
      empties += 1;
      response.setHeader("access-control-allow-origin", "*");
      return reply(response, 200, { events: [], nextToken: `empty-${at + 1}` });
    }
    if (token === "empty-2") url.searchParams.delete("nextToken");
    return { to: url };
  });
  const pages = await startPages({ simulator: { ready: JSON.parse(JSON.stringify(ready).replaceAll(ready.base, front.origin)) } });
  t.after(() => pages.stop());
  const { page, open } = await visit({ ...stage, pages });
  await open(made.dossier);
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), made.entries), { within: 60_000 });
  const tokens = (await gets(stage, "apten")).filter((one) => one.query.some(([name]) => name === "nextToken"));
  assert.ok(tokens.length > 0, "a list had more than one page");
  assert.ok(empties > 2, `${empties} pages were empty`);
});

for (const vendor of ["apten", "attendee"]) {
  test(`pages of ${vendor} that lead in a circle are noticed`, async () => {
    await control("POST", "faults", { vendor, path: vendor === "apten" ? "/events" : "", fault: { kind: "cursor", how: "loop" } });
    const { page, open } = await visit(stage);
    await open(only(demo(), vendor, "leadsail").split(",").slice(0, 2).join(","));
    await loaded(page);
    await notice(page, `${vendor === "apten" ? "Apten" : "Attendee"}’s pages lead in a circle`).waitFor();
    await feed(page, vendor).getByText("incomplete").waitFor();
    await feed(page, "leadsail").getByText("complete").waitFor();
    });

  test(`pages of ${vendor} that never end are given up`, async () => {
    await control("POST", "faults", { vendor, path: vendor === "apten" ? "/events" : "", fault: { kind: "cursor", how: "endless" } });
    const { page, open } = await visit(stage);
    await open(only(demo(), vendor).split(",")[0]);
    await loaded(page);
    const told = notice(page, `${vendor === "apten" ? "Apten" : "Attendee"}’s pages bring nothing new`);
    await told.getByText(/50 pages in a row/).waitFor();
    // Of Apten, others may be on their way when the fiftieth comes.
    const asked = (await gets(stage, vendor)).length;
    assert.ok(asked >= 50 && asked <= (vendor === "apten" ? 53 : 50), `${asked} requests`);
    });
}

test("the newest are asked for first, and older ones until that is everything", async () => {
  const made = await control("POST", "generate", { vendor: "apten", count: 500, seed: 11, days: 1500 });
  const { page, open } = await visit(stage);
  await open(made.dossier);
  await loaded(page);

  const [first] = (await gets(stage, "apten")).filter((one) => one.path.endsWith("/events"));
  const since = Date.parse(Object.fromEntries(first.query).since);
  assert.ok(Date.now() - since < 3 * DAY, `the first question goes back to ${new Date(since).toISOString()}`);
  const all = await truth(stage, made.lead);
  const recent = all.filter((one) => Date.parse(one.time) > Date.now() - 90 * DAY);
  await eventually(async () => assert.ok((await drawn(page)) >= recent.length));
  assert.ok((await drawn(page)) < all.length / 2, "what is older is not read yet");

  const older = page.getByRole("button", { name: "Load older" });
  while (await older.isVisible()) {
    const before = await drawn(page);
    await older.click();
    // Only then is it sure that the reading has begun, and that its end is the end of this one.
    await eventually(async () => {
      const everything = await page.getByText("Apten: that is everything.").isVisible();
      assert.ok(everything || (await drawn(page)) > before, "nothing older came");
    });
    await loaded(page);
  }
  await page.getByText("Apten: that is everything.").waitFor();
  assert.equal(await drawn(page), all.length);
});

test("a record that changed takes its own place", async () => {
  const { page, open } = await visit(stage);
  await open(demo());
  await loaded(page);
  const total = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), total));

  const place = async (text) => {
    const rows = await entry(page, "").allTextContents();
    return rows.findIndex((row) => row.includes(text));
  };
  for (const vendor of ["apten", "attendee"]) {
    const kinds = ["MESSAGE", "chat"];
    const old = (await truth(stage, "demo", [vendor])).find((one) => kinds.includes(one.kind) && one.text.length > 30);
    const before = await place(old.text);
    assert.ok(before >= 0, `“${old.text}” is not on the page`);
    const text = `Corrected afterwards, at ${vendor}.`;
    const record = old.record.replace(/^MESSAGE:/, "");
    await control("POST", "change", { lead: "demo", vendor, change: "edit", record, text });
    await page.getByRole("button", { name: "Refresh" }).click();
    await entry(page, text).waitFor();
    assert.equal(await place(text), before, "it stands where it stood");
    assert.equal(await place(old.text), -1, "what it said before is gone");
    await loaded(page);
    assert.equal(await drawn(page), total);
  }
});

test("something new arrives when the reader asks for it, once", async () => {
  const { page, open } = await visit(stage);
  await open(demo());
  await loaded(page);
  const total = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), total));
  for (const vendor of ["apten", "leadsail", "naturalead", "attendee"]) {
    await control("POST", "change", { lead: "demo", vendor, change: "append", text: `News from ${vendor}!`, from: "lead" });
  }
  await page.getByRole("button", { name: "Refresh" }).click();
  for (const vendor of ["apten", "leadsail", "naturalead", "attendee"]) {
    await entry(page, `News from ${vendor}!`).waitFor();
  }
  await loaded(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), total + 4));
});

test("the reader need not wait for a vendor", async () => {
  await control("POST", "faults", { vendor: "naturalead", times: 1, fault: { kind: "delay", ms: 14_000 } });
  const { page, open } = await visit(stage);
  const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("/naturalead/"));
  await open(demo());
  await feed(page, "leadsail").getByText("complete").waitFor();
  await stopButton(page, "naturalead").click();
  await feed(page, "naturalead").getByText("stopped").waitFor();
  assert.equal((await ended).failure().errorText, "net::ERR_ABORTED");
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo", ["apten", "leadsail", "attendee"])).length));

  await page.getByRole("button", { name: "Refresh" }).click();
  await feed(page, "naturalead").getByText("complete").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
});

test("leaving a lead ends its requests, and nothing of it arrives afterwards", async () => {
  const other = await control("POST", "generate", { vendor: "leadsail", count: 12, seed: 2 });
  // Headers and half of the body come at once: something of the first lead is there to be written late.
  await control("POST", "faults", { path: "lead_7c41d9", fault: { kind: "slow_body", ms: 2500 } });
  await control("POST", "faults", { vendor: "apten", fault: { kind: "delay", ms: 2500 } });
  const { page, troubles, open } = await visit(stage);
  const begun = new Set();
  const running = new Set();
  const isOfFirst = (request) => /lead_7c41d9|room_dana_reyes/.test(request.url());
  page.on("request", (request) => isOfFirst(request) && (begun.add(request), running.add(request)));
  page.on("requestfinished", (request) => running.delete(request));
  page.on("requestfailed", (request) => running.delete(request));

  const both = only(demo(), "apten", "leadsail");
  await open(both);
  const go = (lead) => page.evaluate((lead) => (location.hash = `#/lead/${lead}`), lead);
  for (let turn = 1; turn <= 4; turn += 1) {
    await eventually(async () => assert.ok(begun.size >= 2 * turn, "the lead is not asked for"));
    await go(other.dossier);
    await entry(page, "").first().waitFor();
    if (turn < 4) await go(both);
  }
  await loaded(page);
  await eventually(async () => assert.equal(running.size, 0, "a request of the lead that was left goes on"), { within: 2000 });
  assert.equal(await drawn(page), other.entries);
  assert.deepEqual(unexpected(troubles), []);
});
