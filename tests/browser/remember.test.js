// Keys that are remembered on this device: sealed under a passphrase, opened by it, and otherwise nowhere.
import assert from "node:assert/strict";
import { addressIn, connect, everythingStored, form, openConnections, openForm, passphrase, PASSPHRASE, remember, save, unlock, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { isFine } from "./support/fine.js";
import { leadPath } from "./support/lead.js";
import { sealed } from "./support/sealed.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { feed, gets, loaded, NAMES, notice, only, unexpected } from "./support/visit.js";

const test = testWhere("something is kept");
const stage = setStage();
const real = (vendor) => stage.simulator.ready.vendors[vendor];
const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];
const hasFocus = (field) => field.evaluate((one) => one === document.activeElement);
const openHere = (page, vendor) => page.evaluate((hash) => (location.hash = hash), leadPath(only(stage.simulator.ready.lead.dossier, vendor)).replace("?dev=1", ""));

test("a remembered key outlives the page, and is used again once its passphrase is typed", async () => {
  const { page, troubles, asked } = await openConnections(stage);
  await remember(stage, page, "leadsail", { opens: PASSPHRASE });
  await form(page, "leadsail").getByText("Remember on this device").waitFor();
  await page.reload();

  await vault(page).getByRole("heading", { name: "Keys remembered on this device – unlock" }).waitFor();
  await vault(page).getByText(real("leadsail").base_url).waitFor();
  await form(page, "leadsail").getByText("locked", { exact: true }).waitFor();
  await unlock(page);
  await form(page, "leadsail").getByText(`key ending …${real("leadsail").key.slice(-4)}`).waitFor();
  assert.equal(await addressIn(page, "leadsail"), real("leadsail").base_url);
  assert.ok(await form(page, "leadsail").getByRole("radio", { name: "Remember on this device" }).isChecked());

  await openHere(page, "leadsail");
  await loaded(page);
  await feed(page, "leadsail").getByText("complete").waitFor();
  const keyed = asked.filter((url) => url.origin === new URL(real("leadsail").base_url).origin);
  assert.ok(keyed.every((url) => url.href.startsWith(`${real("leadsail").base_url}/`)));
  assert.deepEqual(unexpected(troubles), []);
});

test("no stored byte shows a key or the passphrase, and each sealed text has a salt, a key and an IV of its own", async () => {
  const spied = (page) =>
    page.addInitScript(() => {
      const real = SubtleCrypto.prototype.deriveKey;
      window.derived = [];
      SubtleCrypto.prototype.deriveKey = async function (way, base, sort, canExport, uses) {
        window.derived.push({ name: way.name, hash: way.hash.name ?? way.hash, rounds: way.iterations, salt: way.salt.join(), sort, canExport });
        return real.call(this, way, base, sort, canExport, uses);
      };
    });
  const { page } = await openConnections(stage, { prepare: spied });
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await remember(stage, page, "leadsail");
  const first = await sealed(page);
  await remember(stage, page, "leadsail");
  const stored = await everythingStored(page);
  for (const vendor of ["apten", "leadsail"]) {
    for (const spelling of [real(vendor).key, btoa(real(vendor).key).replace(/=+$/, ""), [...real(vendor).key].reverse().join("")]) {
      assert.ok(!stored.includes(spelling), `${vendor}'s key is stored`);
    }
  }
  assert.ok(!stored.includes(PASSPHRASE) && !stored.includes("Tuesday"));

  const [derivation, ...more] = await page.evaluate(() => window.derived);
  assert.equal(more.length, 0, "one passphrase is one key");
  assert.deepEqual([derivation.name, derivation.hash, derivation.canExport], ["PBKDF2", "SHA-256", false]);
  assert.ok(derivation.rounds >= 600_000, `${derivation.rounds} rounds`);
  assert.equal(derivation.salt.split(",").length, 16);
  assert.deepEqual(derivation.sort, { name: "AES-GCM", length: 256 });
  const second = await sealed(page);
  const ivs = [first, second].flatMap((all) => Object.values(all).flatMap(({ iv }) => (iv ? [iv.join()] : [])));
  assert.equal(new Set(ivs).size, 3, "apten once, leadsail twice");
  assert.ok(ivs.every((iv) => iv.split(",").length === 12));
});

