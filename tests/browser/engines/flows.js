// The main flows, written once and run in every engine: what a reader does on a usual day.
import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { provokes } from "../support/browser.js";
import { eventually } from "../support/eventually.js";
import { leadPath } from "../support/lead.js";
import { testWhere } from "../support/modes.js";
import { optionsOf } from "../support/portals.js";
import { startPages, startSimulator } from "../support/servers.js";
import { ENGINES } from "./engines.js";
import { serveNoted } from "./host.js";
import { Reader } from "./reader.js";

/** The browser's own word for the answer to the form's test, which asks for a lead that there is not. */
const TESTED = /^console: Failed to load resource: the server responded with a status of 404/;
const CALL = "Nobody answered the transfer; a person answered the fallback number";

// They drive the page itself, and have a frame of their own.
const test = testWhere("the page is not in a frame");

/** Runs the flows in an engine. */
export function flows(name) {
  let simulator, pages, host, engine;
  const opened = [];
  before(async () => {
    const servers = async () => {
      simulator = await startSimulator();
      pages = await startPages({ simulator });
      host = await serveNoted(pages.base);
    };
    // Whatever was started is known before a failure is told, so that it is ended.
    const started = await Promise.allSettled([ENGINES[name]().then((one) => (engine = one)), servers()]);
    for (const { reason } of started) if (reason) throw reason;
  });
  // One browser at a time is what a driver may have.
  const clear = () => Promise.all(opened.splice(0).map((one) => one.close()));
  afterEach(async () => {
    await clear();
    await simulator.control("POST", "reset");
  });
  after(async () => {
    await Promise.all([engine?.close(), host?.stop()]);
    await Promise.all([pages?.stop(), simulator?.stop()]);
  });

  /** A driver that has stopped to answer says nothing of the page: the flow is then begun anew with another browser, once. */
  const flow = (body) => async (about) => {
    try {
      await body();
    } catch (error) {
      if (error.name !== "TimeoutError" || name !== "WebKit") throw error;
      about.diagnostic("the driver did not answer any more");
      await clear();
      await simulator.control("POST", "reset");
      await body();
    }
  };

  const demo = () => simulator.ready.lead.dossier;
  const truth = () => simulator.control("GET", "truth/demo");

  /** Opens a page at an address, or at a place of the viewer. */
  async function arrive(at, options) {
    const one = await engine.open();
    opened.push(one);
    await one.page.goto(new URL(at, host.base).href);
    return new Reader(one, options);
  }

  /** The same with a browser of someone else. */
  async function another(at) {
    await clear();
    return arrive(at);
  }

  async function openDemo(way) {
    const reader = await arrive(leadPath(demo(), way));
    await reader.draws((await truth()).length);
    return reader;
  }

  test(`${name}: these tests notice what goes wrong`, flow(async () => {
    provokes();
    const reader = await arrive("");
    await reader.sees("h1");
    await reader.inside((root) => {
      root.body.setAttribute("style", "color: red");
      root.defaultView.setTimeout(() => { throw new Error("thrown for the test"); });
      root.body.append(root.createElement("button"));
    });
    await eventually(() => assert.rejects(reader.isQuiet(), /style-src.*thrown for the test|thrown for the test.*style-src/s));
    await assert.rejects(reader.isFine(), /button-name/);
  }));

  test(`${name}: one click from the first page shows the demo lead, whole`, flow(async () => {
    const reader = await arrive("");
    await reader.sees("h1", "What happened with this lead?");
    await reader.isFine();
    await reader.click("a", "Look at the demo lead");
    await reader.draws((await truth()).length);
    await reader.isFine();
  }));

  test(`${name}: a lead over HTTP is drawn whole, in the reader's own time`, flow(async () => {
    const reader = await openDemo();
    const times = await reader.inside((root) => {
      const words = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
      const all = [...root.querySelectorAll("article .entry-aside time")];
      return all.map((one) => [one.dateTime, one.textContent, words.format(new Date(one.dateTime))]);
    });
    assert.ok(times.length > 150, `${times.length} times`);
    for (const [at, said, right] of times) assert.equal(said, right, at);
    const told = new Set((await truth()).map((one) => Date.parse(one.time)));
    assert.deepEqual(times.filter(([at]) => !told.has(Date.parse(at))), [], "these times are nobody's");
    await reader.isQuiet();
  }));

  test(`${name}: a vendor is connected by typing its address and key`, flow(async () => {
    const { base_url: base, key } = simulator.ready.vendors.leadsail;
    const reader = await arrive("#/connections");
    const form = "section[aria-label=LeadSail]";
    await reader.click(`${form} button`, /^Connect/);
    await reader.write(base, "input", undefined, { inside: [`${form} label`, "Address of the API"] });
    await reader.write(key, `${form} input[type=password]`);
    await reader.click(`${form} button`, /^Save/);
    await reader.sees(`${form} header span`, new RegExp(`key ending …${key.slice(-4)}`));
    await reader.isFine(TESTED);
    const lead = demo().split(",").filter((handle) => handle.startsWith("leadsail:"));
    await reader.inside((root, hash) => (root.location.hash = hash), `#/lead/${lead}`);
    await reader.draws((await truth()).filter((one) => one.vendor === "leadsail").length);
    await reader.isQuiet(TESTED);
  }));

  test(`${name}: vendors that refuse are explained, and the others show`, flow(async () => {
    await simulator.control("PUT", "cors", { attendee: "refuses" });
    await simulator.control("POST", "faults", { vendor: "leadsail", fault: { kind: "status", status: 401 } });
    const reader = await arrive(leadPath(demo()));
    const rest = (await truth()).filter((one) => !["attendee", "leadsail"].includes(one.vendor));
    await reader.draws(rest.length);
    await reader.sees(".notice", /LeadSail refused the key \(401\).*Sent as X-API-Key, ending …/);
    await reader.sees(".notice", /Attendee did not let this page read the answer/);
    await reader.isQuiet(/401|CORS|Access-Control|Failed to load resource/);
  }));

  test(`${name}: filters narrow, the search marks its hits, and keys lead through them`, flow(async () => {
    const reader = await openDemo();
    const count = (await truth()).filter((one) => one.vendor === "leadsail").length;
    await reader.click("[aria-label=Vendor] button", /^LeadSail \d/);
    await eventually(async () => assert.equal(await reader.drawn(), count));
    await reader.click("[aria-label=Vendor] button", /^LeadSail \d/);
    await reader.draws((await truth()).length);

    await reader.click("article [href*='/e/']");
    await reader.press("/");
    await eventually(async () => assert.ok((await reader.sees("input[type=search]")).isFocused, "a slash leads to the search"));
    await reader.page.keyboard.type("battery");
    await eventually(async () => {
      const [hits, marks, wrong] = await reader.inside((root) => {
        const says = [...root.querySelectorAll("article .entry-main")].filter((one) => /battery/i.test(one.textContent));
        const marks = [...root.querySelectorAll("article mark")];
        return [says.length, new Set(marks.map((mark) => mark.closest("article"))).size, marks.filter((mark) => !/^battery$/i.test(mark.textContent)).length];
      });
      assert.ok(hits > 2 && marks === hits && wrong === 0, `${hits} entries say it, ${marks} are marked, ${wrong} marks are wrong`);
    });
    for (const at of [1, 2, 3]) {
      await reader.press("Enter");
      await reader.sees("[role=search] output", new RegExp(`^${at}/\\d+$`));
      await eventually(async () => assert.ok(await inView(reader, "[data-hit]"), `hit ${at} is out of view`));
    }
    await reader.press("Escape");
    await reader.seesNo("article mark");

    await reader.inside((root) => root.querySelector(".timeline-scroll").focus());
    const rows = await reader.inside((root) => [...root.querySelectorAll(".entry")].map((row) => row.dataset.anchor));
    const at = () => reader.inside((root) => root.activeElement.dataset.anchor ?? null);
    await reader.press("PageDown");
    await eventually(async () => assert.ok(rows.includes(await at()), "Page Down leads to an entry"));
    const first = rows.indexOf(await at());
    await reader.press("PageDown");
    await eventually(async () => assert.equal(await at(), rows[first + 1]));
    await reader.press("PageUp");
    await eventually(async () => assert.equal(await at(), rows[first]));
    await reader.isQuiet();
  }));

  test(`${name}: a call opens with its transcript, its address opens it elsewhere, and the way back leads to the same place`, flow(async () => {
    const reader = await openDemo();
    const inside = [".timeline article", CALL];
    await reader.click("a", /^Open call/, { inside });
    await reader.sees(".lead-pane h2", CALL);
    await eventually(async () => assert.ok((await reader.look(".lead-pane h2"))[0].isFocused, "the call's heading has no focus"));
    await eventually(async () => assert.ok((await reader.look(".lead-pane ol > li")).length > 10, "no transcript"));
    await reader.isFine();

    await reader.click(".lead-pane button", "Copy link");
    await reader.sees("[role=status], button, output, p, span", /^(Link )?[Cc]opied$/);
    // A colleague has keys of their own: here the simulator's, which the page takes when the address asks for them.
    const address = (await reader.inside((root) => root.location.href)).replace(/[?&]dev=1$/, "");
    assert.match(decodeURIComponent(address), /\/call\/apten:/);

    await reader.click(".lead-pane button", "Close");
    await reader.seesNo(".lead-pane h2");
    await eventually(async () => {
      const focused = await reader.inside((root) => root.activeElement.closest("article")?.textContent ?? "");
      assert.ok(focused.includes(CALL), "the focus is not back at the call");
      const [now] = await reader.look("a", /^Open call/, { inside });
      assert.ok(now.isOnTop, "the call is out of view");
    });

    await reader.isQuiet();

    const other = await another(`${address}${address.includes("?") ? "&" : "?"}dev=1`);
    await other.sees(".lead-pane h2", CALL);
    await eventually(async () => assert.ok((await other.look(".lead-pane ol > li")).length > 10, "no transcript"));
    await other.isQuiet();
  }));

  test(`${name}: dark is dark, and readable`, flow(async () => {
    const reader = await openDemo();
    await eventually(async () => {
      if ((await reader.look("button", "Colours: dark")).length > 0) return;
      await reader.click("button", /^Colours: /);
      throw new Error("it is not dark yet");
    });
    const ground = await reader.inside((root) => getComputedStyle(root.querySelector(".viewer")).backgroundColor);
    assert.deepEqual(ground.match(/\d+/g).map(Number), [20, 21, 23]);
    await reader.isFine();
  }));

  test(`${name}: in a frame 400 pixels wide the list and a call take turns`, flow(async () => {
    const reader = await arrive("portal", { place: "frame" });
    await reader.draws((await truth()).length);
    await reader.isFine();
    const inside = [".timeline article", CALL];
    const card = await reader.atRest(".entry-main", undefined, { inside });
    await reader.click("a", /^Open call/, { inside });
    await reader.sees(".lead-pane h2", CALL);
    await reader.seesNo(".timeline article");
    await reader.isFine();
    await reader.click(".lead-pane button", "Close");
    await eventually(async () => {
      const [now] = await reader.look(".entry-main", undefined, { inside });
      assert.ok(Math.abs(now.y - card.y) <= 2, `the card was at ${card.y} and is at ${now.y}`);
    });
    assert.equal(await reader.page.evaluate(() => location.hash), "", "the portal's own address was touched");
  }));

  test(`${name}: a portal mounts the package, hears what happens in it, and has its page back in the end`, flow(async () => {
    const reader = await arrive("mounting", { place: "#timeline > div" });
    await eventually(async () => assert.equal(await reader.page.evaluate(() => typeof window.mount), "function"));
    await reader.page.evaluate((options) => {
      window.heard = [];
      window.viewer = window.mount(document.querySelector("#timeline"), options);
      for (const kind of ["loaded", "open-call", "error"]) window.viewer.on(kind, (event) => window.heard.push(event.kind));
    }, optionsOf(simulator));
    await reader.draws((await truth()).length);
    await reader.click("a", /^Open call/, { inside: [".timeline article", CALL] });
    await reader.sees(".lead-pane h2", CALL);
    await reader.isQuiet();
    await reader.click(".lead-pane button", "Close");
    await reader.seesNo(".lead-pane h2");
    assert.deepEqual(await reader.page.evaluate(() => window.heard), ["loaded", "open-call"]);
    assert.equal(await reader.page.evaluate(() => location.hash), "", "the portal's own address was touched");
    await reader.page.evaluate(() => window.viewer.unmount());
    await eventually(async () => assert.equal(await reader.page.evaluate(() => document.querySelector("#timeline").childElementCount), 0));
    assert.deepEqual(await reader.page.evaluate(() => window.troubles), []);
  }));
}

/** Whether the middle of something is within the list. */
function inView(reader, css) {
  return reader.inside((root, css) => {
    const [list, row] = [".timeline-scroll", css].map((one) => root.querySelector(one)?.getBoundingClientRect());
    return row !== undefined && row.bottom > list.top && row.top < list.bottom;
  }, css);
}
