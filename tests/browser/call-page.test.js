// A call's page: what became of the call, who said what when, why something is not there, and the way back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { comeToRest, drawn, entry, feed, foreign, gets, loaded, only, press, truth, unexpected, visit } from "./support/visit.js";

const stage = setStage();

const TRANSFERRED = "apten:3b89ce20-0511-4e0e-aca5-61c2187c2933";
const FIRST = "apten:c2308409-f82e-48e4-ab1a-0186a1202fc1";
const RUNNING = "apten:ad18e5ec-6bf2-4a20-aa30-e7ec7e7ad7a8";

const demo = () => stage.simulator.ready.lead.dossier;
const pane = (page) => page.getByRole("complementary", { name: "Details" });
const section = (page, name) => pane(page).locator("section").filter({ has: page.getByRole("heading", { name, exact: true, level: 3 }) });
const turns = (page) => section(page, "Transcript").locator("ol > li");
const plain = (text) => text.replace(/\s+/g, " ").trim();

/** The demo's calls by what is special about them, from the simulator's own account. */
async function callsOf(vendor) {
  return (await truth(stage, "demo", [vendor])).filter((one) => one.kind.toLowerCase() === "call");
}

/** Opens a call by its address alone. */
async function openCall(call, { query, dossier = demo(), ...options } = {}) {
  const visitor = await visit(stage, options);
  await visitor.open(dossier, { below: `/call/${call}`, query });
  await pane(visitor.page).getByRole("heading", { level: 2 }).waitFor();
  return visitor;
}

test("from its card a call opens beside the list, and closing it leads back to the card", async () => {
  const { page, open, troubles } = await visit(stage, { viewport: { width: 1280, height: 900 } });
  await open(demo());
  await loaded(page);
  const card = entry(page, "Nobody answered the transfer; a person answered the fallback number");
  await press(card.getByRole("link", { name: "Open call" }));

  const title = pane(page).getByRole("heading", { level: 2 });
  await title.getByText("Nobody answered the transfer; a person answered the fallback number").waitFor();
  await eventually(async () => assert.ok(await title.evaluate((node) => node === document.activeElement), "the focus is elsewhere"));
  assert.ok(await card.isVisible(), "the list stays beside it");
  assert.ok(decodeURIComponent(page.url()).includes(`/call/${TRANSFERRED}`));

  await pane(page).getByRole("button", { name: "Close" }).click();
  await eventually(async () => assert.equal(await pane(page).count(), 0));
  await eventually(async () =>
    assert.ok(await card.evaluate((node) => node === document.activeElement || node.contains(document.activeElement)), "the focus is not on the card"),
  );
  assert.ok(await card.isVisible());
  assert.deepEqual(troubles, []);
});

test("a call from a link alone: outcome, journey, talk, transcript, and everything else the vendor sent", async () => {
  const { page, troubles, asked } = await openCall(TRANSFERRED);
  await pane(page).getByRole("heading", { level: 2, name: "Nobody answered the transfer; a person answered the fallback number" }).waitFor();
  const intro = plain(await pane(page).locator("header").first().textContent());
  for (const words of ["1 m 56 s", "Ended by the agent", "AI-initiated", "Transfer"]) assert.ok(intro.includes(words), `${intro}: ${words}`);

  const steps = (await section(page, "Journey").getByRole("listitem").allTextContents()).map(plain);
  const expected = [/^Outbound call/, /^Conversation with the AI agent/, /^Transfer to \+17075550123.*Nobody answered/, /^Fallback to \+17075550188.*Answered by a person/, /^Ended by the agent/];
  assert.equal(steps.length, expected.length, steps.join("\n"));
  steps.forEach((step, at) => assert.match(step, expected[at]));

  await section(page, "Summary").getByText("Elena Sutton").waitFor();
  await section(page, "Talk").getByText(/AI \d+ % · Lead \d+ % · Agent \d+ %/).waitFor();
  assert.equal(await section(page, "Talk").locator("svg path[class*=voice]").count(), 3, "a lane per speaker");

  assert.ok((await turns(page).count()) > 10);
  const offsets = (await turns(page).getByRole("link").allTextContents()).map((text) => /\+(\d+):(\d\d)$/.exec(text.trim()));
  assert.ok(offsets.every(Boolean), "every turn says when, counted from the beginning");
  const seconds = offsets.map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  assert.deepEqual(seconds, seconds.toSorted((a, b) => a - b));

  await section(page, "Recording").getByText("Apten does not provide recordings through its API.").waitFor();
  await pane(page).getByText("Raw JSON").click();
  const raw = await pane(page).getByRole("group", { name: "Raw JSON" }).last().textContent();
  assert.ok(raw.includes('"durationSeconds": 116') && raw.includes("Hi Dana"), raw);
  assert.deepEqual(foreign(stage, asked), []);
  assert.deepEqual(troubles, []);
});

