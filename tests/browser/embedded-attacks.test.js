// Whoever is not the page around, not listed, or not as documented, changes nothing in the frame and learns nothing.
import assert from "node:assert/strict";
import { back, openBare, say, sendInit, SESSION } from "./support/bare-portal.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { drawn, gets, loaded, truth, unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();

/** That page with the demo lead, loaded. */
async function open(t, options) {
  const opened = await openBare(t, stage, options);
  await loaded(opened.inner());
  return opened;
}

/** Everything that a message could change. */
const state = async (inner) => ({
  address: inner.url(),
  entries: await drawn(inner),
  theme: await inner.locator(".viewer").getAttribute("data-theme"),
  style: await inner.locator(".viewer").getAttribute("style"),
  zone: await inner.getByRole("combobox", { name: "Times in" }).inputValue(),
  asked: (await gets(stage)).length,
});

/** Long enough for a message to be read and answered: one that is sure to be answered goes after it. */
const settle = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));

const CHANGES = { theme: "dark", zone: "Asia/Tokyo", lead: "apten:stolen", properties: { "--leadwake-accent": "#ff0000" }, connections: { apten: { key: "planted-key-0123456789" } } };

test("a page that is not listed changes nothing, and gets no port and no data", async (t) => {
  const { page, inner, troubles } = await open(t, { listed: false });
  const before = await state(inner());
  await sendInit(page, { options: CHANGES });
  await say(page, { type: "setTheme", theme: "dark" });
  await settle(page);
  assert.deepEqual(await state(inner()), before);
  assert.deepEqual(await back(page), []);
  assert.deepEqual(unexpected(troubles), []);
});

test("a window that is not the page around changes nothing, although its origin is listed", async (t) => {
  const { page, inner, portal, troubles } = await open(t, { body: (frame) => `${frame}<iframe title="Other" src="/other"></iframe>` });
  const sibling = page.frames().find((one) => one.url() === `${portal.origin}/other`);
  const before = await state(inner());
  await sendInit(sibling, { options: CHANGES, path: "parent.frames[0]" });
  await settle(page);
  assert.deepEqual(await state(inner()), before);
  assert.deepEqual(await back(sibling), []);
  // The page around itself is heard, still.
  await sendInit(page);
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  assert.deepEqual(unexpected(troubles), []);
});

