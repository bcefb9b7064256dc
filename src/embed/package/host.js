// Shows Leadwake in a frame of this page and speaks with it. It needs nothing, and loads nothing but that frame.

/** The version of the messages. */
const VERSION = 1;

/** What of the options goes into the frame as it is. */
const TOLD = ["lead", "connections", "theme", "properties", "zone", "filter", "order"];
const OWN = ["src", "fetch", "height", "maxHeight", "sandbox", "title"];
const METHODS = { lead: "setLead", filter: "setFilter", zone: "setZone", order: "setOrder" };
const EVENTS = ["ready", "loaded", "vendor-state", "select", "open-call", "height", "unread", "error", "crashed"];

/**
 * The paths that each vendor documents, `{}` for an id. The build writes them here, from the viewer's own; without them nobody
 * is asked.
 */
const DOCUMENTED = {};

/** An error with a `kind` that a program can tell. */
function failure(error) {
  return Object.assign(new Error(error.message), error);
}

function wrong(message) {
  return Object.assign(new TypeError(`Leadwake: ${message}`), { kind: "options" });
}

/** A copy of something that is data and nothing else, as what is sent has to be: no proxy, no function. */
function plain(options) {
  const told = function (name, given) {
    const isNoDate = Object.prototype.toString.call(this[name]) === "[object Date]" && Number.isNaN(this[name].getTime());
    if (isNoDate || (typeof given === "number" && !Number.isFinite(given))) throw wrong(`${name} is ${isNoDate ? "an invalid date" : given}`);
    if (typeof given === "function") throw wrong(`${name} is a function`);
    return given;
  };
  try {
    return JSON.parse(JSON.stringify(options, told));
  } catch (error) {
    throw error.kind === "options" ? error : wrong(`the options hold something that is no data: ${error.message}`);
  }
}

/**
 * Whether a part of a path is an id, by whichever server between here and there it is read. What stands for a slash belongs to
 * it, unless it leads up.
 */
