// Viewers and elements of a page beside and after each other: what each keeps to itself, how it ends, and that nothing of it stays.
import assert from "node:assert/strict";
import { exposeInstances, SECRET } from "./support/crash.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { setPlainPortal } from "./support/plain-portal.js";
import { optionsOf } from "./support/portals.js";
import { setStage } from "./support/stage.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const portal = setPlainPortal(stage);

/** In the page: `heard(words, listen)` is what `listen`’s callback is given, or fails by the words where it is given nothing. */
function hearInTime() {
  window.heard = (words, listen) =>
    new Promise((done, fail) => {
      listen(done);
      setTimeout(() => fail(new Error(`${words} within 30 s`)), 30_000);
    });
}

test("two viewers with different leads, zones and themes do not touch each other, nor does the failure of one", async () => {
  const { page, host } = await portal();
  const { leadsail, ...others } = optionsOf(stage.simulator).connections;
  const handles = optionsOf(stage.simulator).lead.split(",");
  const of = (vendor) => handles.filter((handle) => handle.startsWith(vendor)).join(",");
  await page.goto(`${host.base}blank.html`);
  await page.evaluate(exposeInstances);
  await page.evaluate(
    async ([one, two]) => {
      const { mount } = await import("/leadwake/index.js");
      for (const id of ["one", "two"]) document.querySelector(`#${id}`).style.height = "420px";
      window.happened = [];
      window.caught = [];
      addEventListener("error", (event) => window.caught.push(event.message));
      window.one = mount(document.querySelector("#one"), one);
      const loads = [new Promise((done) => window.one.on("loaded", done))];
      // So that the first program is known to be the first viewer's.
      await window.one.ready;
      window.two = mount(document.querySelector("#two"), two);
      loads.push(new Promise((done) => window.two.on("loaded", done)));
      for (const name of ["one", "two"]) window[name].on("crashed", (event) => window.happened.push([name, event]));
      await Promise.all(loads);
    },
    [
      { lead: of("apten"), connections: others, theme: "dark", zone: "UTC" },
      { lead: of("leadsail"), connections: { leadsail }, theme: "light", zone: "Asia/Tokyo", order: "oldest-first" },
    ],
  );
  const [one, two] = [page.locator("#one .viewer"), page.locator("#two .viewer")];
  const colour = (viewer) => viewer.evaluate((one) => getComputedStyle(one).backgroundColor);
  assert.deepEqual([await colour(one), await colour(two)], ["rgb(20, 21, 23)", "rgb(251, 251, 250)"]);
  const zone = (viewer) => viewer.getByRole("combobox", { name: /Times in/ }).inputValue();
  assert.deepEqual([await zone(one), await zone(two)], ["UTC", "Asia/Tokyo"]);
  const vendors = (viewer) => viewer.getByRole("list", { name: "Where the entries come from" }).getByRole("listitem").count();
  assert.deepEqual([await vendors(one), await vendors(two)], [of("apten").split(",").length, of("leadsail").split(",").length]);
  await page.evaluate(() => window.one.setTheme("light"));
  await page.evaluate(() => window.two.update({ zone: "UTC" }));
  assert.deepEqual([await colour(one), await zone(two)], ["rgb(251, 251, 250)", "UTC"]);

  // One fails.
  const failed = await page.evaluate(() => {
    // No pointer in it leads anywhere any more.
    new Uint8Array(window.instances[0].memory.buffer).fill(0xff);
    return window.one.refresh().catch((error) => error.kind);
  });
  assert.equal(failed, "crashed");
  await page.locator("#one").getByRole("alert").waitFor();
  const told = await page.evaluate(() => window.happened);
  assert.deepEqual(told.map(([name, { kind }]) => [name, kind]), [["one", "crashed"]]);
  assert.equal(await page.evaluate(() => window.one.refresh().catch((error) => error.kind)), "crashed");
  // The other goes on, and so does the portal.
  await page.evaluate(() => window.two.update({ filter: { search: "nothing says this" } }));
  await two.getByText("no match", { exact: true }).waitFor();
  await page.evaluate(() => window.one.unmount());
  await page.evaluate(async (options) => {
    const { mount } = await import("/leadwake/index.js");
    window.one = mount(document.querySelector("#one"), options);
    await new Promise((done) => window.one.on("loaded", done));
  }, { lead: of("apten"), connections: others });
  assert.ok((await page.locator("#one article").count()) > 0);
  assert.deepEqual(await page.evaluate(() => window.caught), []);
});

