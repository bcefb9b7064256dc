// Forgetting: in every tab, everywhere, for good. And two tabs that edit connections side by side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressIn, connect, everythingStored, form, openConnections, openForm, PASSPHRASE, remember, save, unlock, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { sealed } from "./support/sealed.js";
import { onlyWhere, testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { gets, NAMES, unexpected } from "./support/visit.js";

const testKept = testWhere("something is kept");
const stage = setStage();
const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];
const real = (vendor) => stage.simulator.ready.vendors[vendor];

/** Two tabs of one browser, on the page of connections; everything they say to each other is in `said`. */
async function twoTabs() {
  const prepare = async (page) => {
    await page.exposeFunction("noteSaid", (word) => said.push(word));
    await page.addInitScript(() => {
      const channel = new BroadcastChannel("leadwake");
      channel.onmessage = ({ data }) => window.noteSaid(data);
    });
  };
  const said = [];
  const one = await openConnections(stage, { prepare });
  const other = await openConnections(stage, { context: one.context, prepare });
  return { one: one.page, other: other.page, said, context: one.context, troubles: [one.troubles, other.troubles] };
}

const isConnected = (page, vendor) => form(page, vendor).getByText("key ending …");
const notConnected = (page, vendor) => form(page, vendor).getByText("not connected");

testKept("forgetting wipes memory, tab and device in every tab, and no key is ever said between them", async () => {
  const { one, other, said, troubles } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await connect(stage, one, "leadsail", { keep: "This tab" });
  await connect(stage, one, "naturalead", { keep: "This page only" });
  await unlock(other);
  await isConnected(other, "apten").waitFor();
  await connect(stage, other, "leadsail", { keep: "This tab" });
  await connect(stage, other, "attendee", { keep: "This page only" });

  await one.getByRole("button", { name: "Forget all keys" }).click();
  await other.getByText("All keys were forgotten in another tab").waitFor();
  assert.equal(await one.evaluate(() => document.activeElement.tagName), "H1");
  for (const page of [one, other]) {
    for (const vendor of VENDORS) await notConnected(page, vendor).waitFor();
    await vault(page).waitFor({ state: "detached" });
    const left = await page.evaluate(() => [sessionStorage, localStorage].map((store) => Object.entries(store)));
    // That all was forgotten is said to tabs that are opened later, and nothing of what.
    for (const entries of left) assert.match(`${entries}`, /^leadwake\.forgotten,\d+$/);
  }
  await eventually(async () => assert.deepEqual(await one.evaluate(() => indexedDB.databases()), []));
  for (const page of [one, other]) {
    await page.reload();
    for (const vendor of VENDORS) await notConnected(page, vendor).waitFor();
  }
  assert.ok(said.includes("forget"), `${said}`);
  assert.ok(said.every((word) => word === "forget" || word === "changed"), `${said}`);
  assert.deepEqual(troubles.flatMap(unexpected), []);
});

test("what is asked after forgetting goes out without a key, that is, not at all", onlyWhere("tabs hear each other"), async () => {
  const { one, other } = await twoTabs();
  await connect(stage, other, "naturalead");
  await form(other, "naturalead").getByText("Naturalead accepted the key").waitFor();
  await connect(stage, one, "apten");
  await form(one, "apten").getByRole("button", { name: "Save and test" }).waitFor();
  const asked = (await gets(stage)).length;
  await one.getByRole("button", { name: "Forget all keys" }).click();
  await notConnected(other, "naturalead").waitFor();
  await save(other, "naturalead");
  await form(other, "naturalead").getByRole("alert").getByText("Paste the Naturalead key.").waitFor();
  assert.equal((await gets(stage)).length, asked);
});

testKept("keys that are being unlocked while everything is forgotten do not come back", async () => {
  const { one } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await one.reload();
  await vault(one).getByRole("button", { name: "Unlock" }).waitFor();
  await vault(one).locator("input[autocomplete$=password]").fill(PASSPHRASE);
  // Both within one turn, so that forgetting is asked for while the passphrase is being tried.
  await one.evaluate(() => {
    const button = (name) => [...document.querySelectorAll("button")].find((one) => one.textContent === name);
    const forget = button("Forget all keys");
    button("Unlock").click();
    forget.click();
  });
  await vault(one).waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await one.evaluate(() => indexedDB.databases()), []));
  await notConnected(one, "apten").waitFor();
});

