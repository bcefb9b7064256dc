// What travels before the first row: every file of a contestant that a visit asks for, as it is compressed.
import { extname } from "node:path";

const SORTS = { ".wasm": "wasm", ".js": "js", ".css": "css" };

/** Visits a contestant and notes the kilobytes of its own files, by sort. `host` is what serves them. */
export async function bytes({ page, host, address, note }) {
  host.served.clear();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.bench?.atLoaded, undefined, { timeout: 60_000, polling: 100 });
  const sums = { wasm: 0, js: 0, css: 0, rest: 0 };
  for (const [name, length] of host.served) sums[SORTS[extname(name)] ?? "rest"] += length;
  for (const [sort, sum] of Object.entries(sums)) note(`bytes-${sort}`, sum / 1000);
  note("bytes", Object.values(sums).reduce((all, sum) => all + sum, 0) / 1000);
}