test("a transcript is searched, its speakers are hidden, and the text is copied as shown", async () => {
  const { page } = await openCall(FIRST, { permissions: ["clipboard-read", "clipboard-write"] });
  await turns(page).first().waitFor();
  const all = await turns(page).count();
  const box = pane(page).getByRole("searchbox", { name: "Search the transcript" });
  await box.fill("ROOF");
  const marks = section(page, "Transcript").locator("mark");
  await eventually(async () => assert.ok((await marks.count()) > 3));
  const hits = await marks.count();
  assert.ok((await marks.allTextContents()).every((text) => text.toLowerCase() === "roof"));
  const counter = section(page, "Transcript").getByRole("status");
  await counter.getByText(`1 of ${hits}`).waitFor();
  await box.press("Enter");
  await counter.getByText(`2 of ${hits}`).waitFor();
  await pane(page).getByRole("button", { name: "Previous match" }).click();
  await pane(page).getByRole("button", { name: "Previous match" }).click();
  await counter.getByText(`${hits} of ${hits}`).waitFor();
  await box.fill("xylophone");
  await counter.getByText("No match").waitFor();
  await box.fill("");

  const chips = pane(page).getByRole("group", { name: "Speakers shown" });
  await chips.getByRole("button", { name: /^Lead/ }).click();
  await eventually(async () => assert.equal(await turns(page).count(), all / 2));
  await pane(page).getByRole("button", { name: "Copy text" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim().split("\n").length, all / 2);
  assert.ok(copied.split("\n").filter(Boolean).every((line) => line.startsWith("AI: ")), copied);
  await chips.getByRole("button", { name: /^Lead/ }).click();
  await pane(page).getByRole("button", { name: "Copy with times" }).click();
  await eventually(async () => {
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split("\n");
    assert.match(lines[0], /times in/);
    assert.match(lines[2], /\+0:00 AI: Hi Dana, this is Robin from Sunmere Solar/);
    assert.equal(lines.length, all + 2);
  });
});

test("a turn has an address, which shows that turn", async () => {
  const { page } = await openCall(FIRST, { viewport: { width: 1100, height: 500 } });
  await turns(page).nth(11).getByRole("link").click();
  await eventually(async () => assert.match(page.url(), /[?&]turn=11(&|$)/));
  const link = page.url().split("?")[0].split("#")[1];
  const other = await visit(stage, { viewport: { width: 1100, height: 500 } });
  await other.page.goto(`${stage.pages.base}#${link}?turn=11&dev=1`);
  const row = turns(other.page).nth(11);
  await eventually(async () => assert.equal(await row.getAttribute("aria-current"), "true"));
  await eventually(async () => {
    const box = await row.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 500, `the turn is at ${box.y}`);
  });
});

