// The demo, on the plainest host there is: in a folder of a server that only hands out files, with no vendor anywhere.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { launch, openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { reply, startFront } from "./support/front.js";
import { servePlain } from "./support/plain.js";
import { startSimulator } from "./support/servers.js";
import { drawn, entry, feed, loaded, press } from "./support/visit.js";

const FOLDER = "/tools/lead%20wake/viewer/";
let browser;
let host;
before(async () => {
  [browser, host] = await Promise.all([launch(), servePlain({ under: FOLDER })]);
});
after(() => Promise.all([browser?.close(), host?.stop()]));

/** A page on which every request to any other host is noted. */
async function arrive(options, path = "", { base, origin } = host) {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options });
  const { page, troubles } = await openWatched(context);
  const elsewhere = [];
  page.on("request", (request) => new URL(request.url()).origin !== origin && elsewhere.push(request.url()));
  await page.goto(base + path);
  return { page, context, troubles, elsewhere };
}

async function entries() {
  const simulator = await startSimulator();
  const truth = await simulator.control("GET", "truth/demo");
  await simulator.stop();
  return truth;
}

test("one click from the first page shows the demo lead, whole, and nobody else is asked for anything", async () => {
  const truth = await entries();
  const { page, troubles, elsewhere } = await arrive();
  await page.getByRole("link", { name: "Look at the demo lead" }).click();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), truth.length));
  for (const vendor of ["apten", "leadsail", "naturalead", "attendee"]) {
    await feed(page, vendor).getByText(/since|complete/).first().waitFor();
  }
  await page.getByText("Demo, recorded answers").waitFor();
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(troubles, []);
  assert.deepEqual(await axeFindings(page), []);
});

test("it stays as recent as it was, and its calls and conversations open", async () => {
  const { page, troubles, elsewhere } = await arrive({}, "#/demo");
  await loaded(page);
  await page.getByRole("group", { name: "Timeline", exact: true }).getByRole("heading", { name: /^Today/ }).waitFor();
  const pane = page.getByRole("complementary", { name: "Details" });
  await press(entry(page, "Nobody answered the transfer").getByRole("link", { name: "Open call" }));
  await pane.getByText("Elena Sutton, took the call").first().waitFor();
  await eventually(async () => assert.ok((await pane.locator("ol > li").count()) > 10));
  await press(entry(page, "WhatsApp conversation opened").getByRole("link", { name: "Open conversation" }));
  await pane.getByText("Home owner, decision makers both involved").waitFor();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /Requests/ }).click();
  await page.getByText(/^No vendor was asked yet, nor anybody else/).waitFor();
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(troubles, []);
});

test("a copied link of the demo opens elsewhere at the same place", async () => {
  const { page } = await arrive({ permissions: ["clipboard-read", "clipboard-write"] }, "#/demo");
  await loaded(page);
  await press(entry(page, "Nobody answered the transfer").getByRole("link", { name: "Open call" }));
  const pane = page.getByRole("complementary", { name: "Details" });
  await pane.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${host.base}#/demo/call/`), link);
  const other = await arrive();
  await other.page.goto(link);
  await other.page.getByRole("complementary", { name: "Details" }).getByText("Elena Sutton, took the call").first().waitFor();
});

test("once it is open the network is not needed any more", async () => {
  const { page, context } = await arrive({}, "#/demo");
  await loaded(page);
  const before = await drawn(page);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Refresh" }).click();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), before));
  await press(entry(page, "Reached a person behind call screening").getByRole("link", { name: "Open call" }));
  await page.getByRole("complementary", { name: "Details" }).getByText("Passed call screening").first().waitFor();
});

test("without its recording the demo says that it cannot be shown", async (t) => {
  const front = await startFront(t, host.base, ({ pathname }, response) => /recording[^/]*\.json$/.test(pathname) && reply(response, 404, "gone"));
  const { page } = await arrive({}, "", front);
  await page.getByRole("link", { name: "Look at the demo lead" }).click();
  await page.getByText(/The demo cannot be shown/).waitFor();
});
