// Runs one fault at one place of one vendor's answers, and tells what is not as it should be.
import assert from "node:assert/strict";
import { keepOpen, openWatched } from "../browser.js";
import { eventually } from "../eventually.js";
import { leadPath } from "../lead.js";
import { startPages, startSimulator } from "../servers.js";
import { NAMES } from "../visit.js";
import { judge } from "./judge.js";
import { putLead, VENDORS } from "./lead.js";

const LIST = { apten: "/events", leadsail: "/interactions/", naturalead: "/conversations", attendee: "/chat_messages" };
/** More than any wait between two tries. */
const LONG = 301_000;

/** What the page shows of the lead, read in one go. */
function look() {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  return {
    rows: all("[aria-label='Timeline'] [data-anchor^='entry-']", (row) => row.dataset.anchor.slice("entry-".length)),
    feeds: all(".feeds > .feed", (line) => ({ name: line.title.split(":")[0], text: line.textContent, isBusy: line.querySelector("button") !== null || line.textContent.includes("not asked") })),
    notices: all(".problems .notice", (notice) => ({ title: notice.querySelector(".notice-title").textContent, text: notice.textContent })),
    pane: document.querySelector(".lead-pane")?.innerText ?? "",
    main: document.querySelector("main")?.innerText.length ?? 0,
    // Rows come onto the page a few at a time.
    isWhole: document.querySelector("[data-room]") === null,
  };
}

/** What is asked for, by which two askings of the same are known. */
const questionOf = ({ pathname, searchParams }) => `${pathname}?${[...searchParams].map(String).sort().join("&")}`;

