// A whole visit by hand, and every place in the page where a key could be afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, form, openConnections } from "./support/connect.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { entry, loaded, press, unexpected } from "./support/visit.js";

const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];
const stage = setStage();
const real = (vendor) => stage.simulator.ready.vendors[vendor];
const storage = async (page) => JSON.stringify(await stored(page));

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
  const { page, troubles } = await openConnections(stage, { permissions });
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
    // A page without an origin has none, and may not even ask.
    note(`${where}: cookies`, await page.evaluate(() => (origin === "null" ? "" : document.cookie)));
    note(`${where}: the history`, await page.evaluate(() => JSON.stringify(history.state) + performance.getEntries().map((one) => one.name).join("\n")));
  };

  for (const vendor of VENDORS) await connect(stage, page, vendor, { typed: keys[vendor] });
  await form(page, "naturalead").getByRole("button", { name: "Save and test" }).click();
  await form(page, "naturalead").getByText("Naturalead accepted the key").waitFor();
  await look("connections");

  await page.evaluate((dossier) => (location.hash = `#/lead/${dossier}`), stage.simulator.ready.lead.dossier);
  await loaded(page);
  await page.getByRole("button", { name: "Copy curl" }).first().click();
  await look("the lead");
  await page.getByRole("button", { name: "Copy link" }).first().click();
  await page.getByRole("button", { name: "Details" }).first().click();
  await look("details");
  await press(entry(page, "Open call").getByRole("link", { name: "Open call" }).first());
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
