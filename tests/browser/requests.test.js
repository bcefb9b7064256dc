// The list of requests: everything that was asked, and how it went.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { provokes } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { onlyWhere } from "./support/modes.js";
import { startPages } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { feed, gets, loaded, notice, only, visit } from "./support/visit.js";

const stage = setStage();

const demo = () => stage.simulator.ready.lead.dossier;

/** Goes to the list by its link, and gives its rows, newest first. */
async function list(page) {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /Requests/ }).click();
  await page.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
  const names = await page.getByRole("columnheader").allTextContents();
  const rows = await page.getByRole("row").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim())).filter((cells) => cells.length > 0),
  );
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [names[at], cell])));
}

test("before anything is asked it says so", async () => {
  const { page } = await visit(stage);
  await page.goto(`${stage.pages.base}#/requests`);
  await page.getByText(/^No vendor was asked yet, nor anybody else/).waitFor();
  assert.equal(await page.getByRole("table").count(), 0);
});

test("every request is in it, newest first, with what was asked and what came", async () => {
  const { page, open, troubles } = await visit(stage);
  await open(only(demo(), "leadsail", "naturalead", "attendee"));
  await loaded(page);
  const rows = await list(page);
  const asked = await gets(stage);
  assert.equal(rows.length, asked.length);
  const { host, pathname } = new URL(stage.simulator.ready.vendors.leadsail.base_url);
  assert.ok(rows.every((row) => row.Method === "GET" && row.Host === host && row.Status === "200"), JSON.stringify(rows, null, 1));
  assert.ok(rows.every((row) => Number(row.Bytes.replace(/\D/g, "")) > 100), "how much came is not said");
  assert.ok(rows.every((row) => /^\d[\d,]* ms$/.test(row.Took)));
  assert.ok(rows.some((row) => row.Path === `${pathname}/interactions/lead/lead_7c41d9`), rows.map((row) => row.Path).join("\n"));
  assert.ok(rows.some((row) => row.Path.includes("chat_messages?cursor=")));
  const clocks = rows.map((row) => row.Time);
  assert.equal(new Set(rows.map((row) => row.Vendor)).size, 3, clocks.join());
  await page.getByText(/^These hosts were asked, and nobody else/).waitFor();
  const listed = await page.getByRole("list", { name: "Hosts that were asked" }).getByRole("listitem").allTextContents();
  assert.equal(listed.length, 1);
  assert.match(listed[0], new RegExp(`^${host} ?for LeadSail, Naturalead, Attendee: ${asked.length} requests, [\\d,]+ bytes$`));
  const count = await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /Requests/ }).textContent();
  assert.match(count, new RegExp(`Requests\\s*${asked.length}`));
  for (const width of [1700, 1280, 400]) {
    await page.setViewportSize({ width, height: 900 });
    const starts = await page.locator("main h1, .network, .table-frame").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
    assert.deepEqual(starts, Array(3).fill(starts[0]), `${width} px`);
  }
  assert.deepEqual(troubles, []);
});

test("of a request that failed it tells why", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 404 } });
  await stage.simulator.control("POST", "faults", { vendor: "naturalead", fault: { kind: "cut", how: "length" } });
  await stage.simulator.control("PUT", "cors", { attendee: "refuses" });
  const { page, open } = await visit(stage);
  await page.addInitScript(() => (Math.random = () => 0));
  await open(demo());
  await loaded(page);
  const rows = await list(page);
  const of = (vendor) => rows.filter((row) => row.Vendor === vendor);
  assert.deepEqual(of("LeadSail").map((row) => row.Status), ["404"]);
  assert.deepEqual(new Set(of("Naturalead").map((row) => row.Status)), new Set(["the answer was cut off"]));
  assert.equal(of("Naturalead").length, 4, "each try is a request");
  assert.ok(of("Attendee").some((row) => row.Status === "no answer that this page may read"), JSON.stringify(of("Attendee")));
  const total = (await gets(stage)).length;
  // The preflight was refused, so the two questions themselves never left the browser; they were asked all the same.
  assert.equal(rows.length, total + 2);
});

test("“Requests” beside a problem leads to it, and back", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "html", status: 200 } });
  const { page, open } = await visit(stage);
  await open(demo());
  await feed(page, "leadsail").getByText("failed").waitFor();
  await loaded(page);
  await page.getByRole("button", { name: "Requests" }).click();
  await page.getByRole("table").waitFor();
  const before = (await gets(stage)).length;
  await page.goBack();
  await feed(page, "leadsail").getByText("failed").waitFor();
  await eventually(async () => assert.equal((await gets(stage)).length, before, "looking at the list asked again"));
});

/** Opens the list on a page that may ask a host and has a vendor at another. */
async function listAt(t, options, path) {
  const pages = await startPages(options);
  t.after(() => pages.stop());
  const { page } = await visit(stage);
  await page.goto(`${pages.base}${path}`);
  return { page, pages };
}

test("a host that the page's policy holds back is told as not asked", async (t) => {
  provokes();
  const { base_url, key } = stage.simulator.ready.vendors.leadsail;
  const simulator = { ready: { base: "http://127.0.0.1:1", vendors: { leadsail: { base_url, key } } } };
  const { page } = await listAt(t, { simulator }, "#/lead/leadsail:lead_1?dev=1");
  await notice(page, `This page may not ask ${new URL(base_url).host}`).waitFor();
  const rows = await list(page);
  assert.deepEqual(rows.map((row) => [row.Vendor, row.Bytes, row.Took]), [["LeadSail", "not sent", ""]]);
  await notice(page, "Held back by this page’s policy").getByText(new URL(base_url).origin).waitFor();
  await page.getByText(/^No vendor was asked yet, nor anybody else/).waitFor();
  assert.equal(await page.getByRole("list", { name: "Hosts that were asked" }).count(), 0);
});

test("what was asked by something else is told, and then nobody claims that it was all", async (t) => {
  const elsewhere = stage.simulator.ready.base.replace("127.0.0.1", "localhost");
  const simulator = { ready: { ...stage.simulator.ready, base: elsewhere } };
  const { page } = await listAt(t, { simulator }, "#/requests");
  await page.getByText(/^No vendor was asked yet, nor anybody else/).waitFor();
  await page.evaluate((address) => fetch(address), `${elsewhere}/control/ready`);
  await notice(page, "The browser tells of more").getByText(elsewhere).waitFor();
  await page.getByText("No vendor was asked yet.", { exact: true }).waitFor();
});

test("a service worker of another page on the site is told", onlyWhere("the page is of its host's origin"), async () => {
  const { page } = await visit(stage);
  await page.addInitScript(() => Object.defineProperty(navigator.serviceWorker, "controller", { get: () => ({}) }));
  await page.goto(`${stage.pages.base}#/requests`);
  await notice(page, "Something else on this site can change this page").waitFor();
  assert.deepEqual(await axeFindings(page), []);
});
