// When the program fails time after time with what it is given: that can be left behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { card, exposeInstances, failAtSecret, restart, SECRET } from "./support/crash.js";
import { setStage } from "./support/stage.js";
import { feed, loaded, only, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;

test("a file that the program fails with, time after time, can be left behind", async () => {
  const { page } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await failAtSecret(page);
  await page.goto(`${stage.pages.base}#/files`);
  const events = [{ id: "m1", roomId: "room_1", type: "MESSAGE", createdAt: "2026-10-09T17:04:00.000Z", data: { content: SECRET, direction: "INBOUND" } }];
  const buffer = Buffer.from(JSON.stringify({ events, nextToken: null }));
  await page.getByLabel("Choose files").setInputFiles({ name: "events.json", mimeType: "application/json", buffer });
  const without = card(page).getByRole("button", { name: "Restart without the files" });
  for (let failures = 1; failures < 3; failures += 1) {
    await card(page).waitFor();
    assert.equal(await without.count(), 0, `offered after ${failures}`);
    const former = await card(page).elementHandle();
    await restart(page).click();
    await former.waitForElementState("hidden");
  }
  await without.click();
  await page.getByText("The files must be given again").waitFor();
  assert.equal(await card(page).count(), 0);
});

test("after three failures in a row the vendor whose answers bring them can be left out", async () => {
  await stage.simulator.control("POST", "change", { lead: "demo", vendor: "leadsail", change: "append", text: SECRET, from: "lead" });
  const { page, open } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await failAtSecret(page);
  await open(only(demo(), "leadsail", "naturalead"));
  const without = card(page).getByRole("button", { name: "Open without LeadSail" });
  for (let failures = 1; failures < 3; failures += 1) {
    await card(page).waitFor();
    assert.equal(await without.count(), 0, `offered after ${failures}`);
    const former = await card(page).elementHandle();
    // Who is impatient presses twice, and still there is one program.
    await restart(page).dblclick();
    await former.waitForElementState("hidden");
    await card(page).waitFor();
    assert.equal(await page.evaluate(() => window.instances.length), failures + 1);
  }
  await without.click();
  await loaded(page);
  await page.getByText("Opened without LeadSail").waitFor();
  assert.equal(new URL(page.url()).hash, `#/lead/${only(demo(), "naturalead")}`);
  assert.equal(await feed(page, "leadsail").count(), 0);
  await feed(page, "naturalead").getByText(/since|complete/).waitFor();
  await page.getByText("LeadSail was left out after a failure", { exact: true }).waitFor();
  const again = page.getByRole("link", { name: "Include it again" });
  assert.equal(await again.getAttribute("href"), `#/lead/${only(demo(), "leadsail", "naturalead")}`);
  await page.evaluate(() => (location.hash = "#/connections"));
  await page.getByText("Opened without LeadSail").waitFor({ state: "detached" });
});