testKept("two tabs that remember keys side by side lose none, and neither learns the other's", async () => {
  const { one, other, said, troubles } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await unlock(other);
  await isConnected(other, "apten").waitFor();
  await Promise.all([remember(stage, one, "leadsail"), remember(stage, other, "attendee")]);
  await remember(stage, one, "naturalead");
  for (const page of [one, other]) await eventually(async () => assert.equal(await vault(page).getByRole("button", { name: /^Forget .* on this device$/ }).count(), 4));
  await notConnected(other, "leadsail").waitFor();
  await notConnected(other, "naturalead").waitFor();
  await notConnected(one, "attendee").waitFor();
  assert.deepEqual(Object.keys(await sealed(one)).sort(), ["connection.apten", "connection.attendee", "connection.leadsail", "connection.naturalead", "lock"]);
  for (const vendor of VENDORS) assert.ok(!(await everythingStored(one)).includes(real(vendor).key));
  assert.ok(said.every((word) => word === "changed"), `${said}`);

  await one.reload();
  await unlock(one);
  for (const vendor of VENDORS) {
    await isConnected(one, vendor).waitFor();
    assert.equal(await addressIn(one, vendor), real(vendor).base_url);
  }
  assert.deepEqual(troubles.flatMap(unexpected), []);
});

testKept("two tabs that choose a passphrase at the same time: the later one is told, and nothing is lost", async () => {
  const { one, other } = await twoTabs();
  // The other tab saw that nothing is remembered, and is at work on its passphrase while the first one remembers.
  await other.evaluate(() => {
    const real = SubtleCrypto.prototype.deriveKey;
    const held = new Promise((resolve) => (window.release = resolve));
    SubtleCrypto.prototype.deriveKey = async function (...given) {
      await held;
      return real.apply(this, given);
    };
  });
  await connect(stage, other, "leadsail", { keep: "Remember on this device", opens: "dry socks on Sunday" });
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await other.evaluate(() => window.release());
  await form(other, "leadsail").getByRole("alert").getByText("changed or forgotten meanwhile").waitFor();
  assert.deepEqual(Object.keys(await sealed(one)).sort(), ["connection.apten", "lock"]);
  await form(other, "leadsail").locator("input[autocomplete$=password]").fill(PASSPHRASE);
  await save(other, "leadsail");
  await vault(other).getByRole("button", { name: `Forget ${NAMES.leadsail} on this device` }).waitFor();
  assert.deepEqual(Object.keys(await sealed(one)).sort(), ["connection.apten", "connection.leadsail", "lock"]);
  await isConnected(other, "apten").waitFor();
});

testKept("a tab whose passphrase was changed in another has to be told the new one before it remembers more", async () => {
  const { one, other } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await unlock(other);
  await isConnected(other, "apten").waitFor();
  await vault(one).getByText("Change the passphrase").click();
  await vault(one).getByLabel("Passphrase so far").fill(PASSPHRASE);
  await vault(one).getByLabel("New passphrase").fill("dry socks on Sunday");
  await vault(one).getByRole("button", { name: "Change" }).click();
  await vault(other).getByRole("button", { name: "Unlock" }).waitFor();
  await isConnected(other, "apten").waitFor();
  await unlock(other, PASSPHRASE);
  await vault(other).getByRole("alert").getByText("This is not the passphrase").waitFor();
  await unlock(other, "dry socks on Sunday");
  await remember(stage, other, "leadsail");
});

testKept("a key that one tab remembers no longer is not remembered by another that has it open", async () => {
  const { one, other } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await remember(stage, one, "leadsail");
  await unlock(other);
  await isConnected(other, "apten").waitFor();
  await vault(one).getByRole("button", { name: "Forget Apten on this device" }).click();
  await vault(other).getByRole("button", { name: "Forget Apten on this device" }).waitFor({ state: "detached" });
  assert.deepEqual(Object.keys(await sealed(other)).sort(), ["connection.leadsail", "lock"]);
});

/** Lets a tab's next key be derived only once `release()` is called in it; `window.asksForKey` tells that it is asked for. */
const holdKeys = (page) =>
  page.evaluate(() => {
    const real = SubtleCrypto.prototype.deriveKey;
    const held = new Promise((resolve) => (window.release = resolve));
    SubtleCrypto.prototype.deriveKey = async function (...given) {
      window.asksForKey = true;
      await held;
      return real.apply(this, given);
    };
  });

/** Changes the passphrase in a tab. */
async function changePassphrase(page, former, next) {
  await vault(page).getByText("Change the passphrase").click();
  await vault(page).getByLabel("Passphrase so far").fill(former);
  await vault(page).getByLabel("New passphrase").fill(next);
  await vault(page).getByRole("button", { name: "Change" }).click();
}

