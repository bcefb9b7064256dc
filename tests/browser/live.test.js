// Following a lead live, by a clock of the tests' own: who is asked when and for what, and what the reader sees of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { eventually } from "./support/eventually.js";
import { LeadPage } from "./support/lead.js";
import { setStage } from "./support/stage.js";
import { entry, feed, gets, loaded, notice, only, truth, unexpected, visit } from "./support/visit.js";

const stage = setStage();

const control = (...args) => stage.simulator.control(...args);
const demo = () => stage.simulator.ready.lead.dossier;
const append = (vendor, more) => control("POST", "change", { lead: "demo", vendor, change: "append", from: "lead", ...more });

/** Opens a lead and follows it, on a page whose clock jumps as the test says. */
async function follow({ dossier = demo(), query, context } = {}) {
  const visited = await visit(stage, context);
  const { page } = visited;
  await page.clock.install();
  const running = new Set();
  page.on("request", (request) => running.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => running.delete(request));
  await visited.open(dossier, { query: { live: "1", ...query } });
  await loaded(page);
  const status = page.locator(".live-status");
  await status.waitFor();
  /** Lets so many seconds pass, once all questions are answered: else they would take too long, by this clock. */
  const pass = async (seconds) => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await eventually(() => assert.equal(running.size, 0));
    await page.clock.fastForward(seconds * 1000);
  };
  return { ...visited, lead: new LeadPage(page, visited.troubles), status, pass };
}

/** The questions for histories, oldest first. */
const histories = async (vendor) => (await gets(stage, vendor)).filter((one) => !one.path.includes("/calls/"));

/** Lets so many seconds pass, and waits until whoever was asked then has answered. */
async function poll(followed, vendor, seconds = 15) {
  const before = await histories(vendor);
  const told = await followed.status.textContent();
  await followed.pass(seconds);
  const asked = await eventually(async () => {
    const asked = (await histories(vendor)).slice(before.length);
    assert.ok(asked.length > 0, `${vendor} is not asked`);
    return asked;
  });
  await eventually(async () => assert.notEqual(await followed.status.textContent(), told));
  return asked;
}

/** As if the reader looked at another tab, or came back. */
const show = (page, isSeen) =>
  page.evaluate((isSeen) => {
    Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => !isSeen });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isSeen);

test("a vendor that tells what changed is asked for that alone, and the others less often", async () => {
  const apten = stage.simulator.ready.vendors.apten;
  const room = only(demo(), "apten").split(":")[1];
  const whole = await fetch(`${apten.base_url}/leads/${room}/events?since=1970-01-01T00:00:00Z&limit=1000`, { headers: { "x-api-key": apten.key } });
  const changes = (await whole.json()).events.map((event) => Date.parse(event.updatedAt));
  const latest = Math.max(...changes);

  const followed = await follow({ dossier: only(demo(), "apten", "leadsail") });
  const { page, pass, troubles } = followed;
  const others = (await histories("leadsail")).length;
  const [asked, ...more] = await poll(followed, "apten");
  assert.deepEqual(more, []);
  const { since, ...rest } = Object.fromEntries(asked.query);
  assert.equal(Date.parse(since), latest - 120_000, "from the latest change seen, and a little before");
  assert.deepEqual(Object.keys(rest), ["limit"]);

  await append("apten", { text: "Are you still there?" });
  await append("leadsail", { text: "I wrote to you elsewhere, too" });
  await poll(followed, "apten");
  await entry(page, "Are you still there?").waitFor();
  await poll(followed, "apten");
  assert.equal((await histories("leadsail")).length, others, "whoever must answer with everything is asked less often");
  await pass(20);
  await entry(page, "I wrote to you elsewhere, too").waitFor();
  assert.equal((await histories("leadsail")).length, others + 1);

  // From the news on.
  const [next] = await poll(followed, "apten", 120);
  assert.ok(Date.parse(Object.fromEntries(next.query).since) > latest - 120_000);
  assert.deepEqual(unexpected(troubles), []);
});

test("without news a vendor is asked less and less often, and as often as at first once there are some", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  for (let round = 0; round < 4; round += 1) await poll(followed, "apten");
  const before = (await histories("apten")).length;
  await followed.pass(15);
  await followed.pass(10);
  await append("apten", { text: "It took me a while" });
  await poll(followed, "apten", 5);
  assert.equal((await histories("apten")).length, before + 1, "not after 15 seconds, after 30");
  await entry(followed.page, "It took me a while").waitFor();
  await poll(followed, "apten", 15);
});

