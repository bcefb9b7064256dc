// The viewer in frames of other pages, with real requests: everything works but keeping. A frame without an origin keeps
// nothing; a frame on another site keeps apart from the page itself, or nothing where the browser denies it that.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { openWatched } from "./support/browser.js";
import { connect, form, openForm, PASSPHRASE, remember, unlock, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { servePlain } from "./support/plain.js";
import { told } from "./support/servers.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { drawn, feed, loaded, only, unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const testKept = testWhere("something is kept", "the page is not in a frame");
const stage = setStage();
const dossier = (vendor) => only(stage.simulator.ready.lead.dossier, vendor);

/** A portal on another site, with the viewer's connections in a frame. */
async function portal({ attributes = "", browser = stage.browser } = {}) {
  // A host that lets itself be framed by this portal, and allows the page to ask the simulator.
  const around = { "/favicon.ico": "" };
  const host = await servePlain({ under: "/nothing/", more: around });
  const outer = host.origin.replace("127.0.0.1", "localhost");
  const config = JSON.stringify({ hosts: [new URL(stage.simulator.ready.base).origin], frame_origins: [outer] });
  // In a sandbox the frame has no origin, so its files have to be readable by anybody; that is for the host to grant.
  const sandboxed = attributes.includes("sandbox");
  const viewer = await servePlain({ under: "/viewer/", more: { "/viewer/leadwake.json": config }, sandboxed });
  const inner = `<iframe title="Timeline" width="900" height="700" ${attributes} src="${viewer.base}#/connections"></iframe>`;
  around["/"] = `<!doctype html><title>Portal</title>${inner}`;
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1200, height: 900 } });
  const opened = await openWatched(context);
  await opened.page.goto(outer);
  const frame = opened.page.frames()[1];
  await frame.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  return { ...opened, context, frame, base: viewer.base, stop: () => Promise.all([host.stop(), viewer.stop()]) };
}

/** Types a key, sees the lead, filters it, opens a call or thread, and comes back to the connections. */
async function mainFlow(frame, vendor) {
  await connect(stage, frame, vendor);
  await seeLead(frame, vendor);
  const before = await drawn(frame);
  assert.ok(before > 5, `${before} entries`);
  await frame.getByRole("searchbox", { name: "Search in the entries" }).fill("no such words anywhere");
  await frame.getByText("no match", { exact: true }).waitFor();
  await frame.getByRole("searchbox", { name: "Search in the entries" }).fill("");
  await eventually(async () => assert.equal(await drawn(frame), before));
  await frame.evaluate(() => (location.hash = "#/connections"));
}

async function seeLead(frame, vendor) {
  await frame.evaluate((dossier) => (location.hash = `#/lead/${dossier}`), dossier(vendor));
  await loaded(frame);
  await feed(frame, vendor).getByText("complete").waitFor();
}

test("a frame without an origin shows everything and keeps nothing, and says so", async () => {
  const { frame, troubles, stop } = await portal({ attributes: 'sandbox="allow-scripts"' });
  assert.equal(await frame.evaluate(() => origin), "null");
  await mainFlow(frame, "leadsail");
  const own = form(frame, "leadsail");
  await openForm(frame, "leadsail");
  await own.getByText("– not possible here. This browser does not let this page keep anything.").waitFor();
  assert.ok(await own.getByRole("radio", { name: "Remember on this device" }).isDisabled());
  await connect(stage, frame, "leadsail", { keep: "This tab" });
  const notices = frame.locator(".notice").filter({ hasText: "Keys are not kept here" });
  await notices.waitFor();
  assert.equal(await notices.count(), 1);
  await frame.getByRole("button", { name: "Forget all keys" }).click();
  await own.getByText("not connected").waitFor();
  assert.deepEqual(unexpected(troubles), []);
  await stop();
});

test("a frame on another site to which the browser denies the tab's store works all the same", async () => {
  const { frame, troubles, stop } = await portal();
  const isDenied = await frame.evaluate(() => {
    try {
      return sessionStorage === undefined;
    } catch {
      return true;
    }
  });
  assert.ok(isDenied, "this browser, as the tests start it, denies frames on other sites their store");
  await mainFlow(frame, "leadsail");
  await connect(stage, frame, "leadsail", { keep: "This tab" });
  await frame.getByText("Keys are not kept here").waitFor();
  assert.deepEqual(unexpected(troubles), []);
  await stop();
});

testKept("a frame on another site, as browsers are, remembers apart from the page itself", async () => {
  const profile = await mkdtemp(join(tmpdir(), "leadwake-frames-"));
  // As a person starts it: the tests' library switches off what keeps sites apart, and with it the store of such frames.
  const apart = await chromium.launch({
    executablePath: told("CHROME"),
    ignoreDefaultArgs: true,
    args: ["--headless", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  let stop;
  try {
    const { page, context, frame, troubles, base, ...more } = await portal({ browser: apart });
    stop = more.stop;
    await mainFlow(frame, "leadsail");
    await connect(stage, frame, "apten", { keep: "This tab" });
    await remember(stage, frame, "leadsail", { opens: PASSPHRASE });
    await page.reload();
    const again = page.frames()[1];
    await unlock(again);
    await form(again, "leadsail").getByText("key ending …").waitFor();
    await form(again, "apten").getByText("key ending …").waitFor();

    const { page: alone } = await openWatched(context);
    await alone.goto(`${base}#/connections`);
    await form(alone, "leadsail").getByText("not connected").waitFor();
    assert.equal(await vault(alone).count(), 0, "the page itself sees what the frame remembers");
    assert.deepEqual(unexpected(troubles), []);
  } finally {
    await apart.close();
    await stop?.();
    await rm(profile, { recursive: true, force: true });
  }
});