function isId(part) {
  if (!/^(?:[\w.~!$&'()*+,;=:@-]|%[\da-f]{2})+$/i.test(part)) return false;
  try {
    return !decodeURIComponent(part).split(/[/\\]/).some((name) => name === "." || name === "..");
  } catch {
    return false;
  }
}

/**
 * Whether a vendor documents a path: below the vendor's address, escaped, without a query. A server that asks the vendors can
 * ask this, too.
 *
 * @param {string} vendor
 * @param {string} path
 * @returns {boolean}
 */
export function isDocumented(vendor, path) {
  if (typeof vendor !== "string" || typeof path !== "string" || !Object.hasOwn(DOCUMENTED, vendor)) return false;
  const parts = path.split("/");
  return DOCUMENTED[vendor].some((documented) => {
    const names = documented.split("/");
    return names.length === parts.length && names.every((name, at) => (name === "{}" ? isId(parts[at]) : name === parts[at]));
  });
}

/** A secret for one frame: messages that do not have it are not for it. */
function newSession() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function checkOptions(options, allowed) {
  const unknown = Object.keys(options).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw wrong(`there is no option ${unknown.join(", ")}`);
  if (options.fetch !== undefined && options.fetch !== null && typeof options.fetch !== "function") throw wrong("fetch is a function");
  if (options.height !== undefined && !["fill", "auto"].includes(options.height)) throw wrong("height is fill or auto");
}

/** Headers of any kind as a plain object, which can be sent to a frame. */
function plainHeaders(headers) {
  return headers && typeof headers.forEach === "function" && typeof headers.get === "function" ? Object.fromEntries(headers) : { ...headers };
}

function makeFrame(place, options) {
  const frame = place.ownerDocument.createElement("iframe");
  frame.title = options.title ?? "Timeline";
  frame.referrerPolicy = "no-referrer";
  frame.setAttribute("sandbox", options.sandbox ?? "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads");
  Object.assign(frame.style, { border: "0", inlineSize: "100%", blockSize: options.height === "auto" ? "20rem" : "100%" });
  return frame;
}

/**
 * Shows a lead's timeline in a frame.
 *
 * @param {Element} place a frame, or an element that a frame is put into
 * @param {object} options see README.md
 * @returns the viewer: `frame`, `ready`, `update`, `goTo`, `refresh`, `setTheme`, `on`, `unmount`
 */
export function embed(place, options = {}) {
  checkOptions(options, [...TOLD, ...OWN]);
  const isGiven = place?.localName === "iframe";
  if (!isGiven && typeof place?.append !== "function") throw wrong("the first argument is an element");
  // Without one, an address would be this page's own.
  if (!options.src && !(isGiven && place.getAttribute("src"))) throw wrong("src is the address of the viewer");
  const told = plain(Object.fromEntries(TOLD.filter((name) => options[name] !== undefined).map((name) => [name, options[name]])));
  const sized = plain({ mode: options.height ?? "fill", max: options.maxHeight });
  const frame = isGiven ? place : makeFrame(place, options);
  const address = new URL(options.src || frame.src, frame.ownerDocument.baseURI);
  const isWithoutOrigin = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
  // A frame without an origin of its own can be addressed by none.
  const [origin, target] = isWithoutOrigin ? ["null", "*"] : [address.origin, address.origin];
  const height = sized.mode;
  address.hash = `#/?embed=1&wait=1${height === "auto" ? "&height=auto" : ""}`;

  let { fetch } = options;
  const listeners = new Map(EVENTS.map((name) => [name, new Set()]));
  const settle = {};
  const ready = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  // Who does not wait for it hears of it by the event.
  ready.catch(() => {});
  /** Where the reader is to be led once there is a page to say it to. */
  let destination = null;
  const asked = new Map();
  let port = null;
  let session = null;
  let life = null;
  /** Whether something was changed after the frame was told what to begin with. */
  let isChanged = false;

  /** What a listener throws is its own affair, and the next one hears all the same. */
  const tell = (event) => {
    for (const listener of [...(listeners.get(event.kind) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        reportError(error);
      }
    }
  };
  const say = (message) => port?.postMessage({ session, message });

  async function ask({ id, vendor, method, path, query }) {
    const abort = new AbortController();
    asked.set(id, abort);
    const own = port;
    let message = { type: "fetchResult", id, failed: true };
    try {
      const { status, headers, body } = await fetch(vendor, method, path, query, abort.signal);
      message = { type: "fetchResult", id, answer: { status, headers: plainHeaders(headers), body } };
    } catch (error) {
      // Its words may hold a key, so the frame is not told them.
      if (!abort.signal.aborted) console.warn("Leadwake: fetch failed", error);
    }
    asked.delete(id);
    if (abort.signal.aborted || own !== port) return;
    try {
      say(message);
    } catch {
      say({ type: "fetchResult", id, failed: true });
    }
  }

  function hear({ data }) {
    switch (data?.kind) {
      case "need-fetch":
        if (fetch && data.method === "GET" && isDocumented(data.vendor, data.path)) return void ask(data);
        return say({ type: "fetchResult", id: data.id, failed: true });
      case "stop-fetch":
        return asked.get(data.id)?.abort();
      case "ready":
        settle.resolve();
        return tell(data);
      case "height":
        if (height === "auto") frame.style.blockSize = `${data.height}px`;
        return tell(data);
      default:
        return tell(data ?? {});
    }
  }

  /** Ends what was said with a page that is there no more. */
  function hangUp() {
    for (const abort of asked.values()) abort.abort();
    asked.clear();
    port?.close();
    port = null;
  }

  function begin() {
    hangUp();
    const channel = new MessageChannel();
    port = channel.port1;
    session = newSession();
    isChanged = false;
    port.onmessage = hear;
    const init = { ns: "leadwake", v: VERSION, type: "init", session, options: { ...told, fetch: Boolean(fetch), height: sized } };
    frame.contentWindow.postMessage(init, target, [channel.port2]);
    if (destination) say(destination);
    destination = null;
  }

  function onCall({ source, origin: from, data }) {
    if (!source || source !== frame.contentWindow || from !== origin || data?.ns !== "leadwake") return;
    // The frame says it until it is answered, and again after it was loaded anew.
    if (data.type === "ready" && data.life !== life) {
      life = data.life;
      if (data.v === VERSION) return begin();
      const error = { kind: "message", vendor: null, message: `The viewer speaks version ${data.v} and this script ${VERSION}: copy host.js from the viewer’s site anew.`, words: null, status: null, tries: 0 };
      settle.reject(failure(error));
      tell({ kind: "error", error });
    } else if (data.kind === "error") {
      // What was refused can be mended by an update, and is said anew then.
      hangUp();
      if (isChanged) life = null;
      settle.reject(failure(data.error));
      tell({ kind: "error", error: data.error });
    }
  }

  /** A page that is there already would only go to another place in itself: put in anew, the frame loads it as it is asked for. */
  function loadAnew() {
    const mark = frame.ownerDocument.createComment("");
    frame.replaceWith(mark);
    mark.replaceWith(frame);
  }

  addEventListener("message", onCall);
  const hadPage = isGiven && frame.isConnected && frame.hasAttribute("src");
  frame.src = address.href;
  if (!isGiven) place.append(frame);
  if (hadPage) loadAnew();

  function update(changes) {
    checkOptions(changes, [...Object.keys(METHODS), "theme", "properties", "fetch"]);
    // What is undefined is left out.
    const { fetch: asks = fetch, ...given } = changes;
    const shown = plain(given);
    const isTurned = Boolean(asks) !== Boolean(fetch);
    fetch = asks;
    for (const [name, value] of Object.entries(shown)) {
      if (value === null) delete told[name];
      else told[name] = value;
    }
    isChanged = true;
    // A frame that asks what to begin with is told anew, whatever it was told before.
    if (!port) life = null;
    // Whether the page asks is settled when a frame begins.
    if (isTurned && port) {
      hangUp();
      return loadAnew();
    }
    for (const [name, type] of Object.entries(METHODS)) {
      if (name in shown) say({ type, [name]: shown[name] ?? (name === "filter" ? {} : null) });
    }
    if ("theme" in shown || "properties" in shown) {
      const { theme = null, properties = null } = shown;
      say({ type: "setTheme", theme, properties });
    }
  }

  return {
    frame,
    /** Settles once the frame has taken its options, or has refused them. */
    ready,
    /** Changes what is shown: `lead`, `filter`, `zone`, `order`, `theme`, `properties`; and by `fetch`, who asks. */
    update,
    /** Leads the reader to an entry by its id, or to exactly one of `{ entry }`, `{ call, turn }`, `{ thread }` and `{ at }`; `null` closes what is open. */
    goTo(to) {
      const message = to === null ? { type: "close" } : { ...(typeof to === "string" ? { entry: to } : plain(to)), type: "goTo" };
      if (port) say(message);
      else destination = message;
    },
    /** Reads what is new. */
    refresh: () => say({ type: "refresh" }),
    /** Shows other colours, and other custom properties when they are given. */
    setTheme: (theme, properties) => update({ theme, properties }),
    /** Calls back with every event of a name; gives what ends that. */
    on(name, listener) {
      if (!listeners.has(name)) throw wrong(`there is no event ${name}`);
      listeners.get(name).add(listener);
      return () => void listeners.get(name).delete(listener);
    },
    /** Ends all of it; a frame that was given stays, empty. */
    unmount() {
      removeEventListener("message", onCall);
      hangUp();
      settle.reject(failure({ kind: "aborted", message: "The viewer was unmounted." }));
      fetch = undefined;
      if (isGiven) frame.removeAttribute("src");
      else frame.remove();
    },
  };
}
