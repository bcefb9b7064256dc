// Keeps the program running: starts it, sees when it fails, and starts it again in the same place.
import { showCard } from "./card.js";
import { newLife, prepareLife } from "./life.js";
import { askOnly } from "./policy.js";
import { noteReading } from "./reading.js";

/** So many failures within so many milliseconds are no accident. */
const OFTEN = 3;
const LATELY = 60_000;

/** Whether an error leaves the program in a state it does not know: a trap, or a stack that ended in the middle. */
function isFatal(error) {
  const isOverflow = /call stack|too much recursion/i.test(error?.message) && error?.name !== "Error";
  return error instanceof WebAssembly.RuntimeError || isOverflow;
}

/** Whether a program has no more room: whatever it fails with then comes of that. */
const isFull = (life) => life?.memory.buffer.byteLength > 0xf000_0000;
const FULL = "out of memory";

/** A few words for an error, with nothing in them that anybody sent. */
function codeOf(error, life) {
  if (isFull(life)) return FULL;
  if (error instanceof WebAssembly.RuntimeError) return error.message;
  return error?.name ?? "failure";
}

/**
 * @param program `glue`, the address of wasm-bindgen's script, and `module()`, which gives the compiled program
 * @param {string | undefined} config the text of `leadwake.json`
 * @param network what `watchNetwork` gave
 * @param {(memory: WebAssembly.Memory) => void} learnMarkup what `guardMarkup` gave
 * @param forgetting what `watchForgetting` gave
 * @param {string[]} hosts origins that the reader allowed
 */
