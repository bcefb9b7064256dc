// Files as a way to the data: given by button, drop or paste, read as if their vendors had just answered, sent nowhere.
import assert from "node:assert/strict";
import { open, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { drawn, entry, feed, foreign, gets, loaded, notice, press, truth, visit } from "./support/visit.js";

const stage = setStage();
const json = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** What a vendor answers at a path, as somebody with a key would save it. */
async function saved(vendor, path) {
  const { base_url: base, key } = stage.simulator.ready.vendors[vendor];
  const header = { apten: "x-api-key", leadsail: "X-API-Key", naturalead: "X-API-Key", attendee: "Authorization" }[vendor];
  const answer = await fetch(base + path, { headers: { [header]: vendor === "attendee" ? `Token ${key}` : key } });
  assert.equal(answer.status, 200, `${vendor} ${path}`);
  return answer.text();
}

/** Every answer about the demo lead as a file. */
async function everything() {
  const files = [];
  const room = "room_dana_reyes";
  let token = "";
  for (let page = 1; token !== null; page += 1) {
    const next = token ? `&nextToken=${encodeURIComponent(token)}` : "";
    const text = await saved("apten", `/leads/${room}/events?since=1970-01-01T00:00:00.000Z&limit=50${next}`);
    files.push(json(`events ${page}.json`, text));
    token = JSON.parse(text).nextToken;
  }
  const calls = files.flatMap((file) => JSON.parse(file.buffer).events.filter((event) => event.type === "CALL"));
  for (const call of calls) files.push(json(`call ${call.id}.json`, await saved("apten", `/calls/${call.id}`)));
  files.push(json("interactions.json", await saved("leadsail", "/interactions/lead/lead_7c41d9")));
  const account = JSON.parse(await saved("naturalead", "/conversations"));
  const lead = account.filter((one) => (one.leadPhone ?? "").replace(/\D/g, "") === "14155550142");
  files.push(json("conversations.json", JSON.stringify(lead)));
  for (const bot of ["bot_Qm4tZr81KxVd0LpA", "bot_Wb7nHs52JcYe3MfU"]) {
    let path = `/bots/${bot}/chat_messages`;
    for (let page = 1; path; page += 1) {
      const text = await saved("attendee", path);
      files.push(json(`chat ${bot} ${page}.json`, text));
      const { next } = JSON.parse(text);
      path = next && `/bots/${bot}/chat_messages${new URL(next).search}`;
    }
  }
  return files;
}

/** The first page, with a note of everything that is asked from now on. */
async function arrive(at = "#/") {
  const visitor = await visit(stage);
  await visitor.page.goto(stage.pages.base + at);
  await visitor.page.getByRole("main").waitFor();
  await stage.simulator.control("DELETE", "requests");
  return visitor;
}

const choose = (page, files) => page.getByLabel("Choose files").setInputFiles(files);
const line = (page, name) => page.getByRole("list", { name: "Files", exact: true }).getByRole("listitem").filter({ hasText: name });
const recording = () => readFile(new URL("../../src/demo/recording.json", import.meta.url), "utf8");

test("the answers of all vendors, saved as files, are the same timeline, and nobody is asked", async () => {
  const files = await everything();
  const whole = await truth(stage, "demo");
  const { page, troubles, asked } = await arrive();
  await choose(page, files);
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), whole.length));
  await feed(page, "apten").getByText(/^from events 1\.json and \d+ more$/).waitFor();
  await feed(page, "leadsail").getByText("from interactions.json").waitFor();
  await feed(page, "naturalead").getByText("from conversations.json").waitFor();
  await page.getByText("From files", { exact: true }).waitFor();

  // Search, filter, record and call page are those of any lead.
  await page.getByRole("searchbox", { name: "Search in the entries" }).fill("screening");
  await page.getByText(/\d+ hits?|No match/).first().waitFor();
  await page.getByRole("searchbox", { name: "Search in the entries" }).fill("");
  await press(entry(page, "Nobody answered the transfer").getByRole("link", { name: "Open call" }));
  const pane = page.getByRole("complementary", { name: "Details" });
  await pane.getByText("Elena Sutton, took the call").first().waitFor();
  await eventually(async () => assert.ok((await pane.locator("ol > li").count()) > 10));
  await press(entry(page, "Nobody answered the transfer").getByRole("button", { name: "Details", exact: true }));
  await press(entry(page, "Nobody answered the transfer").getByText("Raw JSON", { exact: true }));
  await entry(page, "Nobody answered the transfer").getByText(/^From (call|events) .*\.json/).waitFor();

  assert.deepEqual(await gets(stage), [], "a vendor was asked");
  assert.deepEqual(foreign(stage, asked), []);
  assert.deepEqual(troubles, []);
});

