// The viewer in a frame with sandbox on a page of another site, which says what is shown and hears what happens.
import assert from "node:assert/strict";
import { axeFindings } from "./support/axe.js";
import { documentedPaths } from "./support/documented.js";
import { eventually } from "./support/eventually.js";
import { openPortal } from "./support/frame-portal.js";
import { onlyWhere, testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, entry, gets, loaded, only, press, truth, unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const connections = () => Object.fromEntries(Object.entries(stage.simulator.ready.vendors).map(([vendor, { base_url: baseUrl, key }]) => [vendor, { baseUrl, key }]));
const keys = () => Object.values(stage.simulator.ready.vendors).map(({ key }) => key);

/** Waits for an event, and gives it. */
const heard = async (events, type, is = () => true) => {
  let found;
  await eventually(async () => assert.ok((found = (await events(type)).find(is)), `no ${type}`));
  return found;
};

test("with keys handed in, a sandboxed frame shows the whole lead, and neither keeps nor tells them", async (t) => {
  const { page, frame, inner, events, troubles } = await openPortal(t, stage, { connections: connections() });
  await loaded(frame);
  assert.equal(await inner().evaluate(() => origin), "null");
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(frame), all));
  const { entries, feeds } = await heard(events, "loaded");
  // What is drawn as one row may be several entries.
  assert.ok(entries >= all, `${entries} of ${all}`);
  assert.deepEqual([...new Set(feeds.map(({ vendor }) => vendor))].sort(), ["apten", "attendee", "leadsail", "naturalead"]);
  assert.ok(feeds.every(({ handle, stage }) => handle === null && stage.kind === "ready"), JSON.stringify(feeds));

  // No chrome: neither a bar nor the fields that choose another lead.
  assert.equal(await frame.locator(".brand, .bar").count(), 0);
  await frame.getByRole("combobox", { name: "Times in" }).waitFor();
  const said = JSON.stringify(await events());
  const seen = (await inner().content()) + (await page.content()) + page.url() + inner().url();
  for (const key of keys()) {
    assert.ok(!said.includes(key), "an event has a key");
    assert.ok(!seen.includes(key), "a document or an address has a key");
  }
  for (const handle of stage.simulator.ready.lead.dossier.split(",")) assert.ok(!said.includes(handle.split(":").at(-1)), `an event names the lead: ${handle}`);
  assert.deepEqual(unexpected(troubles), []);
});

test("a frame that has an origin, and with it stores, keeps nothing of the keys handed in there either", onlyWhere("something is kept"), async (t) => {
  // Of another origin on the same site: browsers deny frames on other sites their stores.
  const adapt = (portal) => (portal.origin = portal.origin.replace("localhost", "127.0.0.1"));
  const { page, frame, inner, viewer, portal, troubles } = await openPortal(t, stage, { connections: connections(), sandbox: "allow-scripts allow-same-origin" }, { adapt });
  assert.notEqual(portal.origin, viewer.origin);
  await loaded(frame);
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(frame), all));
  assert.equal(await inner().evaluate(() => origin), viewer.origin);
  // It can keep things, and what it keeps is none of this.
  await inner().evaluate(() => localStorage.setItem("probe", "kept"));
  const { local, ...others } = await stored(inner());
  const kept = JSON.stringify([JSON.parse(local), others]);
  for (const key of keys()) {
    assert.ok(!kept.includes(key) && !kept.includes(btoa(key)), `a key is kept: ${kept}`);
    assert.ok(!(await inner().content()).includes(key) && !inner().url().includes(key));
  }
  assert.deepEqual(JSON.parse(local), { probe: "kept" });
  assert.deepEqual(others, { session: "{}", databases: "[]", caches: "[]" });
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(unexpected(troubles), []);
});

test("where the portal asks, by its own server, the frame needs no key and asks nobody", async (t) => {
  const { page, frame, viewer, portal, events, troubles } = await openPortal(t, stage, { asks: true });
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await loaded(frame);
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(frame), all));
  await heard(events, "loaded");
  assert.ok(portal.asked.length > 4 && portal.asked.every(({ method }) => method === "GET"), "the portal was asked otherwise");
  const ofFrame = asked.filter((request) => request.frame() === page.frames()[1]);
  assert.ok(ofFrame.every((request) => new URL(request.url()).origin === viewer.origin), "the frame asked somebody itself");
  for (const key of keys()) assert.ok(!(await page.content()).includes(key));
  assert.equal(await frame.getByText("needs a key").count(), 0);
  assert.deepEqual(unexpected(troubles), []);
});

