// Addresses and keys: typed once, bound to one another, kept as long as the reader chose, and found nowhere else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, entry, feed, gets, loaded, NAMES, only, unexpected, visit } from "./support/visit.js";

const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];
const stage = setStage();

const demo = () => stage.simulator.ready.lead.dossier;
const real = (vendor) => stage.simulator.ready.vendors[vendor];

const form = (page, vendor) => page.getByRole("region", { name: NAMES[vendor], exact: true });
const address = (page, vendor) => form(page, vendor).getByLabel("Address of the API");
const key = (page, vendor) => form(page, vendor).locator("input[type=password]");

/** What is wrong is said at the field where it is, which takes the focus. */
async function isSaidAt(alert, field) {
  const id = await alert.getAttribute("id");
  await eventually(async () => {
    const told = await field.evaluate((one) => [one.ariaInvalid, one.getAttribute("aria-describedby"), one === document.activeElement]);
    assert.deepEqual([told[0], told[1].split(" ")[0], told[2]], ["true", id, true]);
  });
}

/** The page on which vendors are connected. No connection comes from anywhere but the form. */
async function connections(options) {
  const visitor = await visit(stage, options);
  await visitor.page.goto(`${stage.pages.base}#/connections`);
  await visitor.page.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  return visitor;
}

async function connect(page, vendor, { keep = "This page only", typed = real(vendor).key, base = real(vendor).base_url } = {}) {
  await address(page, vendor).fill(base);
  await key(page, vendor).fill(typed);
  await form(page, vendor).getByRole("radio", { name: keep }).check();
  await form(page, vendor).getByRole("button", { name: "Save" }).click();
  await form(page, vendor).getByText(`key ending …${typed.slice(-4)}`).waitFor();
}

const storage = async (page) => JSON.stringify(await stored(page));

/** Opens a lead by its address on a page that is there already, which keeps what the page knows. */
async function openHere(page, dossier) {
  await page.evaluate((dossier) => (location.hash = `#/lead/${dossier}`), dossier);
  await loaded(page);
}

test("each vendor's usual address is filled in, and no key", async () => {
  const { page, troubles } = await connections();
  const usual = {
    apten: "https://api.attent.app/v1",
    leadsail: "https://api.leadsail.app/api/v1",
    naturalead: "https://api.naturalead.ai/api",
    attendee: "https://app.attendee.dev/api/v1",
  };
  for (const vendor of VENDORS) {
    assert.equal(await address(page, vendor).inputValue(), usual[vendor]);
    assert.equal(await key(page, vendor).inputValue(), "");
    await form(page, vendor).getByText("not connected").waitFor();
    assert.ok(await form(page, vendor).getByRole("radio", { name: "This page only" }).isChecked());
  }
  assert.deepEqual(troubles, []);
});

test("a saved key is shown by its last four characters only", async () => {
  const { page } = await connections();
  await connect(page, "apten");
  const typed = real("apten").key;
  assert.equal(await key(page, "apten").inputValue(), "", "the key stays in the field");
  assert.equal(await key(page, "apten").getAttribute("placeholder"), `••••••••${typed.slice(-4)}`);
  assert.ok(!(await page.content()).includes(typed.slice(0, 12)));
  assert.ok(!(await storage(page)).includes(typed.slice(0, 12)));
});

test("a key for this page is gone after a reload, one for this tab is not, and neither is in another tab", onlyWhere("something is kept"), async () => {
  const { page, context } = await connections();
  await connect(page, "apten", { keep: "This page only" });
  await connect(page, "leadsail", { keep: "This tab" });
  const kept = await storage(page);
  assert.ok(!kept.includes(real("apten").key), "a key was kept that nobody asked to keep");
  await page.reload();
  await form(page, "apten").getByText("not connected").waitFor();
  await form(page, "leadsail").getByText("key ending …").waitFor();
  assert.equal(await address(page, "leadsail").inputValue(), real("leadsail").base_url);

  await openHere(page, only(demo(), "leadsail"));
  await feed(page, "leadsail").getByText("complete").waitFor();

  const { page: other } = await openWatched(context);
  await other.goto(`${stage.pages.base}#/connections`);
  await form(other, "leadsail").getByText("not connected").waitFor();
});

