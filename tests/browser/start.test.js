// The built viewer starts: under its policy, from any folder, with files that travel well.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { launch, openWatched, provokes } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { breakOff, startFront } from "./support/front.js";
import { startPages, startSimulator } from "./support/servers.js";
import { press } from "./support/visit.js";

let browser;
let pages;
before(async () => {
  [browser, pages] = await Promise.all([launch(), startPages()]);
});
after(() => Promise.all([browser?.close(), pages?.stop()]));

async function opensWell(address) {
  const { page, troubles } = await openWatched(await browser.newContext());
  const answer = await page.goto(address);
  await page.locator("main").waitFor();
  assert.deepEqual(troubles, []);
  return answer;
}

test("the viewer starts under its policy, without an error in the console", async () => {
  const sends = await startPages({ metaOnly: false });
  const answer = await opensWell(sends.base);
  await sends.stop();
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /);
  assert.doesNotMatch(policy, /unsafe-inline/);
});

test("it starts from a folder of a host as well", async () => {
  const below = await startPages({ under: "/some/folder" });
  try {
    assert.match(below.base, /\/some\/folder\/$/);
    await opensWell(below.base);
  } finally {
    await below.stop();
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the first page, ${colorScheme}`, async () => {
    const { page } = await openWatched(await browser.newContext({ colorScheme }));
    await page.goto(pages.base);
    await page.locator("main").waitFor();
    assert.deepEqual(await axeFindings(page), []);
  });
}

test("axe does look", async () => {
  const { page } = await openWatched(await browser.newContext());
  await page.goto(pages.base);
  // What begins later may clear the page.
  await page.locator("main").waitFor();
  await page.evaluate(() => document.body.append(document.createElement("button")));
  const findings = await axeFindings(page);
  assert.ok(findings.some((finding) => finding.startsWith("button-name: ")), findings.join("\n"));
});

test("what the policy forbids is noticed by these tests", async () => {
  provokes();
  const { page, troubles } = await openWatched(await browser.newContext());
  await page.goto(pages.base);
  // Where the host sends no policy, the page's own one allows nothing but its connections once it has begun.
  await page.locator("main").waitFor();
  await page.evaluate(() => {
    document.body.setAttribute("style", "color: red");
    fetch("https://not-allowed.invalid/").catch(() => {});
  });
  for (const directive of ["style-src", "connect-src"]) {
    await eventually(() => assert.ok(troubles.some((trouble) => trouble.startsWith(`policy: ${directive}`)), troubles.join("\n")));
  }
});

test("a page served beside the simulator learns its addresses and may ask it", async () => {
  const simulator = await startSimulator();
  const beside = await startPages({ simulator });
  try {
    const { page, troubles } = await openWatched(await browser.newContext());
    await page.goto(beside.base);
    const [told, asked] = await page.evaluate(async () => {
      const { vendors } = await (await fetch("dev-connections.json")).json();
      const { base_url, key } = vendors.leadsail;
      const answer = await fetch(`${base_url}/leads/nobody/interactions`, { headers: { "X-API-Key": key } });
      return [Object.keys(vendors).sort(), answer.url.startsWith(base_url)];
    });
    assert.deepEqual(told, ["apten", "attendee", "leadsail", "naturalead"]);
    assert.ok(asked);
    assert.deepEqual(troubles.filter((trouble) => trouble.startsWith("policy")), []);
  } finally {
    await Promise.all([beside.stop(), simulator.stop()]);
  }
});

test("a page served alone is told of no connection", async () => {
  const answer = await fetch(new URL("dev-connections.json", pages.base));
  assert.equal(answer.status, 404);
});

test("where no script of it can be loaded the page says so", async (t) => {
  let isLost = true;
  const host = await startFront(t, pages.base, ({ pathname }, response) => isLost && pathname.endsWith(".js") && breakOff(response));
  const page = await browser.newPage();
  await page.goto(host.base);
  await page.getByText("the browser could not load its scripts").waitFor();
  isLost = false;
  await page.reload();
  await page.locator("main").waitFor();
  assert.equal(await page.getByText("Leadwake has not started").count(), 0);
});

test("the title says where the reader is, on every page", async () => {
  const { page } = await openWatched(await browser.newContext());
  const titled = (title) => eventually(async () => assert.equal(await page.title(), title));
  for (const [place, name] of [
    ["#/", ""],
    ["#/connections", "Connections – "],
    ["#/files", "Files – "],
    ["#/files/0123456789abcdef", "Files – "],
    ["#/requests", "Requests – "],
    ["#/nowhere", "No such page – "],
    ["#/demo", "Timeline – "],
  ]) {
    await page.goto(pages.base + place);
    await titled(`${name}Leadwake`);
  }
  await press(page.getByRole("link", { name: "Open call" }).first());
  await titled("Call – Leadwake");
});

test("program files travel compressed and may be kept, the page itself is asked for again", async () => {
  const { page } = await openWatched(await browser.newContext());
  const answers = [];
  page.on("response", (answer) => answers.push(answer));
  await page.goto(pages.base);
  await page.locator("main").waitFor();

  const wasm = answers.find((answer) => new URL(answer.url()).pathname.endsWith("_bg.wasm"));
  assert.equal(wasm.headers()["content-type"], "application/wasm");
  assert.equal(wasm.headers()["content-encoding"], "br");
  assert.match(wasm.headers()["cache-control"], /immutable/);
  const html = answers.find((answer) => answer.url() === pages.base);
  assert.equal(html.headers()["cache-control"], "no-cache");
});
