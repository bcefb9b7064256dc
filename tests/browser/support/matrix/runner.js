// Runs one fault at one place of one vendor's answers, and tells what is not as it should be.
import assert from "node:assert/strict";
import { keepOpen, openWatched } from "../browser.js";
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

/** One page beside one simulator, on which faults are tried one after the other. */
export class Runner {
  /** @param options of the browser context */
  static async start(browser, options) {
    const runner = new Runner();
    runner.simulator = await startSimulator();
    runner.lead = await putLead(runner.simulator);
    runner.pages = await startPages({ simulator: runner.simulator });
    runner.context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options });
    keepOpen(runner.context);
    const { page, troubles } = await openWatched(runner.context);
    Object.assign(runner, { page, troubles, began: Date.now(), callsEnded: 0 });
    const count = (request) => (runner.callsEnded += Number(request.url().includes("/calls/")));
    page.on("requestfinished", count);
    page.on("requestfailed", count);
    await page.clock.install({ time: runner.began });
    // The simulator's keys are taken when the page begins.
    await page.goto(`${runner.pages.base}${leadPath(runner.lead.dossier)}`);
    await page.getByRole("main").waitFor();
    await runner.learn();
    return runner;
  }

  async stop() {
    await this.context.close();
    await Promise.all([this.pages.stop(), this.simulator.stop()]);
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
      const asked = (await this.control("GET", `requests?vendor=${vendor}`)).filter((one) => one.method === "GET" && one.path.includes(LIST[vendor]));
      const { base_url, key } = this.simulator.ready.vendors[vendor];
      const answers = [];
      for (const one of asked) {
        const headers = vendor === "attendee" ? { authorization: `Token ${key}` } : { "x-api-key": key };
        const text = await (await fetch(`${base_url}${one.path}?${new URLSearchParams(one.query)}`, { headers })).text();
        const rows = this.whole.filter((row) => row.startsWith(vendor) && text.includes(`"${row.split("#")[0].split(":").pop()}"`));
        answers.push({ page: one.page, rows });
      }
      // The pages of a list follow on one another; what is asked after its last page is asked of another list.
      const pages = answers.map(({ page }) => page);
      const last = pages.indexOf(Math.max(...pages));
      this.course[vendor] = { answers, first: 0, middle: last > 1 ? last - 1 : null, last: last > 0 ? last : null };
    }
    await this.leave();
  }

  /** The rows that came before a question of a vendor's was asked, and those of all other vendors. */
  before(vendor, question) {
    const came = new Set(this.course[vendor].answers.slice(0, question).flatMap(({ rows }) => rows));
    return this.whole.filter((row) => !row.startsWith(vendor) || came.has(row));
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
      const struck = this.course[vendor].answers[question]?.rows ?? [];
      judge(fault, { vendor, place, isCall }, look, { whole, troubles, waits, struck, before: this.before(vendor, question) });
    } finally {
      if (fault.offline) await this.context.setOffline(false);
      await this.leave();
    }
    return null;
  }
}
