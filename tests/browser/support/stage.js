// What a test plays on: a browser, and its own simulator with its own page server beside it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import { launch, takeForbidden } from "./browser.js";
import { startPages, startSimulator } from "./servers.js";

/**
 * Sets the stage for each test of a file. A test's servers have ports of their own: a request that a page of the test
 * before had on its way can neither be answered to this test nor counted in it. No page, fault or data is left behind.
 * A test on whose pages the policy had to forbid something fails, unless it says before by `stage.provokes()` that it
 * makes that happen.
 *
 * @returns an object with `simulator`, `pages` and `browser`, filled by the time a test runs
 */
export function setStage() {
  let isProvoked;
  const stage = { provokes: () => (isProvoked = true) };
  before(async () => (stage.browser = await launch()));
  beforeEach(async () => {
    isProvoked = false;
    stage.simulator = await startSimulator();
    stage.pages = await startPages({ simulator: stage.simulator });
  });
  afterEach(async () => {
    await Promise.all(stage.browser.contexts().map((context) => context.close()));
    await Promise.all([stage.pages?.stop(), stage.simulator?.stop()]);
    const forbidden = takeForbidden();
    if (!isProvoked) assert.deepEqual(forbidden, [], "the policy had to forbid something");
  });
  after(() => stage.browser?.close());
  return stage;
}
