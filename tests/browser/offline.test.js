// A network that goes and comes back while a lead is open.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { setStage } from "./support/stage.js";
import { drawn, entry, loaded, notice, truth, unexpected, visit } from "./support/visit.js";

const stage = setStage();

test("what ended for want of a network is read as soon as there is one again, and nothing is lost", async () => {
  const { page, context, troubles, open } = await visit(stage);
  await open(stage.simulator.ready.lead.dossier);
  await loaded(page);
  const before = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), before));

  await context.setOffline(true);
  await stage.simulator.control("POST", "change", { lead: "demo", vendor: "apten", change: "append", text: "Is anybody there?", from: "lead" });
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  await notice(page, "This device is offline").first().waitFor();
  await notice(page, "This device is offline").getByText("so Apten, LeadSail, Naturalead and Attendee were not asked", { exact: false }).waitFor();
  assert.equal(await notice(page, "This device is offline").count(), 1);
  assert.equal(await drawn(page), before, "what had come stays");

  await context.setOffline(false);
  await entry(page, "Is anybody there?").first().waitFor();
  await loaded(page);
  await eventually(async () => assert.equal(await notice(page, "This device is offline").count(), 0));
  assert.equal(await drawn(page), before + 1);
  assert.deepEqual(unexpected(troubles), []);
});