/** One page beside one simulator, on which faults are tried one after the other. */
export class Runner {
  /** @param options of the browser context; `front(pages)`, what is put before the server of the page */
  static async start(browser, { front, ...options } = {}) {
    const runner = new Runner();
    runner.simulator = await startSimulator();
    runner.lead = await putLead(runner.simulator);
    runner.served = await startPages({ simulator: runner.simulator });
    runner.pages = front ? await front(runner.served) : runner.served;
    runner.context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options });
    keepOpen(runner.context);
    const { page, troubles } = await openWatched(runner.context);
    Object.assign(runner, { page, troubles, began: Date.now(), callsEnded: 0, arrived: new Set(), failed: new Set(), rows: new Map() });
    const end = (request, where) => {
      runner.callsEnded += Number(request.url().includes("/calls/"));
      if (request.method() === "GET") where.add(questionOf(new URL(request.url())));
    };
    page.on("requestfinished", (request) => end(request, runner.arrived));
    page.on("requestfailed", (request) => end(request, runner.failed));
    await page.clock.install({ time: runner.began });
    // The simulator's keys are taken when the page begins.
    await page.goto(`${runner.pages.base}${leadPath(runner.lead.dossier)}`);
    await page.getByRole("main").waitFor();
    await runner.learn();
    return runner;
  }

  async stop() {
    await this.context.close();
    await Promise.all([this.served.stop(), this.simulator.stop()]);
  }

  control(...args) {
    return this.simulator.control(...args);
  }

  /** Reads the lead undisturbed: which questions are asked, and what each answer holds. */
  async learn() {
    const { look } = await this.until({ vendor: null });
    this.whole = look.rows;
    for (const { vendor, record } of await this.control("GET", "truth/empty")) {
      assert.ok(this.whole.some((row) => row.split("#")[0] === `${vendor}:${record}`), `${record} of ${vendor} is not drawn`);
    }
    this.course = {};
    for (const vendor of VENDORS) {
      // The pages of a list follow on one another; what is asked after its last page is asked of another list.
      const pages = (await this.account(vendor)).map(({ page }) => page);
      const last = pages.indexOf(Math.max(...pages));
      this.course[vendor] = { first: 0, middle: last > 1 ? last - 1 : null, last: last > 0 ? last : null };
    }
    await this.leave();
  }

  /** What the simulator was asked of a vendor's list, in order. */
  async account(vendor) {
    const account = await this.control("GET", `requests?vendor=${vendor}`);
    return account.filter(({ method, path }) => method === "GET" && path.includes(LIST[vendor]));
  }

  /** The rows that a well answered question of a vendor's brings: it is asked once more, of a simulator without faults. */
  async rowsOf(vendor, { path, query }) {
    const { base_url, key } = this.simulator.ready.vendors[vendor];
    const url = new URL(`${base_url}${path}?${new URLSearchParams(query)}`);
    const question = questionOf(url);
    if (!this.rows.has(question)) {
      const headers = vendor === "attendee" ? { authorization: `Token ${key}` } : { "x-api-key": key };
      const text = await (await fetch(url, { headers })).text();
      const rows = this.whole.filter((row) => row.startsWith(vendor) && text.includes(`"${row.split("#")[0].split(":").pop()}"`));
      this.rows.set(question, rows);
    }
    return { question, rows: this.rows.get(question) };
  }

  /**
   * What is due after a fault: the rows of all other vendors, and those of every answer of this one's that was healthy and
   * arrived; and the rows of the answer that was struck. Several questions may be on their way at once, and which of them are
   * asked, and in which order, differs from load to load.
   */
  async due(vendor) {
    const account = await this.account(vendor);
    await this.control("DELETE", "faults");
    const came = new Set();
    let struck = null;
    for (const one of account) {
      const { question, rows } = await this.rowsOf(vendor, one);
      if (one.fault) {
        struck ??= rows;
        continue;
      }
      await eventually(() => assert.ok(this.arrived.has(question) || this.failed.has(question), `${question} does not end`));
      if (this.arrived.has(question)) for (const row of rows) came.add(row);
    }
    return { due: this.whole.filter((row) => !row.startsWith(vendor) || came.has(row)), struck: struck ?? [] };
  }

  async go(below = "") {
    await this.page.clock.setSystemTime(this.began);
    const path = leadPath(this.lead.dossier, { below });
    await this.page.evaluate((path) => (location.hash = path), path);
  }

  async leave() {
    await this.control("DELETE", "faults");
    await this.control("PUT", "cors", { all: "allows" });
    await this.page.evaluate(() => (location.hash = "#/"));
    await this.page.waitForFunction(() => document.querySelector(".feeds") === null);
    await this.control("DELETE", "requests");
    this.arrived.clear();
    this.failed.clear();
    this.troubles.length = 0;
  }

  /**
   * Waits until every vendor is done. Time passes only when all others are done already, and the struck one waits for
   * another try or for what does not come: whoever is well is not held up by whoever is not.
   */
  async until({ vendor, hangs, offline, isCall }) {
    const end = Date.now() + 30_000;
    const calls = this.callsEnded;
    let [waits, passed] = [0, 0];
    const pass = async (millis) => {
      await this.page.clock.fastForward(millis);
      waits += 1;
    };
    for (;;) {
      const seen = await this.page.evaluate(look);
      const busy = seen.feeds.filter(({ isBusy }) => isBusy);
      const isAll = seen.feeds.length === VENDORS.length;
      const isPaneBusy = isCall && seen.pane.includes("Asking Apten for the call");
      if (isAll && busy.length === 0 && !isPaneBusy && seen.isWhole) return { look: seen, waits };
      if (isAll && busy.every(({ name }) => name === NAMES[vendor])) {
        const struck = hangs ? (await this.control("GET", "faults"))[0].struck : this.callsEnded - calls;
        if (busy.some(({ text }) => text.includes("trying again"))) {
          await pass(LONG);
        } else if (hangs && struck > passed) {
          passed = struck;
          if (offline) await this.context.setOffline(true);
          await pass(hangs);
        } else if (isPaneBusy && struck > passed) {
          passed = struck;
          await pass(LONG);
        }
      }
      if (Date.now() > end) throw new Error(`it does not end: ${JSON.stringify(seen.feeds)} ${seen.pane}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /**
   * Tries a fault at a vendor at a place: `first`, `middle`, `last` or `detail`.
   *
   * @returns {Promise<string | null>} why there is no such cell; `null` when it was as it should be
   * @throws what is not as it should be
   */
  async try(fault, vendor, place) {
    const strike = fault.rule(vendor, this.lead);
    if (typeof strike === "string") return strike;
    const isTried = fault.only?.(vendor, place) ?? true;
    if (isTried !== true) return isTried;
    const isCall = place === "detail" && vendor === "apten";
    if (isCall && fault.isList) return "a call is no list";
    const question = isCall ? Infinity : place === "detail" ? 0 : this.course[vendor][place];
    if (question === null) return "it has one page";
    const path = isCall ? "/calls/" : LIST[vendor];
    const rule = { vendor, path, method: fault.method ?? "GET", skip: isCall ? 0 : question, times: fault.times, fault: strike };
    await this.control("POST", "faults", rule);
    if (fault.cors) await this.control("PUT", "cors", { [vendor]: fault.cors });
    await this.go(place === "detail" ? this.lead.below[vendor] : "");
    try {
      const { look, waits } = await this.until({ vendor, isCall, hangs: fault.hangs, offline: fault.offline });
      const { whole, troubles } = this;
      const { due, struck } = await this.due(vendor);
      judge(fault, { vendor, place, isCall }, look, { whole, troubles, waits, struck, before: due });
    } finally {
      if (fault.offline) await this.context.setOffline(false);
      await this.leave();
    }
    return null;
  }
}
