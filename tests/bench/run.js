// Measures the viewer beside its peers. `cargo xtask bench` builds what is needed and starts this.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROFILES, TimeOut, openPage, startBrowser, within } from "./browser.js";
import { buildPeer } from "./build-peer.js";
import { bytes } from "./bytes.js";
import { CONTESTANTS } from "./contestants.js";
import { hostFiles, hostVendors } from "./host.js";
import { install } from "./inpage.js";
import { NOW, startSimulator } from "./lead.js";
import * as measures from "./measures.js";
import { picture } from "./picture.js";
import { Results, table } from "./results.js";

const { values: wish } = parseArgs({
  options: {
    viewer: { type: "string" },
    peers: { type: "string" },
    beside: { type: "string", multiple: true },
    simulator: { type: "string" },
    chromium: { type: "string" },
    entries: { type: "string", multiple: true },
    runs: { type: "string" },
    only: { type: "string", multiple: true, default: [] },
    limit: { type: "string" },
    write: { type: "string" },
  },
});
const sizes = wish.entries.map(Number);
const names = ["viewer", ...wish.beside];
const runs = Number(wish.runs);
const limit = Number(wish.limit) * 1000;

/** How long a measure may take in all, beyond the limit for loading. */
const PATIENCE = 60_000;

/** What a visit measures once the lead is loaded, in this order. */
const AFTER_LOADING = ["memory", "jump", "scroll", "filter", "search", "call"];
const isWanted = (name) => wish.only.length === 0 || wish.only.includes(name);
/** Which lines stay empty when a measure fails. */
const LINES_OF = {
  load: ["first-row", "loaded", "longest-task", "load-work"],
  memory: ["memory"],
  jump: ["jump"],
  scroll: ["reading-work", "flinging-work"],
  filter: ["filter"],
  search: ["search"],
  call: ["call"],
};

const results = new Results(names);
const say = (text) => process.stderr.write(`${text}\n`);

/** One contestant before one lead. */
class Stand {
  constructor(name, host, vendors, dossier, entries) {
    Object.assign(this, { name, how: CONTESTANTS[name], host, entries, address: `${host.base}/#/lead/${dossier}` });
    const { row, heading, scroller, hits, progress, kept } = this.how;
    this.installed = { row, heading, scroller, hits, progress: String(progress), kept: kept(vendors), now: NOW };
    this.gaveUp = new Set();
  }

  note = (line, sample) => results.note(line, this.entries, this.name, sample);

  /** Opens a browser that has never seen the contestant, and gives a page of it to some work. */
  async visit(profile, work) {
    const browser = await startBrowser(wish.chromium);
    try {
      await browser.context.addInitScript(install, this.installed);
      return await work(browser, await openPage(browser, profile));
    } finally {
      await within(10_000, browser.close()).catch((error) => say(`the browser was left behind: ${error.message}`));
    }
  }

  /** Does one measure, unless it failed before; gives what it gave. `hangs` tells afterwards whether the page did not answer. */
  async measure(name, work) {
    if (this.gaveUp.has(name) || this.gaveUp.has("load")) return undefined;
    try {
      return await within(limit + PATIENCE, work());
    } catch (error) {
      this.gaveUp.add(name);
      const words = error instanceof TimeOut ? error.message : `failed: ${error.message.split("\n")[0]}`;
      say(`${this.how.title}, ${this.entries} entries, ${name}: ${words}`);
      for (const line of LINES_OF[name] ?? [name]) results.fail(line, this.entries, this.name, words);
      this.hangs ||= error instanceof TimeOut;
      return undefined;
    }
  }

  /** Loads the lead into a fresh browser and does there what is wanted. */
  async whole() {
    if (this.gaveUp.has("load")) return;
    await this.visit(PROFILES.cold, async (_, { page, cdp }) => {
      const given = { page, cdp, how: this.how, address: this.address, note: this.note, limit, entries: this.entries };
      this.hangs = false;
      this.shown = (await this.measure("load", () => measures.load(given))) ?? this.shown;
      for (const name of AFTER_LOADING.filter(isWanted)) {
        if (this.hangs) return;
        await this.measure(name, () => measures[name](given));
      }
    });
  }

