// Addresses: what is seen can be given to a colleague, and what an address says is only where to look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWatched } from "./support/browser.js";
import { openForms } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";
import { press } from "./support/visit.js";

const stage = setStage();
const context = { permissions: ["clipboard-read", "clipboard-write"], timezoneId: "America/Denver" };

/** What of the view an address must bring back. */
async function seen(lead) {
  await lead.settled();
  // Beside an open page some of the controls wait behind a button.
  const includeHidden = true;
  const pressed = await lead.page.getByRole("main").getByRole("button", { pressed: true, includeHidden }).allTextContents();
  const select = (name) => lead.page.getByRole("combobox", { name, includeHidden }).locator("option:checked").textContent();
  return {
    entries: (await lead.entries()).map((entry) => `${entry.clock} ${entry.id}`),
    pressed: pressed.map((text) => text.trim()),
    zone: await select(/^Times in/),
    order: await select("Order"),
    range: await select("Read"),
    search: await lead.search.inputValue(),
    marks: await lead.list.locator("mark").count(),
    pane: (await lead.pane.count()) === 0 ? null : await lead.pane.getByRole("heading", { level: 2 }).textContent(),
  };
}

/** Copies the link of the page by its own button. */
async function copied(lead) {
  await lead.page.getByRole("banner").or(lead.page.getByRole("main")).getByRole("button", { name: "Copy link" }).first().click();
  await lead.page.getByRole("status").filter({ hasText: "Link copied" }).waitFor();
  const text = await lead.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(text, lead.address(), "the button copies what the address bar says");
  return text;
}

/** Opens a copied address in a browser of someone else, and compares what is seen. */
async function survives(lead) {
  const before = await seen(lead);
  const address = await copied(lead);
  const other = await openLead(stage, { address, context: { timezoneId: "America/Denver" } });
  await eventually(async () => assert.deepEqual(await seen(other), before));
  return { before, other, address };
}

test("chips and people only survive in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  await lead.chip("Vendor", "Apten").click();
  await lead.chip("Vendor", "LeadSail").click();
  await lead.chip("Channel", "SMS").click();
  await lead.chip("Direction", "Outbound").click();
  await lead.chip("People", "People only").click();
  const { before } = await survives(lead);
  assert.equal(before.pressed.length, 5);
  assert.ok(before.entries.length > 0);
});

test("a vendor's own word for a channel survives in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  await lead.chip("Channel", "LINK_CLICK").click();
  const { before } = await survives(lead);
  assert.equal(before.entries.length, 1);
});

test("a part of the time, the order, the zone and the range survive in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  const strip = lead.page.getByRole("region", { name: "Over time" });
  await strip.getByRole("button", { name: "Shorter time" }).click();
  await lead.page.getByRole("combobox", { name: "Order" }).selectOption("Oldest first");
  await lead.page.getByRole("combobox", { name: /^Times in/ }).selectOption("Asia/Tokyo");
  await lead.page.getByRole("combobox", { name: "Read" }).selectOption("Last year");
  const { before, address } = await survives(lead);
  assert.equal(before.order, "Oldest first");
  assert.equal(before.range, "Last year");
  assert.match(before.zone, /Tokyo/);
  assert.match(address, /from=.*to=/);
});

test("a search survives in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  await lead.search.fill("roof & solar");
  await lead.search.fill("roof");
  await eventually(async () => assert.ok((await lead.list.locator("mark").count()) > 0));
  const { before } = await survives(lead);
  assert.equal(before.search, "roof");
});

test("an open call and a moment in its transcript survive in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  await press(lead.list.getByRole("link", { name: "Open call" }).first());
  const title = lead.pane.getByRole("heading", { level: 2 });
  await title.waitFor();
  await lead.pane.locator("a[href$='turn=4']").click();
  await eventually(() => assert.match(lead.page.url(), /[?&]turn=4$/));
  const address = lead.address();
  const other = await (await openLead(stage, { address, context: { timezoneId: "America/Denver" } })).settled();
  await eventually(async () => {
    assert.equal(await other.pane.getByRole("heading", { level: 2 }).textContent(), await title.textContent());
    const turn = other.pane.locator("a[href$='turn=4']");
    const [pane, box] = [await other.pane.boundingBox(), await turn.boundingBox()];
    assert.ok(box.y >= pane.y && box.y < pane.y + pane.height, "the moment is in view");
    assert.equal(await other.pane.locator("[aria-current=true]").count(), 1, "and marked");
  });
});

