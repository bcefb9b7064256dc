// A page that shows the viewer in a frame could cover the form for a key, or draw one like it. So a key or a passphrase is
// asked for only where the viewer stands alone, or in pages of its own origin and those that its host listed.
import assert from "node:assert/strict";
import { axeFindings } from "./support/axe.js";
import { openWatched } from "./support/browser.js";
import { form, key, openForm, PASSPHRASE, remember, vault } from "./support/connect.js";
import { testWhere } from "./support/modes.js";
import { servePlain } from "./support/plain.js";
import { setStage } from "./support/stage.js";
import { drawn, loaded, unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const testKept = testWhere("something is kept", "the page is not in a frame");
const stage = setStage();
const WHY = "No keys are asked for in this frame";
const framing = (address) => `<!doctype html><html lang="en"><title>Portal</title><body><main><h1>Portal</h1><iframe title="Timeline" width="900" height="700" src="${address}"></iframe></main></body></html>`;

/** A portal on another site that shows an address in a frame. */
async function portalOf(t, makeAddress, context) {
  const more = { "/favicon.ico": "" };
  const host = await servePlain({ under: "/nothing/", more });
  t.after(() => host.stop());
  const origin = host.origin.replace("127.0.0.1", "localhost");
  more["/"] = framing(await makeAddress(origin));
  context ??= await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1200, height: 900 } });
  const opened = await openWatched(context);
  await opened.page.goto(origin);
  return { ...opened, origin, context, frame: opened.page.frames()[1] };
}

/** A viewer whose host lists these origins. */
async function viewer(t, frame_origins, more = {}) {
  const config = JSON.stringify({ frame_origins });
  const served = await servePlain({ under: "/viewer/", more: { "/viewer/leadwake.json": config, ...more } });
  t.after(() => served.stop());
  return served;
}

const fields = (frame) => frame.locator("input[type=password], .connection");

test("in a frame of a page that is not listed no key is asked for, and the page itself is one click away", async (t) => {
  const { context, page, frame, troubles } = await portalOf(t, async () => `${(await viewer(t, ["https://portal.example"])).base}#/connections`);
  await frame.getByText(WHY).waitFor();
  assert.equal(await fields(frame).count(), 0);
  assert.deepEqual(await axeFindings(page), []);
  const opening = context.waitForEvent("page");
  await frame.getByRole("link", { name: "Open in a new tab" }).click();
  const own = await opening;
  await openForm(own, "apten");
  await key(own, "apten").waitFor();
  assert.equal(await own.getByText(WHY).count(), 0);
  assert.equal(await own.evaluate(() => opener), null);

  await frame.evaluate(() => (location.hash = "#/demo"));
  await loaded(frame);
  assert.ok((await drawn(frame)) > 200, "the demo asks for no key");
  assert.deepEqual(unexpected(troubles), []);
});

test("in a frame of a page that is listed a key is asked for", async (t) => {
  const { frame } = await portalOf(t, async (origin) => `${(await viewer(t, [origin])).base}#/connections`);
  await openForm(frame, "apten");
  await key(frame, "apten").waitFor();
  assert.equal(await frame.getByText(WHY).count(), 0);
});

test("every page around counts: one that is listed, in one that is not, is no place for a key", async (t) => {
  const { page } = await portalOf(t, async () => {
    const more = {};
    const between = await servePlain({ under: "/nothing/", more });
    t.after(() => between.stop());
    more["/"] = framing(`${(await viewer(t, [between.origin])).base}#/connections`);
    return between.origin;
  });
  const frame = page.frames().at(-1);
  await frame.getByText(WHY).waitFor();
  assert.equal(await fields(frame).count(), 0);
});

test("a page of the viewer’s own origin may show it with its forms", async (t) => {
  const own = await viewer(t, [], { "/around": framing("/viewer/#/connections") });
  const context = await stage.browser.newContext();
  const { page } = await openWatched(context);
  await page.goto(`${own.origin}/around`);
  await openForm(page.frames()[1], "apten");
  await key(page.frames()[1], "apten").waitFor();
});

testKept("what is remembered is neither unlocked nor changed there, and can be forgotten", async (t) => {
  const hosts = [new URL(stage.simulator.ready.base).origin];
  const config = JSON.stringify({ hosts, frame_origins: ["https://portal.example"] });
  const own = await servePlain({ under: "/viewer/", more: { "/viewer/leadwake.json": config } });
  t.after(() => own.stop());
  const around = await servePlain({ under: "/nothing/", more: { "/": framing(`${own.base}#/connections`) } });
  t.after(() => around.stop());
  const context = await stage.browser.newContext();
  const { page } = await openWatched(context);
  await page.goto(`${own.base}#/connections`);
  await remember(stage, page, "leadsail", { opens: PASSPHRASE });

  // Another port is another origin of the same site, which shares what is stored.
  await page.goto(around.origin);
  const frame = page.frames()[1];
  await frame.getByText(WHY).waitFor();
  await vault(frame).getByRole("button", { name: "Forget LeadSail on this device" }).waitFor();
  assert.equal(await fields(frame).count(), 0);
  assert.equal(await vault(frame).locator("input, form").count(), 0);
});
