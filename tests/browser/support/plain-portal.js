// The plain portal, on a host with the strictest policy that lets it have a viewer.
import { join } from "node:path";
import { afterEach } from "node:test";
import { openWatched } from "./browser.js";
import { optionsOf, PORTALS, servePortal, strict } from "./portals.js";

const BLANK = "<!doctype html><title>Blank</title><div id=one></div><div id=two></div>";

/**
 * Makes what opens the portal for each test of a file, and ends it after the test.
 *
 * @param stage what `setStage` gave
 * @returns a function of the viewer's `settings`, the page's `policy` and the browser context's `options`, that gives `page`,
 * `troubles`, `host` and `context`. The portal's page has a viewer of the simulator's lead, unless the settings say otherwise.
 */
export function setPlainPortal(stage) {
  const stops = [];
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));
  return async ({ settings, policy, options } = {}) => {
    const { origin } = new URL(stage.simulator.ready.base);
    const more = { "/settings.json": settings ?? optionsOf(stage.simulator), "/blank.html": BLANK };
    const host = await servePortal({ folder: join(PORTALS, "plain"), policy: policy ?? strict(origin), more });
    stops.push(host.stop);
    const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1280, height: 900 }, ...options });
    const { page, troubles } = await openWatched(context);
    return { page, troubles, host, context };
  };
}

/** The events of a kind that the portal's viewer told so far. */
export const happened = (page, kind) => page.evaluate((kind) => window.happened.filter((event) => event.kind === kind), kind);
