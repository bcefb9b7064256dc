// The data without any view: a plain page imports the package, and gets what the simulator says there is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach } from "node:test";
import { testWhere } from "./support/modes.js";
import { blocks } from "./support/readme.js";
import { told } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { startPlainPage } from "./support/plain-page.js";
import { typecheck } from "./support/typecheck.js";
import { only, truth, visit } from "./support/visit.js";

// The page is a portal of its own, which no other frames.
const test = testWhere("the page is not in a frame");
const stage = setStage();
let portal;
beforeEach(async () => (portal = await startPlainPage(stage.simulator.ready.base)));
afterEach(() => portal.stop());

const demo = () => stage.simulator.ready.lead.dossier;

/** The ways to the simulator's vendors, with its keys. */
function connections() {
  const { vendors } = stage.simulator.ready;
  return Object.fromEntries(Object.entries(vendors).map(([name, { base_url, key }]) => [name, { baseUrl: base_url, key }]));
}

/** A plain page with the package, as `leadwake` on its window. */
async function open() {
  const visitor = await visit(stage);
  await visitor.page.goto(portal.base);
  await visitor.page.evaluate(async () => {
    window.leadwake = await import("/leadwake/index.js");
    // What a promise was rejected with, for the test to look at.
    window.thrown = (promise) =>
      promise.then(
        () => null,
        (error) => ({ kind: error.kind, vendor: error.vendor, status: error.status, message: error.message, is: error instanceof leadwake.LeadwakeError }),
      );
  });
  return visitor;
}

/** Texts are compared where an entry is nothing but its text. */
const WORDY = ["message", "email"];

/** How many of a list's things have a name. */
function counted(list, name) {
  const counts = new Map();
  for (const one of list) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1);
  return counts;
}

/**
 * Entries are what the simulator tells, each as often as there, with its words; a conversation as a whole, which is an entry
 * of ours, is in the simulator's account only where it has no message.
 */
function compare(entries, expected) {
  const ours = entries.map(({ id, place, direction, content }) => {
    const [vendor, rest] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
    const record = rest.includes("#") ? rest.slice(0, rest.lastIndexOf("#")) : rest;
    const time = place === null ? null : new Date(place).toISOString();
    return { vendor, record, time, direction: { inbound: "in", outbound: "out" }[direction] ?? null, text: content.text ?? null, kind: content.kind };
  });
  const place = ({ vendor, record, time }) => `${vendor} ${record} ${time}`;
  const all = counted(ours, place);
  const plain = counted(ours.filter(({ kind }) => kind !== "thread"), place);
  const told = counted(expected, place);
  const wrong = [...new Set([...told.keys(), ...plain.keys()])].filter((one) => {
    const isSame = plain.get(one) === told.get(one);
    return !isSame && !(told.get(one) === 1 && !plain.has(one) && all.get(one) === 1);
  });
  assert.deepEqual(wrong, [], "not as often as the simulator has it");
  const words = ({ vendor, record, time, direction, text }) => JSON.stringify([vendor, record, time, direction, text]);
  const messages = ours.filter(({ kind }) => WORDY.includes(kind));
  assert.ok(messages.length > 0, "nothing to compare the words of");
  const said = counted(expected, words);
  assert.deepEqual(messages.filter((one) => !said.has(words(one))), [], "the words are others");
}

/** In the page: everything of a lead, and how its feeds stand. */
const readAll = (page, options) =>
  page.evaluate(async (options) => {
    const load = leadwake.loadTimeline(options);
    const entries = await load.all();
    return { entries, feeds: load.feeds };
  }, options);

