// Every fault at every vendor at every place of its answers: nothing of a healthy answer is lost, the page stays, and
// it says the right thing of the right vendor. What each fault is and does stands in `support/matrix/faults.js`.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./support/browser.js";
import { FAULTS } from "./support/matrix/faults.js";
import { VENDORS } from "./support/matrix/lead.js";
import { Runner } from "./support/matrix/runner.js";

const PLACES = ["first", "middle", "last", "detail"];
/** So many faults and cells there are at least. */
const FLOOR = { faults: 40, cells: 850 };
/** Why a cell may be none. */
const REASONS = [
  "it has one page",
  "the value is tried on the first page",
  "only LeadSail’s envelope has it",
  "a call is no list",
  "Naturalead’s pages are counted by records, and one more would move them",
  "it names no next page",
];
/** How many pages are at it side by side. */
const RUNNERS = 3;
const free = [];
const waiting = [];
const tally = { tried: 0, none: new Map() };
let browser;

before(async () => {
  browser = await launch();
  free.push(...(await Promise.all(Array.from({ length: RUNNERS }, () => Runner.start(browser)))));
});

after(async () => {
  await Promise.all(free.map((runner) => runner.stop()));
  await browser?.close();
  const none = [...tally.none].map(([why, cells]) => `${cells.length} because ${why}`).join(", ");
  console.log(`${FAULTS.length} faults, ${tally.tried} cells tried; no cell: ${none}`);
});

async function withRunner(work) {
  const runner = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
  try {
    await work(runner);
  } finally {
    const next = waiting.shift();
    if (next) next(runner);
    else free.push(runner);
  }
}

const only = process.env.FAULT;
describe("a fault costs what it strikes", { concurrency: RUNNERS }, () => {
  for (const fault of FAULTS.filter(({ name }) => !only || name.includes(only))) {
    test(fault.name, () => withRunner(async (runner) => {
      const wrong = [];
      for (const vendor of VENDORS) {
        for (const place of PLACES) {
          const cell = `${vendor}, ${place}`;
          try {
            const none = await runner.try(fault, vendor, place);
            if (none === null) tally.tried += 1;
            else tally.none.set(none, [...(tally.none.get(none) ?? []), `${fault.name}, ${cell}`]);
          } catch (error) {
            wrong.push(`${cell}: ${error.message}`);
          }
        }
      }
      assert.deepEqual(wrong, [], `\n${wrong.join("\n\n")}`);
    }));
  }
});

test("so many faults were tried, and none was passed over but where it cannot be", { skip: Boolean(only) }, () => {
  assert.ok(FAULTS.length >= FLOOR.faults, `${FAULTS.length} faults`);
  assert.ok(tally.tried >= FLOOR.cells, `${tally.tried} cells`);
  assert.deepEqual([...tally.none.keys()].sort(), [...REASONS].sort());
});