test("who asks can be changed later, and where the frame is led before it is there it goes", async (t) => {
  const { page, frame, portal, events } = await openPortal(t, stage, { asks: true, lead: only(stage.simulator.ready.lead.dossier, "leadsail") });
  await loaded(frame);
  assert.equal(await page.evaluate(() => window.viewer.ready.then(() => "ready")), "ready");
  assert.deepEqual(await events("error"), []);
  // What is undefined is left out: the portal asks still, and the frame goes on as it is.
  const { asked } = portal;
  const before = [asked.length, (await events("ready")).length];
  await page.evaluate(() => {
    window.viewer.update({ fetch: undefined, order: undefined, zone: "Asia/Tokyo" });
    window.viewer.refresh();
  });
  await eventually(() => assert.ok(asked.length > before[0], "the portal is not asked any more"));
  await eventually(async () => assert.equal(await frame.getByRole("combobox", { name: "Times in" }).inputValue(), "Asia/Tokyo"));
  assert.deepEqual([(await events("ready")).length, await events("error")], [before[1], []]);
  await page.evaluate(() => {
    window.viewer.update({ fetch: null });
    window.viewer.goTo({ at: "2026-01-01T00:00:00Z" });
  });
  await heard(events, "error", ({ error }) => error.kind === "no-key" && error.vendor === "leadsail");
  await eventually(() => assert.match(page.frames()[1].url(), /\/at\/2026-01-01/));
  const times = (await events("ready")).length;
  await page.evaluate(() => window.viewer.update({ fetch: async () => ({ status: 503, body: "" }) }));
  await heard(events, "vendor-state", ({ feed }) => feed.error?.kind === "trouble");
  assert.equal((await events("ready")).length, times + 1);
});

test("what nobody waits for any more is not asked on", async (t) => {
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "delay", ms: 30_000 } });
  const { frame, portal } = await openPortal(t, stage, { asks: true, lead: only(stage.simulator.ready.lead.dossier, "leadsail") });
  await eventually(() => assert.ok(portal.asked.length > 0));
  await frame.getByRole("button", { name: "Stop waiting for LeadSail" }).click();
  await eventually(() => assert.ok(portal.asked.some(({ isAborted }) => isAborted)));
});

test("what the portal says is done, and what the reader does is told", async (t) => {
  const { page, frame, events, inner, troubles } = await openPortal(t, stage, { asks: true });
  await loaded(frame);
  const before = await drawn(frame);
  const portalDoes = (act, given) => page.evaluate(`(${act})(window.viewer, ${JSON.stringify(given)})`);

  await portalDoes((viewer) => viewer.update({ filter: { vendors: ["leadsail"] } }));
  await eventually(async () => assert.equal(await drawn(frame), (await truth(stage, "demo", ["leadsail"])).length));
  await portalDoes((viewer) => viewer.update({ filter: null }));
  await eventually(async () => assert.equal(await drawn(frame), before));

  await portalDoes((viewer) => viewer.update({ zone: "Asia/Tokyo" }));
  await eventually(async () => assert.equal(await frame.getByRole("combobox", { name: "Times in" }).inputValue(), "Asia/Tokyo"));
  await portalDoes((viewer) => viewer.setTheme("dark", { "--leadwake-accent": "#00aa77" }));
  const root = frame.locator(".viewer");
  await eventually(async () => assert.equal(await root.getAttribute("data-theme"), "dark"));
  assert.equal(await root.evaluate((root) => getComputedStyle(root).getPropertyValue("--accent").trim()), "#00aa77");

  const [{ record, vendor }] = (await truth(stage, "demo", ["leadsail"])).filter(({ kind, part }) => kind === "call" && part === null);
  await portalDoes((viewer, entry) => viewer.goTo({ entry }), `${vendor}:${record}`);
  assert.equal((await heard(events, "select")).entry, `${vendor}:${record}`);
  await frame.locator(`[data-anchor="entry-${vendor}:${record}"]`).waitFor();

  const asked = (await gets(stage)).length;
  await portalDoes((viewer) => viewer.refresh());
  await eventually(async () => assert.ok((await gets(stage)).length > asked, "nobody was asked again"));
  await loaded(frame);

  await press(entry(frame, "Reached a person behind call screening").getByRole("link", { name: "Open call" }));
  const pane = frame.getByRole("complementary", { name: "Details" });
  await pane.getByText("Passed call screening").first().waitFor();
  const { call, turn } = await heard(events, "open-call");
  assert.match(call, /^[a-z]+:/);
  assert.equal(turn, null);
  assert.match(new URL(inner().url()).hash, /embed=1/, "the address forgot that it is in a frame");
  await portalDoes((viewer) => viewer.goTo(null));
  await pane.waitFor({ state: "detached" });
  await heard(events, "select", ({ entry, thread }) => entry === null && thread === null);
  await portalDoes((viewer, call) => viewer.goTo({ call, turn: 0 }), call);
  await pane.getByText("Passed call screening").first().waitFor();
  assert.equal((await heard(events, "open-call", ({ turn }) => turn === 0)).call, call);

  await portalDoes((viewer, lead) => viewer.update({ lead }), only(stage.simulator.ready.lead.dossier, "attendee"));
  await eventually(async () => assert.equal(await drawn(frame), (await truth(stage, "demo", ["attendee"])).length));
  assert.deepEqual(await events("error"), []);
  assert.deepEqual(unexpected(troubles), []);
});