test("all entries of all vendors come, as the simulator tells them, in the order that was chosen", async () => {
  const { page, troubles } = await open();
  const options = { lead: demo(), connections: connections(), order: "oldest-first" };
  const { entries, feeds } = await readAll(page, options);
  compare(entries, await truth(stage, "demo"));
  const places = entries.map(({ place }) => place ?? -1);
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
  const newest = await readAll(page, { ...options, order: "newest-first" });
  assert.deepEqual(newest.entries.map(({ id }) => id), entries.map(({ id }) => id).toReversed());
  assert.ok(feeds.every(({ stage, error, coverage }) => stage.kind === "ready" && error === null && coverage.kind === "whole"), JSON.stringify(feeds));
  assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
  assert.ok(entries.every((entry) => !("raw" in entry)));
  assert.deepEqual(troubles, []);
});

test("records come along where they are wanted, as the vendors sent them", async () => {
  const { page } = await open();
  const { entries } = await readAll(page, { lead: demo(), connections: connections(), raw: true });
  for (const { raw } of entries) assert.ok(raw.text.length > 0 && raw.path.startsWith("/") && raw.fetched > 0);
  const event = entries.find(({ id }) => id.startsWith("apten:MESSAGE:"));
  assert.equal(JSON.parse(event.raw.text).id ?? JSON.parse(event.raw.text).message?.id, event.id.split(":")[2]);
});

test("a vendor that fails takes nothing from the others and is told beside them", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 403 } });
  const { page } = await open();
  const { entries, feeds } = await readAll(page, { lead: demo(), connections: connections() });
  compare(entries, await truth(stage, "demo", ["apten", "naturalead", "attendee"]));
  for (const { vendor, stage: at, error } of feeds) {
    assert.equal(at.kind, vendor === "leadsail" ? "failed" : "ready");
    assert.equal(error?.vendor ?? null, vendor === "leadsail" ? "leadsail" : null);
  }
});

test("a wrong key and a missing one are told by their kinds, and never repeated", async () => {
  const { page } = await open();
  const key = "sk_wrong_0123456789";
  const lead = only(demo(), "apten", "leadsail");
  const { entries, feeds } = await readAll(page, { lead, connections: { apten: { ...connections().apten, key } } });
  assert.deepEqual(entries, []);
  assert.deepEqual(feeds.map(({ vendor, error }) => [vendor, error.kind]), [["apten", "key"], ["leadsail", "no-key"]]);
  assert.equal(feeds[0].error.status, 403);
  assert.ok(!JSON.stringify(feeds).includes(key));
});

test("an abort half way ends every request at once, and nothing comes any more", async () => {
  await stage.simulator.control("POST", "faults", [
    { vendor: "leadsail", fault: { kind: "delay", ms: 20_000 } },
    { vendor: "attendee", fault: { kind: "slow_body", ms: 20_000 } },
  ]);
  const { page, asked } = await open();
  const result = await page.evaluate(async (options) => {
    const controller = new AbortController();
    const load = leadwake.loadTimeline({ ...options, signal: controller.signal });
    const came = [];
    const whole = thrown(load.all());
    let after = 0;
    let abortedAt = 0;
    const loop = (async () => {
      for await (const entry of load) {
        if (controller.signal.aborted) after += 1;
        came.push(entry.id);
        if (came.length === 5) {
          abortedAt = performance.now();
          controller.abort();
        }
      }
    })();
    const error = await thrown(loop);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // The page's own clock: word of it reaches this program late when the machine is busy.
    const ends = performance.getEntriesByType("resource").map((request) => [request.name, request.responseEnd - abortedAt]);
    return { came, after, error, whole: await whole, ends, feeds: load.feeds };
  }, { lead: demo(), connections: connections() });
  assert.equal(result.came.length, 5);
  assert.equal(result.after, 0, "an entry came after the abort");
  assert.deepEqual([result.error.kind, result.whole.kind], ["aborted", "aborted"]);
  const ended = new Set(result.ends.map(([url]) => url));
  // The page itself is no resource of its own.
  const underway = asked.map(String).filter((url) => url !== portal.base && !ended.has(url));
  assert.deepEqual(underway, [], "a request is still on its way");
  const late = result.ends.filter(([, after]) => after >= 100).map(([url, after]) => `${url} ended ${after} ms after the abort`);
  assert.deepEqual(late, []);
  assert.ok(result.ends.some(([url, after]) => url.includes("/leadsail/") && after >= 0), "the one that the abort ended is told");
  const stages = Object.fromEntries(result.feeds.map(({ vendor, stage: at }) => [vendor, at.kind]));
  assert.deepEqual([stages.leadsail, stages.attendee], ["stopped", "stopped"]);
});

