// The samples of all runs, and what is said of them.
/** The lines of the table in their order; a visit notes samples under these names. */
export const LINES = [
  { name: "bytes", title: "To download, all", unit: "kB" },
  { name: "bytes-wasm", title: "– WebAssembly", unit: "kB" },
  { name: "bytes-js", title: "– JavaScript", unit: "kB" },
  { name: "bytes-css", title: "– CSS", unit: "kB" },
  { name: "bytes-rest", title: "– the rest", unit: "kB" },
  { name: "first-row", title: "First row, cold", unit: "ms" },
  { name: "first-row-warm", title: "First row, warm", unit: "ms" },
  { name: "first-row-fast4g", title: "First row, fast 4G, CPU / 4", unit: "ms" },
  { name: "first-row-slow4g", title: "First row, slow 4G, CPU / 4", unit: "ms" },
  { name: "loaded", title: "All loaded and painted", unit: "ms" },
  { name: "load-work", title: "– processor time of the main thread", unit: "ms" },
  { name: "longest-task", title: "– longest task", unit: "ms", least: 50 },
  { name: "ingest", title: "– bytes to model, as the peers mark it", unit: "ms" },
  { name: "search", title: "Search, key to paint", unit: "ms" },
  { name: "search-work", title: "– processor time of the main thread", unit: "ms" },
  { name: "filter", title: "Filter one kind, click to paint", unit: "ms" },
  { name: "filter-work", title: "– processor time of the main thread", unit: "ms" },
  { name: "unfilter", title: "Filter off, click to paint", unit: "ms" },
  { name: "unfilter-work", title: "– processor time of the main thread", unit: "ms" },
  { name: "reading-work", title: "Scroll, reading: main thread a frame", unit: "ms" },
  { name: "reading-late", title: "Scroll, reading: late frames", unit: "" },
  { name: "flinging-work", title: "Scroll, flinging: main thread a frame", unit: "ms" },
  { name: "flinging-late", title: "Scroll, flinging: late frames", unit: "" },
  { name: "flinging-blank", title: "Scroll, flinging: blank frames", unit: "" },
  { name: "jump", title: "Jump anywhere to paint", unit: "ms" },
  { name: "call", title: "Call page of 3,000 turns, data to paint", unit: "ms" },
  { name: "call-whole", title: "– until every turn is there", unit: "ms" },
  { name: "memory", title: "Memory held, JavaScript + wasm", unit: "MB" },
  { name: "memory-document", title: "– and the document", unit: "MB" },
];

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** All samples: by line, number of entries and contestant. */
export class Results {
  #cells = new Map();
  #names;

  /** Of these contestants; the ratios are the first one's to each of the others. */
  constructor(names) {
    this.#names = names;
  }

  #cell(line, entries, name) {
    const key = `${line} ${entries} ${name}`;
    if (!this.#cells.has(key)) this.#cells.set(key, { samples: [], failure: undefined });
    return this.#cells.get(key);
  }

  note(line, entries, name, sample) {
    this.#cell(line, entries, name).samples.push(sample);
  }

  /** Notes that a line could not be measured. */
  fail(line, entries, name, failure) {
    this.#cell(line, entries, name).failure ??= failure;
  }

  /** What there is to say, in the order of the lines: `{ title, unit, entries, cells, ratios }`. */
  rows(sizes) {
    return LINES.flatMap((line) =>
      sizes.flatMap((entries) => {
        const cells = this.#names.map((name) => summary(this.#cells.get(`${line.name} ${entries} ${name}`), line.least));
        if (cells.every((cell) => cell === undefined)) return [];
        const [viewer, ...peers] = cells;
        const isKnown = (cell) => cell?.median > 0 && !cell.isLess;
        const ratios = peers.map((peer) => (isKnown(viewer) && isKnown(peer) ? viewer.median / peer.median : undefined));
        return [{ ...line, entries, cells, ratios }];
      }),
    );
  }
}

/** The middle and the ends of a cell. Where nothing reached `least`, only that is known. */
function summary(cell, least) {
  if (!cell) return undefined;
  const { samples, failure } = cell;
  if (samples.length === 0) return { failure };
  const [middle, min, max] = [median(samples), Math.min(...samples), Math.max(...samples)];
  return { median: middle, min, max, n: samples.length, failure, isLess: least !== undefined && middle < least ? least : undefined };
}

const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)).replace(/\.0+$/, "");

function words(cell, unit) {
  if (!cell) return "";
  if (cell.median === undefined) return cell.failure;
  const middle = cell.isLess ? `< ${cell.isLess}` : digits(cell.median);
  const value = [`**${middle}**`, unit].filter(Boolean).join(" ");
  const spread = cell.n > 1 ? ` (${digits(cell.min)}–${digits(cell.max)}, n ${cell.n})` : "";
  return `${value}${spread}${cell.failure ? `; once ${cell.failure}` : ""}`;
}

/** The results as a table in Markdown. */
export function table(rows, titles) {
  const peers = titles.slice(1);
  const head = ["", ...titles, ...peers.map((peer) => (peers.length > 1 ? `ratio to ${peer}` : "ratio"))];
  const lines = rows.map(({ title, unit, cells, ratios }) => [
    title,
    ...cells.map((cell) => words(cell, unit)),
    ...ratios.map((ratio) => (ratio === undefined ? "–" : ratio.toFixed(2))),
  ]);
  const ruler = ["---", ...titles.map(() => "---"), ...peers.map(() => "---:")];
  return [head, ruler, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