  /** The first row under other conditions. */
  async firstRow(name) {
    const profile = PROFILES[name];
    await this.measure(`first-row-${name}`, () =>
      this.visit(profile, async (browser, { page }) => {
        for (let before = 0; before < (profile.isWarm ? 3 : 0); before += 1) {
          await page.goto(this.address, { waitUntil: "commit" });
          await within(limit, page.waitForFunction(() => window.bench?.atLoaded, undefined, { timeout: 0, polling: 100 }));
          // What was compiled is kept after a while.
          await page.waitForTimeout(1500);
          await page.goto("about:blank");
        }
        await page.goto(this.address, { waitUntil: "commit" });
        const row = page.waitForFunction(() => window.bench?.marks.firstRow, undefined, { timeout: 0, polling: 100 });
        this.note(`first-row-${name}`, await (await within(limit, row)).jsonValue());
      }),
    );
  }
}

/** Serves the peers that can be built; the others are left out. */
async function hostPeers(vendors) {
  const hosts = {};
  for (const name of wish.beside) {
    try {
      const folder = join(wish.peers, name);
      await buildPeer(CONTESTANTS[name].main, folder, vendors.base);
      hosts[name] = await hostFiles(folder);
    } catch (error) {
      fail(`${CONTESTANTS[name].title} takes no part: ${error.message.split("\n")[0]}`);
      names.splice(names.indexOf(name), 1);
    }
  }
  return hosts;
}

const failures = [];

/** Notes what went wrong and goes on: what can be measured is not lost by it. */
function fail(words) {
  say(words);
  failures.push(words);
}

async function main() {
  const vendors = await hostVendors();
  const leadwake = { "/leadwake.json": JSON.stringify({ hosts: [vendors.base] }) };
  const hosts = { viewer: await hostFiles(wish.viewer, leadwake), ...(await hostPeers(vendors)) };
  const titles = names.map((name) => CONTESTANTS[name].title);
  for (const entries of sizes) {
    await measureAt(entries, vendors, hosts).catch((error) => fail(`${entries} entries: ${error.message}`));
    // At once: the next size may take long.
    console.log(`\n### ${entries.toLocaleString("en")} entries\n\n${table(results.rows([entries]), titles)}`);
  }
  for (const host of [vendors, ...Object.values(hosts)]) host.stop();
  if (wish.write) await writeFile(wish.write, picture(results.rows(sizes), titles));
  if (failures.length > 0) throw new Error(`not all could be measured: ${failures.join("; ")}`);
}

/** Measures everybody before a lead of one size. */
async function measureAt(entries, vendors, hosts) {
  const simulator = await startSimulator(wish.simulator);
  try {
    say(`Making a lead of ${entries.toLocaleString("en")} entries`);
    const dossier = await simulator.generate(entries);
    vendors.standBefore(simulator.base);
    const reached = Object.entries(simulator.vendors).map(([name, { base_url, key }]) => [
      name,
      { base_url: base_url.replace(simulator.base, vendors.base), key },
    ]);
    const stands = names.map((name) => new Stand(name, hosts[name], Object.fromEntries(reached), dossier, entries));
    // Whatever is asked for the first time is compressed then; nobody's run should pay for it.
    for (const stand of stands) await prepare(stand);
    const { answers, bytes: size } = await vendors.size();
    say(`${answers} answers are ready, ${(size / 1e6).toFixed(1)} MB compressed`);
    if (entries === sizes[0]) await atFirstSize(stands);
    for (let run = 1; run <= runs; run += 1) {
      say(`${entries.toLocaleString("en")} entries, run ${run} of ${runs}`);
      for (const stand of stands) {
        await stand.whole().catch((error) => fail(`${stand.how.title}, ${entries} entries: ${error.message.split("\n")[0]}`));
      }
    }
    const shown = stands.map((stand) => stand.shown).filter(Boolean);
    if (new Set(shown).size > 1) fail(`the contestants show different numbers of entries: ${shown.join(", ")}`);
  } finally {
    await simulator.stop();
  }
}

/** A first visit, of which nothing is noted but that it failed. */
async function prepare(stand) {
  await stand.measure("load", () =>
    stand.visit({}, async (_, { page }) => {
      await page.goto(stand.address, { waitUntil: "commit" });
      await within(limit, page.waitForFunction(() => window.bench?.atLoaded, undefined, { timeout: 0, polling: 100 }));
    }),
  );
}

/** What is measured at the smallest lead only. */
async function atFirstSize(stands) {
  if (isWanted("bytes")) {
    for (const stand of stands) {
      const visit = (_, { page }) => bytes({ page, host: stand.host, address: stand.address, note: stand.note });
      await stand.measure("bytes", () => stand.visit({}, visit));
    }
  }
  if (!isWanted("first-row")) return;
  for (const name of ["warm", "fast4g", "slow4g"]) {
    for (let run = 1; run <= runs; run += 1) {
      say(`First row, ${name}, run ${run} of ${runs}`);
      for (const stand of stands) await stand.firstRow(name);
    }
  }
}

await main();
