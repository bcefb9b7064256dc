// Addresses and keys: typed once, bound to one another, kept as long as the reader chose, and found nowhere else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWatched } from "./support/browser.js";
import { address, addressIn, connect as connectOn, form, key, openConnections, openForm, openForms } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, feed, gets, loaded, NAMES, only, unexpected, visit } from "./support/visit.js";

const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];
const stage = setStage();

const demo = () => stage.simulator.ready.lead.dossier;
const real = (vendor) => stage.simulator.ready.vendors[vendor];

/** What is wrong is said at the field where it is, which takes the focus. */
async function isSaidAt(alert, field) {
  const id = await alert.getAttribute("id");
  await eventually(async () => {
    const told = await field.evaluate((one) => [one.ariaInvalid, one.getAttribute("aria-describedby"), one === document.activeElement]);
    assert.deepEqual([told[0], told[1].split(" ")[0], told[2]], ["true", id, true]);
  });
}

const connections = (options) => openConnections(stage, options);
const connect = (page, vendor, choices) => connectOn(stage, page, vendor, choices);

/** Waits until what was to be done in the next frame is done. */
const frames = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

const storage = async (page) => JSON.stringify(await stored(page));

/** Opens a lead by its address on a page that is there already, which keeps what the page knows. */
async function openHere(page, dossier) {
  await page.evaluate((dossier) => (location.hash = `#/lead/${dossier}`), dossier);
  await loaded(page);
}

test("each vendor's usual address is filled in, and no key", async () => {
  const { page, troubles } = await connections();
  const usual = {
    apten: "https://api.attent.app/v1",
    leadsail: "https://api.leadsail.app/api/v1",
    naturalead: "https://api.naturalead.ai/api",
    attendee: "https://app.attendee.dev/api/v1",
  };
  for (const vendor of VENDORS) {
    await openForm(page, vendor);
    assert.equal(await address(page, vendor).inputValue(), usual[vendor]);
    assert.equal(await key(page, vendor).inputValue(), "");
    await form(page, vendor).getByText("not connected").waitFor();
    assert.ok(await form(page, vendor).getByRole("radio", { name: "This page only" }).isChecked());
  }
  assert.deepEqual(troubles, []);
});

test("a saved key is shown by its last four characters only", async () => {
  const { page } = await connections();
  await connect(page, "apten");
  const typed = real("apten").key;
  assert.equal(await key(page, "apten").inputValue(), "", "the key stays in the field");
  assert.equal(await key(page, "apten").getAttribute("placeholder"), `••••••••${typed.slice(-4)}`);
  assert.ok(!(await page.content()).includes(typed.slice(0, 12)));
  assert.ok(!(await storage(page)).includes(typed.slice(0, 12)));
});

test("a key for this page is gone after a reload, one for this tab is not, and neither is in another tab", onlyWhere("something is kept"), async () => {
  const { page, context } = await connections();
  await connect(page, "apten", { keep: "This page only" });
  await connect(page, "leadsail", { keep: "This tab" });
  const kept = await storage(page);
  assert.ok(!kept.includes(real("apten").key), "a key was kept that nobody asked to keep");
  await page.reload();
  await form(page, "apten").getByText("not connected").waitFor();
  await form(page, "leadsail").getByText("key ending …").waitFor();
  assert.equal(await addressIn(page, "leadsail"), real("leadsail").base_url);

  await openHere(page, only(demo(), "leadsail"));
  await feed(page, "leadsail").getByText("complete").waitFor();

  const { page: other } = await openWatched(context);
  await other.goto(`${stage.pages.base}#/connections`);
  await form(other, "leadsail").getByText("not connected").waitFor();
});

test("who changes their mind about keeping a key has it kept no longer", onlyWhere("something is kept"), async () => {
  const { page } = await connections();
  await connect(page, "leadsail", { keep: "This tab" });
  assert.ok((await storage(page)).includes(real("leadsail").key));
  await form(page, "leadsail").getByRole("radio", { name: "This page only" }).check();
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  await eventually(async () => assert.ok(!(await storage(page)).includes(real("leadsail").key)));
  await form(page, "leadsail").getByText("key ending …").waitFor();
});

