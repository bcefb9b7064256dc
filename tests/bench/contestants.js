// Who is measured, and how each is looked at: the selectors and predicates below run in the page.

/** What the peers have in common. */
const PEER = {
  row: "[data-row]",
  heading: "[data-heading]",
  scroller: ".scroll",
  search: 'input[type="search"]',
  hits: "output",
  calls: ".chips button",
  callsName: "call",
  progress: () => {
    const main = document.querySelector("main");
    const failure = document.querySelector(".failure")?.textContent;
    return { isOver: main?.dataset.state === "loaded", entries: Number(main?.dataset.entries ?? 0), failure };
  },
  kept: (vendors) => [["peer.connections", JSON.stringify(vendors)]],
};

/** Everybody by name; the first is the one whom the others are beside. */
export const CONTESTANTS = {
  viewer: {
    title: "Leadwake",
    row: "[data-anchor]",
    heading: "[data-heading]",
    scroller: ".timeline-scroll",
    search: ".search-input",
    hits: ".search-position",
    calls: '.chip-group[aria-label="Channel"] .chip',
    callsName: "Calls",
    turn: "[data-turn]",
    /** How far loading has come: `{ isOver, entries, failure }`. */
    progress: () => {
      const feeds = [...(document.querySelector(".feeds")?.querySelectorAll(".feed") ?? [])];
      const entries = feeds.reduce((sum, feed) => sum + Number(feed.querySelector("strong").textContent.replaceAll(/\D/g, "")), 0);
      const failed = feeds.find((feed) => feed.dataset.tone === "bad" || feed.dataset.tone === "warn");
      const isOver = feeds.length > 0 && feeds.every((feed) => !feed.querySelector("button"));
      return { isOver, entries, failure: failed?.title };
    },
    /** What the reader asked to be kept for the tab, as it lies in the tab's storage. */
    kept: (vendors) =>
      Object.entries(vendors).map(([name, { base_url, key }]) => [`leadwake.connection.${name}`, JSON.stringify({ address: base_url, key })]),
  },
  react: {
    ...PEER,
    title: "React + TanStack Virtual",
    main: "react/main.jsx",
  },
  vanilla: {
    ...PEER,
    title: "Plain JavaScript",
    main: "vanilla/main.js",
  },
};