test("a wrong passphrase opens nothing, and is told", async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await page.reload();
  await vault(page).waitFor();
  const asked = (await gets(stage)).length;
  await unlock(page, "wet paint on tuesday");
  await vault(page).getByRole("alert").getByText("This is not the passphrase that the keys were remembered with.").waitFor();
  assert.ok(await passphrase(vault(page)).and(page.locator("[aria-invalid=true]")).evaluate((field) => document.getElementById(field.getAttribute("aria-describedby").split(" ")[0]).role === "alert"));
  await form(page, "apten").getByText("locked", { exact: true }).waitFor();
  assert.equal(await addressIn(page, "apten"), real("apten").base_url);
  assert.equal((await gets(stage)).length, asked);
  await unlock(page);
  await form(page, "apten").getByText("key ending …").waitFor();
  assert.equal(await vault(page).getByRole("alert").count(), 0);
});

test("a passphrase that is easy to guess is refused, and nothing is stored", async () => {
  const { page } = await openConnections(stage);
  const own = form(page, "apten");
  await openForm(page, "apten");
  await own.getByLabel("Address of the API").fill(real("apten").base_url);
  await own.getByLabel(/^Key/).fill(real("apten").key);
  await own.getByRole("radio", { name: "Remember on this device" }).check();
  for (const [weak, words] of [["", "Choose a passphrase of at least 12 characters."], ["short one", "This is too short: 3 more characters"], ["passwordpassword", "easy to guess"]]) {
    await passphrase(own).fill(weak);
    await save(page, "apten");
    await own.getByRole("alert").getByText(words).waitFor();
    await own.getByText("not connected").waitFor();
  }
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  await passphrase(own).fill(PASSPHRASE);
  await save(page, "apten");
  await vault(page).getByRole("button", { name: "Forget Apten on this device" }).waitFor();
});

test("a page that remembers nothing makes no database", async () => {
  const { page } = await openConnections(stage);
  await connect(stage, page, "apten");
  await connect(stage, page, "leadsail", { keep: "This tab" });
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.equal(await vault(page).count(), 0);
});

test("who types a key where others are locked opens them with the same passphrase, and the typed key wins", async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE, typed: "FormerKeyOfApten0001" });
  await remember(stage, page, "leadsail");
  await page.reload();
  await vault(page).getByRole("button", { name: "Unlock" }).waitFor();
  await connect(stage, page, "apten", { keep: "Remember on this device", opens: "not the passphrase" });
  await form(page, "apten").getByRole("alert").getByText("Not remembered on this device: This is not the passphrase").waitFor();
  await form(page, "leadsail").getByText("locked", { exact: true }).waitFor();
  await passphrase(form(page, "apten")).fill(PASSPHRASE);
  await save(page, "apten");
  await form(page, "leadsail").getByText("key ending …").waitFor();
  await page.getByRole("status").getByText("Remembered on this device").waitFor();

  await page.reload();
  await unlock(page);
  await form(page, "apten").getByText(`key ending …${real("apten").key.slice(-4)}`).waitFor();
});

test("a changed passphrase opens everything, and the former one nothing", async () => {
  const { page } = await openConnections(stage);
  const next = "dry socks on Sunday";
  for (const vendor of VENDORS) await remember(stage, page, vendor, vendor === "apten" ? { opens: PASSPHRASE } : {});
  const before = await sealed(page);
  await vault(page).getByText("Change the passphrase").click();
  const change = async (former, wanted) => {
    await vault(page).getByLabel("Passphrase so far").fill(former);
    await vault(page).getByLabel("New passphrase").fill(wanted);
    await vault(page).getByRole("button", { name: "Change" }).click();
  };
  await change("not the passphrase", next);
  await vault(page).getByRole("alert").getByText("This is not the passphrase").waitFor();
  await change(PASSPHRASE, "short");
  await vault(page).getByRole("alert").getByText("This is too short").waitFor();
  await change(PASSPHRASE, next);
  await page.getByRole("status").getByText("The passphrase is changed").waitFor();
  for (const [name, entry] of Object.entries(await sealed(page))) {
    const former = before[name];
    assert.notEqual((entry.iv ?? entry.salt).join(), (former.iv ?? former.salt).join(), `${name} is sealed anew`);
  }
  await page.reload();
  await unlock(page, PASSPHRASE);
  await vault(page).getByRole("alert").getByText("This is not the passphrase").waitFor();
  await unlock(page, next);
  for (const vendor of VENDORS) await form(page, vendor).getByText("key ending …").waitFor();
});