test("a key is for the address it was typed for: another address forgets it", async () => {
  const { page } = await connections();
  await connect(page, "leadsail", { keep: "This tab" });
  const other = real("apten").base_url;
  await address(page, "leadsail").fill(other);
  await form(page, "leadsail").getByText("The key was typed for the address before and will be forgotten.").waitFor();
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  const alert = form(page, "leadsail").getByRole("alert").filter({ hasText: "Paste the LeadSail key." });
  await alert.waitFor();
  await isSaidAt(alert, key(page, "leadsail"));
  assert.equal(await address(page, "leadsail").getAttribute("aria-invalid"), "false");

  await key(page, "leadsail").fill("AnotherKeyForTheOtherAddress");
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  await form(page, "leadsail").getByText("key ending …ress").waitFor();
  assert.ok(!(await storage(page)).includes(real("leadsail").key), "the former key is still kept");
  await openHere(page, only(demo(), "leadsail"));
  const asked = (await gets(stage)).filter((one) => one.path.includes("lead_7c41d9"));
  assert.ok(asked.length > 0);
  assert.ok(asked.every((one) => one.key === "wrong"), "the former key went to the new address");
});

test("an address that a key must not be sent to is refused with a reason", async () => {
  const { page, asked } = await connections();
  await openForm(page, "apten");
  for (const [typed, words] of [
    ["", /address/i],
    ["api.attent.app/v1", /https/],
    ["http://api.attent.app/v1", /http/],
    ["https://api.attent.app@evil.example/v1", /name|user|@/i],
    ["https://api.attent.app/v1?key=1", /\?|query/i],
  ]) {
    await address(page, "apten").fill(typed);
    await key(page, "apten").fill("SomeKeySomeKeySomeKey");
    await form(page, "apten").getByRole("button", { name: "Save and test" }).click();
    const alert = form(page, "apten").getByRole("alert");
    await eventually(async () => assert.match(await alert.textContent(), words));
    await isSaidAt(alert, address(page, "apten"));
    await form(page, "apten").getByText("not connected").waitFor();
  }
  assert.ok(asked.every((url) => url.origin === new URL(stage.pages.base).origin));
});

test("“Save and test” says what it learned", async () => {
  const { page } = await connections();
  const learn = async (vendor, title) => {
    await form(page, vendor).getByRole("button", { name: "Save and test" }).click();
    await form(page, vendor).locator(".notice").getByText(title, { exact: true }).waitFor();
  };
  const { naturalead } = stage.simulator.ready.vendors;
  await openForm(page, "naturalead");
  await address(page, "naturalead").fill(naturalead.base_url);
  await key(page, "naturalead").fill(`nl_live_${"0123456789abcdef".repeat(4)}`);
  await learn("naturalead", "Naturalead refused the key (401)");
  await key(page, "naturalead").fill(`nl_test_${"0".repeat(64)}`);
  await learn("naturalead", "Naturalead’s key may not read this (403)");
  await key(page, "naturalead").fill(naturalead.key);
  await learn("naturalead", "Naturalead accepted the key");
  await form(page, "naturalead").getByText("The key may read conversations.").waitFor();

  await connect(page, "leadsail");
  await learn("leadsail", "LeadSail answered, and this page may read it");
  await key(page, "leadsail").fill("AKeyThatLeadSailDoesNotKnow");
  await learn("leadsail", "LeadSail refused the key (401)");
  await key(page, "leadsail").fill(real("leadsail").key);
  await learn("leadsail", "LeadSail answered, and this page may read it");
  await openHere(page, only(demo(), "leadsail"));
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Connections" }).click();
  await openForms(page);
  await learn("leadsail", "LeadSail accepted the key");

  await stage.simulator.control("PUT", "cors", { naturalead: "refuses" });
  await learn("naturalead", "Naturalead did not let this page read the answer");
});

