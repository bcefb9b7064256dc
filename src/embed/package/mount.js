// Viewers in elements of a page.
import { LeadwakeError } from "./error.js";
import { learnMarkup, markup } from "./markup.js";
import { compile } from "./program.js";
import { written } from "./written.js";

const EVENTS = ["ready", "loaded", "vendor-state", "select", "open-call", "unread", "error", "crashed"];

/**
 * The room that a viewer takes, from the very first on, and what stands in it where there is no viewer, not even its style.
 * Whatever the page around says of its element counts more.
 */
const ROOM = `:host { display: block; block-size: 100%; min-block-size: 20rem; } :host([hidden]) { display: none; }
.part-crashed { all: initial; direction: ltr; unicode-bidi: isolate; display: block; color-scheme: inherit; visibility: inherit; padding: 12px 16px; border-inline-start: 4px solid; font: 14px/1.45 system-ui, sans-serif; color: light-dark(#ad271c, #f4918a); background: light-dark(#fdf0ee, #301a19); }`;
const ROOM_RULES = 3;

/** One for each document: a style sheet belongs to one. */
const sheets = new WeakMap();

function sheet(document) {
  if (!sheets.has(document)) {
    const made = new document.defaultView.CSSStyleSheet();
    made.replaceSync(ROOM);
    sheets.set(document, made);
  }
  return sheets.get(document);
}

/** The program's script and its style: not before there is a viewer, since a page may only want the data. */
async function load() {
  try {
    const [{ address, makeProgram }, { style }] = await Promise.all([import("./viewer.js"), import("./style.js")]);
    return { module: await compile(address), makeProgram, style };
  } catch (cause) {
    if (cause instanceof LeadwakeError) throw cause;
    const message = "Leadwake’s scripts could not be loaded: the network, or this page’s policy in “script-src”.";
    throw new LeadwakeError({ kind: "program", message }, { cause });
  }
}

function wrong(message) {
  return new LeadwakeError({ kind: "options", message });
}

/** Options without the page's own function, which is checked here. */
function withoutFetch(options) {
  if (typeof options !== "object" || options === null) throw wrong("`options` must be an object.");
  const { fetch, ...rest } = options;
  if (fetch !== undefined && fetch !== null && typeof fetch !== "function") throw wrong("`fetch` must be a function.");
  return rest;
}

/**
 * Shows a lead's timeline in an element.
 *
 * @param {Element} element what it becomes a child of; give it a height
 * @param {import("./index.js").MountOptions} [options]
 * @returns {import("./index.js").Viewer}
 */
export function mount(element, options = {}) {
  if (element?.nodeType !== 1) throw wrong("mount(element, options): the first argument is not an element.");
  const host = element.ownerDocument.createElement("div");
  element.append(host);
  return new Viewer(host.attachShadow({ mode: "open" }), options, () => host.remove());
}

/** A viewer in a shadow root that is its own. */
export class Viewer {
  /** @type {Promise<void>} Settles once the viewer is there, or will not be. */
  ready;
  #root;
  #stage;
  #remove;
  #fetch;
  #made;
  #glue;
  #ended;
  #isCrashing = false;
  #listeners = new Map();
  /** Whatever this viewer listens to outside of its root is let go by this. */
  #life = new AbortController();

