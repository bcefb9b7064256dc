// The page of connections at a glance: a line for each vendor, which opens to its form.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, connect, form, key, openConnections } from "./support/connect.js";
import { hasFocus, VENDORS } from "./support/failing.js";
import { isFine } from "./support/fine.js";
import { setStage } from "./support/stage.js";
import { NAMES } from "./support/visit.js";

const stage = setStage();
const button = (page, vendor, name) => form(page, vendor).getByRole("button", { name: `${name} ${NAMES[vendor]}`, exact: true });

test("every vendor is a line that says how it stands, and opens to its form and closes again", async () => {
  const { page } = await openConnections(stage);
  assert.equal(await page.locator("main form").count(), 0);
  await form(page, "apten").getByText("api.attent.app/v1", { exact: true }).waitFor();
  await button(page, "apten", "Connect").press("Enter");
  await hasFocus(key(page, "apten"));
  assert.equal(await button(page, "apten", "Close").getAttribute("aria-expanded"), "true");
  await key(page, "apten").fill("typed-and-not-saved");
  await button(page, "apten", "Close").press("Enter");
  await hasFocus(button(page, "apten", "Connect"));
  assert.equal(await page.locator("main form").count(), 0);
  await button(page, "apten", "Connect").press("Enter");
  await hasFocus(key(page, "apten"));
  assert.equal(await key(page, "apten").inputValue(), "", "what was not saved went with the form");

  await connect(stage, page, "apten");
  await connect(stage, page, "naturalead", { keep: "This tab" });
  await form(page, "naturalead").getByText("The key may read conversations.").waitFor();
  await button(page, "naturalead", "Close").click();
  const { key: typed, base_url } = stage.simulator.ready.vendors.naturalead;
  await form(page, "naturalead").getByText(`key ending …${typed.slice(-4)}, for this tab`, { exact: true }).waitFor();
  await form(page, "naturalead").getByText(base_url, { exact: true }).waitFor();
  await form(page, "naturalead").getByText("Naturalead accepted the key").waitFor();
  assert.equal(await form(page, "naturalead").getByText("The key may read conversations.").count(), 0, "what is well takes a line");

  // Tested where it stands, and told in full when something is wrong.
  await stage.simulator.control("POST", "faults", { vendor: "naturalead", fault: { kind: "status", status: 503 } });
  await form(page, "naturalead").getByRole("button", { name: "Test", exact: true }).press("Enter");
  await form(page, "naturalead").locator(".notice").getByText("Naturalead has a problem (503)").waitFor();
  await hasFocus(form(page, "naturalead").getByRole("button", { name: "Test", exact: true }));
  await button(page, "naturalead", "Change").click();
  await hasFocus(key(page, "naturalead"));
  assert.equal(await address(page, "naturalead").inputValue(), base_url);
});

test("the lines and what they open to are fine for everybody", async () => {
  const { page } = await openConnections(stage);
  await isFine(page, "not connected");
  assert.ok((await page.evaluate(() => document.querySelector("main").scrollHeight)) < 900, "all of it is on one screen of a phone");
  for (const vendor of VENDORS) await connect(stage, page, vendor);
  await isFine(page, "open");
  const starts = await form(page, "apten").locator("legend, .field-label").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x + parseFloat(getComputedStyle(one).paddingLeft)));
  assert.deepEqual([...new Set(starts)].length, 1, `labels and legends begin at ${starts}`);
  for (const vendor of VENDORS) await button(page, vendor, "Close").click();
  await isFine(page, "connected");
});
