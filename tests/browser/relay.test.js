// The printed recipes in the real servers, in front of vendors that no web page may read: what a reader sees.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { launch, openWatched } from "./support/browser.js";
import { openForm } from "./support/connect.js";
import { LeadPage, truth } from "./support/lead.js";
import { isFramed, testWhere } from "./support/modes.js";
import { listing, PORTAL } from "./support/portal.js";
import { assertSilent, setRelayStage } from "./support/relay.js";
import { loaded, NAMES, notice, unexpected } from "./support/visit.js";
import { recipe, SERVERS, towards } from "./support/webserver.js";

const test = testWhere("the page is of its host's origin");
const stage = setRelayStage();

before(async () => (stage.browser = await launch()));
after(() => stage.browser?.close());

/** Serves as `stage.serve` does, and so that the page may be in the frame that a run has it in. */
function serve(kind, { words = [], files = () => ({}), ...options }) {
  const around = PORTAL ? ["--frame-ancestors", PORTAL] : [];
  const listed = (given) => ({ ...given, "leadwake.json": JSON.stringify(listing(JSON.parse(given["leadwake.json"] ?? "{}"))) });
  return stage.serve(kind, { ...options, words: [...words, ...around], files: (base) => listed(files(base)) });
}

/**
 * Opens the demo lead, as a reader who is logged in on the site.
 *
 * @param query of the address: `?dev=1` takes the connections in `dev-connections.json`
 * @returns the page; `asked()` gives the headers of each of its requests to the relay, `files()` those of all others to
 * its site
 */
async function openDemo(server, query = "") {
  const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  // As a site has that lets in only who may.
  await context.addCookies([{ name: "login", value: "cookie-of-the-site", url: server.base }]);
  const { page, troubles } = await openWatched(context);
  const [asked, files] = [[], []];
  page.on("request", (request) => {
    const { pathname, origin } = new URL(request.url());
    if (!server.base.startsWith(origin)) return;
    const headers = request.allHeaders().then((all) => ({ ...all, path: pathname }), () => ({ path: pathname }));
    (pathname.startsWith("/relay/") ? asked : files).push(headers);
  });
  await page.goto(`${server.base}#/lead/${stage.simulator.ready.lead.dossier}${query}`);
  return Object.assign(new LeadPage(page, troubles), { asked: () => Promise.all(asked), files: () => Promise.all(files) });
}

/** One line per record that is shown or should be. */
const lines = (entries) => entries.map(({ vendor, record, kind, time }) => `${time} ${kind} ${vendor}:${record}`).sort();

/** Asserts that the timeline is what the simulator says it should be, each entry once. */
async function assertWhole(lead) {
  await loaded(lead.page);
  await lead.settled();
  await lead.unfoldTools();
  const { entries, openings } = await truth(stage);
  const shown = (await lead.entries()).filter((one) => !(one.kind === "thread" && openings.includes(`${one.vendor}:${one.record}`)));
  assert.deepEqual(lines(shown), lines(entries));
  assert.deepEqual(lead.troubles, []);
}

/** The four vendors with the simulator's keys, at addresses of the relay, for `dev-connections.json`. */
function relayed(base) {
  const vendors = Object.entries(stage.simulator.ready.vendors);
  return Object.fromEntries(vendors.map(([name, { key }]) => [name, { base_url: `${base}relay/${name}`, key }]));
}

/** Serves with the relay in front of the simulator and the keys in the page. */
async function serveRelayed(kind, words = []) {
  const files = (base) => ({ "dev-connections.json": JSON.stringify({ vendors: relayed(base) }) });
  return serve(kind, { words: [...towards(stage.simulator), ...words], files });
}