  constructor(root, options, remove) {
    this.#root = root;
    this.#remove = remove;
    this.#stage = root.ownerDocument.createElement("div");
    this.#stage.className = "stage";
    root.adoptedStyleSheets = [sheet(root.ownerDocument)];
    root.append(this.#stage);
    this.ready = this.#start(options);
    // Who does not wait for it hears of it by the event.
    this.ready.catch(() => {});
  }

  async #start(options) {
    try {
      // Whoever mounts it can listen before anything happens.
      await undefined;
      const text = written(withoutFetch(options));
      this.#fetch = options.fetch ?? undefined;
      const { module, makeProgram, style } = await load();
      this.#check();
      const own = sheet(this.#root.ownerDocument);
      if (own.cssRules.length <= ROOM_RULES) own.replaceSync(ROOM + style);
      const glue = makeProgram(markup, () => this.#crash("unknown"));
      const { memory } = await glue({ module_or_path: module });
      this.#check();
      learnMarkup(memory);
      this.#glue = glue;
      this.#made = new glue.Viewer(this.#outside(), text, this.#fetch !== undefined);
      await undefined;
      this.#check();
    } catch (thrown) {
      // A failure of the program's is known a moment later, and told as what it is.
      if (this.#isCrashing) await undefined;
      const error = this.#ended ?? LeadwakeError.from(thrown);
      if (!this.#ended) {
        this.#end(error);
        this.#show(`This timeline cannot be shown. ${error.message}`);
        this.#emit({ kind: "error", error: { ...error, message: error.message } });
      }
      throw error;
    }
  }

  /** What the program is given of the page. */
  #outside() {
    const { signal } = this.#life;
    const page = this.#root.ownerDocument;
    return {
      root: this.#root,
      stage: this.#stage,
      ask: (...question) => this.#fetch(...question),
      tell: (text) => this.#hear(JSON.parse(text)),
      onOnline: (listener) => page.defaultView.addEventListener("online", () => listener(), { signal }),
      onForbidden: (listener) => page.addEventListener("securitypolicyviolation", listener, { signal }),
      onSight: (listener) => {
        page.addEventListener("visibilitychange", () => listener(!page.hidden), { signal });
        return !page.hidden;
      },
    };
  }

  #hear(event) {
    if (this.#ended) return;
    if (event.kind === "crashed") this.#crash(event.place);
    else this.#emit(event);
  }

  /** The program failed and will not go on. */
  #crash(place) {
    if (this.#isCrashing || this.#ended) return;
    this.#isCrashing = true;
    // The program may still be on the stack; nothing of it runs once it has left it.
    queueMicrotask(() => {
      if (!this.#root) return;
      this.#end(new LeadwakeError({ kind: "crashed", message: `The viewer failed at ${place}. Mount another one to go on.` }));
      this.#show("This timeline failed and cannot go on.");
      this.#emit({ kind: "crashed", place });
    });
  }

  /** Says to the reader, in place of everything else, that there is no timeline. */
  #show(words) {
    const said = this.#root.ownerDocument.createElement("p");
    said.className = "part-crashed";
    said.setAttribute("role", "alert");
    said.textContent = words;
    this.#stage.replaceChildren(said);
  }

  #emit(event) {
    for (const listener of [...(this.#listeners.get(event.kind) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        // A listener's failure is its own.
        globalThis.reportError ? reportError(error) : console.error(error);
      }
    }
  }

  /** From now on nothing of the program runs, and nothing holds it. */
  #end(error) {
    this.#ended = error;
    this.#life.abort();
    const glue = this.#glue;
    // Whoever leaves in peace calls off its requests, which takes it a moment.
    if (error.kind === "aborted") setTimeout(() => glue?.end());
    else glue?.end();
    this.#glue = undefined;
    this.#made = undefined;
    this.#fetch = undefined;
  }

  #check() {
    if (this.#ended) throw this.#ended;
  }

  /** Does something with the program once it is there. */
  async #do(work) {
    await this.ready;
    this.#check();
    try {
      work(this.#made);
    } catch (thrown) {
      if (!this.#isCrashing) throw LeadwakeError.from(thrown);
    }
    // A failure is known a moment later.
    await undefined;
    this.#check();
  }

  update(options) {
    return this.#do((made) => {
      const text = written(withoutFetch(options));
      const before = this.#fetch;
      // The program may ask while it takes the options.
      if (options.fetch !== undefined) this.#fetch = options.fetch ?? undefined;
      try {
        made.update(text, this.#fetch !== undefined);
      } catch (thrown) {
        this.#fetch = before;
        throw thrown;
      }
    });
  }

  goTo(target) {
    if (target === undefined) return Promise.reject(wrong("goTo(target): there is no target. `null` closes what is open."));
    return this.#do((made) => made.goTo(written(target)));
  }

  refresh() {
    return this.#do((made) => made.refresh());
  }

  setTheme(theme) {
    return this.#do((made) => made.setTheme(theme === undefined || theme === null ? undefined : String(theme)));
  }

  on(event, listener) {
    if (!EVENTS.includes(event)) throw wrong(`There is no event “${event}”; there are ${EVENTS.join(", ")}.`);
    if (typeof listener !== "function") throw wrong("on(event, listener): the listener is not a function.");
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  unmount() {
    if (!this.#root) return;
    try {
      this.#made?.unmount();
    } catch {
      // It is gone either way.
    }
    if (!this.#ended) this.#end(new LeadwakeError({ kind: "aborted", message: "The viewer was unmounted." }));
    this.#listeners.clear();
    this.#stage.remove();
    this.#root.adoptedStyleSheets = [];
    this.#remove();
    this.#root = undefined;
  }
}