test("leaving the loop ends the load", async () => {
  await stage.simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "delay", ms: 20_000 } });
  const { page } = await open();
  const kind = await page.evaluate(async (options) => {
    const load = leadwake.loadTimeline(options);
    for await (const _ of load) break;
    return (await thrown(load.all())).kind;
  }, { lead: demo(), connections: connections() });
  assert.equal(kind, "aborted");
});

test("ten thousand entries arrive bit by bit, and in the end each is there once", async () => {
  const { lead, dossier } = await stage.simulator.control("POST", "generate", { vendor: "apten", count: 10_000, seed: 3 });
  const { page } = await open();
  const result = await page.evaluate(async (options) => {
    const load = leadwake.loadTimeline({ ...options, onProgress: () => (progress += 1) });
    let progress = 0;
    const came = new Set();
    const whole = load.all();
    for await (const { id } of load) came.add(id);
    const entries = await whole;
    return { progress, entries, came: [...came], removed: load.removed };
  }, { lead: dossier, connections: connections() });
  assert.equal(result.entries.length, 10_000);
  assert.deepEqual(result.came.toSorted(), result.entries.map(({ id }) => id).toSorted());
  assert.deepEqual(result.removed, []);
  assert.ok(result.progress > 10, `progress was told ${result.progress} times`);
  compare(result.entries, await truth(stage, lead));
});

test("an abort while the program is on its way is heard at once, and progress is told where all ends at once", async () => {
  const { page } = await open();
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/data.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const request = page.waitForRequest("**/data.wasm");
  await page.evaluate((options) => {
    window.controller = new AbortController();
    window.kinds = [thrown(leadwake.loadTimeline({ ...options, signal: controller.signal }).all()), thrown(leadwake.loadCall("apten:a", { signal: controller.signal }))];
  }, { lead: demo() });
  await request;
  const kinds = await page.evaluate(async () => {
    controller.abort();
    const late = new Promise((done) => setTimeout(done, 5000, [{ kind: "late" }]));
    return (await Promise.race([Promise.all(window.kinds), late])).map((error) => error.kind);
  });
  assert.deepEqual(kinds, ["aborted", "aborted"]);
  letGo();
  // Nobody is asked without a key.
  const told = await page.evaluate(async (lead) => {
    const told = [];
    await leadwake.loadTimeline({ lead, onProgress: (feeds) => told.push(feeds.map(({ error }) => error?.kind)) }).all();
    return told;
  }, only(demo(), "leadsail"));
  assert.deepEqual(told.at(-1), ["no-key"]);
});

/** In the page: a `fetch` of the page's own, with keys that Leadwake does not get. */
const bridge = `(vendors) => async (vendor, method, path, query, signal) => {
  const header = { apten: "x-api-key", leadsail: "x-api-key", naturalead: "x-api-key", attendee: "authorization" }[vendor];
  const { base_url, key } = vendors[vendor];
  const value = vendor === "attendee" ? "Token " + key : key;
  const answer = await globalThis.fetch(base_url + path + "?" + new URLSearchParams(query), { method, headers: { [header]: value }, signal });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.arrayBuffer() };
}`;

test("over the page's own function everything comes without a key", async () => {
  const { page } = await open();
  const all = await page.evaluate(
    `(async () => {
      const fetch = (${bridge})(${JSON.stringify(stage.simulator.ready.vendors)});
      const load = leadwake.loadTimeline({ lead: ${JSON.stringify(demo())}, fetch });
      return { entries: await load.all(), feeds: load.feeds };
    })()`,
  );
  assert.deepEqual(all.feeds.filter(({ error }) => error !== null), []);
  compare(all.entries, await truth(stage, "demo"));
});

