// Frames that begin without a lead, that a page had already, that are several, and that leave.
import assert from "node:assert/strict";
import { eventually } from "./support/eventually.js";
import { openPortal } from "./support/frame-portal.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { drawn, loaded, only, truth, unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const zone = (frame) => frame.getByRole("combobox", { name: "Times in" }).inputValue();

test("a frame without a lead keeps what it is told to show until it is given one", async (t) => {
  const { ready } = stage.simulator;
  const { page, frame, inner, events, troubles } = await openPortal(t, stage, { asks: true, lead: undefined, zone: "Asia/Tokyo", filter: { vendors: ["leadsail"] } });
  await eventually(async () => assert.equal((await events("ready")).length, 1));
  await page.evaluate(() => window.viewer.update({ order: "oldest-first" }));
  await page.evaluate((lead) => window.viewer.update({ lead }), ready.lead.dossier);
  await loaded(frame);
  assert.equal(await zone(frame), "Asia/Tokyo");
  assert.match(inner().url(), /order=oldest/);
  const wanted = (await truth(stage, "demo", ["leadsail"])).length;
  await eventually(async () => assert.equal(await drawn(frame), wanted));
  assert.deepEqual(await events("error"), []);
  assert.deepEqual(unexpected(troubles), []);
});

test("two frames on one page, of which the page had one already, do not touch each other, and leave nothing when they go", async (t) => {
  const { ready } = stage.simulator;
  const of = (vendor) => only(ready.lead.dossier, vendor);
  const { page, frame, viewer, troubles } = await openPortal(t, stage, { asks: true, lead: of("apten") });
  await loaded(frame);
  const wanted = async (vendor) => (await truth(stage, "demo", [vendor])).length;
  await eventually(async () => assert.equal(await drawn(frame), await wanted("apten")));

  await page.evaluate(
    async ([src, lead]) => {
      const { embed } = await import("/host.js");
      const given = document.createElement("iframe");
      given.id = "given";
      given.title = "Another lead";
      given.sandbox.value = "allow-scripts";
      given.style.height = "400px";
      document.body.append(given);
      const ask = async (vendor, method, path, query, signal) => {
        const answer = await fetch(`vendors/${vendor}${path}?${new URLSearchParams(query)}`, { method, signal });
        return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
      };
      window.other = embed(given, { src, lead, zone: "Asia/Tokyo", theme: "dark", fetch: ask });
      window.told.length = 0;
      await window.other.ready;
    },
    [viewer.base, of("leadsail")],
  );
  const other = page.frameLocator("#given");
  await loaded(other);
  await eventually(async () => assert.equal(await drawn(other), await wanted("leadsail")));
  await page.evaluate(() => window.other.setTheme("light"));
  await eventually(async () => assert.equal(await other.locator(".viewer").getAttribute("data-theme"), "light"));
  const first = page.frameLocator("iframe:not(#given)");
  assert.deepEqual([await zone(first), await zone(other)], ["UTC", "Asia/Tokyo"]);
  assert.equal(await drawn(first), await wanted("apten"));
  assert.deepEqual(await page.evaluate(() => window.told), [], "one heard of what happened in the other");

  const left = await page.evaluate(async () => {
    const never = document.createElement("div");
    document.body.append(never);
    const { embed } = await import("/host.js");
    const early = embed(never, { src: window.viewer.frame.src });
    for (const one of [early, window.other, window.viewer]) one.unmount();
    const kind = await early.ready.then(() => "ready", (error) => error.kind);
    const given = document.querySelector("#given");
    return [kind, given.hasAttribute("src"), document.querySelectorAll("iframe").length];
  });
  assert.deepEqual(left, ["aborted", false, 1], "a frame that was given stays, empty");
  assert.deepEqual(unexpected(troubles), []);
});

test("a viewer of another version is told of, and a script that is too old says what to do", async (t) => {
  const more = { "/viewer/index.html": `<!doctype html><script>parent.postMessage({ ns: "leadwake", v: 2, type: "ready", life: 0.5 }, "*")</script>` };
  const { page, events } = await openPortal(t, stage, { asks: true }, { pages: { ...more, "/viewer/": more["/viewer/index.html"] } });
  await eventually(async () => assert.equal((await events("error")).length, 1));
  const [{ error }] = await events("error");
  assert.match(error.message, /speaks version 2 and this script 1: copy host\.js/);
  assert.equal(await page.evaluate(() => window.viewer.ready.catch((error) => error.kind)), "message");
});
