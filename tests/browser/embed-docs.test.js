// Every snippet of the package's documentation, run as it stands there.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "node:test";
import { pathToFileURL } from "node:url";
import { obeys } from "./support/asking-server.js";
import { openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { truth } from "./support/lead.js";
import { madeLines } from "./support/made-lines.js";
import { testWhere } from "./support/modes.js";
import { hostScript, optionsOf, packageFolder, PORTALS, servePortal } from "./support/portals.js";
import { blocks } from "./support/readme.js";
import { setStage } from "./support/stage.js";
import { loaded } from "./support/visit.js";
import { recipe } from "./support/webserver.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const stops = [];
const readme = () => readFile(join(packageFolder(), "README.md"), "utf8");
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** Every snippet, by its section, in the order in which they stand; and the file whose tests run them. */
const RUN = [
  ["In a few lines", ["html", "js", "js"], "embed-docs.test.js"],
  ["Your server", ["js"], "embed-docs.test.js"],
  ["As an element", ["html", "js"], "embed-docs.test.js"],
  ["What a viewer can be asked for", ["js"], "embed-docs.test.js"],
  ["How it looks", ["css"], "embed-docs.test.js"],
  ["What a strict policy has to allow", ["text"], "embed-docs.test.js"],
  ["The data without a view", ["js", "js", "js", "js"], "data.test.js"],
  ["In a frame", ["html", "html"], "embed-page.test.js"],
];

/** The snippets of a section that are written in a language; all of them are run. */
async function snippets(section, language) {
  assert.ok(RUN.some(([name, , file]) => name === section && file === "embed-docs.test.js"), section);
  return blocks(section, language);
}

/** What readers put in the place of the documentation's examples: their lead, their keys, and where the package lies. */
function adapted(code) {
  const { connections, lead } = optionsOf(stage.simulator);
  const id = (vendor) => lead.split(",").find((handle) => handle.startsWith(`${vendor}:`)).slice(vendor.length + 1);
  return code
    .replaceAll("room_abc", id("apten"))
    .replaceAll("lead_def", id("leadsail"))
    .replaceAll('apten: { key: "…" }', `apten: ${JSON.stringify(connections.apten)}`)
    .replaceAll('leadsail: { baseUrl: "https://relay.example/leadsail", key: "…" }', `leadsail: ${JSON.stringify(connections.leadsail)}`)
    .replaceAll("import \"./leadwake", "import \"/leadwake")
    .replaceAll('"leadwake/element"', '"./leadwake/element.js"')
    .replaceAll('"leadwake"', '"./leadwake/index.js"');
}

/** The documented server, with these addresses and keys. It listens at whatever port is free. */
async function server(vendors) {
  const [code] = await snippets("Your server", "js");
  const adapted = Object.entries(vendors)
    .reduce((code, [vendor, { base_url }]) => code.replace(new RegExp(`(${vendor}: \\{ address: )"[^"]+"`), `$1"${base_url}"`), code)
    .replace('"leadwake/host"', `"${hostScript()}"`)
    .replace("8080", "0");
  assert.ok(!adapted.includes('address: "https:'), "an address stands as it was");
  for (const [vendor, { key }] of Object.entries(vendors)) process.env[`${vendor.toUpperCase()}_KEY`] = key;
  const folder = await mkdtemp(join(tmpdir(), "leadwake-server-"));
  await writeFile(join(folder, "server.mjs"), `${adapted}\nexport { server };\n`);
  const { server } = await import(pathToFileURL(join(folder, "server.mjs")));
  stops.push(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  return (request, response) => server.emit("request", request, response);
}

/** A page of a snippet of HTML and one of its script, under the policy that the documentation says is enough. */
async function open(html, script, style = "#timeline, lead-timeline { height: 600px }") {
  const [documented] = await snippets("What a strict policy has to allow", "text");
  const policy = documented.trim().replace("Content-Security-Policy: ", "").replace("connect-src 'self'", `connect-src 'self' ${new URL(stage.simulator.ready.base).origin}`);
  const head = '<!doctype html><title>Portal</title><link rel="icon" href="data:,"><link rel="stylesheet" href="portal.css">';
  const more = { "/": head + adapted(html), "/portal.js": adapted(script), "/portal.css": style, "/vendors/*": await server(stage.simulator.ready.vendors) };
  const host = await servePortal({ folder: PORTALS, policy: `default-src 'none'; style-src 'self'; img-src data:; ${policy}`, more });
  stops.push(host.stop);
  const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  const { page, troubles } = await openWatched(context);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(host.base);
  return { page, troubles, said };
}

test("no snippet stands in the documentation that no test runs", async () => {
  const sections = (await readme()).split(/^## /m).map((text) => [text.split("\n")[0], (text.match(/^```\w*$/gm) ?? []).filter((_, at) => at % 2 === 0).map((fence) => fence.slice(3))]);
  assert.deepEqual(sections.filter(([, languages]) => languages.length > 0), RUN.map(([section, languages]) => [section, languages]));
});

test("the first snippets show a lead, by the page's own server and by keys", async () => {
  const [html] = await snippets("In a few lines", "html");
  const scripts = await snippets("In a few lines", "js");
  assert.equal(scripts.length, 2);
  for (const script of scripts) {
    const { page, troubles } = await open(html, script);
    await loaded(page);
    assert.ok((await page.locator("article").count()) > 20);
    assert.deepEqual(troubles, []);
    await page.context().close();
  }
});

test("the server's snippet passes on reading of what the vendors document, and nothing else", async (t) => {
  await obeys(t, server);
  // To where the viewer knows the vendors to be, with their own headers.
  const [code] = await snippets("Your server", "js");
  const ways = [...(await recipe("nginx")).matchAll(/proxy_pass (https:[^$]+)\$leadwake_(\w+);[^}]*proxy_set_header (\S+) \$http_(?:x_api_key|authorization);/g)];
  assert.equal(ways.length, 4);
  for (const [, address, vendor, header] of ways) {
    const [, named] = new RegExp(`${vendor}: \\{ address: "${address}", headers: \\{ "?([\\w-]+)"?:`).exec(code) ?? [];
    assert.equal(named, header, vendor);
  }
});

test("the element's snippet shows a lead as its attributes say", async () => {
  const [html] = await snippets("As an element", "html");
  const [script] = await snippets("As an element", "js");
  const { page, troubles } = await open(html, script);
  await loaded(page);
  assert.ok((await page.locator("article").count()) > 3);
  assert.equal(await page.getByRole("combobox", { name: /Times in/ }).inputValue(), "Europe/Berlin");
  assert.deepEqual(troubles, []);
});

test("the snippet of what can be asked for runs to its end", async () => {
  const [html] = await snippets("In a few lines", "html");
  const [script] = await snippets("What a viewer can be asked for", "js");
  const { page, said } = await open(html, `${script}\nconsole.log("the end");`);
  await eventually(() => assert.ok(said.includes("the end"), said.join("\n")));
  assert.ok(said.some((line) => line.startsWith("options") && line.includes("Mars/Olympus")), said.join("\n"));
  assert.equal(await page.locator("#timeline > *").count(), 0);
});

test("the documented properties are all there are of their kind, and colour the viewer", async () => {
  const style = await readFile(join(packageFolder(), "style.js"), "utf8");
  const named = (await readme()).match(/--leadwake-[a-z0-9-]+/g);
  assert.ok(named.length > 25);
  for (const name of named) assert.ok(style.includes(`var(${name},`), name);
  const [html] = await snippets("In a few lines", "html");
  const [script] = await snippets("In a few lines", "js");
  const [css] = await snippets("How it looks", "css");
  const { page } = await open(html, script, css);
  await loaded(page);
  const viewer = page.locator("#timeline .viewer");
  assert.equal(await viewer.evaluate((one) => getComputedStyle(one).accentColor), "rgb(10, 107, 79)");
  assert.match(await viewer.evaluate((one) => getComputedStyle(one).fontFamily), /^Georgia/);
  assert.equal(await page.locator("#timeline").evaluate((one) => one.getBoundingClientRect().height), 640);
});

const ASKERS = ["My page asks, by its own server", "My page hands in keys"];

test("the lines that the viewer makes for an element and for a module show the lead, by the page's own server and by keys", async () => {
  for (const asker of ASKERS) {
    const element = await madeLines(stage, "An element", asker);
    const [whole, script] = /<script type="module">\n([^]*?)<\/script>/.exec(element);
    for (const [html, code] of [
      [element.replace(whole, '<script type="module" src="portal.js"></script>'), script],
      ['<div id="timeline"></div><script type="module" src="portal.js"></script>', await madeLines(stage, "A module", asker)],
    ]) {
      assert.equal(code.includes("fetch("), asker === ASKERS[0], code);
      assert.ok(!code.includes("myKeyFor"), "every key has its vendor's name");
      const { page, troubles } = await open(html, code);
      await loaded(page);
      assert.ok((await page.locator("article").count()) > 20);
      assert.deepEqual(troubles, []);
      await page.context().close();
    }
  }
});

test("the lines that the viewer makes for the data alone give every entry, by the page's own server and by keys", async () => {
  for (const asker of ASKERS) {
    const code = await madeLines(stage, "The data alone", asker);
    const counted = code.replace("console.log(entry)", "(window.entries ??= []).push(entry)");
    const { page, troubles } = await open('<script type="module" src="portal.js"></script>', `${counted}window.isAll = true;`);
    await page.waitForFunction(() => window.isAll);
    const { entries, openings } = await truth(stage);
    assert.equal(await page.evaluate(() => new Set(window.entries.map(({ id }) => id)).size), entries.length + openings.length);
    assert.deepEqual(troubles, []);
    await page.context().close();
  }
});
