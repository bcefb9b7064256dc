// From what went wrong to where it can be mended: the vendor's own form, and the place in it that is meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import { form } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { arrive, hasFocus, othersAreWhole, REFUSALS, VENDORS, WRONG } from "./support/failing.js";
import { setStage } from "./support/stage.js";
import { drawn, feed, NAMES, notice, only, truth } from "./support/visit.js";

const stage = setStage();
const dossier = (vendor) => only(stage.simulator.ready.lead.dossier, vendor).split(",")[0];
const key = (page, vendor) => form(page, vendor).locator("input[type=password]");

/** The card's head and what has the focus are both in view. */
async function isInView(page, vendor) {
  await eventually(async () => {
    const head = await form(page, vendor).getByRole("heading", { level: 2 }).boundingBox();
    const focused = await page.locator(":focus").boundingBox();
    const { height } = page.viewportSize();
    for (const { y } of [head, focused]) assert.ok(y >= 40 && y < height, `${NAMES[vendor]} is at ${y} px`);
  });
}

for (const vendor of VENDORS) {
  test(`what can be done about ${NAMES[vendor]} is done at its own form`, async () => {
    const viewport = { width: 1000, height: 600 };
    const refused = await arrive(stage, { keys: { [vendor]: WRONG[vendor] }, dossier: dossier(vendor), viewport });
    await notice(refused.page, REFUSALS[vendor][0]).getByRole("button", { name: "Change key" }).click();
    await hasFocus(key(refused.page, vendor));
    await isInView(refused.page, vendor);
    assert.equal(new URL(refused.page.url()).hash, "#/connections");

    const keyless = await arrive(stage, { keys: { [vendor]: null }, dossier: dossier(vendor), viewport });
    await notice(keyless.page, `${NAMES[vendor]} needs a key`).getByRole("button", { name: "Add a key" }).click();
    await hasFocus(key(keyless.page, vendor));
    await isInView(keyless.page, vendor);

    await stage.simulator.control("PUT", "cors", { [vendor]: "refuses" });
    const barred = await arrive(stage, { dossier: dossier(vendor), viewport });
    await notice(barred.page, `${NAMES[vendor]} did not let this page read the answer`).getByRole("button", { name: "Other ways in" }).click();
    await hasFocus(form(barred.page, vendor).getByRole("heading", { name: "Other ways" }));
    await isInView(barred.page, vendor);
  });
}

test("“Use another address” leads to the address, and going there again by the bar to the page's beginning", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "naturalead", fault: { kind: "html", status: 200 } });
  const { page } = await arrive(stage, { dossier: dossier("naturalead") });
  await notice(page, "Naturalead answered with a web page, not data (200)").getByRole("button", { name: "Use another address" }).click();
  await hasFocus(form(page, "naturalead").getByLabel("Address of the API"));
  const bar = page.getByRole("navigation", { name: "Pages" });
  await bar.getByRole("link", { name: "Requests" }).click();
  await hasFocus(page.getByRole("heading", { name: "Requests", level: 1 }));
  await bar.getByRole("link", { name: "Connections" }).click();
  await hasFocus(page.getByRole("heading", { name: "Connections", level: 1 }));
  await page.reload();
  await form(page, "naturalead").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
});

test("“Change key” leads to the connections, and back to everything that was there", async () => {
  const { page } = await arrive(stage, { keys: { apten: WRONG.apten } });
  await othersAreWhole(stage, page, "apten");
  await notice(page, REFUSALS.apten[0]).getByRole("button", { name: "Change key" }).click();
  await page.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  const right = stage.simulator.ready.vendors.apten.key;
  await key(page, "apten").fill(right);
  await form(page, "apten").getByRole("button", { name: "Save" }).click();
  await form(page, "apten").getByText(`key ending …${right.slice(-4)}`).waitFor();
  await page.goBack();
  await feed(page, "apten").getByText("since").waitFor();
  await eventually(async () => assert.equal(await drawn(page), (await truth(stage, "demo")).length));
  assert.equal(await notice(page, REFUSALS.apten[0]).count(), 0);
});