test("its address lives as long as the page, and comes back with the same files", async () => {
  const file = json("all.json", await recording());
  const { page, troubles } = await arrive();
  await choose(page, file);
  await loaded(page);
  const all = await drawn(page);
  assert.match(page.url(), /#\/files\/[0-9a-f]{16}$/);
  await page.goBack();
  await page.getByRole("heading", { name: "What happened with this lead?" }).waitFor();
  await page.goForward();
  await eventually(async () => assert.equal(await drawn(page), all));
  await press(entry(page, "Nobody answered the transfer").getByRole("link", { name: "Open call" }));
  const pane = page.getByRole("complementary", { name: "Details" });
  await pane.getByText("Elena Sutton, took the call").first().waitFor();

  const address = page.url();
  await page.reload();
  await notice(page, "The files must be given again").waitFor();
  assert.equal(page.url(), address);
  assert.deepEqual(await axeFindings(page), []);
  await choose(page, json("copy of all.json", await recording()));
  await pane.getByText("Elena Sutton, took the call").first().waitFor();
  assert.equal(page.url(), address);
  assert.deepEqual(troubles, []);
});

test("files are dropped anywhere, and a drop never leaves the page", async () => {
  const text = await recording();
  const { page, troubles } = await arrive();
  const drop = (target, type) =>
    page.locator(target).evaluate(
      (element, { text, type }) => {
        const data = new DataTransfer();
        data.items.add(new File([text], "dropped.json", { type: "application/json" }));
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
        element.dispatchEvent(event);
        return event.defaultPrevented;
      },
      { text, type },
    );
  assert.ok(await drop("footer, main", "dragover"), "the browser would open the file");
  await eventually(async () => assert.equal(await page.locator("[data-drags]").count(), 1));
  await page.getByText("Drop to open: read here, sent nowhere").waitFor();
  assert.ok(await drop("h1", "drop"));
  await loaded(page);
  await feed(page, "leadsail").getByText("from dropped.json").waitFor();
  assert.equal(await page.locator("[data-drags]").count(), 0);
  assert.ok(await page.getByText("Drop to open").isHidden());
  assert.deepEqual(troubles, []);
});

test("an answer is pasted as a text: onto the page, and into the field", async () => {
  const text = await saved("leadsail", "/interactions/lead/lead_7c41d9");
  const { page } = await arrive();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
  }, text);
  // The document's body is outside of the viewer, and the first thing a paste goes to.
  await loaded(page);
  await feed(page, "leadsail").getByText("from pasted text").waitFor();

  await page.getByRole("link", { name: "Change files" }).click();
  await page.getByText("Type or paste an answer").click();
  await page.getByLabel("A vendor’s answer, as text").fill('{"message":"Forbidden"}');
  await page.getByRole("button", { name: "Read this text" }).click();
  await line(page, "pasted text 2").getByText("It is a refusal, not data: “Forbidden”.").waitFor();
});

test("each file that cannot be read says why, and the others count", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  t.after(() => rm(folder, { recursive: true }));
  const long = join(folder, "long.json");
  const handle = await open(long, "w");
  await handle.truncate(65 * 1024 * 1024);
  await handle.close();

  const { page, troubles } = await arrive();
  await choose(page, [
    json("good.json", await saved("leadsail", "/interactions/lead/lead_7c41d9")),
    json("empty.json", ""),
    json("page.html", "<!doctype html><title>Sign in</title>"),
    json("cut.json", '{"a":'),
    json("picture.png", "\x89PNG"),
    json("other.json", '{"title":"Notes"}'),
    json("<img src=x onerror=\"document.title='run'\">\u202egpj.json", "[1]"),
  ]);
  await page.getByText("1 of 7 files can be shown.").waitFor();
  await choose(page, long);
  await page.getByText("1 of 8 files can be shown.").waitFor();
  for (const [name, words] of [
    ["good.json", /LeadSail, \d+ records\./],
    ["empty.json", "It is empty."],
    ["page.html", "It is a web page, not data."],
    ["cut.json", "It ends in the middle, before anything that can be shown."],
    ["picture.png", "It is no JSON (a picture, a document?)."],
    ["other.json", /It is JSON, but not an answer that Leadwake knows\./],
    ["<img src=x", "U+202E"],
    ["long.json", "It has 65 MiB, and this page reads files of at most 64 MiB."],
  ]) {
    await line(page, name).getByText(words).first().waitFor();
  }
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole("button", { name: "Forget empty.json" }).press("Enter");
  await page.getByText("1 of 7 files can be shown.").waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Forget page.html"));

  await page.getByRole("button", { name: "Show the timeline" }).click();
  await loaded(page);
  await feed(page, "leadsail").getByText("from good.json").waitFor();
  assert.notEqual(await page.title(), "run");
  assert.deepEqual(troubles, []);
});