test("nobody is asked while the page is hidden, and the reader's return is noticed at once", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  const { page, pass, status } = followed;
  await poll(followed, "apten");
  const before = (await histories("apten")).length;
  await show(page, false);
  await status.getByText("Paused while this tab is hidden").waitFor();
  for (let minute = 0; minute < 30; minute += 1) await pass(60);
  await append("apten", { text: "I waited for half an hour" });
  await show(page, true);
  await entry(page, "I waited for half an hour").waitFor();
  assert.equal((await histories("apten")).length, before + 1);
  await status.getByText(/^Live · checked/).waitFor();
});

for (const [where, leave] of [
  ["for another lead", (page, other) => page.evaluate((lead) => (location.hash = `#/lead/${lead}`), other)],
  ["to where a lead is chosen", (page) => page.evaluate(() => (location.hash = "#/"))],
  ["to the requests", (page) => page.evaluate(() => (location.hash = "#/requests"))],
]) {
  test(`nobody is asked about a lead that was left ${where}`, async () => {
    const other = await control("POST", "generate", { vendor: "leadsail", count: 12, seed: 2 });
    const followed = await follow({ dossier: only(demo(), "apten") });
    const { page, pass, troubles } = followed;
    await poll(followed, "apten");
    await control("POST", "faults", { vendor: "apten", path: "/events", times: 1, fault: { kind: "delay", ms: 5000 } });
    const before = (await histories("apten")).length;
    const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("/events"));
    // It is left with a question on its way.
    await pass(15);
    await eventually(async () => assert.equal((await histories("apten")).length, before + 1));
    await leave(page, other.dossier);
    await ended;
    for (let minute = 0; minute < 20; minute += 1) await pass(60);
    await page.evaluate((lead) => (location.hash = `#/lead/${lead}`), other.dossier);
    await entry(page, "").first().waitFor();
    await loaded(page);
    assert.equal((await histories("apten")).length, before + 1);
    assert.equal(await page.locator(".live-status").count(), 0);
    assert.deepEqual(unexpected(troubles), []);
  });
}

test("following is switched by keys alone, stays with the page's address, and ends at once", async () => {
  const { page, open, troubles } = await visit(stage);
  await page.clock.install();
  await open(only(demo(), "apten"));
  await loaded(page);
  const control = page.getByRole("button", { name: "Follow live" });
  assert.equal(await control.getAttribute("aria-pressed"), "false");
  await page.getByRole("button", { name: "Refresh" }).focus();
  await page.keyboard.press("Tab");
  assert.ok(await control.evaluate((one) => one === document.activeElement));
  const before = (await histories("apten")).length;
  await page.clock.fastForward(60_000);
  await page.keyboard.press("Space");
  await page.locator(".live-status").getByText(/^Live · checked [\d:]{7,8} [AP]M$/).waitFor();
  assert.equal((await histories("apten")).length, before + 1, "what was read a minute ago is read at once, and was not read before");
  assert.equal(await control.getAttribute("aria-pressed"), "true");
  assert.match(page.url(), /[?&]live=1/);
  await page.keyboard.press("Enter");
  await page.locator(".live-status").waitFor({ state: "detached" });
  for (let minute = 0; minute < 20; minute += 1) await page.clock.fastForward(60_000);
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  assert.equal((await histories("apten")).length, before + 2);
  assert.deepEqual(unexpected(troubles), []);
});

test("a vendor that asks to wait is left alone for as long as it says, and the others are not", async () => {
  await control("PUT", "settings", { expose: ["Retry-After"] });
  const followed = await follow({ dossier: only(demo(), "apten", "leadsail") });
  const { page, pass, status } = followed;
  await control("POST", "faults", { vendor: "apten", path: "/events", times: 1, fault: { kind: "status", status: 429, retry_after: "200" } });
  const [asked] = await poll(followed, "apten");
  assert.equal(asked.status, 429);
  await status.getByText(/^Apten asks to slow down \(429\); it is asked again at [\d:]{7,8} [AP]M · Live/).waitFor();
  await append("leadsail", { text: "Meanwhile, here" });
  const before = (await histories("apten")).length;
  for (let step = 0; step < 3; step += 1) await pass(20);
  await entry(page, "Meanwhile, here").waitFor();
  for (let step = 0; step < 5; step += 1) await pass(20);
  await poll(followed, "apten", 45);
  assert.equal((await histories("apten")).length, before + 1);
  await status.getByText(/^Live · checked [\d:]{7,8} [AP]M$/).waitFor();
  assert.equal(await feed(page, "apten").getByText("since").count(), 1, "what is here is as whole as it was");
});

