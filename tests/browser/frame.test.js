// The viewer inside another page: in a narrow frame of a page on another host.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { servePlain } from "./support/plain.js";
import { drawn, entry, loaded, press } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
let browser;
let viewer;
before(async () => {
  [browser, viewer] = await Promise.all([launch(), servePlain({ under: "/viewer/" })]);
});
after(() => Promise.all([browser?.close(), viewer?.stop()]));

/** A portal that shows the viewer in a frame, 400 by 700 pixels. */
async function portal(attributes = "", address = viewer.base) {
  const page = `<!doctype html><title>Portal</title><body><h1>Portal</h1>
    <iframe title="Timeline" width="400" height="700" ${attributes} src="${address}#/demo"></iframe></body>`;
  const host = await servePlain({ under: "/nothing/", more: { "/": page, "/favicon.ico": "" } });
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1200, height: 900 } });
  const opened = await openWatched(context);
  // Another name for this computer is another site: what is stored there is kept apart.
  await opened.page.goto(host.origin.replace("127.0.0.1", "localhost"));
  return { ...opened, host, frame: opened.page.frameLocator("iframe") };
}

test("in a narrow frame of a page on another host the timeline is whole and fits, and calls open in it", async () => {
  const { page, troubles, host, frame } = await portal();
  await loaded(frame);
  await eventually(async () => assert.ok((await drawn(frame)) > 200));
  const inner = page.frames()[1];
  const overflow = () => inner.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await overflow()) <= 0, "the timeline scrolls sideways");

  const card = entry(frame, "Reached a person behind call screening");
  await press(card.getByRole("link", { name: "Open call" }));
  const pane = frame.getByRole("complementary", { name: "Details" });
  await pane.getByText("Passed call screening").first().waitFor();
  assert.ok(!(await card.isVisible()), "the list is beside the call");
  assert.ok((await overflow()) <= 0, "the call scrolls sideways");
  await pane.getByRole("button", { name: "Close" }).click();
  await card.waitFor();
  assert.equal(new URL(page.url()).hash, "", "the portal's own address was touched");
  assert.deepEqual(troubles, []);
  await host.stop();
});

test("a frame that may store nothing works all the same", async (t) => {
  // In a sandbox the frame has no origin, so its files have to be readable by anybody; that is for the host to grant.
  const readable = await servePlain({ under: "/viewer/", sandboxed: true });
  t.after(() => readable.stop());
  const { page, troubles, host, frame } = await portal('sandbox="allow-scripts"', readable.base);
  await loaded(frame);
  assert.equal(await page.frames()[1].evaluate(() => origin), "null");
  await eventually(async () => assert.ok((await drawn(frame)) > 200));
  assert.deepEqual(troubles, []);
  await host.stop();
});

test("the frame's width counts, not the window's", async () => {
  const { page, host, frame } = await portal();
  await loaded(frame);
  const link = entry(frame, "Reached a person behind call screening").getByRole("link", { name: "Open call" });
  await press(link);
  await frame.getByRole("complementary", { name: "Details" }).getByText("Passed call screening").first().waitFor();
  assert.ok(!(await link.isVisible()), "400 pixels are taken for a wide screen");
  await page.locator("iframe").evaluate((frame) => (frame.width = "1150"));
  await link.waitFor();
  await host.stop();
});
