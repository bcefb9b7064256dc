// Keys that are remembered on this device and wait for their passphrase.
import assert from "node:assert/strict";
import { form, key, openConnections, openForm, PASSPHRASE, passphrase, remember, save, unlock, vault } from "./support/connect.js";
import { hasFocus } from "./support/failing.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { feed, loaded, NAMES, notice, only } from "./support/visit.js";

const test = testWhere("something is kept");
const stage = setStage();
const real = (vendor) => stage.simulator.ready.vendors[vendor];

/** A page on which these vendors' keys are remembered, and locked. */
async function locked(...vendors) {
  const visitor = await openConnections(stage);
  for (const [at, vendor] of vendors.entries()) await remember(stage, visitor.page, vendor, at === 0 ? { opens: PASSPHRASE } : {});
  await visitor.page.reload();
  await vault(visitor.page).getByRole("button", { name: "Unlock" }).waitFor();
  return visitor;
}

test("that several vendors' keys are locked is said once, and one passphrase opens all", async () => {
  const vendors = ["apten", "leadsail", "naturalead"];
  const { page } = await locked(...vendors);
  const dossier = only(stage.simulator.ready.lead.dossier, ...vendors, "attendee");
  await page.evaluate((dossier) => (location.hash = `#/lead/${dossier}`), dossier);
  const told = notice(page, "The keys of Apten, LeadSail and Naturalead are locked");
  await told.getByText("They are remembered on this device.").waitFor();
  await notice(page, "Attendee needs a key").waitFor();
  assert.equal(await page.locator(".problems .notice").count(), 2);
  for (const vendor of vendors) await feed(page, vendor).getByText("locked", { exact: true }).waitFor();
  await told.getByRole("button", { name: "Unlock" }).click();
  await hasFocus(passphrase(vault(page)));
  await unlock(page);
  await loaded(page);
  for (const vendor of vendors) await feed(page, vendor).getByText(/since|complete/).waitFor();
  assert.equal(await told.count(), 0);
});

test("a key that takes the place of a locked one is remembered, unless its reader chooses otherwise", async () => {
  const { page } = await locked("apten", "leadsail");
  const chosen = (vendor, name) => form(page, vendor).getByRole("radio", { name });
  for (const vendor of ["apten", "leadsail", "attendee"]) {
    await openForm(page, vendor);
    const isLocked = vendor !== "attendee";
    assert.equal(await chosen(vendor, "Remember on this device").isChecked(), isLocked, NAMES[vendor]);
    assert.equal(await chosen(vendor, "This page only").isChecked(), !isLocked, NAMES[vendor]);
  }
  await key(page, "apten").fill("AnotherKeyOfApten0001");
  await passphrase(form(page, "apten")).fill(PASSPHRASE);
  await save(page, "apten");
  await page.getByRole("status").getByText("Remembered on this device").waitFor();
  await page.reload();
  await unlock(page);
  await form(page, "apten").getByText("key ending …0001, on this device").waitFor();
  await form(page, "leadsail").getByText(`key ending …${real("leadsail").key.slice(-4)}, on this device`).waitFor();

  await vault(page).getByRole("button", { name: "Forget Apten on this device" }).click();
  await form(page, "apten").getByText("not connected").waitFor();
  await openForm(page, "apten");
  assert.ok(await chosen("apten", "This page only").isChecked(), "nothing of it is remembered any more");
});
