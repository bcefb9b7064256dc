// A page on another site with the viewer in a frame, that says nothing by itself: what it says is the test's.
import assert from "node:assert/strict";
import { openWatched } from "./browser.js";
import { eventually } from "./eventually.js";
import { servePortal } from "./frame-portal.js";
import { servePlain } from "./plain.js";

export const SESSION = "0123456789abcdef0123456789abcdef";
// As the viewer itself writes it.
const HERE = "#/demo?zone=UTC&embed=1";

/** Opens it, with the demo lead in the frame unless another place is given. */
export async function openBare(t, stage, { listed = true, here = HERE, body = (frame) => frame } = {}) {
  const more = {};
  const viewer = await servePlain({ under: "/viewer/", more, sandboxed: true });
  t.after(() => viewer.stop());
  const portal = await servePortal(stage.simulator.ready.vendors, `${viewer.origin} http://localhost:*`);
  t.after(() => portal.stop());
  more["/viewer/leadwake.json"] = JSON.stringify({ hosts: [new URL(stage.simulator.ready.base).origin], frame_origins: listed ? [portal.origin] : [] });
  const frame = `<iframe title="Timeline" name="viewer" width="400" height="700" sandbox="allow-scripts" src="${viewer.base}${here}"></iframe>`;
  portal.more["/bare"] = `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><body>${body(frame)}</body></html>`;
  portal.more["/other"] = `<!doctype html><html lang="en"><title>Other</title><link rel="icon" href="data:,">`;
  const opened = await openWatched(await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC" }));
  await opened.page.goto(`${portal.origin}/bare`);
  const inner = () => opened.page.frames().find((one) => one.url().startsWith(viewer.base));
  await eventually(() => assert.ok(inner(), "the frame is not there"));
  // It says so again and again; what is said to it before is said to nobody.
  await opened.page.evaluate(() => new Promise((resolve) => addEventListener("message", ({ data }) => data?.ns === "leadwake" && data.type === "ready" && resolve())));
  return { ...opened, inner, portal, viewer };
}

/** Sends an `init` from a page, and notes what comes back by its port and by its window. */
export const sendInit = (where, { session = SESSION, options = {}, path = "frames[0]" } = {}) =>
  where.evaluate(
    ({ session, options, path }) => {
      const { port1, port2 } = new MessageChannel();
      window.back ??= [];
      port1.onmessage = ({ data }) => window.back.push(data);
      window.port = port1;
      const target = path.split(".").reduce((at, name) => (name === "frames[0]" ? at.frames[0] : at[name]), window);
      target.postMessage({ ns: "leadwake", v: 1, type: "init", session, options }, "*", [port2]);
    },
    { session, options, path },
  );
/** Says something over the port. */
export const say = (where, message, session = SESSION) => where.evaluate((said) => window.port.postMessage(said), { session, message });
/** What came back. */
export const back = (where) => where.evaluate(() => window.back ?? []);