test("a vendor with a problem of its own is asked again, and nothing is said of what is there", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  const { page, status } = followed;
  await control("POST", "faults", { vendor: "apten", path: "/events", times: 1, fault: { kind: "status", status: 503 } });
  await poll(followed, "apten");
  await status.getByText(/^Apten has a problem \(503\); it is asked again at/).waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
  await append("apten", { text: "Are you back?" });
  await poll(followed, "apten", 30);
  await entry(page, "Are you back?").waitFor();
});

test("a vendor that refuses the key is not asked again", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  const { page, pass, status } = followed;
  await control("POST", "faults", { vendor: "apten", path: "/events", times: 1, fault: { kind: "status", status: 403 } });
  await poll(followed, "apten");
  await status.getByText("Paused: none of these sources can be asked now").waitFor();
  await notice(page, "Apten refused the key (403)").or(page.getByText(/Apten.*\(403\)/)).first().waitFor();
  const before = (await histories("apten")).length;
  for (let minute = 0; minute < 20; minute += 1) await pass(60);
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  assert.equal((await histories("apten")).length, before + 1);
  // What works again is followed again.
  await poll(followed, "apten");
});

test("without a network nobody is asked, and its return is noticed at once", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  const { page, context, pass, status } = followed;
  await context.setOffline(true);
  await pass(15);
  await status.getByText("Paused while this device is offline").waitFor();
  await append("apten", { text: "Is anybody there?" });
  await pass(60);
  await context.setOffline(false);
  await entry(page, "Is anybody there?").waitFor();
  await status.getByText(/^Live/).waitFor();
});