for (const [what, act, left] of [
  ["a key that is forgotten", async (page) => vault(page).getByRole("button", { name: "Forget LeadSail on this device" }).click(), ["connection.apten", "lock"]],
  ["a key that is replaced", async (page) => remember(stage, page, "leadsail", { typed: "ls_another-key-4711" }), ["connection.apten", "connection.leadsail", "lock"]],
  ["a key that is added", async (page) => remember(stage, page, "attendee"), ["connection.apten", "connection.attendee", "connection.leadsail", "lock"]],
]) {
  testKept(`${what} while another tab changes the passphrase: that tab is told, and nothing is undone`, async () => {
    const { one, other } = await twoTabs();
    await remember(stage, one, "apten", { opens: PASSPHRASE });
    await remember(stage, one, "leadsail");
    await unlock(other);
    await isConnected(other, "leadsail").waitFor();
    await holdKeys(other);
    await changePassphrase(other, PASSPHRASE, "dry socks on Sunday");
    await other.waitForFunction(() => window.asksForKey);
    const before = await sealed(one);
    await act(one);
    await eventually(async () => assert.notDeepEqual(await sealed(one), before));
    const now = await sealed(one);
    assert.deepEqual(Object.keys(now).sort(), left);
    await other.evaluate(() => window.release());
    await vault(other).getByRole("alert").getByText("changed or forgotten meanwhile").waitFor();
    assert.deepEqual(await sealed(one), now);
    await one.reload();
    await unlock(one);
    await isConnected(one, "apten").waitFor();
    assert.equal(await vault(one).getByText("cannot be read").count(), 0);
  });
}

testKept("a key that one tab remembers no longer is not remembered again when another is unlocked", async () => {
  const { one, other } = await twoTabs();
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await remember(stage, one, "leadsail");
  await unlock(other);
  await isConnected(other, "apten").waitFor();
  await vault(one).getByRole("button", { name: "Forget Apten on this device" }).click();
  await vault(other).getByRole("button", { name: "Forget Apten on this device" }).waitFor({ state: "detached" });
  await changePassphrase(one, PASSPHRASE, "dry socks on Sunday");
  await unlock(other, "dry socks on Sunday");
  await vault(other).getByText("Change the passphrase").waitFor();
  // What is put after it is there, so what was to be put before it is, too.
  await remember(stage, other, "attendee");
  assert.deepEqual(Object.keys(await sealed(other)).sort(), ["connection.attendee", "connection.leadsail", "lock"]);
});

testKept("a tab that was left while everything was forgotten has forgotten it, too, when it comes back", async () => {
  const { one, other } = await twoTabs();
  await connect(stage, other, "leadsail", { keep: "This tab" });
  await connect(stage, one, "naturalead");
  await other.goto("about:blank");
  await one.getByRole("button", { name: "Forget all keys" }).click();
  await notConnected(one, "naturalead").waitFor();
  await other.goto(`${stage.pages.base}#/connections`);
  await notConnected(other, "leadsail").waitFor();
  // What is typed after that is kept.
  await connect(stage, other, "leadsail", { keep: "This tab" });
  await other.reload();
  await isConnected(other, "leadsail").waitFor();
});

testKept("where tabs cannot speak to each other, forgetting reaches them all the same", async () => {
  const silent = (page) => page.addInitScript(() => delete window.BroadcastChannel);
  const one = await openConnections(stage, { prepare: silent });
  const other = await openConnections(stage, { context: one.context, prepare: silent });
  await connect(stage, other.page, "leadsail", { keep: "This tab" });
  await connect(stage, other.page, "attendee");
  await connect(stage, one.page, "naturalead");
  await one.page.getByRole("button", { name: "Forget all keys" }).click();
  for (const vendor of VENDORS) await notConnected(other.page, vendor).waitFor();
  await other.page.reload();
  await notConnected(other.page, "leadsail").waitFor();
  assert.deepEqual(unexpected([...one.troubles, ...other.troubles]), []);
});

test("what is typed and not saved goes with all keys", async () => {
  const { page } = await openConnections(stage);
  await connect(stage, page, "naturalead");
  await openForm(page, "leadsail");
  const typed = form(page, "leadsail").getByLabel(/^Key/);
  await typed.fill("ls_typed-and-not-saved");
  await page.getByRole("button", { name: "Forget all keys" }).click();
  await notConnected(page, "naturalead").waitFor();
  await eventually(async () => assert.equal(await typed.inputValue(), ""));
});