export function keepRunning({ program, config, network, learnMarkup, forgetting, hosts }) {
  let life = null;
  let isBeginning = false;
  const ended = [];
  const failures = [];
  // What one life leaves to the next: keys among them, so it is held here and nowhere else.
  let handed;
  // Files that the reader gave, and which leads in them are shown.
  let held = { files: [], leads: "" };
  let vendors = [];
  let reading = null;
  const noted = noteReading();
  let askable = null;
  let hears = () => {};
  // To the page around, when this one is in a frame of a page that speaks with it.
  let port = null;
  forgetting.onForgotten = () => {
    handed = undefined;
    hosts = [];
    hears();
  };
  // A program that has ended does not hand over less. The keys that are remembered on this device have the last number.
  forgetting.onLocked = () => {
    handed &&= JSON.stringify(JSON.parse(handed).filter(({ keep }) => keep !== 2));
  };

  /** What the program sees of all this. One that has ended is not listened to. */
  function outer(own, without) {
    const whileAlive = (act) => (...given) => (own.isOver ? undefined : act(...given));
    return {
      config,
      hosts,
      handed,
      isRestart: ended.length > 0 || noted.left !== null,
      heldFiles: held.files,
      heldLeads: held.leads,
      without,
      askOnly: (origins) => {
        if (!askable) askOnly((askable = origins));
        return askable;
      },
      hand: whileAlive((text) => (handed = text)),
      holdFiles: whileAlive((files, leads) => (held = { files, leads })),
      setVendors: whileAlive((slugs, names) => (vendors = slugs.map((slug, at) => ({ slug, name: names[at] })))),
      isReading: whileAlive((slug) => {
        reading = slug;
        noted.begin(vendors.find((vendor) => vendor.slug === slug));
        // What the answer leads to happens at once, before the browser turns to anything else.
        setTimeout(() => {
          if (reading !== slug) return;
          reading = null;
          noted.end();
        });
      }),
      holdPort: whileAlive((given) => (port = given)),
      hasFailed: whileAlive((place) => end(own, isFull(own) ? FULL : place)),
      reopenAllowing: whileAlive(reopenAllowing),
      tellForgotten: whileAlive(() => {
        hosts = [];
        forgetting.tell();
      }),
      onForgotten: whileAlive((listener) => (hears = whileNoError(own, listener))),
      // A trial is rare, and what it needs is fetched when it is wanted.
      tryFrame: whileAlive(async (place, options, told) => {
        const { tryFrame } = await import("./trial.js");
        await tryFrame(new URL("../", import.meta.url), place, options, (report) => own.isOver || told(report));
      }),
      network: () => JSON.stringify(network.account()),
      onNetwork: whileAlive((listener) => network.onChange(whileNoError(own, listener))),
    };
  }

  const whileNoError = (own, act) => () => void (own.isOver || act());

  /** Opens the page anew, allowed to ask one more host. */
  function reopenAllowing(origin) {
    try {
      sessionStorage.setItem("leadwake.hosts", JSON.stringify([...new Set([...hosts, origin])]));
    } catch {
      return false;
    }
    location.reload();
    return true;
  }

  async function begin(without) {
    // Whoever presses a button twice wants one program.
    if (isBeginning) return;
    isBeginning = true;
    let own = null;
    try {
      own = await newLife(program.glue, await program.module());
      learnMarkup(own.memory);
      forgetting.catchUp();
      if (ended.length > 0) network.beginAnew();
      document.body.replaceChildren();
      life = own;
      own.start(outer(own, without));
      // Not before what the reader waits for.
      setTimeout(() => prepareLife(program.glue), 2000);
    } catch (error) {
      if (own) end(own, codeOf(error, own));
      else showMissing(error, without);
    } finally {
      isBeginning = false;
    }
  }

  function showMissing(error, without) {
    const why = "A file of this page did not arrive, or not as it was made.";
    if (ended.length === 0) {
      showCard("Leadwake could not be loaded", `${why} Nothing was asked of anybody.`, code(error?.name), [reload]);
    } else {
      const held = "The keys you typed are still held: restart again once the network is back. After a reload, keys that are not kept have to be typed again.";
      const again = { name: "Restart again", act: () => begin(without) };
      showCard("Leadwake could not be restarted", `${why} ${held}`, code(error?.name), [again, reload]);
    }
  }

  function end(own, place) {
    if (own.isOver) return;
    // First of all: the stack may have no room for more than this. And the program may be on its way out just now.
    queueMicrotask(() => cover(own, place));
    own.isOver = true;
  }

  function cover(own, place) {
    if (ended.includes(own)) return;
    own.isOver = true;
    ended.push(own);
    failures.push({ at: performance.now(), vendor: reading });
    port?.postMessage({ kind: "crashed", place });
    port?.close();
    port = null;
    showCard(
      "Leadwake stopped",
      `Something went wrong in this page, and it could not go on. Nothing was changed at any vendor. ${whatReturns()}; after a reload, keys that are not kept have to be typed again.`,
      code(place),
      [{ name: "Restart", act: () => begin() }, ...withoutVendor(), reload],
    );
    own.end();
  }

  /** The page before this one ended while it read an answer, which may end this one, too. */
  function showCutOff({ slug, name }) {
    showCard(
      "Leadwake was cut off",
      `This page ended while it read an answer of ${name}’s: it hung, or the browser had no more memory for it. The same answer may end it again. Keys that are not kept have to be typed again.`,
      code("cut off"),
      [
        { name: `Open without ${name}`, act: () => begin(slug) },
        { name: "Open all the same", act: () => begin() },
      ],
    );
  }

  /** Files that were still being read are not held. */
  function whatReturns() {
    if (held.files.length > 0) return "Restart opens the same view again, with the keys you typed and the files you gave";
    return location.hash.startsWith("#/files")
      ? "Restart keeps the keys you typed, but files have to be given again"
      : "Restart opens the same view again, with the keys you typed";
  }

  const reload = { name: "Reload the page", act: () => location.reload() };

  function code(place) {
    const build = program.glue.pathname.match(/-([0-9a-f]{8,})\./)?.[1] ?? "development";
    return `Code: ${place} · Build: ${build}`;
  }

  /** To begin without the files: one of them may be what the program fails with. */
  function beginWithoutFiles() {
    held = { files: [], leads: "" };
    begin();
  }

  /** After failures in a row: to leave out the vendor whose answers came before them, or any, if that is not known. */
  function withoutVendor() {
    const recent = failures.filter(({ at }) => at > performance.now() - LATELY);
    if (recent.length < OFTEN) return [];
    const guilty = new Set(recent.map(({ vendor }) => vendor));
    const isKnown = guilty.size === 1 && !guilty.has(null);
    const offered = isKnown ? vendors.filter(({ slug }) => guilty.has(slug)) : vendors;
    const files = held.files.length > 0 ? [{ name: "Restart without the files", act: beginWithoutFiles }] : [];
    return [...offered.map(({ slug, name }) => ({ name: `Open without ${name}`, act: () => begin(slug) })), ...files];
  }

  const isOfEnded = (error) => ended.some((one) => one.hasThrown(error));
  function onError(event, error) {
    // Where the stack overflowed there may be no room yet to find out what it was.
    queueMicrotask(() => {
      if (life && !isOfEnded(error) && (life.hasThrown(error) || isFatal(error))) end(life, codeOf(error, life));
    });
    // What has ended can say nothing that matters.
    if (isOfEnded(error)) event.preventDefault();
  }
  // Chromium tells ten calls of an error, too few to see which life it comes from.
  Error.stackTraceLimit = 100;
  addEventListener("error", (event) => onError(event, event.error));
  addEventListener("unhandledrejection", (event) => onError(event, event.reason));

  return noted.left ? showCutOff(noted.left) : begin();
}
