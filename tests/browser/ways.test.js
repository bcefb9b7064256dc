// Addresses at which a vendor cannot be asked, or not yet, and what else leads to its data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { address, addressIn, connect, form, key, openConnections, openForm } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { reply, startFront } from "./support/front.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";

const stage = setStage();
/** Opens the connections on a site that answers below its path for relays as `answers(response, request)` says. */
async function openWithRelays(t, answers, options) {
  const pages = await startFront(t, stage.pages.base, ({ pathname }, response, request) => pathname.startsWith("/relay/") && answers(response, request));
  return { pages, ...(await openConnections({ ...stage, pages }, options)) };
}

const real = (vendor) => stage.simulator.ready.vendors[vendor];

test("where the browser refuses the direct way, the others are offered as equals", onlyWhere("the page is of its host's origin"), async (t) => {
  const relayed = [];
  const answers = (response, request) => relayed.push(request) && reply(response, 404, { error: "Bot not found" });
  const { page, pages, asked } = await openWithRelays(t, answers, { permissions: ["clipboard-read", "clipboard-write"] });
  await stage.simulator.control("PUT", "cors", { attendee: "refuses" });
  await openForm(page, "attendee");
  await address(page, "attendee").fill(real("attendee").base_url);
  await key(page, "attendee").fill(real("attendee").key);
  await form(page, "attendee").getByRole("button", { name: "Save and test" }).click();
  await form(page, "attendee").getByText("Attendee did not let this page read the answer").waitFor();
  const ways = form(page, "attendee").getByRole("region", { name: "Other ways to Attendee’s data" });
  await ways.getByText("How a site does that").click();
  await ways.getByText("cargo xtask relay nginx").waitFor();
  assert.equal(await ways.getByRole("link", { name: "Open files" }).getAttribute("href"), "#/files");
  assert.equal(await ways.getByRole("link", { name: "Look at the demo lead" }).getAttribute("href"), "#/demo");
  for (const width of [1280, 400, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
      assert.deepEqual(await axeFindings(page), [], `${width} px, ${colorScheme}`);
    }
  }
  await ways.getByRole("button", { name: "Copy curl" }).click();
  await page.getByText("Command copied").waitFor();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(curl.startsWith("curl ") && curl.includes("$API_KEY") && curl.includes(real("attendee").base_url), curl);
  assert.ok(!curl.includes(real("attendee").key));

  // The site's own path: no key is asked for, and none is sent.
  assert.equal(relayed.length, 0, "it was asked before anybody wanted it");
  await ways.getByRole("button", { name: "Use relay/attendee" }).click();
  assert.equal(await address(page, "attendee").inputValue(), "relay/attendee");
  assert.ok(await address(page, "attendee").evaluate((field) => field === document.activeElement));
  await form(page, "attendee").getByText("Now see to its key and press “Save and test”.").waitFor();
  await form(page, "attendee").getByText("Attendee did not let this page read the answer").waitFor({ state: "detached" });
  await form(page, "attendee").getByText("The key was typed for the address before and will be forgotten.").waitFor();
  await form(page, "attendee").getByRole("checkbox", { name: "The relay adds the key" }).check();
  assert.equal(await key(page, "attendee").count(), 0);
  await form(page, "attendee").getByRole("button", { name: "Save and test" }).click();
  await form(page, "attendee").getByText("Attendee answered, and this page may read it").waitFor();
  await form(page, "attendee").getByText("the relay adds the key", { exact: true }).waitFor();
  assert.equal(await form(page, "attendee").getByRole("radio").count(), 0, "there is no key to keep");
  assert.equal(relayed.length, 1);
  assert.equal(relayed[0].url, "/relay/attendee/bots/connection-test/chat_messages");
  assert.equal(relayed[0].headers.authorization, undefined);
  assert.ok(asked.every((url) => [pages.base, stage.simulator.ready.base].some((base) => url.href.startsWith(base))));

  // It is there after a reload, where anything is, and no other address is taken for a relay.
  if (!onlyWhere("something is kept").skip) await page.reload();
  await form(page, "attendee").getByText("the relay adds the key", { exact: true }).waitFor();
  await openForm(page, "attendee");
  await address(page, "attendee").fill(real("attendee").base_url);
  await form(page, "attendee").getByRole("checkbox", { name: "The relay adds the key" }).waitFor({ state: "detached" });
  assert.equal(await key(page, "attendee").count(), 1);
  await form(page, "attendee").getByRole("button", { name: "Disconnect" }).click();
  await form(page, "attendee").getByText("not connected").waitFor();
});

test("what a test of a connection learned comes into view, and what else there is with it", onlyWhere("the page is of its host's origin"), async () => {
  const { page } = await openConnections(stage, { viewport: { width: 400, height: 850 } });
  await stage.simulator.control("PUT", "cors", { attendee: "refuses" });
  await openForm(page, "attendee");
  await address(page, "attendee").fill(real("attendee").base_url);
  await key(page, "attendee").fill(real("attendee").key);
  await key(page, "attendee").press("Enter");
  const told = form(page, "attendee").getByText("Attendee did not let this page read the answer");
  const ways = form(page, "attendee").getByRole("region", { name: "Other ways to Attendee’s data" }).getByRole("heading").first();
  for (const part of [told, ways]) {
    await eventually(async () => {
      const { y, height } = await part.boundingBox();
      assert.ok(y >= 0 && y + height <= 850, `it stands at ${y}`);
    });
  }
});

