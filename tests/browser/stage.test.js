// No test is disturbed by the one before it: neither by what it set nor by requests that its page had on their way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setStage } from "./support/stage.js";
import { gets, visit } from "./support/visit.js";

const stage = setStage();
let before;

test("a page that is left while it asks and asks", async () => {
  before = stage.simulator.ready.base;
  await stage.simulator.control("POST", "faults", { fault: { kind: "status", status: 503 } });
  const { page } = await visit(stage);
  await page.goto(stage.pages.base);
  // More at once than the browser sends at once: when the page is closed, some wait for their turn.
  await page.evaluate((base) => {
    const ask = () => fetch(`${base}/apten/v1/leads/left-behind/events`).catch(() => {}).then(ask);
    for (let one = 0; one < 30; one += 1) ask();
  }, before);
  await page.waitForFunction(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("left-behind")).length > 100);
});

test("… is not heard of in the next test", async () => {
  const { base } = stage.simulator.ready;
  const stray = await gets(stage);
  assert.deepEqual(stray, [], "a request of the page before");
  assert.deepEqual(await stage.simulator.control("GET", "faults"), []);
  // Not even by one that comes late: what it was told to ask is no more.
  assert.notEqual(base, before);
  await assert.rejects(fetch(`${before}/apten/v1/leads/left-behind/events`));
});
