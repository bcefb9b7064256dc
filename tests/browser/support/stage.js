// What a test plays on: a browser, and its own simulator with its own page server beside it.
import { after, afterEach, before, beforeEach } from "node:test";
import { launch } from "./browser.js";
import { startPages, startSimulator } from "./servers.js";

/**
 * Sets the stage for each test of a file. A test's servers have ports of their own: a request that a page of the test
 * before had on its way can neither be answered to this test nor counted in it. No page, fault or data is left behind.
 *
 * @returns an object with `simulator`, `pages` and `browser`, filled by the time a test runs
 */
export function setStage() {
  const stage = {};
  before(async () => (stage.browser = await launch()));
  beforeEach(async () => {
    stage.simulator = await startSimulator();
    stage.pages = await startPages({ simulator: stage.simulator });
  });
  afterEach(() => Promise.all([stage.pages?.stop(), stage.simulator?.stop()]));
  after(() => stage.browser?.close());
  return stage;
}