test("several leads of one vendor are kept apart until the reader says which are one", async () => {
  const account = await saved("naturalead", "/conversations");
  const { page } = await arrive();
  await choose(page, json("account.json", account));
  await page.getByText("The files hold several leads of one vendor.", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Show the timeline" }).click();
  await page.getByRole("alert").getByText("Choose at least one.").waitFor();
  assert.deepEqual(await axeFindings(page), []);

  const leads = new Map();
  for (const one of JSON.parse(account)) leads.set(one.leadId, [...(leads.get(one.leadId) ?? []), one]);
  assert.ok(leads.size > 1);
  const [lead, theirs] = [...leads].at(-1);
  const count = theirs.length;
  const reached = theirs.map((one) => one.leadPhone || one.leadEmail).find(Boolean);
  assert.ok(reached);
  const box = page.getByRole("checkbox", { name: `lead:${lead} ${reached}, ${count} record` });
  await box.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await loaded(page);
  await eventually(async () => assert.equal(await page.locator("h1").count(), 1));
  const threads = new Set();
  for (const href of await page.locator('article a[href*="/e/"]').evaluateAll((links) => links.map((a) => decodeURIComponent(a.href)))) {
    threads.add(/\/e\/naturalead:([^#?]+)/.exec(href)[1]);
  }
  assert.equal(threads.size, count);
});

test("a file of which more pages are missing says so", async () => {
  const first = await saved("apten", "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00.000Z&limit=10");
  const { page } = await arrive();
  await choose(page, json("first.json", first));
  await loaded(page);
  await notice(page, "Apten: more pages exist than were given").waitFor();
  await feed(page, "apten").getByText("pages missing").waitFor();
  assert.equal(await feed(page, "apten").getAttribute("data-tone"), "warn");
});

test("a file that ends in the middle says so, and nothing about what was cut away", async () => {
  const whole = await saved("apten", "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00.000Z&limit=10");
  const { page } = await arrive();
  await choose(page, json("cut.json", whole.slice(0, whole.length * 0.75)));
  const file = line(page, "cut.json");
  await file.getByText(/ends in the middle: Apten, \d records could be read\./).waitFor();
  assert.equal(await file.getAttribute("data-tone"), "warn");
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole("button", { name: "Show the timeline" }).click();
  await loaded(page);
  await notice(page, "Apten: cut.json ends in the middle").getByText(/^\d records could be read\./).waitFor();
  assert.equal(await feed(page, "apten").getAttribute("data-tone"), "warn");
  assert.equal(await page.getByText("names a page after it").count(), 0);

  await page.getByRole("link", { name: "Change files" }).click();
  await page.getByRole("button", { name: "Forget cut.json" }).press("Enter");
  await eventually(async () => assert.ok(await page.getByLabel("Choose files").evaluate((input) => input === document.activeElement)));
});

test("a pasted text that is no answer is left alone", async () => {
  const { page } = await arrive();
  const paste = (text) =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
    }, text);
  await paste("+1 415 555 0142");
  assert.match(page.url(), /#\/$/);
  // The next paste is taken as the first: the one before it was none.
  await paste('\ufeff\n {"message":"Forbidden"}');
  await line(page, "pasted text").getByText("It is a refusal, not data: “Forbidden”.").waitFor();
  assert.equal(await page.getByRole("list", { name: "Files", exact: true }).getByRole("listitem").count(), 1);
});

test("hostile answers are as harmless in a file as from a vendor", async () => {
  const { hostile } = await stage.simulator.control("GET", "leads");
  const handle = (vendor) => new RegExp(`${vendor}:([^,]+)`).exec(hostile.dossier)[1];
  await stage.simulator.control("POST", "dataset", { lead: "hostile", dataset: "hostile" });
  const files = [
    json("a.json", await saved("apten", `/leads/${handle("apten")}/events?since=1970-01-01T00:00:00.000Z`)),
    json("b.json", await saved("leadsail", `/interactions/lead/${handle("leadsail")}`)),
    json("d.json", await saved("attendee", `/bots/${handle("attendee")}/chat_messages`)),
  ];
  const { page, troubles, asked } = await arrive();
  await page.evaluate(() => (window.dialogs = []) && ["alert", "confirm", "prompt"].forEach((name) => (window[name] = (words) => window.dialogs.push(words))));
  await choose(page, files);
  await page.getByRole("button", { name: "Show the timeline" }).or(page.getByText("From files", { exact: true })).first().waitFor();
  if (await page.getByRole("button", { name: "Show the timeline" }).isVisible()) await page.getByRole("button", { name: "Show the timeline" }).click();
  await loaded(page);
  assert.ok((await drawn(page)) > 10);
  assert.equal(await page.locator("article :is(img, script, iframe, style)").count(), 0);
  assert.deepEqual(await page.evaluate(() => window.dialogs), []);
  assert.deepEqual(foreign(stage, asked), []);
  assert.deepEqual(troubles, []);
});

test("the page of files is fine in light and dark, wide and narrow, and for the keyboard", async () => {
  const { page } = await arrive("#/files");
  await page.getByText("How to get such a file").click();
  for (const width of [1280, 400, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
      assert.deepEqual(await axeFindings(page), [], `${width} px, ${colorScheme}`);
    }
    const wide = await page.evaluate(() => document.querySelector(".page").scrollWidth - document.querySelector(".page").clientWidth);
    assert.ok(wide <= 1, `${width} px: ${wide} px stick out`);
  }
  const commands = await page.locator("code.command").allTextContents();
  assert.equal(commands.length, 4);
  assert.ok(commands.every((command) => command.includes("$API_KEY") && / -o \w+\.json$/.test(command)));
  await page.getByLabel("Choose files").focus();
  const outline = await page.locator(".file-choose").evaluate((label) => getComputedStyle(label).outlineStyle);
  assert.equal(outline, "solid");
});