test("a relay that this site does not have is told as that, and a word alone is no address", onlyWhere("the page is of its host's origin"), async (t) => {
  const { page } = await openWithRelays(t, (response) => reply(response, 404, "<h1>404</h1>"));
  const own = form(page, "leadsail");
  await openForm(page, "leadsail");
  await address(page, "leadsail").fill("relay/leadsail");
  await key(page, "leadsail").fill(real("leadsail").key);
  await own.getByRole("button", { name: "Save and test" }).click();
  await own.getByText("This site has no relay at relay/leadsail").waitFor();
  assert.equal(await own.locator('.notice[data-tone="good"]').count(), 0);

  // What was learned is not said of an address that is typed afterwards.
  await address(page, "leadsail").fill("foo");
  await own.getByText("This site has no relay").waitFor({ state: "detached" });
  await key(page, "leadsail").fill(real("leadsail").key);
  await own.getByRole("button", { name: "Save and test" }).click();
  await own.getByRole("alert").getByText("The address must begin with https://.").waitFor();
  assert.equal(await own.locator(".learned .notice").count(), 0);
});

for (const [what, answer, title] of [
  ["nothing", [404, "<h1>404</h1>"], "This site has no relay at relay/leadsail"],
  ["a web page", [200, "<!doctype html><title>Our tools</title>"], "This site has no relay at relay/leadsail"],
  ["JSON of its own", [200, { hello: "world" }], "LeadSail sent something new"],
]) {
  test(`where this site has ${what} in a relay's place, the other ways are offered, and the straight one among them`, onlyWhere("the page is of its host's origin"), async (t) => {
    const { page } = await openWithRelays(t, (response) => reply(response, ...answer));
    const own = form(page, "leadsail");
    await openForm(page, "leadsail");
    await address(page, "leadsail").fill("relay/leadsail");
    await key(page, "leadsail").fill(real("leadsail").key);
    await own.getByRole("button", { name: "Save and test" }).click();
    await own.getByText(title, { exact: true }).waitFor();
    const ways = page.getByRole("region", { name: "Other ways to LeadSail’s data" });
    await ways.getByRole("link", { name: "Open files" }).waitFor();
    assert.equal(await ways.getByRole("button", { name: "Use relay/leadsail" }).count(), 0, "it is what was just tried");
    await own.getByRole("button", { name: "Close LeadSail" }).click();
    await ways.getByRole("button", { name: "Use https://api.leadsail.app/api/v1" }).click();
    await eventually(async () => assert.equal(await address(page, "leadsail").inputValue(), "https://api.leadsail.app/api/v1"));
    assert.ok(await address(page, "leadsail").evaluate((field) => field === document.activeElement));
    await ways.waitFor({ state: "detached" });
  });
}

test("an address that this page may not ask is told before anything is sent, and allowed by opening the page anew", onlyWhere("something is kept"), async () => {
  const { page, asked } = await openConnections(stage);
  await connect(stage, page, "apten", { keep: "This page only" });
  const other = "http://127.0.0.1:9";
  const notice = form(page, "leadsail").getByText(`This page must be opened anew before it may ask ${other}`);
  await openForm(page, "leadsail");
  await address(page, "leadsail").fill(`${other}/api/v1`);
  await notice.waitFor();
  await key(page, "leadsail").fill(real("leadsail").key);
  await form(page, "leadsail").getByRole("button", { name: "Save and test" }).click();
  await form(page, "leadsail").getByText("key ending …").waitFor();
  await notice.waitFor();
  assert.equal(await form(page, "leadsail").locator(".learned .notice").count(), 0, "nothing is tested that may not be asked");
  await form(page, "leadsail").getByText("Keys that are not kept, files, and a key typed into this form must be given again then.").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await address(page, "leadsail").fill("relay/leadsail");
  await notice.waitFor({ state: "detached" });
  await address(page, "leadsail").fill(`${other}/api/v1`);
  await form(page, "leadsail").getByRole("button", { name: "Open the page anew" }).click();
  await form(page, "apten").getByText("not connected").waitFor();
  await form(page, "leadsail").getByText(`This page was opened anew for ${other}/api/v1`).waitFor();
  assert.equal(await address(page, "leadsail").inputValue(), `${other}/api/v1`);
  assert.equal(await key(page, "leadsail").inputValue(), "");
  await eventually(async () => assert.ok(await key(page, "leadsail").evaluate((field) => field === document.activeElement)));
  assert.equal(await notice.count(), 0, "the page may ask it now");
  assert.deepEqual(await axeFindings(page), []);
  assert.ok(!(JSON.stringify(await stored(page))).includes("/api/v1"), "the address was for once");
  await page.reload();
  await form(page, "leadsail").getByText("not connected").waitFor();
  assert.equal(await addressIn(page, "leadsail"), "https://api.leadsail.app/api/v1");
  assert.ok(asked.every((url) => url.origin !== other), "it was asked before");
});

test("a host that no policy can name is not offered what cannot help", async () => {
  const { page } = await openConnections(stage);
  await openForm(page, "leadsail");
  for (const host of ["https://[2001:db8::1]", "http://[::1]:9", "https://my_relay.example"]) {
    await address(page, "leadsail").fill(`${host}/api/v1`);
    await form(page, "leadsail").getByText("A page’s policy cannot name this host").waitFor();
    assert.equal(await form(page, "leadsail").getByRole("button", { name: "Open the page anew" }).count(), 0);
    await address(page, "leadsail").fill("relay/leadsail");
    await form(page, "leadsail").getByText("A page’s policy cannot name this host").waitFor({ state: "detached" });
  }
});
