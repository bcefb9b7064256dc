// The pages of threads, conversations and meetings: the whole of each, in order, and what the vendor says of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { comeToRest, entry, loaded, only, press, truth, visit } from "./support/visit.js";

const stage = setStage();
const WHATSAPP = "naturalead:6710837b86c5ba5e596cef31";

const demo = () => stage.simulator.ready.lead.dossier;
const pane = (page) => page.getByRole("complementary", { name: "Details" });
const title = (page) => pane(page).getByRole("heading", { level: 2 });
const messages = (page) => pane(page).locator("article article");
const plain = (text) => text.replace(/^(> ?)+/gm, "").replace(/\s+/g, " ").trim();

/** The thread's messages as they have to be, oldest first. */
async function expected(vendor, record) {
  const parts = (await truth(stage, "demo", [vendor])).filter((one) => one.record === record && one.part !== null);
  return parts.sort((a, b) => a.part - b.part);
}

async function holdsAll(page, parts) {
  await eventually(async () => assert.equal(await messages(page).count(), parts.length));
  const rows = (await messages(page).allTextContents()).map(plain);
  parts.forEach((part, at) => {
    const first = plain(part.text.split("\n")[0]);
    assert.ok(rows[at].includes(first), `message ${at} is “${rows[at]}”, not “${first}”`);
  });
}

test("a conversation opens from its card: stage, status, qualification, and every message in order", async () => {
  const { page, open, troubles } = await visit(stage, { viewport: { width: 1280, height: 900 } });
  await open(demo());
  await loaded(page);
  const card = entry(page, "WhatsApp conversation opened");
  await press(card.getByRole("link", { name: "Open conversation" }));
  await title(page).getByText("WhatsApp conversation with +14155550142").waitFor();
  await eventually(async () => assert.ok(await title(page).evaluate((node) => node === document.activeElement)));
  assert.ok(decodeURIComponent(page.url()).includes(`/thread/${WHATSAPP}`));
  const text = plain(await pane(page).textContent());
  for (const words of ["Status: handed_off", "22 messages", "Hand-off", "Qualified", "Home owner, decision makers both involved"]) {
    assert.ok(text.includes(words), `the page says nothing of “${words}”`);
  }
  await holdsAll(page, await expected("naturalead", WHATSAPP.split(":")[1]));
  await pane(page).getByRole("button", { name: "Close" }).click();
  await eventually(async () => assert.equal(await pane(page).count(), 0));
  assert.ok(await card.isVisible());
  assert.deepEqual(troubles, []);
});

test("every thread, conversation and meeting of the lead can be opened from a row, whole", async () => {
  const { page, open, troubles } = await visit(stage, { viewport: { width: 1280, height: 900 } });
  await open(demo());
  await loaded(page);
  const links = await entry(page, "").locator('a[href*="/thread/"]').evaluateAll((all) => [...new Set(all.map((one) => one.hash))]);
  const opened = new Set();
  for (const hash of links) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    const id = decodeURIComponent(hash.split("/thread/")[1]);
    const [vendor, record] = id.split(":");
    opened.add(id);
    await title(page).waitFor();
    if (vendor === "attendee") continue;
    await holdsAll(page, await expected(vendor, record));
  }
  const all = await truth(stage, "demo", ["leadsail", "naturalead"]);
  const threads = new Set(all.filter((one) => one.part !== null).map((one) => `${one.vendor}:${one.record}`));
  for (const id of threads) assert.ok(opened.has(id), `no row opens ${id}`);
  assert.deepEqual(troubles, []);
});

test("a meeting from a link alone: who wrote, to whom, and every message", async () => {
  const [bot] = only(demo(), "attendee").split(",");
  const { page, open, troubles } = await visit(stage);
  await open(bot, { below: `/thread/${bot}` });
  await title(page).getByText("Meeting chat, 5 people wrote").waitFor();
  await pane(page).getByText("33 to everyone · 3 only to the bot").waitFor();
  await pane(page).getByText("Dana Reyes").first().waitFor();
  await eventually(async () => assert.equal(await messages(page).count(), 36));
  const times = await messages(page).locator("time").evaluateAll((all) => all.map((one) => one.dateTime));
  assert.deepEqual(times, times.toSorted());
  assert.deepEqual(troubles, []);
});

test("a thread without messages says why there are none", async () => {
  const { page, open } = await visit(stage);
  const dossier = only(demo(), "leadsail");
  await open(dossier, { below: "/thread/leadsail:int_1645ba0ab2" });
  await pane(page).getByText("No messages are stored here.").waitFor();
  await pane(page).getByText("SMS_BLOCKED_QUIET_HOURS").first().waitFor();
});

test("the link of a message leads from its thread to its place in the timeline", async () => {
  const { page, open } = await visit(stage, { viewport: { width: 1280, height: 900 } });
  await open(demo(), { below: `/thread/${WHATSAPP}` });
  await loaded(page);
  const row = messages(page).filter({ hasText: "Hi Dana! Yes, this is Sunmere on WhatsApp" });
  await row.locator('a[href*="/e/"]').click();
  await eventually(async () => assert.equal(await pane(page).count(), 0));
  const target = entry(page, "Hi Dana! Yes, this is Sunmere on WhatsApp");
  await eventually(async () => {
    const box = await target.boundingBox();
    assert.ok(box.y > 0 && box.y + box.height < 900, `it is at ${box.y}`);
  });
});

test("at 400 pixels a conversation stands alone, and back leads to the very place", async () => {
  const { page, open } = await visit(stage, { viewport: { width: 400, height: 740 } });
  await open(demo());
  await loaded(page);
  const link = entry(page, "WhatsApp conversation opened").getByRole("link", { name: "Open conversation" });
  const before = await comeToRest(link);
  await link.click();
  await title(page).waitFor();
  await eventually(async () => assert.ok(!(await link.isVisible())));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  await page.goBack();
  await link.waitFor();
  await eventually(async () => assert.ok(Math.abs((await link.boundingBox()).y - before) <= 2));
});