test("a frame that grows tells its height, up to the portal’s limit, and comes to rest", async (t) => {
  const lead = only(stage.simulator.ready.lead.dossier, "attendee");
  const { page, frame, events } = await openPortal(t, stage, { asks: true, lead, height: "auto", maxHeight: 5000 });
  await loaded(frame);
  const height = () => page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);
  const rest = async () => {
    let last = -1;
    await eventually(async () => {
      const now = await height();
      const had = last;
      last = now;
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      assert.equal(now, had);
    });
    return last;
  };
  const whole = await rest();
  const hidden = await frame.locator(".timeline-scroll").evaluate((list) => list.scrollHeight - list.clientHeight);
  assert.ok(hidden <= 1, `${hidden} px are hidden at ${whole} px`);
  // The same when the reader sees less: it shrinks, too.
  await page.evaluate(() => window.viewer.update({ filter: { vendors: ["apten"] } }));
  await eventually(async () => assert.ok((await height()) < whole - 50, `${await height()} px of ${whole}`));
  const told = (await events("height")).map(({ height }) => height);
  assert.ok(told.length < 30, `the height was told ${told.length} times`);
  assert.ok(Math.max(...told) <= 5000);
});

test("in a page that is not listed the frame does nothing it is told, and says why", async (t) => {
  const { page, frame, events } = await openPortal(t, stage, { asks: true }, { listed: false });
  const { error } = await heard(events, "error");
  assert.equal(error.kind, "origin");
  assert.equal(await page.evaluate(() => window.viewer.ready.catch(({ kind }) => kind)), "origin");
  await frame.getByText("This page may not say what is shown here").waitFor();
  assert.deepEqual((await events()).map(({ kind }) => kind), ["error"]);
  assert.deepEqual(await gets(stage), []);
  assert.deepEqual(await axeFindings(page), []);
});

/** In every document: the browser tells these origins around it, or none, as some browsers do. */
const tellAround = (origins) => (page) =>
  page.addInitScript((origins) => {
    const real = Reflect.get;
    Reflect.get = (of, name, ...more) => (of === location && name === "ancestorOrigins" ? (origins ?? undefined) : real(of, name, ...more));
  }, origins);

test("where the browser does not tell who is around, a listed page is known by what it says, and one that is not is refused", async (t) => {
  for (const origins of [null, ["null"]]) {
    const { frame, events } = await openPortal(t, stage, { asks: true }, { before: tellAround(origins) });
    await loaded(frame);
    assert.deepEqual(await events("error"), [], JSON.stringify(origins));
    const { events: refused } = await openPortal(t, stage, { asks: true }, { before: tellAround(origins), listed: false });
    assert.equal((await heard(refused, "error")).error.kind, "origin", JSON.stringify(origins));
  }
});

