// What whoever runs the site says in `leadwake.json`, beside the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFindings } from "./support/axe.js";
import { addressIn } from "./support/connect.js";
import { reply, startFront } from "./support/front.js";
import { startPages } from "./support/servers.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { feed, gets, loaded, notice, only, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;
const PROBLEMS = "leadwake.json has mistakes; these parts are ignored";

/** Opens a page of a site that is set up like this, and answers `answers` itself as `startFront` says. */
async function at(t, config, path = "", { prepare = () => {}, answers } = {}) {
  const served = await startPages({ simulator: stage.simulator, config });
  t.after(() => served.stop());
  const pages = answers ? await startFront(t, served.base, answers) : served;
  const visitor = await visit(stage);
  await prepare(visitor.page);
  await visitor.page.goto(pages.base + path);
  await visitor.page.getByRole("main").waitFor();
  return { ...visitor, pages };
}

const connectSrc = async (page) => {
  const policies = page.locator("meta[http-equiv=Content-Security-Policy]");
  return (await policies.last().getAttribute("content")).replace("connect-src ", "").split(" ");
};

test("what is right counts, and what is wrong is told on the first page and under Connections", async (t) => {
  const config = { hosts: ["https://good.example", "ftp://bad.example"], vendors: { apten: { base_url: "http://a.example", key: "not-to-be-told" } } };
  const { page, pages, troubles } = await at(t, config);
  for (const path of ["#/", "#/connections"]) {
    await page.goto(pages.base + path);
    const told = await notice(page, PROBLEMS).textContent();
    for (const words of ["“hosts[1]” in leadwake.json is no origin", "“vendors.apten.base_url”", "must begin with https://", "“vendors.apten.key” in leadwake.json is not known"]) {
      assert.ok(told.includes(words), `${words}: ${told}`);
    }
    assert.ok(!told.includes("not-to-be-told"));
    assert.equal(await notice(page, PROBLEMS).getByRole("listitem").count(), 3, "each is a point of its own");
    assert.deepEqual(await axeFindings(page), []);
  }
  const asks = await connectSrc(page);
  assert.ok(asks.includes("https://good.example"), asks.join());
  assert.ok(!asks.some((host) => host.includes("bad.example")), asks.join());
  assert.deepEqual(troubles, []);
});

for (const [name, config] of [["no JSON", "{"], ["JSON of another kind", "[]"]]) {
  test(`a file that is ${name} is told, and the page is the usual one`, async (t) => {
    const { page, pages } = await at(t, config, "#/connections");
    await notice(page, PROBLEMS).getByText(/^(leadwake\.json is no JSON|The whole in leadwake\.json)/).waitFor();
    assert.ok((await connectSrc(page)).includes("https://api.attent.app"));
  });
}

test("a file that cannot be had is told, and one that is not there is nothing to tell", async (t) => {
  for (const [status, count] of [[500, 1], [404, 0]]) {
    const { page, pages } = await at(t, {}, "", { answers: ({ pathname }, response) => pathname === "/leadwake.json" && reply(response, status, "") });
    assert.equal(await notice(page, PROBLEMS).count(), count, `status ${status}`);
  }
});

test("a file that does not come is told after a while, and the page is the usual one", async (t) => {
  const { page } = await at(t, {}, "#/connections", { answers: ({ pathname }) => pathname === "/leadwake.json" });
  await notice(page, PROBLEMS).getByText(/could not be read/).waitFor();
  assert.ok((await connectSrc(page)).includes("https://api.attent.app"));
});

test("a relay beside the page that adds the key shows a lead, and nobody types a key", onlyWhere("the page is of its host's origin"), async (t) => {
  const config = { vendors: { leadsail: { base_url: "relay/leadsail", adds_key: true } } };
  const { leadsail } = stage.simulator.ready.vendors;
  const relay = ({ pathname, search }) => {
    const [, rest] = pathname.split("/relay/leadsail");
    return rest && { to: leadsail.base_url + rest + search, headers: { "x-api-key": leadsail.key } };
  };
  const { page, pages, asked } = await at(t, config, `#/lead/${only(demo(), "leadsail")}`, { answers: relay });
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();
  assert.ok(asked.every((url) => url.origin === new URL(pages.base).origin), "somebody else was asked");
  const asks = await connectSrc(page);
  assert.ok(!asks.includes("https://api.leadsail.app"), "a host that is not used may be asked");
  assert.ok(asks.includes("https://app.attendee.dev"));
});

test("a connection that has a key stays where its key was typed for, whatever the file says later", onlyWhere("something is kept"), async (t) => {
  const { base_url, key } = stage.simulator.ready.vendors.leadsail;
  const kept = JSON.stringify({ address: base_url, key });
  const config = { vendors: { leadsail: { base_url: "https://elsewhere.example/leadsail", adds_key: true } } };
  const prepare = (page) => page.addInitScript((kept) => sessionStorage.setItem("leadwake.connection.leadsail", kept), kept);
  const { page, pages, asked } = await at(t, config, `#/lead/${only(demo(), "leadsail")}`, { prepare });
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();
  assert.ok((await gets(stage, "leadsail")).every((one) => one.key === "right"));
  assert.deepEqual(asked.filter((url) => url.host === "elsewhere.example").map(String), []);
  await page.goto(`${pages.base}#/connections`);
  assert.equal(await addressIn(page, "leadsail"), base_url);
  assert.ok((await connectSrc(page)).includes(new URL(base_url).origin));
});

test("zone and colours are those of the site until the reader chooses others", onlyWhere("something is kept"), async (t) => {
  const { page, pages } = await at(t, { defaults: { zone: "Asia/Tokyo", theme: "dark" } }, "#/demo");
  await loaded(page);
  const zone = page.getByLabel("Times in");
  assert.equal(await zone.inputValue(), "Asia/Tokyo");
  assert.match(page.url(), /zone=Asia/, "a copied link would tell another time");
  assert.equal(await page.locator(".viewer").getAttribute("data-theme"), "dark");
  await zone.selectOption("UTC");
  await page.getByRole("button", { name: /colours|theme|Dark/i }).first().click();
  await page.reload();
  await loaded(page);
  assert.equal(await zone.inputValue(), "UTC");
  assert.equal(await page.locator(".viewer").getAttribute("data-theme"), null);
});

test("a zone that there is not is told, and times are told as usual", async (t) => {
  const { page, pages } = await at(t, { defaults: { zone: "Mars/Olympus" } }, "#/connections");
  await notice(page, PROBLEMS).getByText(/“defaults.zone” in leadwake\.json is no time zone/).waitFor();
});

test("a host that the reader allowed may be asked, and nothing else that stands beside it", onlyWhere("something is kept"), async (t) => {
  const hosts = JSON.stringify(["https://mine.example", "https://*.example", "* 'unsafe-inline'", 7, "https://a;script-src *"]);
  const prepare = (page) => page.addInitScript((hosts) => sessionStorage.setItem("leadwake.hosts", hosts), hosts);
  const { page } = await at(t, {}, "", { prepare });
  const asks = await connectSrc(page);
  assert.deepEqual(asks, ["'self'", "https://api.attent.app", "https://api.leadsail.app", "https://api.naturalead.ai", "https://app.attendee.dev", "https://mine.example"]);
});
