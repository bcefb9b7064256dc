// What is measured in one visit of one contestant. Each measure notes its samples under the name of its line.
import { worked, within } from "./browser.js";
import { LONG_CALL } from "./host.js";

/** How long a single thing may take, in milliseconds. */
const LIMIT = 20_000;
/** Each letter changes how many entries are found, so that its result can be seen. */
const WORD = "crew";
const JUMPS = [0.5, 0.13, 0.87, 0.31, 0.69, 0.97];

/** Loads the lead; notes when the first row and all rows were there, and how long the main thread was kept. */
export async function load({ page, cdp, how, address, note, limit, entries }) {
  await page.goto(address, { waitUntil: "commit" });
  await within(limit, page.waitForFunction(() => window.bench?.marks.firstRow, undefined, { timeout: 0, polling: 100 }));
  note("first-row", await page.evaluate(() => window.bench.marks.firstRow));
  await within(limit, page.waitForFunction(() => window.bench.atLoaded, undefined, { timeout: 0, polling: 100 }));
  const { marks, atLoaded } = await page.evaluate(() => ({ marks: window.bench.marks, atLoaded: window.bench.atLoaded }));
  if (atLoaded.failure) throw new Error(`${how.title} could not load: ${atLoaded.failure}`);
  if (atLoaded.entries < entries) throw new Error(`${how.title} shows ${atLoaded.entries} of ${entries} entries`);
  note("loaded", marks.loaded);
  note("longest-task", atLoaded.longest);
  note("load-work", await worked(cdp));
  const ingest = await page.evaluate(() => performance.getEntriesByName("ingest").reduce((sum, { duration }) => sum + duration, 0));
  if (ingest > 0) note("ingest", ingest);
  return atLoaded.entries;
}

/** What the page holds after the garbage is gone: JavaScript's heap, the document's, and WebAssembly's memory. */
export async function memory({ cdp, note }) {
  await cdp.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0 } = await cdp.send("Runtime.getHeapUsage");
  const { result } = await cdp.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
  const { result: wasm } = await cdp.send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true });
  await cdp.send("Runtime.releaseObject", { objectId: objects.objectId });
  await cdp.send("HeapProfiler.disable");
  note("memory", (usedSize + wasm.value) / 1e6);
  note("memory-document", embedderHeapUsedSize / 1e6);
}

/** Types a word; every letter from its key to its result on the screen. */
export async function search({ page, cdp, how, note }) {
  const input = page.locator(how.search);
  await input.focus();
  for (const letter of WORD) {
    await page.evaluate(() => window.bench.armSearch());
    const before = await worked(cdp);
    await page.keyboard.press(letter);
    note("search", await within(LIMIT, page.evaluate(() => window.bench.armed)));
    note("search-work", (await worked(cdp)) - before);
  }
  await page.evaluate(() => window.bench.armSearch());
  await input.fill("");
  await page.keyboard.press("Shift");
  await within(LIMIT, page.evaluate(() => window.bench.armed));
}

/** Shows only calls, and all again. */
export async function filter({ page, cdp, how, note }) {
  await page.evaluate(() => window.bench.toTop());
  for (let round = 0; round < 2; round += 1) {
    for (const isOn of [true, false]) {
      const chip = page.locator(how.calls).filter({ hasText: new RegExp(`^${how.callsName}\\b`) });
      const { x, y, width, height } = await chip.boundingBox();
      await page.evaluate((isOn) => window.bench.armFilter(isOn), isOn);
      const before = await worked(cdp);
      await page.mouse.click(x + width / 2, y + height / 2);
      const name = isOn ? "filter" : "unfilter";
      note(name, await within(LIMIT, page.evaluate(() => window.bench.armed)));
      note(`${name}-work`, (await worked(cdp)) - before);
    }
  }
}

/** Scrolls as a reader does and as one who looks for something does. */
export async function scroll({ page, cdp, how, note }) {
  const { x, y, width, height } = await page.locator(how.scroller).boundingBox();
  const ways = [
    { name: "reading", distance: 2_400, speed: 800 },
    { name: "flinging", distance: 30_000, speed: 12_000 },
  ];
  for (const { name, distance, speed } of ways) {
    await page.evaluate(() => window.bench.toTop());
    await page.evaluate((looks) => window.bench.watchFrames(looks), name === "flinging");
    const before = await worked(cdp);
    await within(
      LIMIT,
      cdp.send("Input.synthesizeScrollGesture", {
        x: Math.round(x + width / 2),
        y: Math.round(y + height / 2),
        yDistance: -distance,
        speed,
        preventFling: true,
        gestureSourceType: "mouse",
      }),
    );
    const { gaps, blanks, top } = await page.evaluate(() => window.bench.stopFrames());
    const after = await worked(cdp);
    if (top < 500) throw new Error(`${how.title} did not scroll`);
    note(`${name}-work`, (after - before) / gaps.length);
    note(`${name}-late`, gaps.filter((gap) => gap > 25).length);
    if (name === "flinging") note("flinging-blank", blanks);
  }
}

/** Opens a call of two hours, where there are pages of calls. */
export async function call({ page, how, address, note }) {
  if (!how.turn) return;
  const place = `${new URL(address).hash}/call/apten:${LONG_CALL.id}`;
  const given = { turn: how.turn, place, ...LONG_CALL };
  const { first, all } = await within(LIMIT, page.evaluate((given) => window.bench.openCall(given), given));
  note("call", first);
  note("call-whole", all);
}

/** Jumps to places anywhere in the list. */
export async function jump({ page, note }) {
  await page.evaluate(() => window.bench.toTop());
  for (const part of JUMPS) note("jump", await within(LIMIT, page.evaluate((part) => window.bench.jump(part), part)));
}