test("an init that is not as documented is answered by nothing but an error, and a right one after it still counts", async (t) => {
  const { page, inner, troubles } = await open(t);
  const before = await state(inner());
  await page.evaluate(() => {
    window.answers = [];
    addEventListener("message", ({ data, ports }) => data?.type !== "ready" && window.answers.push({ data, ports: ports.length }));
  });
  const secret = "planted-key-0123456789";
  /** Sends an init in which something is wrong, with so many ports. */
  const send = (wrong, ports = 1) =>
    page.evaluate(
      ({ wrong, ports, session }) => {
        // Some of it cannot be handed to the page as it is.
        const odd = { long: () => "x".repeat(70_000), deep: () => JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`), whole: () => 10n };
        const init = { ns: "leadwake", v: 1, type: "init", session, options: {}, ...wrong };
        for (const [name, make] of Object.entries(odd)) if (init.options?.[name]) init.options = { zone: make() };
        if (wrong.session === null) delete init.session;
        if (wrong.v === null) delete init.v;
        const channels = Array.from({ length: ports }, () => new MessageChannel());
        window.back ??= [];
        for (const { port1 } of channels) port1.onmessage = ({ data }) => window.back.push(data);
        window.frames[0].postMessage(init, "*", channels.map(({ port2 }) => port2));
      },
      { wrong, ports, session: SESSION },
    );
  const wrong = [
    [{ v: 2 }],
    [{ v: "1" }],
    [{ v: null }],
    [{}, 0],
    [{}, 2],
    [{ session: SESSION.slice(0, 15) }],
    [{ session: "0".repeat(65) }],
    [{ session: `${SESSION.slice(1)} ` }],
    [{ session: 5 }],
    [{ session: null }],
    [{ extra: secret }],
    [{ options: null }],
    [{ options: [] }],
    [{ options: secret }],
    ...[
      { long: true },
      { deep: true },
      { whole: true },
      { token: secret },
      { fetch: "yes" },
      { lead: 7 },
      { lead: { apton: secret } },
      { connections: secret },
      { connections: { apten: secret } },
      { connections: { apten: { token: secret } } },
      { connections: { apton: { key: secret } } },
      { connections: { apten: { key: `${secret}\n${secret}` } } },
      { connections: { apten: { baseUrl: "ftp://api.example", key: secret } } },
      { connections: { apten: { baseUrl: "https://stranger.example", key: secret } } },
      { theme: "neon" },
      { theme: 5 },
      { zone: 5 },
      { zone: "Nowhere/Land" },
      { order: "sideways" },
      { filter: { vendors: ["nobody"] } },
      { filter: { vendors: "apten" } },
      { properties: { color: secret } },
      { properties: { "--leadwake-accent": "url(https://stranger.example)" } },
      { height: "auto" },
      { height: { mode: "tall" } },
      { height: { mode: "auto", max: -1 } },
      // One that is right beside one that is wrong.
      { ...CHANGES, order: "sideways" },
    ].map((options) => [{ options }]),
  ];
  for (const [at, [message, ports]] of wrong.entries()) {
    await send(message, ports);
    const told = JSON.stringify([message, ports]);
    const answers = await eventually(async () => {
      const answers = await page.evaluate(() => window.answers);
      assert.ok(answers.length > at, told);
      return answers;
    });
    const { data, ports: handed } = answers.at(-1);
    assert.deepEqual([answers.length, handed], [at + 1, 0], told);
    const { ns, v, kind, error, ...rest } = data;
    assert.deepEqual([ns, v, kind, rest], ["leadwake", 1, "error", {}], told);
    assert.ok(["message", "options"].includes(error.kind), `${told}: ${error.kind}`);
    assert.deepEqual([error.vendor, error.words, error.status], [null, null, null], told);
    for (const word of [secret, SESSION.slice(0, 15), "stolen"]) assert.ok(!error.message.includes(word), error.message);
  }
  // What is for somebody else is not answered.
  for (const other of [{ ns: "other" }, { type: "begin" }, { ns: ["leadwake"] }]) await send(other);
  await settle(page);
  assert.equal(await page.evaluate(() => window.answers.length), wrong.length);
  assert.deepEqual(await back(page), [], "a port was used");
  assert.deepEqual(await state(inner()), before);
  await sendInit(page, { options: { theme: "dark" } });
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  await eventually(async () => assert.equal(await inner().locator(".viewer").getAttribute("data-theme"), "dark"));
  assert.deepEqual(unexpected(troubles), []);
});

test("of two inits the first counts: a second one, and the same once more, change nothing and get nothing", async (t) => {
  const { page, inner } = await open(t);
  await sendInit(page);
  await eventually(async () => assert.equal((await back(page)).length > 0, true));
  await page.evaluate(() => (window.first = window.port));
  const before = await state(inner());
  const heard = (await back(page)).length;
  await sendInit(page, { options: CHANGES });
  await sendInit(page, { session: "another-session-0123456789", options: CHANGES });
  await say(page, { type: "setTheme", theme: "dark" });
  await settle(page);
  assert.deepEqual(await state(inner()), before);
  assert.equal((await back(page)).length, heard);
  await page.evaluate((session) => window.first.postMessage({ session, message: { type: "setTheme", theme: "dark" } }), SESSION);
  await eventually(async () => assert.equal(await inner().locator(".viewer").getAttribute("data-theme"), "dark"));
});

test("a stolen port is of no use without the session, and is no way to what was handed in", async (t) => {
  const { page, inner, portal } = await open(t, { body: (frame) => `${frame}<iframe title="Other" src="/other"></iframe>` });
  await sendInit(page, { options: { connections: { apten: { baseUrl: stage.simulator.ready.vendors.apten.base_url, key: "handed-key-0123456789" } } } });
  await eventually(async () => assert.equal((await back(page)).some(({ kind }) => kind === "ready"), true));
  const thief = page.frames().find((one) => one.url() === `${portal.origin}/other`);
  await thief.evaluate(() => {
    window.back = [];
    addEventListener("message", ({ ports: [port] }) => {
      window.port = port;
      port.onmessage = ({ data }) => window.back.push(data);
    });
  });
  await page.evaluate(() => window.frames[1].postMessage("", "*", [window.port]));
  await eventually(async () => assert.ok(await thief.evaluate(() => Boolean(window.port))));
  const before = await state(inner());
  for (const message of [{ type: "setTheme", theme: "dark" }, { type: "setLead", lead: "apten:stolen" }, { type: "refresh" }, { type: "fetchResult", id: 1, answer: {} }]) {
    await say(thief, message, "a-guess-of-the-session");
  }
  await eventually(async () => assert.equal((await back(thief)).length, 4));
  assert.ok((await back(thief)).every(({ kind, error }) => kind === "error" && error.kind === "message"));
  assert.ok(!JSON.stringify(await back(thief)).includes("handed-key"));
  assert.deepEqual(await state(inner()), before);
});

/** Messages of a right type, each with a value that it cannot have. */
const WRONG_VALUES = [
  ...["neon", "", "DARK", 5, {}, ["dark"]].map((theme) => ({ type: "setTheme", theme })),
  ...[{ color: "red" }, { "--accent": "red" }, { "--leadwake-nothing": "red" }, { "--leadwake-accent": 5 }, { "--leadwake-accent": "url(https://stranger.example)" }, "red", ["red"]].map((properties) => ({ type: "setTheme", theme: "dark", properties })),
  ...["", "nobody:room_1", "apten:..", {}, { apton: "room_1" }, { apten: "" }, { apten: [] }, { apten: ".." }, { apten: [["room_1"]] }, ["apten:room_1"], 7, null, []].map((lead) => ({ type: "setLead", lead })),
  ...["Nowhere/Land", "", "Europe/Berlin;", "x".repeat(65), 5, {}, []].map((zone) => ({ type: "setZone", zone })),
  ...["sideways", "", null, 5, ["oldest-first"]].map((order) => ({ type: "setOrder", order })),
  ...[null, 5, "sms", [], ["apten"], { vendors: ["nobody"] }, { vendors: "apten" }, { channels: [5] }, { channels: ["pigeon"] }, { directions: ["up"] }, { peopleOnly: "yes" }, { search: 5 }, { from: "never", to: 5 }, { from: 5 }, { more: 1 }].map((filter) => ({ type: "setFilter", filter })),
  ...[{}, { entry: "" }, { entry: "nobody:x" }, { entry: 5 }, { call: "x" }, { turn: 3 }, { call: "apten:c", turn: -1 }, { call: "apten:c", turn: 1.5 }, { thread: [] }, { at: "never" }, { at: {} }, { entry: "apten:a", call: "apten:b" }].map((target) => ({ ...target, type: "goTo" })),
  ...[-1, 1.5, 2 ** 32, "1", null, {}].map((id) => ({ type: "fetchResult", id, failed: true })),
  ...[{}, { failed: false }, { failed: true, answer: {} }, { failed: true, words: "" }, { answer: {}, status: 200 }].map((rest) => ({ ...rest, type: "fetchResult", id: 1 })),
];

/** Has the frame open an entry and close it again, and gives what came back besides: by then all that was said before is read. */
async function answersUntilNow(page, inner) {
  const known = (await back(page)).length;
  const [{ record, vendor }] = await truth(stage, "demo", ["leadsail"]);
  const selected = (entry) => eventually(async () => assert.ok((await back(page)).slice(known).some((event) => event.kind === "select" && event.entry === entry)), { within: 60_000 });
  // Two ways lead there, and neither waits for the other.
  await inner.evaluate(() => (window.isLast = new Promise((done) => addEventListener("message", ({ data }) => data === "last" && done()))) && undefined);
  await page.evaluate(() => window.frames[0].postMessage("last", "*"));
  await inner.evaluate(() => window.isLast);
  await say(page, { type: "goTo", entry: `${vendor}:${record}` });
  await selected(`${vendor}:${record}`);
  await say(page, { type: "close" });
  await selected(null);
  return (await back(page)).filter(({ kind, thread }) => kind !== "select" || thread !== null);
}

test("a message with a value that it cannot have changes nothing, and is answered by one error", async (t) => {
  const { page, inner, troubles } = await open(t);
  await sendInit(page);
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  const before = await state(inner());
  await page.evaluate(() => (window.back.length = 0));
  for (const message of WRONG_VALUES) await say(page, message);
  const answers = await answersUntilNow(page, inner());
  const told = answers.map(({ kind, error }, at) => [kind, ["message", "options"].includes(error?.kind), WRONG_VALUES[at]]);
  assert.deepEqual(told, WRONG_VALUES.map((message) => ["error", true, message]));
  assert.deepEqual(await state(inner()), before);
  assert.deepEqual(unexpected(troubles), []);
});

test("10,000 messages that are not as documented change nothing, throw nothing, and are answered by nothing but errors", async (t) => {
  const { page, inner, troubles } = await open(t);
  await sendInit(page);
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  const before = await state(inner());
  const told = (await back(page)).length;
  await page.evaluate(([session, wrongValues]) => {
    // The same messages each time.
    let seed = 20_260_514;
    const random = (below) => {
      // Not a linear one: of its numbers the lowest bits take turns, and most choices are never met together.
      for (const by of [13, -17, 5]) seed ^= by < 0 ? seed >>> -by : seed << by;
      return (seed >>> 0) % below;
    };
    const pick = (list) => list[random(list.length)];
    const good = [
      { type: "setTheme", theme: "dark" },
      { type: "setLead", lead: "apten:fuzzed" },
      { type: "setZone", zone: "Asia/Tokyo" },
      { type: "setFilter", filter: { vendors: ["apten"] } },
      { type: "setOrder", order: "oldest-first" },
      { type: "goTo", at: "2026-01-01T00:00:00Z" },
      { type: "refresh" },
      { type: "fetchResult", id: 1, answer: { status: 200, headers: {}, body: "{}" } },
    ];
    const cycle = {};
    cycle.self = cycle;
    const odd = [null, undefined, true, 0, -1, NaN, 1e308, 10n, "", "x".repeat(70_000), [], {}, cycle, new Map([["type", "refresh"]]), new Set([1]), new Date(0), /x/, new ArrayBuffer(8), new Uint8Array(10_000), new Error("x"), "\u0000", "\ud800", JSON.parse('{"__proto__":{"type":"refresh"}}'), JSON.parse("[".repeat(500) + "]".repeat(500))];
    /** A message with something in it that no documented one has. */
    const broken = () => {
      const message = { ...pick(good) };
      const way = random(6);
      if (way === 0) message[pick(["key", "constructor", "__proto__x", "extra", "Type", ""])] = pick(odd) ?? null;
      else if (way === 1) message.type = pick(["", "SETLEAD", "init", "readKeys", "need-fetch", 7, null, ["refresh"]]);
      else if (way === 2) return pick(odd);
      else if (way === 3) return [message];
      else if (way === 4) return pick(wrongValues);
      else delete message.type;
      return message;
    };
    const said = () => {
      switch (random(5)) {
        case 0:
          return { session: pick(["", "0".repeat(32), session.toUpperCase() + "x", session.slice(1), 5, null, [session]]), message: pick(good) };
        case 1:
          return { session, message: pick(good), extra: pick(odd) ?? null };
        case 2:
          return pick([pick(odd), pick(good), [session, pick(good)], JSON.stringify({ session, message: pick(good) })]);
        default:
          return { session, message: broken() };
      }
    };
    for (let count = 0; count < 10_000; count += 1) {
      const message = said();
      try {
        if (random(10) === 0) window.frames[0].postMessage(random(2) ? message : { ns: "leadwake", v: pick([1, 2, "1"]), type: "init", session, options: message }, "*");
        else window.port.postMessage(message);
      } catch {
        // What cannot be sent at all cannot be received either.
      }
    }
  }, [SESSION, WRONG_VALUES]);
  const answers = (await answersUntilNow(page, inner())).slice(told);
  assert.deepEqual([...new Set(answers.map(({ kind, error }) => [kind, error?.kind].join()))].sort(), ["error,message", "error,options"]);
  assert.equal(answers.length, 100, "who sends more has read why");
  assert.deepEqual(await state(inner()), before);
  await say(page, { type: "setTheme", theme: "dark" });
  await eventually(async () => assert.equal(await inner().locator(".viewer").getAttribute("data-theme"), "dark"), { within: 60_000 });
  assert.deepEqual({ ...(await state(inner())), theme: before.theme }, before);
  assert.deepEqual(unexpected(troubles), []);
});