test("a panic while something is drawn is told by its place in the program, and by no word of what was drawn", async () => {
  const { page, troubles, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  await page.evaluate(hearInTime);
  const place = await page.evaluate(
    async ([options, secret]) => {
      const { mount } = await import("/leadwake/index.js");
      window.caught = [];
      for (const name of ["error", "unhandledrejection"]) addEventListener(name, (event) => window.caught.push(String(event.message ?? event.reason)));
      const viewer = mount(document.querySelector("#one"), options);
      await window.heard("no loaded", (done) => viewer.on("loaded", done));
      const crashed = window.heard("no crashed", (done) => viewer.on("crashed", done));
      const real = document.createElement;
      document.createElement = function () {
        document.createElement = real;
        throw new Error(secret);
      };
      viewer.update({ filter: { search: "nothing says this" } });
      return (await crashed).place;
    },
    [optionsOf(stage.simulator), SECRET],
  );
  assert.match(place, /\.rs:\d+:\d+$/);
  const card = page.locator("#one").getByRole("alert");
  await card.waitFor();
  assert.ok(!(await card.textContent()).includes(SECRET));
  assert.deepEqual(await page.evaluate(() => window.caught), [], "the portal's own handlers heard of it");
  assert.deepEqual(troubles.filter((trouble) => trouble.includes(SECRET)), []);
});

test("the element shows what its attributes and properties say, and is gone with its listeners when it is taken away", async () => {
  const { page, troubles, host } = await portal();
  const { lead, connections } = optionsOf(stage.simulator);
  const apten = lead.split(",").find((handle) => handle.startsWith("apten:")).slice("apten:".length);
  await page.goto(`${host.base}blank.html`);
  await page.evaluate(hearInTime);
  await page.evaluate(
    async ([apten, connections]) => {
      const timeline = document.createElement("lead-timeline");
      timeline.setAttribute("apten", apten);
      timeline.setAttribute("theme", "dark");
      timeline.setAttribute("zone", "UTC");
      timeline.setAttribute("channels", "sms");
      // Before the element is defined, as a portal does that loads it late.
      timeline.connections = connections;
      window.loaded = window.heard("no lead-loaded", (done) => timeline.addEventListener("lead-loaded", (event) => done(event.detail)));
      window.wrong = () => window.heard("no lead-error", (done) => timeline.addEventListener("lead-error", (event) => done(event.detail.error)));
      document.querySelector("#one").style.height = "600px";
      document.querySelector("#one").append(timeline);
      await import("/leadwake/element.js");
      window.timeline = timeline;
    },
    [apten, connections],
  );
  const { entries, feeds } = await page.evaluate(() => window.loaded);
  assert.ok(entries > 0);
  assert.deepEqual(feeds.map((feed) => [feed.vendor, feed.stage.kind]), [["apten", "ready"]]);
  await page.getByRole("button", { name: /^SMS/, pressed: true }).waitFor();
  assert.equal(await page.evaluate(() => window.timeline.connections), undefined, "keys are not given back");
  // Moved, it is not drawn anew; taken away, it is.
  const same = await page.evaluate(async () => {
    const before = window.timeline.viewer;
    document.querySelector("#two").append(window.timeline);
    await new Promise((done) => setTimeout(done));
    return before === window.timeline.viewer;
  });
  assert.ok(same);
  const wrong = await page.evaluate(async () => {
    const wrong = window.wrong();
    window.timeline.setAttribute("order", "sideways");
    return (await wrong).kind;
  });
  assert.equal(wrong, "options");
  await page.evaluate(() => window.timeline.remove());
  await eventually(async () => assert.equal(await page.evaluate(() => window.timeline.viewer), undefined));
  assert.equal(await page.evaluate(() => window.timeline.shadowRoot.childElementCount), 0);
  assert.deepEqual(troubles, []);
});

test("the page's own function stays the one it was when a change is refused or leaves it out, and ends when it is taken back", async () => {
  const { page, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  await page.evaluate(hearInTime);
  const asked = await page.evaluate(async () => {
    const { mount } = await import("/leadwake/index.js");
    const asked = { one: 0, two: 0 };
    const by = (name) => async () => {
      asked[name] += 1;
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"data":[]}' };
    };
    const viewer = mount(document.querySelector("#one"), { lead: "apten:room_1", fetch: by("one") });
    const heard = (kind) => window.heard(`no ${kind}`, (done) => viewer.on(kind, done));
    await heard("loaded");
    const again = async () => {
      asked.one = 0;
      const loaded = heard("loaded");
      await viewer.refresh();
      await loaded;
      return asked.one;
    };
    asked.kind = await viewer.update({ fetch: by("two"), order: "sideways" }).catch((error) => error.kind);
    asked.refused = await again();
    // What is undefined is left out.
    await viewer.update({ fetch: undefined, order: "oldest-first" });
    asked.leftOut = await again();
    // Null ends it: the viewer asks by itself again, and has no key.
    const error = heard("error");
    await viewer.update({ fetch: null });
    await viewer.refresh();
    asked.ended = (await error).error.kind;
    asked.byRefused = asked.two;
    viewer.unmount();

    // The same for an element, whose property ends it.
    await import("/leadwake/element.js");
    const timeline = document.createElement("lead-timeline");
    const told = (kind) => window.heard(`no lead-${kind}`, (done) => timeline.addEventListener(`lead-${kind}`, ({ detail }) => done(detail)));
    timeline.setAttribute("apten", "room_1");
    timeline.fetch = by("two");
    document.querySelector("#one").append(timeline);
    await told("loaded");
    timeline.fetch = undefined;
    await Promise.resolve();
    const missed = told("error");
    await timeline.refresh();
    asked.missed = (await missed).error.kind;
    asked.property = typeof timeline.fetch;
    return asked;
  });
  assert.ok(asked.refused > 0 && asked.leftOut > 0, JSON.stringify(asked));
  assert.deepEqual([asked.kind, asked.byRefused], ["options", 0]);
  assert.deepEqual([asked.ended, asked.missed, asked.property], ["no-key", "no-key", "undefined"]);
});

test("an element that failed begins again by what is changed, tells of a failure once, and of nothing when it is gone", async () => {
  const { page, troubles, host } = await portal();
  const { lead, connections } = optionsOf(stage.simulator);
  const apten = lead.split(",").find((handle) => handle.startsWith("apten:"));
  await page.goto(`${host.base}blank.html`);
  await page.evaluate(hearInTime);
  await page.evaluate(exposeInstances);
  const told = await page.evaluate(
    async ([lead, connections]) => {
      await import("/leadwake/element.js");
      const place = document.querySelector("#one");
      place.style.height = "600px";
      const told = {};
      const made = (name, attributes) => {
        const timeline = document.createElement("lead-timeline");
        for (const [name, value] of Object.entries(attributes)) timeline.setAttribute(name, value);
        told[name] = [];
        for (const kind of ["ready", "error", "crashed"]) {
          timeline.addEventListener(`lead-${kind}`, ({ detail }) => told[name].push(detail.error?.kind ?? kind));
        }
        place.append(timeline);
        return timeline;
      };
      const heard = (timeline, kind) =>
        window.heard(`no lead-${kind}: ${JSON.stringify(told)}`, (done) => timeline.addEventListener(`lead-${kind}`, ({ detail }) => done(detail), { once: true }));

      // Wrong at first, and mended once that is known.
      let timeline = made("mended", { theme: "purple" });
      await heard(timeline, "error");
      timeline.setAttribute("theme", "dark");
      await heard(timeline, "ready");
      // What crashes begins again, too.
      new Uint8Array(window.instances.at(-1).memory.buffer).fill(0xff);
      timeline.refresh().catch(() => {});
      await heard(timeline, "crashed");
      timeline.setAttribute("theme", "light");
      await heard(timeline, "ready");
      timeline.remove();

      // Mended while it fails.
      timeline = made("mended early", { theme: "purple" });
      await Promise.resolve();
      timeline.setAttribute("theme", "dark");
      await heard(timeline, "ready");
      timeline.remove();

      // Taken away with a change under way.
      timeline = made("gone", { theme: "dark" });
      await Promise.resolve();
      const { ready } = timeline.viewer;
      timeline.setAttribute("theme", "light");
      await Promise.resolve();
      timeline.remove();
      await ready.catch(() => {});
      timeline = made("gone later", { theme: "dark" });
      await heard(timeline, "ready");
      timeline.setAttribute("theme", "light");
      await Promise.resolve();
      timeline.remove();
      await new Promise((done) => setTimeout(done));

      // The keys are forgotten.
      timeline = made("keyless", { lead });
      timeline.connections = connections;
      await heard(timeline, "loaded");
      timeline.connections = undefined;
      await Promise.resolve();
      const missed = heard(timeline, "error");
      await timeline.refresh();
      await missed;
      timeline.remove();
      return told;
    },
    [apten, connections],
  );
  assert.deepEqual(told, {
    mended: ["options", "ready", "crashed", "ready"],
    "mended early": ["options", "ready"],
    gone: [],
    "gone later": ["ready"],
    keyless: ["ready", "no-key"],
  });
  assert.deepEqual(troubles, []);
});

test("a thousand viewers come and go, and nothing of them stays", async () => {
  const { page, troubles, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  const devtools = await page.context().newCDPSession(page);
  await page.evaluate(async () => {
    window.alive = [];
    const Real = WebAssembly.Instance;
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate(...given);
      window.alive.push(new WeakRef(made instanceof Real ? made : made.instance));
      return made;
    };
    const { mount } = await import("/leadwake/index.js");
    const empty = { apten: { data: [] }, leadsail: [], naturalead: [], attendee: { results: [] } };
    window.cycle = async (count) => {
      const one = document.querySelector("#one");
      for (let each = 0; each < count; each += 1) {
        const fetch = async (vendor) => ({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(empty[vendor]) });
        const viewer = mount(one, { lead: { apten: "room_1", leadsail: "lead_1" }, fetch });
        // Every other one is gone before it is there.
        if (each % 2 === 0) await viewer.ready;
        viewer.unmount();
        if (one.childElementCount > 0) throw new Error("something of a viewer is left");
      }
      // What was being loaded ends.
      await new Promise((done) => setTimeout(done, 100));
    };
  });
  const measured = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const metric = (name) => metrics.find((one) => one.name === name).value;
    const alive = await page.evaluate(() => (window.alive = window.alive.filter((one) => one.deref() !== undefined)).length);
    return { alive, nodes: metric("Nodes"), listeners: metric("JSEventListeners"), heap: metric("JSHeapUsedSize") };
  };
  await devtools.send("Performance.enable");
  /** What there is after so many more, once the browser has collected all of them; no more than there was before. */
  const after = async (count, before) => {
    await page.evaluate((count) => window.cycle(count), count);
    const collected = async () => {
      const now = await measured();
      assert.equal(now.alive, 0, `${now.alive} programs are alive`);
      // What is made once is made by the first half.
      if (!before) return now;
      assert.deepEqual([now.nodes, now.listeners], [before.nodes, before.listeners], "nodes and listeners");
      // That is 140 bytes of each; 45 were measured.
      assert.ok(now.heap <= before.heap * 1.05, `${before.heap} bytes, then ${now.heap}`);
    };
    return eventually(collected, { within: 30_000 });
  };
  await after(500, await after(500));
  assert.deepEqual(troubles, []);
});