test("an open thread, conversation and meeting survive in the address", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  for (const vendor of ["leadsail", "naturalead", "attendee"]) {
    await lead.list.locator(`a[href*='/thread/${vendor}:']`).first().click();
    await lead.pane.getByRole("heading", { level: 2 }).waitFor();
    const { before } = await survives(lead);
    assert.ok(before.pane.trim().length > 0, vendor);
  }
});

test("the browser's back and forward lead through what was opened", async () => {
  const lead = await (await openLead(stage, { context })).settled();
  const title = lead.pane.getByRole("heading", { level: 2 });
  const calls = lead.list.getByRole("link", { name: "Open call" });
  // The first one is still being processed, and changes by itself.
  await calls.nth(1).click();
  await title.waitFor();
  const first = [lead.address(), await title.textContent()];
  await calls.nth(2).click();
  await eventually(() => assert.notEqual(lead.address(), first[0]));
  const second = lead.address();

  await lead.page.goBack();
  await eventually(async () => assert.deepEqual([lead.address(), await title.textContent()], first));
  await lead.page.goBack();
  await lead.pane.waitFor({ state: "detached" });
  await lead.page.goForward();
  await eventually(async () => assert.deepEqual([lead.address(), await title.textContent()], first));
  await lead.page.goForward();
  await eventually(() => assert.equal(lead.address(), second));
  assert.deepEqual(lead.troubles, []);
});

test("neither a key nor an address of a vendor can come from a link", async () => {
  await stage.simulator.control("DELETE", "requests");
  const asked = [];
  const { page, troubles } = await openWatched(await stage.browser.newContext());
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  const evil = "http://127.0.0.1:9/steal";
  const dossier = stage.simulator.ready.lead.dossier;
  const wanted = ["key", "apiKey", "apten_key", "base", "base_url", "baseUrl", "apten", "apten_base", "server", "relay", "connections"];
  const query = wanted.map((name) => `${name}=${encodeURIComponent(name.includes("ey") ? "evil-key-1234" : evil)}`).join("&");
  await page.goto(`${stage.pages.base}?${query}#/lead/${dossier}?${query}`);
  await page.getByRole("main").waitFor();
  // Without a key no vendor is asked: the page says that one is missing.
  await eventually(async () => {
    const words = await page.getByRole("main").textContent();
    assert.match(words, /key/i);
    assert.equal(await page.locator("[aria-busy=true]").count(), 0);
  });
  assert.deepEqual([...new Set(asked)], [new URL(stage.pages.base).origin]);
  assert.deepEqual(await stage.simulator.control("GET", "requests"), []);

  await page.goto(`${stage.pages.base}?${query}#/connections?${query}`);
  await page.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  await openForms(page);
  const fields = await page.getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.ok(fields.length >= 4);
  assert.ok(!fields.some((value) => value.includes("127.0.0.1:9") || value.includes("evil")), fields.join("\n"));
  assert.ok(!(await page.getByRole("main").textContent()).includes("1234"), "no key was taken");
  assert.deepEqual(troubles, []);
});

for (const [fragment, why] of [
  ["#/nowhere", /nowhere/],
  ["#/lead/", /no lead/],
  ["#/lead/someone:x", /someone/],
  ["#/lead/apten:..", /\.\./],
  ["#/lead/apten:room_a/unheard/of", /unheard/],
  ["#/lead/apten:room_a/at/yesterday", /yesterday/],
  ["#/lead/apten:room_a/call/nobody", /nobody/],
  ["#/lead/%FF%FE", /\S/],
]) {
  test(`the address ${fragment} leads nowhere, and the page says why`, async () => {
    const { page, troubles } = await openWatched(await stage.browser.newContext());
    await page.goto(`${stage.pages.base}${fragment}`);
    await page.getByRole("heading", { name: "This address leads nowhere" }).waitFor();
    assert.match(await page.getByRole("main").locator("p").first().textContent(), why);
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("heading", { name: "What happened with this lead?" }).waitFor();
    assert.deepEqual(troubles, []);
  });
}