test("the page of a call of two hours is there before all of its turns are drawn, and each of them has its address", async () => {
  const at = (turn) => new Date(Date.UTC(2026, 4, 1, 9) + turn * 2400).toISOString();
  const turn = (_, index) => ({ role: index % 2 === 0 ? "assistant" : "user", content: `Word ${index}.`, startTime: at(index) });
  const transcript = Array.from({ length: 3000 }, turn);
  const call = { id: "two-hours", callStatus: "COMPLETE", createdAt: at(0), updatedAt: at(3000), transcript };
  const fault = { kind: "body", body: JSON.stringify(call) };
  await stage.simulator.control("POST", "faults", { vendor: "apten", path: "/calls/two-hours", fault });

  const { page, open, troubles } = await visit(stage);
  await page.addInitScript(() => {
    const count = () => document.querySelectorAll("[data-turn]").length;
    new MutationObserver(() => (window.turnsAtFirst ||= count())).observe(document, { childList: true, subtree: true });
  });
  await open(demo(), { below: "/call/apten:two-hours" });
  await eventually(async () => assert.equal(await page.locator("[data-turn]").count(), 3000), { within: 60_000 });
  const atFirst = await page.evaluate(() => window.turnsAtFirst);
  assert.ok(atFirst > 0 && atFirst < 300, `${atFirst} turns were drawn at once`);
  const texts = await section(page, "Transcript").locator(".turn-text").allTextContents();
  assert.deepEqual(texts, transcript.map(({ content }) => content));

  const other = await visit(stage);
  await other.open(demo(), { below: "/call/apten:two-hours", query: { turn: "2900" } });
  const wanted = section(other.page, "Transcript").locator("[data-turn='2900']");
  await eventually(async () => {
    const [box, { height }] = [await wanted.boundingBox(), other.page.viewportSize()];
    assert.ok(box && box.y >= 0 && box.y < height, `the turn is at ${box?.y}`);
  });
  assert.deepEqual([...troubles, ...other.troubles], []);
});

test("the talk's play head goes from turn to turn with the arrow keys", async () => {
  const { page } = await openCall(FIRST);
  const head = pane(page).getByRole("slider", { name: "Turn" });
  await head.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.match(page.url(), /[?&]turn=1(&|$)/));
  assert.match(await head.getAttribute("aria-valuetext"), /^0:08 Lead: Yes, hi/);
  assert.equal(await turns(page).nth(1).getAttribute("aria-current"), "true");
});

test("a recording is a link to its host, and nothing of it is loaded", async () => {
  const { page, open, asked, troubles } = await visit(stage);
  await open(only(demo(), "leadsail"));
  await loaded(page);
  const calls = await callsOf("leadsail");
  let links = 0;
  for (const { record } of calls) {
    await page.evaluate((hash) => (location.hash = hash), `#/lead/${only(demo(), "leadsail")}/call/leadsail:${record}`);
    await pane(page).locator("dd, p").filter({ hasText: record }).or(section(page, "Recording")).first().waitFor();
    const link = section(page, "Recording").getByRole("link", { name: /Open the recording/ });
    if ((await link.count()) > 0) {
      links += 1;
      assert.match(await link.getAttribute("href"), /^https:\/\/recordings\.leadsail\.example\//);
      assert.equal(await link.getAttribute("target"), "_blank");
      assert.match(await link.getAttribute("rel"), /noreferrer/);
      assert.ok((await link.textContent()).includes("recordings.leadsail.example"), "the host is not said");
    }
  }
  assert.ok(links > 0, "no call has a recording");
  assert.equal(await page.locator("audio, video, iframe").count(), 0);
  assert.deepEqual(foreign(stage, asked), []);
  assert.deepEqual(troubles, []);
});

test("what is not there is told apart: no transcript, a silent lead, a failed call", async () => {
  const { page, open } = await visit(stage);
  await open(demo());
  await loaded(page);
  const show = async (call, outcome) => {
    await page.evaluate((hash) => (location.hash = hash), `#/lead/${demo()}/call/${call}`);
    await pane(page).getByRole("heading", { level: 2 }).getByText(outcome).waitFor();
  };
  await show("apten:542913d7-c278-4744-ae96-1d63fa5e62f9", "Nobody answered");
  await section(page, "Transcript").getByText("No transcript is stored for this call.").waitFor();
  await show("apten:1dbf35ef-e57c-4d91-a06b-7e8917b3f801", "The lead never spoke");
  await section(page, "Transcript").getByText("The lead did not speak.").waitFor();
  assert.ok((await turns(page).count()) > 0);
  await show("leadsail:int_72ddeb1ed9", "no route to destination");
  await section(page, "Journey").getByText("The carrier rejected the call").waitFor();
  await section(page, "Transcript").getByText("No transcript is stored for this call.").waitFor();
  await section(page, "Recording").getByText("No recording is stored for this call.").waitFor();
});

test("a call that is still being processed is read again until its summary is there", async () => {
  await stage.simulator.control("PUT", "settings", { call_reads: [1, 1] });
  const { page, troubles, open } = await visit(stage);
  await page.clock.install();
  await open(demo(), { below: `/call/${RUNNING}` });
  await section(page, "Transcript").getByText(/The transcript is being prepared\. Checking again in [1-5] s\./).waitFor();
  assert.equal(await section(page, "Transcript").getByRole("button", { name: "Check now" }).count(), 1);
  await loaded(page);

  // Nobody presses anything; only time passes.
  await page.clock.fastForward(6_000);
  await eventually(async () => assert.ok((await turns(page).count()) > 3, "the transcript did not come"));
  await section(page, "Summary").getByText(/The summary is being prepared\. Checking again in \d+ s\./).waitFor();
  await page.clock.fastForward(31_000);
  await section(page, "Summary").getByText("two $500 deposits").waitFor();
  assert.equal(await pane(page).getByText("Checking again").count(), 0);
  await eventually(async () => assert.equal(await entry(page, "Still running").count(), 0, "the card in the list does not know"));
  assert.deepEqual(troubles, []);
});

test("leaving such a call ends the reading", async () => {
  await stage.simulator.control("PUT", "settings", { call_reads: [50, 1] });
  const { page, open } = await visit(stage);
  await page.clock.install();
  await open(demo(), { below: `/call/${RUNNING}` });
  await section(page, "Transcript").getByText(/Checking again in/).waitFor();
  await loaded(page);
  await pane(page).getByRole("button", { name: "Close" }).click();
  const reads = async () => (await gets(stage, "apten")).filter((one) => one.path.startsWith("/calls/ad18e5ec")).length;
  const before = await reads();
  await page.clock.fastForward(60_000);
  // Whatever was asked for by then is answered before this.
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  assert.equal(await reads(), before);
});

test("a call that the vendor does not know says so, beside a timeline that is whole", async () => {
  const { page } = await openCall("apten:00000000-0000-4000-8000-000000000000");
  await pane(page).getByText("It may have been deleted, or belong to another account.").first().waitFor();
  await pane(page).getByRole("heading", { level: 2, name: "Call not found" }).waitFor();
  assert.ok((await pane(page).getByRole("button", { name: "Try again" }).count()) > 0);
  await loaded(page);
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), all));
});