test("a call comes in full by its id, and out of a lead's history where only that has it", async () => {
  const { page, asked } = await open();
  const { entries } = await readAll(page, { lead: demo(), connections: connections() });
  const id = (vendor) => entries.find(({ id, content }) => id.startsWith(`${vendor}:`) && content.kind === "call").content.id;
  const ids = entries.filter(({ id, content }) => id.startsWith("apten:") && content.kind === "call").map(({ content }) => content.id);
  const wholes = await page.evaluate(
    ([ids, options]) => Promise.all(ids.map((id) => leadwake.loadCall(id, options))),
    [ids, { connections: connections() }],
  );
  assert.deepEqual(wholes.map(({ id }) => id), ids);
  assert.ok(wholes.every(({ isWhole }) => isWhole) && wholes.some(({ transcript }) => transcript.length > 1));
  const lead = only(demo(), "leadsail");
  const leadsail = await page.evaluate(([id, options]) => leadwake.loadCall(id, options), [id("leadsail"), { lead, connections: connections() }]);
  assert.ok(leadsail.isWhole && leadsail.id === id("leadsail"));
  const kinds = await page.evaluate(
    async ([id, options]) => Promise.all(["apten:nobody", id, "nonsense"].map(async (call) => (await thrown(leadwake.loadCall(call, options))).kind)),
    [id("leadsail"), { connections: connections() }],
  );
  assert.deepEqual(kinds, ["not-found", "not-offered", "options"]);
  assert.ok(asked.every((url) => !url.search.includes("key")));
});

test("wrong options are told by name before anybody is asked", async () => {
  const { page, asked } = await open();
  const key = "sk_live_0123456789";
  for (const [options, said] of [
    ["{}", "`lead` is missing"],
    ["undefined", "`lead` is missing"],
    ["{ leed: 'apten:a' }", "unknown field `leed`"],
    ["{ lead: 'apten:a', fetch: 5 }", "`fetch` must be a function"],
    ["{ lead: 'apten:a', signal: 5 }", "`signal` must be an AbortSignal"],
    ["{ lead: () => 'apten:a' }", "`lead` must not be a function"],
    ["{ lead: 'apten:a', since: 5n }", "no data"],
    ["{ lead: 'apten:a', since: new Date(NaN) }", "`since` is an invalid date"],
    ["{ lead: 'apten:a', since: NaN }", "`since` is NaN"],
    [`{ lead: 'apten:a', connections: { apten: '${key}' } }`, "`connections.apten` must be an object"],
  ]) {
    const error = await page.evaluate(`thrown(leadwake.loadTimeline(${options}).all())`);
    assert.deepEqual([error?.kind, error?.is], ["options", true], options);
    assert.ok(error.message.includes(said) && !error.message.includes(key), error.message);
  }
  assert.ok(asked.every((url) => url.origin === new URL(portal.base).origin));
});

test("when the program fails, what runs in it is told so, and what is called next runs in another one", async () => {
  const { page, troubles } = await open();
  const result = await page.evaluate(
    `(async () => {
      const Real = WebAssembly.Instance;
      const memories = [];
      WebAssembly.Instance = function (...given) {
        const made = new Real(...given);
        memories.push(made.exports.memory);
        return made;
      };
      const ask = (${bridge})(${JSON.stringify(stage.simulator.ready.vendors)});
      const lead = ${JSON.stringify(demo())};
      let isDone = false;
      // Takes the program's memory away while it waits for an answer.
      const fetch = async (...question) => {
        const answer = await ask(...question);
        if (!isDone) new Uint8Array(memories[0].buffer).fill(0);
        isDone = true;
        return answer;
      };
      const other = leadwake.loadTimeline({ lead, fetch: () => new Promise(() => {}) });
      const loads = [leadwake.loadTimeline({ lead, fetch }).all(), other.all(), (async () => { for await (const _ of other); })()];
      const kinds = (await Promise.all(loads.map(thrown))).map((error) => error?.kind);
      const again = await leadwake.loadTimeline({ lead, fetch: ask }).all();
      return { kinds, again, instances: memories.length };
    })()`,
  );
  assert.deepEqual(result.kinds, ["crashed", "crashed", "crashed"]);
  assert.equal(result.instances, 2);
  compare(result.again, await truth(stage, "demo"));
  assert.deepEqual(troubles, [], "the page heard of an exception");
});