/** The rows in view, from top to bottom: which, and where. */
const inView = (lead) =>
  lead.list.evaluate((list) => {
    const { top, bottom } = list.getBoundingClientRect();
    return [...list.querySelectorAll(".entry")]
      .map((row) => ({ anchor: row.dataset.anchor, box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top + 60 && box.top < bottom - 1)
      .map(({ anchor, box }) => ({ anchor, top: box.top }));
  });

/** Holds rows against where they were: to the pixel, since browsers scroll by whole ones. */
function areWhere(now, before) {
  assert.deepEqual(now.map((row) => row.anchor), before.map((row) => row.anchor));
  for (const [index, { anchor, top }] of before.entries()) {
    assert.ok(Math.abs(now[index].top - top) < 1.5, `${anchor} went from ${top} to ${now[index].top}`);
  }
}

/** What stands beside the border in the list: the times above and below, and its words. */
const border = (lead) =>
  lead.list.evaluate((list) => {
    const pieces = [...list.querySelectorAll(".entry, .timeline-border")];
    const at = pieces.findIndex((piece) => piece.matches(".timeline-border"));
    const text = (piece) => piece?.querySelector(":scope > .entry-main")?.textContent ?? null;
    return at < 0 ? null : { words: pieces[at].textContent, above: text(pieces[at - 1]), below: text(pieces[at + 1]), count: list.querySelectorAll(".timeline-border").length };
  });

for (const [order, newer, older] of [
  ["newest", "above", "below"],
  ["oldest", "below", "above"],
]) {
  test(`${order} first: sixty entries that come around what is read move nothing, are counted and led to`, async () => {
    const query = order === "oldest" ? { order } : {};
    const followed = await follow({ dossier: only(demo(), "apten", "attendee"), query, context: { viewport: { width: 1280, height: 1000 } } });
    const { page, lead, pass } = followed;
    // The demo lead's story ends a little before now.
    const opened = (await lead.entries()).filter((one) => one.time).map((one) => Date.parse(one.time));
    await lead.wheelToMiddle();
    const before = await eventually(async () => {
      const rows = await inView(lead);
      await lead.drawn();
      assert.deepEqual(await inView(lead), rows);
      return rows;
    });
    const early = Math.min(...opened) + 1000;
    for (let index = 0; index < 30; index += 1) {
      await append("apten", { text: `Newer message ${index}` });
      await append("attendee", { text: `Late message ${index}`, at: new Date(early + index * 1000).toISOString() });
    }
    await pass(60);
    const button = (where) => page.getByRole("button", { name: new RegExp(`^\\d+ new ${where}$`) });
    await eventually(async () => assert.match(await button(newer).textContent(), /^30 new/));
    await eventually(async () => assert.match(await button(older).textContent(), /^30 new/));
    await lead.drawn();
    areWhere(await inView(lead), before);

    // The line stands between what is new and what was there. Late messages of the past are no new ones.
    // It comes with the rows beside it, which may be out of view.
    const line = await eventually(async () => (await border(lead)) ?? assert.fail("there is no line yet"));
    assert.equal(line.count, 1);
    assert.match(line.words, /^New since (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d [AP]M$/);
    const [fresh, known] = order === "newest" ? [line.above, line.below] : [line.below, line.above];
    assert.match(fresh, /^Newer message 0/);
    assert.doesNotMatch(known, /^(Newer|Late) message/);
    const last = Math.max(...opened);
    const at = await lead.rows.filter({ hasText: known.slice(0, 40) }).first().locator("time").first().getAttribute("datetime");
    assert.equal(Date.parse(at), last);

    await button(newer).focus();
    await page.keyboard.press("Enter");
    await eventually(async () => {
      const row = lead.rows.filter({ hasText: "Newer message 0" });
      const [list, box] = [await lead.list.boundingBox(), await row.boundingBox()];
      assert.ok(box.y >= list.y && box.y + box.height <= list.y + list.height);
    });
    assert.ok(await lead.rows.filter({ hasText: "Newer message 0" }).evaluate((row) => row === document.activeElement));

    // It counts as nothing, and stays where it is while the reader filters, searches and hears of more.
    const all = await truth(stage, "demo", ["apten", "attendee"]);
    await eventually(async () => assert.equal(await lead.count(), all.length));
    await lead.chip("Vendor", "Attendee").click();
    await eventually(async () => assert.equal(await border(lead), null, "nothing of Attendee's is new"));
    await lead.chip("Vendor", "Attendee").click();
    await eventually(async () => assert.deepEqual(await border(lead), line));
    await lead.search.fill("Newer message 29");
    await lead.search.press("Enter");
    await eventually(async () => assert.equal(await lead.list.locator("[data-hit]").count(), 1));
    assert.deepEqual(await border(lead), line);
    await append("apten", { text: "And another one" });
    await poll(followed, "apten");
    await entry(page, "And another one").waitFor();
    assert.deepEqual(await border(lead), line);
    assert.deepEqual(await axeFindings(page), []);
  });
}

test("who is at the end with the newest entry stays there, also when following begins", async () => {
  const { page, open, troubles } = await visit(stage);
  await page.clock.install();
  await open(only(demo(), "apten"), { query: { order: "oldest" } });
  await loaded(page);
  const lead = await new LeadPage(page, troubles).settled();
  const away = () => lead.list.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
  await lead.list.evaluate((list) => (list.scrollTop = list.scrollHeight));
  await eventually(async () => assert.ok((await away()) < 2));
  await lead.drawn();
  await page.getByRole("button", { name: "Follow live" }).click();
  await append("apten", { text: "Good morning, it is me again" });
  await page.clock.fastForward(15_000);
  await entry(page, "Good morning, it is me again").waitFor();
  await eventually(async () => assert.ok((await away()) < 2, `${await away()} px away`));
  assert.equal(await page.getByRole("button", { name: /^\d+ new / }).count(), 0);
});

test("who was away for long is told what is new since they left", async () => {
  const followed = await follow({ dossier: only(demo(), "apten") });
  const { page, lead, pass } = followed;
  await append("apten", { text: "While you were here" });
  await poll(followed, "apten");
  await eventually(async () => assert.match((await border(lead)).above, /^While you were here/));
  const before = await border(lead);
  // A look at another tab is no absence.
  await show(page, false);
  await pass(60);
  await show(page, true);
  await eventually(async () => assert.equal((await histories("apten")).at(-1).status, 200));
  await lead.drawn();
  assert.deepEqual(await border(lead), before);
  await show(page, false);
  await pass(3600);
  await append("apten", { text: "While you were away" });
  await show(page, true);
  await entry(page, "While you were away").waitFor();
  await eventually(async () => {
    const line = await border(lead);
    assert.match(line.above, /^While you were away/);
    assert.match(line.below, /^While you were here/);
  });
});