test("a call that fails to load keeps what the list knows of it, and can be tried again", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "apten", path: "/calls/", fault: { kind: "status", status: 403 } });
  const { page, open } = await visit(stage);
  await open(demo());
  await loaded(page);
  await feed(page, "apten").getByText("since").waitFor();
  await press(page.locator("article").getByRole("link", { name: "Open call" }).last());
  await pane(page).getByText("Apten refused the key (403)").first().waitFor();
  await section(page, "Journey").getByText("Outbound call").waitFor();
  await stage.simulator.control("DELETE", "faults");
  await pane(page).getByRole("button", { name: "Try again" }).first().click();
  await eventually(async () => assert.ok((await turns(page).count()) > 3));
});

for (const way of ["the browser's back button", "the page's own"]) {
  test(`at 400 pixels a call stands alone, and ${way} leads back to the very place`, async () => {
    const { page, open, troubles } = await visit(stage, { viewport: { width: 400, height: 740 } });
    await open(demo());
    await loaded(page);
    await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
    const card = entry(page, "Reached a person behind call screening");
    const link = card.getByRole("link", { name: "Open call" });
    const before = await comeToRest(link);
    await link.click();
    await pane(page).getByRole("heading", { level: 2 }).getByText("Reached a person behind call screening").waitFor();
    await eventually(async () => assert.ok(!(await card.isVisible()), "the list is beside it"));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);

    if (way.startsWith("the browser")) await page.goBack();
    else await pane(page).getByRole("button", { name: "Close" }).click();
    await link.waitFor();
    await eventually(async () => {
      const now = (await link.boundingBox()).y;
      assert.ok(Math.abs(now - before) <= 2, `the card was at ${before} and is at ${now}`);
    });
    assert.deepEqual(unexpected(troubles), []);
  });
}
