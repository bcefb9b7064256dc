// A lead's page, as its reader sees and uses it.
import { openWatched } from "./browser.js";
import { eventually } from "./eventually.js";

/** What the timeline calls the kinds of the simulator's truth. */
const KINDS = {
  MESSAGE: "message",
  EMAIL: "email",
  CALL: "call",
  TOOL_CALL: "tool",
  CUSTOM: "event",
  COMPLIANCE_BLOCKED: "blocked",
  chat: "message",
  sms: "message",
  whatsapp: "message",
  telegram: "message",
  email: "email",
  call: "call",
  unreadable: "unreadable",
};

/** The part of an address behind the page: `#/lead/<dossier>` and what is opened and chosen there. */
export function leadPath(dossier, { below = "", query = {} } = {}) {
  const parameters = new URLSearchParams({ ...query, dev: "1" });
  return `#/lead/${dossier}${below}?${parameters}`;
}

/**
 * Opens a lead's page with the connections of the simulator, in a browser context of its own.
 *
 * @param stage what `setStage` gave
 * @param options `dossier` (else the demo lead's), `below` such as `/e/<entry>`, `query` of the address, `context`
 * options of the browser context, `address`: a whole copied address in place of all these
 * @returns {Promise<LeadPage>} as soon as the page is drawn; `settled()` waits for the vendors
 */
export async function openLead(stage, { dossier, below, query, context, address } = {}) {
  const opened = await openWatched(await stage.browser.newContext(context));
  const path = leadPath(dossier ?? stage.simulator.ready.lead.dossier, { below, query });
  // A colleague has keys of their own: here the simulator's, which the page takes when the address asks for them.
  const target = address ? `${address}${address.includes("?") ? "&" : "?"}dev=1` : `${stage.pages.base}${path}`;
  await opened.page.goto(target);
  await opened.page.getByRole("main").waitFor();
  return new LeadPage(opened.page, opened.troubles);
}

/** A lead's page that is open. */
export class LeadPage {
  /** @param {import("playwright-core").Page} page */
  constructor(page, troubles) {
    this.page = page;
    this.troubles = troubles;
    this.list = page.getByRole("group", { name: "Timeline", exact: true });
    this.rows = this.list.getByRole("article");
    this.search = page.getByRole("searchbox", { name: "Search in the entries" });
    this.pane = page.getByRole("complementary", { name: "Details" });
    this.refreshButton = page.getByRole("button", { name: "Refresh", exact: true });
  }

  /** Waits until no vendor is being read and every row is on the page: not for histories of more than 5,000 entries. */
  async settled() {
    const feeds = this.page.getByRole("list", { name: "Where the entries come from" });
    await feeds.getByRole("listitem").first().waitFor();
    await eventually(async () => {
      if (!(await this.refreshButton.isEnabled())) throw new Error("a vendor is still being read");
    });
    // Of up to 5,000 entries all rows come onto the page, a few at a time.
    await eventually(async () => {
      if ((await this.list.locator("[data-room]").count()) > 0) throw new Error("rows are still being put onto the page");
    });
    await this.drawn();
    return this;
  }

  /** Waits until what the page was told is painted, and a jump that is under way has landed. */
  async drawn() {
    // The list lets rows that are drawn for the first time take their height for some frames.
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 12; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }

  /** Turns the wheel until the middle of the list is in view: a list that follows what arrives gives way to the reader. */
  async wheelToMiddle() {
    await this.list.hover();
    await eventually(async () => {
      const way = await this.list.evaluate((list) => list.scrollHeight / 2 - list.scrollTop);
      if (Math.abs(way) < 400) return;
      await this.page.mouse.wheel(0, way);
      await this.drawn();
      throw new Error(`${way} px to go`);
    });
  }

  /** Opens every fold of tool calls. */
  async unfoldTools() {
    const folded = this.list.getByRole("button", { name: /^\d+ tool calls$/, expanded: false });
    while ((await folded.count()) > 0) await folded.first().click();
  }

  /**
   * The entries on the page from top to bottom: `id`, `record` and `vendor` from its permanent link, `kind`, `time`
   * (`null` when there is none), `label` as a screen reader says it, `text`, `hasHead`, and the `day` it stands under.
   * Tool calls that are folded away are not among them.
   */
  async entries() {
    return this.list.evaluate((list) =>
      [...list.querySelectorAll(".entry:not([data-kind=tools]), .tool-row")].map((row) => {
        const aside = row.querySelector(":scope > .entry-aside");
        const id = decodeURIComponent(aside.querySelector("a").hash.split("?")[0].split("/e/")[1]);
        const [name] = id.split("#");
        return {
          id,
          vendor: name.split(":")[0],
          record: name.slice(name.indexOf(":") + 1),
          kind: row.dataset.kind ?? "tool",
          time: aside.querySelector("time")?.dateTime ?? null,
          clock: aside.querySelector("time")?.textContent ?? null,
          label: row.getAttribute("aria-label"),
          text: row.querySelector(":scope > .entry-main, :scope > .tool").textContent,
          hasHead: row.querySelector(":scope > .entry-head") !== null,
          day: row.closest("section").querySelector("h3").textContent.trim(),
        };
      }),
    );
  }

  /** How many entries are shown, folded tool calls included. */
  async count() {
    return this.list.evaluate((list) =>
      [...list.querySelectorAll(".entry")]
        .map((row) => (row.dataset.kind === "tools" ? Number.parseInt(row.querySelector("button").textContent, 10) : 1))
        .reduce((sum, count) => sum + count, 0),
    );
  }

  /** A filter's chip: `group` is Vendor, Channel, Direction or People. */
  chip(group, name) {
    const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return this.page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: new RegExp(`^${escaped} \\d`) });
  }

  /** The chips of a group: the name and the count that each shows. */
  async chips(group) {
    const words = await this.page.getByRole("group", { name: group, exact: true }).getByRole("button").allTextContents();
    return words.map((text) => {
      const [, name, count] = text.match(/^(.*) (\d+)$/s);
      return { name: name.trim(), count: Number(count) };
    });
  }

  /** The row that shows an entry. */
  row(id) {
    const escaped = id.replaceAll(/["\\]/g, "\\$&");
    return this.list.locator(`[data-anchor="entry-${escaped}"]`);
  }

  /** The address as the browser shows it, without what only these tests put there. */
  address() {
    return this.page.url().replace(/([?&])dev=1(&|$)/, "$1").replace(/[?&]$/, "");
  }

  /** Presses Refresh and waits until the vendors were read again. */
  async refresh() {
    await this.refreshButton.click();
    await this.settled();
  }

  async close() {
    await this.page.context().close();
  }
}

/**
 * What a correct timeline of a lead holds, by the simulator's own account: the entries with `vendor`, `record`,
 * `kind` in the timeline's words, `time`, `text`; and how many of `openings` there are, the rows that tell of a
 * thread or conversation as a whole, by `vendor:record`.
 */
export async function truth(stage, lead = "demo") {
  const told = await stage.simulator.control("GET", `truth/${lead}`);
  const entries = told.map((entry) => {
    // A thread without messages is told by its opening alone.
    const isThread = entry.part === null && entry.vendor !== "attendee" && ["sms", "email", "whatsapp", "telegram"].includes(entry.kind);
    return { ...entry, kind: isThread ? "thread" : (KINDS[entry.kind] ?? "unknown") };
  });
  const withParts = told.filter((entry) => entry.part !== null).map((entry) => `${entry.vendor}:${entry.record}`);
  return { entries, openings: [...new Set(withParts)] };
}
