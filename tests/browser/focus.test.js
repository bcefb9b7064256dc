// Where the keyboard's focus is once what had it is gone: never nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { form, openConnections, PASSPHRASE, remember, unlock } from "./support/connect.js";
import { card, exposeInstances, restart } from "./support/crash.js";
import { arrive, hasFocus } from "./support/failing.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { entry, feed, loaded, notice, only, press, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;
const feeds = (page) => page.getByRole("list", { name: "Where the entries come from" });
const ring = (page) => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

test("a page that was gone to has the focus at its heading, with a ring for who uses the keyboard", async () => {
  const { page } = await visit(stage);
  await page.goto(stage.pages.base);
  const bar = page.getByRole("navigation", { name: "Pages" });
  await heading(page, "What happened with this lead?").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement === document.body), "nobody went anywhere yet");

  await page.getByRole("main").getByRole("link", { name: "Change connections" }).click();
  await hasFocus(heading(page, "Connections"));
  assert.equal(await ring(page), "none");
  await bar.getByRole("link", { name: "Requests" }).click();
  await hasFocus(heading(page, "Requests"));
  assert.equal(await ring(page), "none");

  await page.goBack();
  await hasFocus(heading(page, "Connections"));
  await bar.getByRole("link", { name: "Leads" }).focus();
  await page.keyboard.press("Enter");
  await hasFocus(heading(page, "What happened with this lead?"));
  assert.equal(await ring(page), "solid");
  await page.getByRole("link", { name: "Look at the demo lead" }).press("Enter");
  await hasFocus(page.locator("h1.lead-title"));
  await page.evaluate(() => (location.hash = "#/nowhere"));
  await hasFocus(heading(page, "This address leads nowhere"));
});

test("a lead that is come back to has the focus at the entry that was open, else at its heading", async () => {
  const { page } = await arrive(stage);
  await loaded(page);
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
  const link = entry(page, "").nth(5).locator('a[href*="/e/"]').first();
  await link.press("Enter");
  const row = page.locator("[data-anchor]:focus");
  await row.waitFor();
  const anchor = await row.getAttribute("data-anchor");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Requests" }).press("Enter");
  await hasFocus(heading(page, "Requests"));
  await page.goBack();
  await loaded(page);
  await hasFocus(page.locator(`[data-anchor="${anchor}"]`));
});

test("after “Try again” and “Try now” it is where is said how that goes on", async () => {
  const { control } = stage.simulator;
  await control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 502 } });
  await control("PUT", "settings", { expose: ["Retry-After"] });
  await control("POST", "faults", { vendor: "apten", times: 1, fault: { kind: "status", status: 429, retry_after: "120" } });
  const { page } = await arrive(stage);
  await notice(page, "Apten asks to slow down (429)").getByRole("button", { name: "Try now" }).press("Enter");
  await hasFocus(feeds(page));
  await feed(page, "apten").getByText("since").waitFor();
  const problem = notice(page, "LeadSail has a problem (502)");
  const again = problem.getByRole("button", { name: "Try again" });
  await again.waitFor();
  await control("DELETE", "faults");
  await again.press("Enter");
  await hasFocus(feeds(page));
  await loaded(page);
  assert.equal(await problem.count(), 0);
  await hasFocus(feeds(page));
});

test("after “Try again” on a call's page it is at the call's heading", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "apten", path: "/calls/", fault: { kind: "status", status: 403 } });
  const { page } = await arrive(stage);
  await loaded(page);
  await press(page.locator("article").getByRole("link", { name: "Open call" }).last());
  const again = page.getByRole("complementary", { name: "Details" }).getByRole("button", { name: "Try again" }).first();
  await again.waitFor();
  await stage.simulator.control("DELETE", "faults");
  await again.press("Enter");
  await hasFocus(page.locator(".detail-title"));
  await again.waitFor({ state: "detached" });
  await hasFocus(page.locator(".detail-title"));
});

test("after a restart it is at the heading of the page that is back", async () => {
  const { page, open } = await visit(stage);
  await page.addInitScript(exposeInstances);
  await open(demo());
  await loaded(page);
  await page.getByRole("searchbox").evaluate((box) => {
    new Uint8Array(window.instances.at(-1).memory.buffer).fill(0);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await card(page).waitFor();
  await restart(page).press("Enter");
  await hasFocus(page.locator("h1.lead-title"));
});

test("after unlocking it is at the heading of the lead that was led back to", onlyWhere("something is kept"), async () => {
  const { page } = await openConnections(stage);
  await remember(stage, page, "leadsail", { opens: PASSPHRASE });
  await page.goto(`${stage.pages.base}#/lead/${only(demo(), "leadsail")}`);
  await page.reload();
  await notice(page, "LeadSail’s key is locked").getByRole("button", { name: "Unlock" }).click();
  await unlock(page);
  await feed(page, "leadsail").getByText("complete").waitFor();
  await hasFocus(page.locator("h1.lead-title"));
  await page.goBack();
  await form(page, "leadsail").getByText("key ending …").waitFor();
});