test("who changes their mind about keeping a key has it kept no longer", onlyWhere("something is kept"), async () => {
  const { page } = await connections();
  await connect(page, "leadsail", { keep: "This tab" });
  assert.ok((await storage(page)).includes(real("leadsail").key));
  await form(page, "leadsail").getByRole("radio", { name: "This page only" }).check();
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  await eventually(async () => assert.ok(!(await storage(page)).includes(real("leadsail").key)));
  await form(page, "leadsail").getByText("key ending …").waitFor();
});

test("a key is for the address it was typed for: another address forgets it", async () => {
  const { page } = await connections();
  await connect(page, "leadsail", { keep: "This tab" });
  const other = real("apten").base_url;
  await address(page, "leadsail").fill(other);
  await form(page, "leadsail").getByText("The key was typed for the address before and will be forgotten.").waitFor();
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  const alert = form(page, "leadsail").getByRole("alert").filter({ hasText: "Paste the LeadSail key." });
  await alert.waitFor();
  await isSaidAt(alert, key(page, "leadsail"));
  assert.equal(await address(page, "leadsail").getAttribute("aria-invalid"), "false");

  await key(page, "leadsail").fill("AnotherKeyForTheOtherAddress");
  await form(page, "leadsail").getByRole("button", { name: "Save" }).click();
  await form(page, "leadsail").getByText("key ending …ress").waitFor();
  assert.ok(!(await storage(page)).includes(real("leadsail").key), "the former key is still kept");
  await openHere(page, only(demo(), "leadsail"));
  const asked = (await gets(stage)).filter((one) => one.path.includes("lead_7c41d9"));
  assert.ok(asked.length > 0);
  assert.ok(asked.every((one) => one.key === "wrong"), "the former key went to the new address");
});

test("an address that a key must not be sent to is refused with a reason", async () => {
  const { page, asked } = await connections();
  for (const [typed, words] of [
    ["", /address/i],
    ["api.attent.app/v1", /https/],
    ["http://api.attent.app/v1", /http/],
    ["https://api.attent.app@evil.example/v1", /name|user|@/i],
    ["https://api.attent.app/v1?key=1", /\?|query/i],
  ]) {
    await address(page, "apten").fill(typed);
    await key(page, "apten").fill("SomeKeySomeKeySomeKey");
    await form(page, "apten").getByRole("button", { name: "Save and test" }).click();
    const alert = form(page, "apten").getByRole("alert");
    await eventually(async () => assert.match(await alert.textContent(), words));
    await isSaidAt(alert, address(page, "apten"));
    await form(page, "apten").getByText("not connected").waitFor();
  }
  assert.ok(asked.every((url) => url.origin === new URL(stage.pages.base).origin));
});

test("“Save and test” says what it learned", async () => {
  const { page } = await connections();
  const learn = async (vendor, title) => {
    await form(page, vendor).getByRole("button", { name: "Save and test" }).click();
    await form(page, vendor).locator(".notice").getByText(title, { exact: true }).waitFor();
  };
  const { naturalead } = stage.simulator.ready.vendors;
  await address(page, "naturalead").fill(naturalead.base_url);
  await key(page, "naturalead").fill(`nl_live_${"0123456789abcdef".repeat(4)}`);
  await learn("naturalead", "Naturalead refused the key (401)");
  await key(page, "naturalead").fill(`nl_test_${"0".repeat(64)}`);
  await learn("naturalead", "Naturalead’s key may not read this (403)");
  await key(page, "naturalead").fill(naturalead.key);
  await learn("naturalead", "Naturalead accepted the key");
  await form(page, "naturalead").getByText("The key may read conversations.").waitFor();

  await connect(page, "leadsail");
  await learn("leadsail", "LeadSail answered, and this page may read it");
  await key(page, "leadsail").fill("AKeyThatLeadSailDoesNotKnow");
  await learn("leadsail", "LeadSail refused the key (401)");
  await key(page, "leadsail").fill(real("leadsail").key);
  await learn("leadsail", "LeadSail answered, and this page may read it");
  await openHere(page, only(demo(), "leadsail"));
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Connections" }).click();
  await learn("leadsail", "LeadSail accepted the key");

  await stage.simulator.control("PUT", "cors", { naturalead: "refuses" });
  await learn("naturalead", "Naturalead did not let this page read the answer");
});

