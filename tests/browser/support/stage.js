// What a file of tests plays on: its own simulator, its own page server beside it, and a browser.
import { after, afterEach, before } from "node:test";
import { launch } from "./browser.js";
import { startPages, startSimulator } from "./servers.js";

/**
 * Sets the stage before the first test of a file and clears it after the last. Each test finds the simulator as at its
 * start, and leaves no page behind.
 *
 * @returns an object with `simulator`, `pages` and `browser`, filled by the time a test runs
 */
export function setStage() {
  const stage = {};
  before(async () => {
    const simulator = startSimulator().then(async (simulator) => {
      stage.simulator = simulator;
      stage.pages = await startPages({ simulator });
    });
    await Promise.all([simulator, launch().then((browser) => (stage.browser = browser))]);
  });
  afterEach(() => {
    const closed = stage.browser.contexts().map((context) => context.close());
    return Promise.all([...closed, stage.simulator.control("POST", "reset")]);
  });
  after(() => Promise.all([stage.browser?.close(), stage.pages?.stop(), stage.simulator?.stop()]));
  return stage;
}