test("keys can be forgotten one by one, and all at once", onlyWhere("something is kept"), async () => {
  const { page } = await connections();
  for (const vendor of VENDORS) await connect(page, vendor, { keep: "This tab" });
  await form(page, "apten").getByRole("button", { name: "Forget this key" }).click();
  await form(page, "apten").getByText("not connected").waitFor();
  assert.ok(!(await storage(page)).includes(real("apten").key));
  assert.ok((await storage(page)).includes(real("attendee").key));

  await page.getByRole("button", { name: "Forget all keys" }).click();
  for (const vendor of VENDORS) await form(page, vendor).getByText("not connected").waitFor();
  const kept = await storage(page);
  for (const vendor of VENDORS) assert.ok(!kept.includes(real(vendor).key), `${vendor}'s key is still kept`);
  await page.reload();
  await form(page, "leadsail").getByText("not connected").waitFor();
});

test("a vendor that is connected afterwards is asked for the lead that is open", async () => {
  const { page } = await connections();
  await connect(page, "leadsail");
  await openHere(page, only(demo(), "leadsail", "naturalead"));
  const before = await drawn(page);
  await page.getByText("Naturalead needs a key").waitFor();
  await page.getByRole("button", { name: "Add a key" }).click();
  await connect(page, "naturalead");
  await page.goBack();
  await feed(page, "naturalead").getByText("complete").waitFor();
  await eventually(async () => assert.ok((await drawn(page)) > before));
});

test("storage that the browser denies costs nothing but the keeping", async () => {
  const visitor = await visit(stage);
  const { page, troubles } = visitor;
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
  await page.goto(`${stage.pages.base}#/connections`);
  await connect(page, "leadsail", { keep: "This tab" });
  await page.getByText("Keys are not kept here").waitFor();
  await openHere(page, only(demo(), "leadsail"));
  await feed(page, "leadsail").getByText("complete").waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

test("who leaves while a connection is being tested breaks nothing", async () => {
  const { page, troubles } = await connections();
  await stage.simulator.control("POST", "faults", { vendor: "naturalead", fault: { kind: "delay", ms: 1000 } });
  await connect(page, "naturalead");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Requests/ }).click();
  await page.getByRole("table").getByRole("row").nth(1).waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

test("who fills in one vendor’s form is not taken away from it by what another’s test learned", async () => {
  const { page } = await connections({ viewport: { width: 400, height: 500 } });
  await stage.simulator.control("POST", "faults", { vendor: "apten", fault: { kind: "delay", ms: 1500 } });
  await connect(page, "apten");
  await openForm(page, "attendee");
  await key(page, "attendee").focus();
  await form(page, "apten").getByText("Testing …").waitFor();
  const where = () => key(page, "attendee").evaluate((field) => [field === document.activeElement, field.getBoundingClientRect().top]);
  const isInView = ([, top]) => top > 0 && top < 500;
  assert.ok(isInView(await where()));
  await form(page, "apten").locator(".notice").first().waitFor();
  await frames(page);
  const [hasFocus, top] = await where();
  assert.ok(hasFocus && isInView([hasFocus, top]), `the field is at ${top}`);
});

test("who is quicker than the form that was opened stays in the field they chose", async () => {
  const { page } = await connections();
  await form(page, "leadsail").getByRole("button", { name: "Connect LeadSail" }).waitFor();
  await page.evaluate(async () => {
    const card = document.querySelector("[data-vendor=leadsail]");
    card.querySelector("button[aria-expanded]").click();
    while (!card.querySelector("[inputmode=url]")) await Promise.resolve();
    card.querySelector("[inputmode=url]").focus();
  });
  await frames(page);
  assert.ok(await address(page, "leadsail").evaluate((field) => field === document.activeElement));
});