test("where the browser refuses the direct way, the others are offered as equals", async () => {
  const { page, context, asked } = await connections({ permissions: ["clipboard-read", "clipboard-write"] });
  await stage.simulator.control("PUT", "cors", { attendee: "refuses" });
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
  const relayed = [];
  await context.route(/\/relay\/attendee\//, (route) => {
    relayed.push(route.request());
    return route.fulfill({ status: 404, contentType: "application/json", body: '{"error":"Bot not found"}' });
  });
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
  assert.equal(relayed[0].url(), `${stage.pages.base}relay/attendee/bots/connection-test/chat_messages`);
  assert.equal(relayed[0].headers().authorization, undefined);
  assert.ok(asked.every((url) => [stage.pages.base, stage.simulator.ready.base].some((base) => url.href.startsWith(base))));

  // It is there after a reload, where anything is, and no other address is taken for a relay.
  if (!onlyWhere("something is kept").skip) await page.reload();
  await form(page, "attendee").getByText("the relay adds the key", { exact: true }).waitFor();
  await address(page, "attendee").fill(real("attendee").base_url);
  await form(page, "attendee").getByRole("checkbox", { name: "The relay adds the key" }).waitFor({ state: "detached" });
  assert.equal(await key(page, "attendee").count(), 1);
  await form(page, "attendee").getByRole("button", { name: "Disconnect" }).click();
  await form(page, "attendee").getByText("not connected").waitFor();
});

