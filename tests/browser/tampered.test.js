// What is remembered on this device, changed by another page of the same origin: no key goes elsewhere, and nothing breaks.
import assert from "node:assert/strict";
import { addressIn, form, openConnections, openForm, PASSPHRASE, remember, unlock, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { tamper } from "./support/sealed.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { unexpected } from "./support/visit.js";

const test = testWhere("something is kept");
const stage = setStage();
const real = (vendor) => stage.simulator.ready.vendors[vendor];

for (const [what, change] of [
  ["another address", ({ own }) => (own.label = own.label.replace("/apten", "/elsewhere"))],
  ["another host", ({ own }) => (own.label = own.label.replace("127.0.0.1", "localhost"))],
  ["another vendor", ({ own }) => (own.label = own.label.replace('"apten"', '"naturalead"'))],
  ["another one's sealed text", ({ own, other }) => Object.assign(own, { sealed: other.sealed, iv: other.iv })],
  ["a bit of another", ({ own }) => (own.sealed[3] ^= 1)],
  ["another IV", ({ own }) => (own.iv[0] ^= 1)],
  ["nothing sealed", ({ own }) => delete own.sealed],
  ["a label of no meaning", ({ own }) => (own.label = "x")],
]) {
  test(`${what} in the entry of a key: it is not used, and the others are`, async () => {
    const { page, troubles } = await openConnections(stage);
    await remember(stage, page, "apten", { opens: PASSPHRASE });
    await remember(stage, page, "leadsail");
    await tamper(page, (all) => change({ own: all["connection.apten"], other: all["connection.leadsail"] }));
    await page.reload();
    await unlock(page);
    await form(page, "leadsail").getByText(`key ending …${real("leadsail").key.slice(-4)}`).waitFor();
    await vault(page).getByText("One entry cannot be read.").waitFor();
    for (const vendor of ["apten", "naturalead", "attendee"]) await form(page, vendor).getByText("not connected").waitFor();
    assert.equal(await addressIn(page, "leadsail"), real("leadsail").base_url);
    assert.deepEqual(unexpected(troubles), []);
  });
}

for (const [what, change] of [
  ["few rounds", (lock) => (lock.rounds = 1000)],
  ["endless rounds", (lock) => (lock.rounds = 4e9)],
  ["a short salt", (lock) => (lock.salt = [1, 2])],
  ["another version", (lock) => (lock.version = 2)],
]) {
  test(`a lock with ${what} is not this program's: no passphrase is asked for, and forgetting helps`, async () => {
    const { page, troubles } = await openConnections(stage);
    await remember(stage, page, "apten", { opens: PASSPHRASE });
    await tamper(page, ({ lock }) => change(lock));
    await page.reload();
    await openForm(page, "apten");
    await form(page, "apten").getByText("not possible here. What is remembered here cannot be read any more.").waitFor();
    assert.equal(await vault(page).count(), 0);
    await page.getByRole("button", { name: "Forget all keys" }).click();
    await eventually(async () => assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []));
    await remember(stage, page, "apten", { opens: PASSPHRASE });
    assert.deepEqual(unexpected(troubles), []);
  });
}