test("everything that is given has the declared types, and not a member more", async () => {
  const { control } = stage.simulator;
  await control("POST", "dataset", { lead: "hostile", dataset: "hostile", vendor: "naturalead" });
  await control("POST", "faults", { vendor: "attendee", path: "/bots/", fault: { kind: "status", status: 401 }, times: 1 });
  const { page } = await open();
  const leads = [demo(), (await control("GET", "leads")).hostile.dossier];
  const text = [];
  for (const [index, lead] of leads.entries()) {
    const raw = index === 1;
    const { entries, feeds } = await readAll(page, { lead, connections: connections(), raw });
    text.push(`export const entries${index}: ${raw ? "EntryWithRaw" : "Entry"}[] = ${JSON.stringify(entries)};`);
    text.push(`export const feeds${index}: FeedReport[] = ${JSON.stringify(feeds)};`);
    const calls = entries.filter(({ content, id }) => content.kind === "call" && id.startsWith("apten:")).map(({ content }) => content.id);
    // Those of the hostile records lead nowhere.
    for (const [at, call] of raw ? [] : calls.slice(0, 3).entries()) {
      const whole = await page.evaluate(([id, options]) => leadwake.loadCall(id, options), [call, { connections: connections() }]);
      text.push(`export const call${index}${at}: Call = ${JSON.stringify(whole)};`);
    }
  }
  const imports = 'import type { Call, Entry, EntryWithRaw, FeedReport } from "leadwake";\n';
  assert.equal(await typecheck({ "data.ts": imports + text.join("\n") }), "");
  // What has another shape is found.
  const odd = text[0].replace('"order":0', '"order":"0"').replace('"channel":"', '"channel":"x');
  assert.match(await typecheck({ "data.ts": imports + odd }), /TS2322/);
});

test("the README's snippets do what they say", async () => {
  const snippets = await blocks("The data without a view", "js");
  assert.equal(snippets.length, 4);
  assert.equal(await typecheck({ "snippets.ts": snippets.join("\n") }), "");
  const [ways, ...rest] = snippets;
  assert.match(ways, /const connections/);
  const { page, troubles } = await open();
  const { entries } = await readAll(page, { lead: demo(), connections: connections() });
  const call = entries.find(({ id, content }) => id.startsWith("apten:") && content.kind === "call").content.id;
  portal.scripts["/snippets.js"] = [
    'import { LeadwakeError, loadCall, loadTimeline } from "/leadwake/index.js";',
    `const lead = ${JSON.stringify(demo())}; const connections = ${JSON.stringify(connections())};`,
    ...rest.map((snippet) => snippet.replace(/^import .*$/gm, "").replaceAll("apten:call_abc", call)),
    "window.isDone = true;",
  ].join("\n");
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.addScriptTag({ url: "/snippets.js", type: "module" });
  await page.waitForFunction(() => window.isDone);
  const count = (await truth(stage, "demo")).length;
  assert.ok(said.length > count, `${said.length} lines for ${count} entries`);
  assert.deepEqual(troubles, []);
});

test("the program without a view holds none of what draws views", async () => {
  // Where a program can fail it names the library, by its folder.
  const libraries = async (program) => {
    const text = (await readFile(join(told("LEADWAKE_DIST"), "module", program))).toString("latin1");
    return ["leptos", "tachys", "reactive_graph"].filter((library) => text.includes(library));
  };
  assert.deepEqual(await libraries("data.wasm"), []);
  assert.ok((await libraries("viewer.wasm")).length > 0, "what draws views is not found where it is");
});