test("a relay that this site does not have is told as that, and a word alone is no address", async () => {
  const { page, context } = await connections();
  await context.route(/\/relay\//, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>404</h1>" }));
  const own = form(page, "leadsail");
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

test("an address that this page may not ask is told before anything is sent, and allowed by opening the page anew", onlyWhere("something is kept"), async () => {
  const { page, asked } = await connections();
  await connect(page, "apten", { keep: "This page only" });
  const other = "http://127.0.0.1:9";
  const notice = form(page, "leadsail").getByText(`This page must be opened anew before it may ask ${other}`);
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
  assert.ok(!(await storage(page)).includes("/api/v1"), "the address was for once");
  await page.reload();
  await form(page, "leadsail").getByText("not connected").waitFor();
  assert.equal(await address(page, "leadsail").inputValue(), "https://api.leadsail.app/api/v1");
  assert.ok(asked.every((url) => url.origin !== other), "it was asked before");
});

test("a host that no policy can name is not offered what cannot help", async () => {
  const { page } = await connections();
  for (const host of ["https://[2001:db8::1]", "http://[::1]:9", "https://my_relay.example"]) {
    await address(page, "leadsail").fill(`${host}/api/v1`);
    await form(page, "leadsail").getByText("A page’s policy cannot name this host").waitFor();
    assert.equal(await form(page, "leadsail").getByRole("button", { name: "Open the page anew" }).count(), 0);
    await address(page, "leadsail").fill("relay/leadsail");
    await form(page, "leadsail").getByText("A page’s policy cannot name this host").waitFor({ state: "detached" });
  }
});

test("keys can be forgotten one by one, and all at once", onlyWhere("something is kept"), async () => {
  const { page } = await connections();
  for (const vendor of VENDORS) await connect(page, vendor, { keep: "This tab" });
  await form(page, "apten").getByRole("button", { name: "Forget this key" }).click();
  await form(page, "apten").getByText("not connected").waitFor();
  assert.ok(!(await storage(page)).includes(real("apten").key));
  assert.ok((await storage(page)).includes(real("attendee").key));

  await page.getByRole("button", { name: "Forget all keys" }).click();
  for (const vendor of VENDORS) await form(page, vendor).getByText("not connected").waitFor();
  const kept = await storage(page);
  for (const vendor of VENDORS) assert.ok(!kept.includes(real(vendor).key), `${vendor}'s key is still kept`);
  await page.reload();
  await form(page, "leadsail").getByText("not connected").waitFor();
});

test("a vendor that is connected afterwards is asked for the lead that is open", async () => {
  const { page } = await connections();
  await connect(page, "leadsail");
  await openHere(page, only(demo(), "leadsail", "naturalead"));
  const before = await drawn(page);
  await page.getByText("Naturalead needs a key").waitFor();
  await page.getByRole("button", { name: "Add a key" }).click();
  await connect(page, "naturalead");
  await page.goBack();
  await feed(page, "naturalead").getByText("complete").waitFor();
  await eventually(async () => assert.ok((await drawn(page)) > before));
});

test("storage that the browser denies costs nothing but the keeping", async () => {
  const visitor = await visit(stage);
  const { page, troubles } = visitor;
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
  await page.goto(`${stage.pages.base}#/connections`);
  await connect(page, "leadsail", { keep: "This tab" });
  await page.getByText("Keys are not kept here").waitFor();
  await openHere(page, only(demo(), "leadsail"));
  await feed(page, "leadsail").getByText("complete").waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

/** A key as it is, and as a careless program would write it. */
function spellings(typed) {
  const bytes = Buffer.from(typed);
  return {
    plain: typed,
    base64: bytes.toString("base64").replace(/=+$/, ""),
    base64url: bytes.toString("base64url"),
    hex: bytes.toString("hex"),
    escaped: encodeURIComponent(typed),
    reversed: [...typed].reverse().join(""),
    token: Buffer.from(`Token ${typed}`).toString("base64").replace(/=+$/, ""),
  };
}

test("after a whole visit no key is anywhere but in the header of a request to its own vendor", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  const { page, troubles } = await connections({ permissions });
  // One that is refused, with characters that are escaped in addresses.
  const wrong = "W7xQ2+canary/Zr9%41=Lm4Tq8";
  const keys = { ...Object.fromEntries(VENDORS.map((vendor) => [vendor, real(vendor).key])), leadsail: wrong };
  const places = [];
  const note = (where, text) => places.push([where, text]);
  page.on("console", (message) => note("the console", message.text()));
  page.on("framenavigated", (frame) => note("an address", frame.url()));
  const sent = [];
  page.on("request", (request) => {
    note("a request's address", request.url());
    note("a request's body", request.postData() ?? "");
    sent.push({ url: request.url(), headers: JSON.stringify(request.headers()) });
  });
  const look = async (where) => {
    note(`${where}: the document`, await page.content());
    note(`${where}: the fields`, await page.evaluate(() => [...document.querySelectorAll("input, textarea, select")].map((one) => one.value).join("\n")));
    note(`${where}: the storage`, await storage(page));
    note(`${where}: the address`, page.url());
    note(`${where}: the clipboard`, await page.evaluate(() => navigator.clipboard.readText()));
    note(`${where}: cookies`, await page.evaluate(() => document.cookie));
    note(`${where}: the history`, await page.evaluate(() => JSON.stringify(history.state) + performance.getEntries().map((one) => one.name).join("\n")));
  };

  for (const vendor of VENDORS) await connect(page, vendor, { typed: keys[vendor] });
  await form(page, "naturalead").getByRole("button", { name: "Save and test" }).click();
  await form(page, "naturalead").getByText("Naturalead accepted the key").waitFor();
  await look("connections");

  await openHere(page, demo());
  await page.getByRole("button", { name: "Copy curl" }).first().click();
  await look("the lead");
  await page.getByRole("button", { name: "Copy link" }).first().click();
  await page.getByRole("button", { name: "Details" }).first().click();
  await look("details");
  await entry(page, "Open call").getByRole("link", { name: "Open call" }).first().click();
  await page.getByRole("complementary", { name: "Details" }).getByRole("heading", { name: "Transcript" }).waitFor();
  await look("a call");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /Requests/ }).click();
  await page.getByRole("table").waitFor();
  await look("requests");
  await page.goto(`${stage.pages.base}#/nowhere/${"x".repeat(3)}`);
  await look("an address that leads nowhere");

  for (const [vendor, typed] of Object.entries(keys)) {
    for (const [how, spelling] of Object.entries(spellings(typed))) {
      for (const [where, text] of places) assert.ok(!text.includes(spelling), `${vendor}'s key (${how}) is in ${where}`);
    }
    const carriers = sent.filter((one) => one.headers.includes(JSON.stringify(typed).slice(1, -1)));
    assert.ok(carriers.length > 0, `${vendor} was never asked with its key`);
    for (const { url } of carriers) assert.ok(url.startsWith(`${real(vendor).base_url}/`), `${vendor}'s key went to ${url}`);
  }
  assert.ok(places.length > 60, `${places.length} places were looked at`);
  assert.deepEqual(unexpected(troubles), []);
});

test("who leaves while a connection is being tested breaks nothing", async () => {
  const { page, troubles } = await connections();
  await stage.simulator.control("POST", "faults", { vendor: "naturalead", fault: { kind: "delay", ms: 1000 } });
  await connect(page, "naturalead");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Requests/ }).click();
  await page.getByRole("table").getByRole("row").nth(1).waitFor();
  assert.deepEqual(unexpected(troubles), []);
});