test("one remembered key can be forgotten, locked or open, and with the last one nothing is left", async () => {
  const { page } = await openConnections(stage);
  for (const vendor of ["apten", "leadsail", "attendee"]) await remember(stage, page, vendor, { opens: vendor === "apten" ? PASSPHRASE : undefined });
  const forget = (vendor) => vault(page).getByRole("button", { name: `Forget ${NAMES[vendor]} on this device` });
  await forget("apten").click();
  await form(page, "apten").getByText("not connected").waitFor();
  await form(page, "leadsail").getByRole("button", { name: "Forget this key" }).click();
  await forget("leadsail").waitFor({ state: "detached" });
  assert.deepEqual(Object.keys(await sealed(page)).sort(), ["connection.attendee", "lock"]);
  await page.reload();
  await forget("attendee").click();
  await vault(page).waitFor({ state: "detached" });
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("who changes their mind about remembering has it remembered no longer", async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await form(page, "apten").getByRole("radio", { name: "This tab" }).check();
  await save(page, "apten");
  await vault(page).waitFor({ state: "detached" });
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  await page.reload();
  await form(page, "apten").getByText("key ending …").waitFor();
});

test("whoever opens a link while keys are locked is told where to unlock them, and then sees the lead", async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "leadsail", { opens: PASSPHRASE });
  await page.goto(stage.pages.base);
  await page.reload();
  await page.getByRole("link", { name: "remembered – unlock" }).waitFor();
  await openHere(page, "leadsail");
  await feed(page, "leadsail").getByText("locked", { exact: true }).waitFor();
  await notice(page, "LeadSail’s key is locked").waitFor();
  assert.equal(await notice(page, "No entries").count(), 0, "nothing was asked");
  const { hash } = new URL(page.url());
  await notice(page, "LeadSail’s key is locked").getByRole("button", { name: "Unlock" }).click();
  await vault(page).waitFor();
  await eventually(async () => assert.ok(await hasFocus(passphrase(vault(page)))));
  await unlock(page, "not the passphrase");
  await vault(page).getByRole("alert").waitFor();
  await unlock(page);
  await loaded(page);
  await feed(page, "leadsail").getByText("complete").waitFor();
  assert.equal(new URL(page.url()).hash, hash);
  await page.goBack();
  await form(page, "leadsail").getByText("key ending …").waitFor();
});

/** Two tabs of one browser in which Apten's and LeadSail's keys are remembered and open. */
async function twoOpenTabs() {
  const { page: one, context } = await openConnections(stage);
  await remember(stage, one, "apten", { opens: PASSPHRASE });
  await remember(stage, one, "leadsail");
  const { page: other } = await openConnections(stage, { context });
  await unlock(other);
  await form(other, "apten").getByText("key ending …").waitFor();
  return { one, other };
}

const FORMER = "FormerKeyOfApten0001";
const NEXT = "NextKeyOfApten0002";
const ends = (page, typed) => form(page, "apten").getByText(`key ending …${typed.slice(-4)}`).waitFor();

test("a tab whose passphrase was changed in another says so, and goes on using its keys", async () => {
  const { one, other } = await twoOpenTabs();
  const next = "dry socks on Sunday";
  await vault(one).getByText("Change the passphrase").click();
  await vault(one).getByLabel("Passphrase so far").fill(PASSPHRASE);
  await vault(one).getByLabel("New passphrase").fill(next);
  await vault(one).getByRole("button", { name: "Change" }).click();
  await vault(other).getByRole("heading", { name: "Keys remembered on this device – under a new passphrase" }).waitFor();
  await vault(other).getByText("What this page had opened is used all the same").waitFor();
  for (const vendor of ["apten", "leadsail"]) await form(other, vendor).getByText("key ending …").waitFor();
  await openHere(other, "leadsail");
  await feed(other, "leadsail").getByText("complete").waitFor();
  await other.goBack();
  await unlock(other, next);
  await vault(other).getByRole("heading", { name: "Keys remembered on this device", exact: true }).waitFor();
  // Locked by its reader, it is locked.
  await vault(one).getByRole("button", { name: "Lock now" }).click();
  await vault(other).getByRole("heading", { name: "Keys remembered on this device – unlock" }).waitFor();
});