test("a listed page that is in a frame itself is heard where all around it are known, and listed", async (t) => {
  const around = (portal) => (portal.more["/around"] = '<!doctype html><title>Around</title><link rel="icon" href="data:,"><iframe title="Portal" src="/"></iframe>');
  const told = async (page) => {
    const kinds = () => page.frames()[1].evaluate(() => (window.told ?? []).map(({ kind, error }) => error?.kind ?? kind));
    await eventually(async () => assert.ok((await kinds()).length > 0));
    return (await kinds())[0];
  };
  const usual = await openPortal(t, stage, { asks: true }, { adapt: around, at: "/around" });
  const isKnown = await usual.page.evaluate(() => Boolean(location.ancestorOrigins));
  assert.equal(await told(usual.page), isKnown ? "ready" : "origin");
  for (const origins of [null, ["null", "null"], ["null", "https://stranger.example"]]) {
    const { page } = await openPortal(t, stage, { asks: true }, { adapt: around, at: "/around", before: tellAround(origins) });
    assert.equal(await told(page), "origin", JSON.stringify(origins));
  }
});

test("options that the frame refuses are mended by an update", async (t) => {
  const { page, frame, events } = await openPortal(t, stage, { asks: true, zone: "Nowhere/Land" });
  await heard(events, "error");
  await page.evaluate(() => window.viewer.update({ zone: "Asia/Tokyo" }));
  await loaded(frame);
  assert.equal(await frame.getByRole("combobox", { name: "Times in" }).inputValue(), "Asia/Tokyo");
  assert.equal((await events("error")).length, 1);

  // The same when it is said before the refusal is heard.
  await page.evaluate(async () => {
    const { embed } = await import("./host.js");
    const { src, sandbox, lead } = await (await fetch("options.json")).json();
    const place = document.body.appendChild(document.createElement("div"));
    const second = embed(place, { src, sandbox, lead, zone: "Nowhere/Land", fetch: () => new Promise(() => {}) });
    window.heard = [];
    for (const name of ["error", "ready"]) second.on(name, ({ kind }) => window.heard.push(kind));
    addEventListener("message", () => second.update({ zone: "UTC" }), { once: true });
  });
  await eventually(async () => assert.deepEqual(await page.evaluate(() => window.heard), ["error", "ready"]));
});

test("what cannot be sent is copied or refused where it is given, and what is undefined is left out", async (t) => {
  const { page, frame, events } = await openPortal(t, stage, { asks: true });
  await loaded(frame);
  const kinds = await page.evaluate(async () => {
    const { embed } = await import("./host.js");
    const place = document.createElement("div");
    const kind = (act) => {
      try {
        act();
        return "sent";
      } catch (error) {
        return error.kind ?? error.name;
      }
    };
    const frame = document.createElement("iframe");
    const { setTheme, update } = window.viewer;
    const told = [
      kind(() => embed(place, { src: "https://viewer.example/", lead: { apten: 5n } })),
      kind(() => embed(place, { src: "https://viewer.example/", properties: { "--leadwake-accent": () => {} } })),
      kind(() => embed(place, { src: "https://viewer.example/", filter: { from: new Date("never"), to: 5 } })),
      kind(() => embed(frame)),
      kind(() => update({ filter: { search: () => {} } })),
      kind(() => update({ filter: new Proxy({ vendors: new Proxy(["leadsail"], {}) }, {}) })),
      kind(() => update({ lead: undefined, order: undefined })),
      kind(() => setTheme("dark")),
    ];
    return { told, left: place.childElementCount };
  });
  assert.deepEqual(kinds, { told: ["options", "options", "options", "options", "options", "sent", "sent", "sent"], left: 0 });
  await eventually(async () => assert.equal(await drawn(frame), (await truth(stage, "demo", ["leadsail"])).length));
  await eventually(async () => assert.equal(await frame.locator(".viewer").getAttribute("data-theme"), "dark"));
  assert.deepEqual(await events("error"), []);
});