for (const kind of SERVERS) {
  describe(kind, () => {
    test("a page that vendors do not let read says so", async () => {
      const { base, vendors } = stage.simulator.ready;
      const server = await serve(kind, {
        words: ["--connect", base],
        files: () => ({
          "leadwake.json": JSON.stringify({ hosts: [base] }),
          "dev-connections.json": JSON.stringify({ vendors }),
        }),
      });
      const { page, troubles } = await openDemo(server, "?dev=1");
      for (const name of Object.values(NAMES)) {
        await notice(page, `${name} did not let this page read the answer`).first().waitFor();
      }
      assert.deepEqual(unexpected(troubles), []);
    });

    test("the relay shows the whole timeline of vendors that refuse pages", async () => {
      const server = await serveRelayed(kind);
      const lead = await openDemo(server, "?dev=1");
      await assertWhole(lead);
      const sent = await lead.asked();
      // The site may be behind a login; of its cookie the vendors hear nothing, as is seen below.
      const login = isFramed ? undefined : "login=cookie-of-the-site";
      assert.ok(sent.length > 4 && sent.every((headers) => headers.cookie === login && ("x-api-key" in headers || "authorization" in headers)));
      const asked = await stage.simulator.control("GET", "requests");
      assert.ok(asked.every((one) => one.key === "right" && one.method === "GET"));
      // Attendee names a host as the next page that no browser can reach.
      assert.ok(asked.filter((one) => one.vendor === "attendee" && one.page > 1).length > 0, "no later page was asked for");
      const passed = new Set(asked.flatMap((one) => Object.keys(one.headers)));
      for (const name of ["cookie", "referer", "origin", "user-agent", "x-forwarded-for", "sec-fetch-site"]) {
        assert.ok(!passed.has(name), `${name} was passed on`);
      }
      await assertSilent(server, Object.values(stage.simulator.ready.vendors).map(({ key }) => key));
    });

    test("the relay is typed into the form as a path of this site", async () => {
      const { key } = stage.simulator.ready.vendors.naturalead;
      const server = await serve(kind, { words: towards(stage.simulator) });
      const { page, troubles } = await openWatched(await stage.browser.newContext());
      await page.goto(`${server.base}#/connections`);
      const form = page.getByRole("region", { name: "Naturalead", exact: true });
      await openForm(page, "naturalead");
      await form.getByLabel("Address of the API").fill("relay/naturalead");
      await form.locator("input[type=password]").fill(key);
      await form.getByRole("button", { name: "Save and test" }).click();
      await form.getByText("Naturalead accepted the key").waitFor();
      const [asked, ...more] = await stage.simulator.control("GET", "requests");
      assert.deepEqual([asked.path, asked.key, more.length], ["/conversations", "right", 0]);
      assert.deepEqual(troubles, []);
      await assertSilent(server, [key]);
    });

    test("a key that the relay adds is asked of nobody", async () => {
      const keys = Object.fromEntries(Object.entries(stage.simulator.ready.vendors).map(([name, { key }]) => [name, key]));
      const config = await recipe("config", ...Object.keys(keys).flatMap((vendor) => ["--adds-key", vendor]));
      const server = await serve(kind, { words: towards(stage.simulator), keys, files: () => ({ "leadwake.json": config }) });
      const lead = await openDemo(server);
      await assertWhole(lead);
      const sent = await lead.asked();
      assert.ok(sent.length > 4 && sent.every((headers) => !("x-api-key" in headers) && !("authorization" in headers)));
      // The site must be able to tell who asks. To a frame on another site browsers give no such cookie.
      const login = isFramed ? undefined : "login=cookie-of-the-site";
      assert.ok(sent.every((headers) => headers.cookie === login));
      const files = await lead.files();
      const without = files.filter((headers) => headers.cookie !== login);
      assert.ok(files.length > 4);
      assert.deepEqual(without.map(({ path }) => path), [], "asked for without the site's login");
      for (const key of Object.values(keys)) assert.ok(!server.printed.includes(key), "a key is in the recipe");
      await assertSilent(server, Object.values(keys));
    });
  });
}