test("a key that one tab replaces while another is locked with the former one does not come back when that is unlocked", async () => {
  const { one, other } = await twoOpenTabs();
  await remember(stage, one, "apten", { typed: FORMER });
  await ends(other, FORMER);
  const next = "dry socks on Sunday";
  await vault(one).getByText("Change the passphrase").click();
  await vault(one).getByLabel("Passphrase so far").fill(PASSPHRASE);
  await vault(one).getByLabel("New passphrase").fill(next);
  await vault(one).getByRole("button", { name: "Change" }).click();
  await vault(other).getByRole("button", { name: "Unlock" }).waitFor();
  await ends(other, FORMER);
  await remember(stage, one, "apten", { typed: NEXT });
  await eventually(async () => assert.equal(await form(one, "apten").getByRole("button", { name: "Save and test" }).count(), 1));
  const before = await sealed(one);

  await unlock(other, next);
  await ends(other, NEXT);
  // What is put after it is there, so what was to be put before it would be, too.
  await remember(stage, other, "attendee");
  const { "connection.attendee": _, ...after } = await sealed(one);
  assert.deepEqual(after, before);
  await one.reload();
  await unlock(one, next);
  await ends(one, NEXT);
});

test("a key that one tab replaces is used in another that has it open, which cannot bring the former one back", async () => {
  const { one, other } = await twoOpenTabs();
  await remember(stage, one, "apten", { typed: NEXT });
  await ends(other, NEXT);
  await save(other, "apten");
  await remember(stage, other, "attendee");
  await one.reload();
  await unlock(one);
  await ends(one, NEXT);
});

test("“Lock now” forgets in every tab what was opened, and nothing else, until the passphrase is typed again", async () => {
  const { one, other } = await twoOpenTabs();
  await connect(stage, other, "naturalead");
  await vault(one).getByRole("button", { name: "Lock now" }).click();
  for (const page of [one, other]) {
    for (const vendor of ["apten", "leadsail"]) await form(page, vendor).getByText("locked", { exact: true }).waitFor();
    await vault(page).getByRole("button", { name: "Unlock" }).waitFor();
  }
  await form(other, "naturalead").getByText("key ending …").waitFor();
  await eventually(async () => assert.ok(await hasFocus(passphrase(vault(one)))));
  const asked = (await gets(stage)).length;
  await openForm(other, "apten");
  await form(other, "apten").getByRole("radio", { name: "This page only" }).check();
  await save(other, "apten");
  await form(other, "apten").getByRole("alert").getByText("Paste the Apten key.").waitFor();
  assert.equal((await gets(stage)).length, asked);

  await unlock(one);
  await form(one, "apten").getByText("key ending …").waitFor();
  await eventually(async () => assert.ok(await hasFocus(vault(one).getByRole("heading"))));
  await form(other, "leadsail").getByText("locked", { exact: true }).waitFor();
});

test("a passphrase is shown only while its reader wants it", async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await page.reload();
  const field = passphrase(vault(page));
  assert.equal(await field.getAttribute("type"), "password");
  await vault(page).getByLabel("Show what is typed").check();
  // Browsers note what stands in fields that can be read, unless they are told not to.
  assert.equal(await vault(page).locator("input[autocomplete=off]").getAttribute("type"), "text");
  await vault(page).getByLabel("Show what is typed").uncheck();
  assert.equal(await field.getAttribute("type"), "password");
  assert.equal(await field.getAttribute("autocomplete"), "current-password");
});

test("the choices and the card are fine for everybody, locked and open", async () => {
  const { page } = await openConnections(stage);
  await openForm(page, "apten");
  await form(page, "apten").getByRole("radio", { name: "Remember on this device" }).check();
  await isFine(page, "a passphrase to choose");
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  await vault(page).getByText("Change the passphrase").click();
  await isFine(page, "open");
  await page.reload();
  await unlock(page, "not the passphrase");
  await vault(page).getByRole("alert").waitFor();
  await isFine(page, "locked");
});