test("a frame has the portal ask the vendors for what they document, and for nothing else", async (t) => {
  const documented = Object.entries(await documentedPaths()).flatMap(([vendor, paths]) => paths.map((path) => [vendor, path]));
  /** The same question for each of these ids. */
  const withIds = (of, ids) => of.flatMap(([vendor, path]) => ids.map((id) => [vendor, path.replaceAll("{}", id)]));
  const right = withIds(documented, ["a", "a%2Fb%3Fc", "bot_1~-.:@", "...", "..a"]);
  const noIds = ["", ".", "..", "%2e%2e", ".%2E", "..%2Fb", "%2e%2e%5cb", "a%2f..", "a\\b", "a\t", ".\t.", "a?b", "a#b", "a/b", "../a", "%ff", "%", "{}"];
  const like = (path) => [`${path}/`, `/${path}`, `${path}/a`, `/a${path}`, `${path}?a`, `${path}#a`, path.slice(1), path.toUpperCase(), path.slice(0, path.lastIndexOf("/"))];
  const wrong = [
    ...withIds(documented.filter(([, path]) => path.includes("{}")), noIds),
    ...withIds(documented.flatMap(([vendor, path]) => like(path).map((other) => [vendor, other])), ["a"]),
    // What only another vendor documents.
    ...withIds(documented.map(([vendor, path]) => [documented.find(([other]) => other !== vendor)[0], path]), ["a"]),
    ...["/rooms", "/", "", "rooms", "//evil.example/", "/../calls/a", "/a/../calls/a", null, 7, ["/calls/a"], {}].map((path) => ["apten", path]),
    ...["nobody", "__proto__", "constructor", "", null, ["apten"]].map((vendor) => [vendor, "/calls/a"]),
  ];
  const questions = [...right, ...wrong];
  // A viewer that was taken over: it asks for whatever it wants.
  const script = `
    const life = "0123456789abcdef";
    const call = setInterval(() => parent.postMessage({ ns: "leadwake", v: 1, type: "ready", life }, "*"), 50);
    addEventListener("message", ({ data, ports: [port] }) => {
      clearInterval(call);
      const answers = {};
      port.onmessage = ({ data: { message } }) => {
        answers[message.id] = message.failed ? "failed" : message.answer.status;
        if (Object.keys(answers).length === ${questions.length}) port.postMessage({ kind: "loaded", answers });
      };
      ${JSON.stringify(questions)}.forEach(([vendor, path], id) => port.postMessage({ kind: "need-fetch", id, vendor, method: "GET", path, query: {} }));
    });`;
  const pages = { "/viewer/": `<!doctype html><title>Taken over</title><script>${script}</script>` };
  const { events, portal } = await openPortal(t, stage, { asks: true }, { pages });
  const { answers } = await heard(events, "loaded");
  assert.deepEqual(questions.filter((_, at) => answers[at] === "failed"), wrong);
  const asked = portal.asked.map(({ vendor, path }) => [vendor, path]);
  assert.deepEqual(asked.sort(), right.sort());
});

test("a reload inside keeps the lead and what was chosen, and a copied link is one of the page itself", async (t) => {
  const { page, frame, inner, events } = await openPortal(t, stage, { asks: true });
  await loaded(frame);
  await page.evaluate(() => window.viewer.goTo({ at: "2026-01-01T00:00:00Z" }));
  await eventually(() => assert.match(inner().url(), /\/at\/2026-01-01/));
  const times = (await events("ready")).length;
  await inner().evaluate(() => location.reload()).catch(() => {});
  await eventually(async () => assert.equal((await events("ready")).length, times + 1));
  await loaded(frame);
  assert.match(inner().url(), /\/at\/2026-01-01.*embed=1/);
  const link = await frame.locator(".entry a[href*='/e/']").first().getAttribute("href");
  assert.ok(!link.includes("embed"), link);
});

test("a program that fails in the frame is told to the portal, and starts again there", async (t) => {
  const { frame, inner, events } = await openPortal(t, stage, { asks: true });
  await loaded(frame);
  await inner().evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await heard(events, "crashed");
  const times = (await events("ready")).length;
  await frame.getByRole("button", { name: "Restart" }).click();
  await eventually(async () => assert.equal((await events("ready")).length, times + 1));
  await loaded(frame);
});

for (const colorScheme of ["light", "dark"]) {
  test(`in 400 px, ${colorScheme}, nothing scrolls sideways, axe finds nothing, and the keyboard reaches everything`, async (t) => {
    const { page, frame, inner } = await openPortal(t, stage, { asks: true }, { context: { colorScheme } });
    await loaded(frame);
    const overflow = await inner().evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    assert.deepEqual(await axeFindings(inner()), []);
    const reached = new Set();
    await page.locator("h1").first().click();
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await inner().evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent.trim().slice(0, 30)));
    }
    for (const name of ["Refresh", "Follow live", "Copy link"]) assert.ok(reached.has(name), `${name} is not reached: ${[...reached]}`);
    assert.ok([...reached].some((name) => name === "Timeline"), "the list is not reached");
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/frame-${colorScheme}.png` });
  });
}
