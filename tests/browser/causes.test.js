// Why the direct way fails, told apart as far as a browser lets a page find out: the form says what is known, no more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { provokes } from "./support/browser.js";
import { openForm } from "./support/connect.js";
import { servePlain } from "./support/plain.js";
import { nobody } from "./support/port.js";
import { setStage } from "./support/stage.js";
import { startAuthority } from "./support/tls.js";
import { startVendor } from "./support/vendor.js";
import { gets, notice, only, visit } from "./support/visit.js";

const stage = setStage();
const form = (page) => page.getByRole("region", { name: "Naturalead", exact: true });
const KEY = `nl_live_${"0123456789abcdef".repeat(4)}`;

/** A page on which Naturalead is about to be connected at an address. */
async function arrive(base, at = stage.pages.base) {
  // Nobody vouches for the certificates of this machine.
  const visitor = await visit(stage, { ignoreHTTPSErrors: true });
  await visitor.page.goto(`${at}#/connections`);
  await openForm(visitor.page, "naturalead");
  await form(visitor.page).getByLabel("Address of the API").fill(base);
  await form(visitor.page).locator("input[type=password]").fill(KEY);
  return visitor;
}

const learn = async (page, title, words) => {
  await form(page).getByRole("button", { name: "Save and test" }).click();
  await form(page).getByText(title, { exact: true }).waitFor();
  await form(page).getByText(words).waitFor();
};

const ways = (page) => page.getByRole("region", { name: "Other ways to Naturalead’s data" });

/** The same page over https. The site names the host, so that the page's own policy is not what keeps it from being asked. */
async function serveEncrypted(t, host) {
  const authority = await startAuthority();
  t.after(() => authority.stop());
  const tls = await authority.issue("localhost");
  const served = await servePlain({ tls, more: { "/leadwake.json": JSON.stringify({ hosts: [host] }) } });
  t.after(() => served.stop());
  return served.base;
}

test("no network", async () => {
  const { page, context } = await arrive(stage.simulator.ready.vendors.naturalead.base_url);
  await context.setOffline(true);
  await learn(page, "This device is offline", /so 127\.0\.0\.1:\d+ was not asked/);
  assert.equal(await ways(page).count(), 0, "another way needs the network as well");
  assert.equal(await page.getByText("What had come is shown").count(), 0, "nothing had come");
  assert.deepEqual(await gets(stage), []);

  await context.setOffline(false);
  await form(page).getByRole("button", { name: "Try again" }).press("Enter");
  await form(page).getByText("Naturalead refused the key (401)", { exact: true }).waitFor();
  assert.ok(await form(page).getByRole("heading", { level: 2 }).evaluate((one) => one === document.activeElement));
  assert.equal(await form(page).getByRole("button", { name: "Try again" }).count(), 0, "another try would end the same");
});

test("a host that answers, and not to web pages", async () => {
  await stage.simulator.control("PUT", "cors", { naturalead: "refuses" });
  const { page } = await arrive(stage.simulator.ready.vendors.naturalead.base_url);
  await learn(page, "Naturalead did not let this page read the answer", /The browser does not tell these apart/);
  await ways(page).waitFor();
});

test("a host that answers, and leads whoever looks at it elsewhere", async (t) => {
  provokes();
  // As APIs are whose root is their documentation, on a host that this page may not ask.
  const elsewhere = await startVendor(() => ({ body: "documentation" }));
  t.after(() => elsewhere.stop());
  const host = await startVendor((url) => (url === "/" ? { status: 302, headers: { location: `${elsewhere.origin.replace("127.0.0.1", "localhost")}/docs` } } : { status: 401 }));
  t.after(() => host.stop());
  const served = await servePlain({ more: { "/leadwake.json": JSON.stringify({ hosts: [host.origin] }) } });
  t.after(() => served.stop());
  const { page } = await arrive(`${host.origin}/api`, served.base);
  for (let tries = 0; tries < 2; tries += 1) {
    await learn(page, "Naturalead did not let this page read the answer", /The browser does not tell these apart/);
    await form(page).getByLabel("Address of the API").fill(`${host.origin}/api`);
    await form(page).locator("input[type=password]").fill(KEY);
  }
  assert.equal(host.got.filter(({ url }) => url.startsWith("/api/")).length, 2, "a second try is sent as the first was");
  assert.deepEqual(elsewhere.got, [], "the policy kept the page from following");
  await page.getByRole("link", { name: "Requests" }).click();
  await page.getByRole("list", { name: "Hosts that were asked" }).getByText(new URL(host.origin).host).waitFor();
  assert.equal(await page.getByText("was not asked: the policy").count(), 0, "it was asked");
});

test("a policy that only reports keeps nothing from being sent", async (t) => {
  provokes();
  await stage.simulator.control("PUT", "cors", { naturalead: "refuses" });
  const { base } = stage.simulator.ready;
  const headers = { "content-security-policy-report-only": "connect-src 'self'" };
  const served = await servePlain({ headers, more: { "/leadwake.json": JSON.stringify({ hosts: [base] }) } });
  t.after(() => served.stop());
  const { page } = await arrive(stage.simulator.ready.vendors.naturalead.base_url, served.base);
  await learn(page, "Naturalead did not let this page read the answer", /The browser does not tell these apart/);
  await page.getByRole("link", { name: "Requests" }).click();
  await page.getByRole("list", { name: "Hosts that were asked" }).getByText(new URL(base).host).waitFor();
  assert.equal(await page.getByText("was not asked: the policy").count(), 0, "it was asked");
});

test("a refused key without leave to read the refusal", async () => {
  await stage.simulator.control("PUT", "cors", { naturalead: "errors_without_headers" });
  const { page } = await arrive(stage.simulator.ready.vendors.naturalead.base_url);
  await learn(page, "Naturalead did not let this page read the answer", /or it refused the key without saying so/);
});

test("a refused key that may be read", async () => {
  const { page } = await arrive(stage.simulator.ready.vendors.naturalead.base_url);
  await learn(page, "Naturalead refused the key (401)", /It may be mistyped, expired or disabled/);
  assert.equal(await ways(page).count(), 0, "the direct way works");
  await form(page).getByRole("button", { name: "Copy curl" }).waitFor();
});

test("a host that this page's own policy does not name", async () => {
  provokes();
  const host = await nobody();
  const { page, asked } = await arrive(`http://${host}/api`);
  await form(page).getByText(`This page must be opened anew before it may ask http://${host}`).waitFor();
  assert.equal(await ways(page).count(), 0, "it may still be typed on");
  await form(page).getByRole("button", { name: "Save and test" }).click();
  await ways(page).waitFor();
  assert.ok(asked.every((url) => url.host !== host));
});

test("plain http from an encrypted page, where nothing answers", async (t) => {
  const host = await nobody();
  const { page } = await arrive(`http://${host}/api`, await serveEncrypted(t, `http://${host}`));
  assert.ok(await page.evaluate(() => isSecureContext && location.protocol === "https:"));
  await learn(page, `Cannot reach ${host} from an encrypted page`, /or nothing answers there/);
  await ways(page).waitFor();
});

test("a lead that met with a refusal leads to the other ways", async () => {
  await stage.simulator.control("PUT", "cors", { naturalead: "refuses" });
  const { page, open } = await visit(stage);
  await open(only(stage.simulator.ready.lead.dossier, "naturalead"));
  await notice(page, "Naturalead did not let this page read the answer").getByRole("button", { name: "Other ways in" }).click();
  await ways(page).getByRole("link", { name: "Open files" }).click();
  await page.getByRole("heading", { name: "Files", level: 1 }).waitFor();
});