test("what ended before its time lets go of its memory at once, and what was read to its end when nobody holds it", async () => {
  const { page, troubles, host } = await portal();
  await page.goto(`${host.base}blank.html`);
  const devtools = await page.context().newCDPSession(page);
  const outcome = await page.evaluate(async () => {
    // How often the scripts let go of a run by themselves, and how much memory the program has.
    const Real = WebAssembly.Instance;
    window.freed = { timelinerun: 0, callrun: 0 };
    WebAssembly.Instance = function (...given) {
      const { exports } = new Real(...given);
      window.memory = exports.memory;
      const counting = Object.keys(window.freed).map((name) => {
        const free = exports[`__wbg_${name}_free`];
        // The browser's own collecting says so by its second argument.
        return [`__wbg_${name}_free`, (pointer, isCollected) => ((window.freed[name] += isCollected ? 0 : 1), free(pointer, isCollected))];
      });
      return { exports: { ...exports, ...Object.fromEntries(counting) } };
    };
    const { loadTimeline, loadCall } = await import("/leadwake/index.js");
    const message = (index) => {
      const data = { direction: "INBOUND", content: { text: "x".repeat(2000) }, deliveryChannel: "SMS" };
      return { id: `msg_${index}`, type: "MESSAGE", timestamp: new Date(1.7e12 + index * 1000).toISOString(), data };
    };
    const events = Array.from({ length: 300 }, (_, at) => message(at));
    const answer = (nextToken) => ({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ events, nextToken }) });
    const fetch = async () => answer(null);
    const never = () => new Promise(() => {});
    const lead = "apten:room_1";
    window.read = async () => {
      let count = 0;
      for await (const _ of loadTimeline({ lead, fetch })) count += 1;
      return count;
    };

    const whole = await window.read();
    const left = loadTimeline({ lead, fetch: async (vendor, method, path, { nextToken }) => (nextToken ? never() : answer("more")) });
    for await (const _ of left) break;
    const controller = new AbortController();
    let aborted;
    await new Promise((isAsked) => (aborted = loadTimeline({ lead, fetch: () => (isAsked(), never()), signal: controller.signal })));
    const kind = aborted.all().catch((error) => error.kind);
    controller.abort();
    const call = await loadCall("apten:call_1", { fetch }).catch((error) => error.kind);
    return {
      whole,
      kinds: [await kind, await left.all().catch((error) => error.kind)],
      call: typeof call,
      feeds: [left, aborted].map((load) => load.feeds.map(({ vendor }) => vendor)),
      removed: [left.removed, aborted.removed],
    };
  });
  assert.deepEqual([outcome.whole, ...outcome.kinds, outcome.call], [300, "aborted", "aborted", "string"]);
  assert.deepEqual(outcome.feeds, [["apten"], ["apten"]], "what is known of them stays");
  assert.deepEqual(outcome.removed, [[], []]);
  await eventually(async () => assert.deepEqual(await page.evaluate(() => window.freed), { timelinerun: 2, callrun: 1 }));

  const grown = async (times) => {
    for (let time = 0; time < times; time += 1) {
      await page.evaluate(() => window.read());
      await devtools.send("HeapProfiler.collectGarbage");
    }
    return page.evaluate(() => window.memory.buffer.byteLength);
  };
  const before = await grown(10);
  const after = await grown(40);
  assert.ok(after <= before + 1_000_000, `${before} bytes, then ${after}`);
  assert.deepEqual(troubles, []);
});
