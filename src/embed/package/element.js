// <lead-timeline>: importing this file defines the element.
import { Viewer } from "./mount.js";

const IDS = ["apten", "leadsail", "naturalead", "attendee"];
const LISTS = ["vendors", "channels", "directions"];
const TEXTS = ["search", "from", "to"];
const EVENTS = ["ready", "loaded", "vendor-state", "select", "open-call", "unread", "error", "crashed"];

const words = (text) => text.split(/[\s,]+/).filter((word) => word !== "");

/** What attributes say of an option, or nothing. */
const OPTIONS = {
  lead(element) {
    if (element.hasAttribute("lead")) return element.getAttribute("lead");
    const ids = IDS.filter((name) => element.getAttribute(name)?.trim());
    // Only Naturalead's may hold blanks: it can be a text that is searched for.
    const read = (name) => (name === "naturalead" ? element.getAttribute(name) : words(element.getAttribute(name)));
    return Object.fromEntries(ids.map((name) => [name, read(name)]));
  },
  filter(element) {
    const lists = LISTS.filter((name) => element.hasAttribute(name)).map((name) => [name, words(element.getAttribute(name))]);
    const texts = TEXTS.filter((name) => element.getAttribute(name)).map((name) => [name, element.getAttribute(name)]);
    return { ...Object.fromEntries([...lists, ...texts]), peopleOnly: element.hasAttribute("people-only") };
  },
  theme: (element) => element.getAttribute("theme"),
  zone: (element) => element.getAttribute("zone"),
  order: (element) => element.getAttribute("order"),
};
const ATTRIBUTES = { lead: ["lead", ...IDS], filter: [...LISTS, ...TEXTS, "people-only"], theme: ["theme"], zone: ["zone"], order: ["order"] };

/** A lead's timeline. Ids, theme and filters are attributes; keys and the way to the vendors are properties. */
export class LeadTimelineElement extends HTMLElement {
  static observedAttributes = Object.values(ATTRIBUTES).flat();
  #viewer;
  #properties = {};
  #changed = new Set();
  #isAwaited = false;
  /** Viewers that are there, and those that failed: by a change these are begun again. */
  #started = new WeakSet();
  #failed = new WeakSet();

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    // Set before the element was defined.
    for (const name of ["connections", "fetch"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  get connections() {
    // Never read back: there are keys in it.
    return undefined;
  }
  set connections(connections) {
    // Null forgets the keys; what is left out stays as it is.
    this.#set("connections", connections ?? null);
  }

  get fetch() {
    return this.#properties.fetch ?? undefined;
  }
  set fetch(fetch) {
    // Null ends it; what is left out stays as it is.
    this.#set("fetch", fetch ?? null);
  }

  /** The viewer while the element is in a document. */
  get viewer() {
    return this.#viewer;
  }

  goTo(target) {
    return this.#viewer?.goTo(target) ?? Promise.resolve();
  }

  refresh() {
    return this.#viewer?.refresh() ?? Promise.resolve();
  }

  #set(name, value) {
    this.#properties[name] = value;
    this.#change(name);
  }

  attributeChangedCallback(name) {
    this.#change(Object.keys(ATTRIBUTES).find((option) => ATTRIBUTES[option].includes(name)));
  }

  /** All changes of one moment are one change. */
  #change(option) {
    this.#changed.add(option);
    this.#settle();
  }

  connectedCallback() {
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
  }

  #settle() {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    // An element that is moved leaves and comes at one moment.
    queueMicrotask(() => {
      this.#isAwaited = false;
      if (!this.isConnected) {
        this.#viewer?.unmount();
        this.#viewer = undefined;
      } else if (!this.#viewer) {
        this.#begin();
      } else if (this.#changed.size > 0) {
        this.#update();
      }
      this.#changed.clear();
    });
  }

  #begin() {
    const given = Object.keys(OPTIONS).filter((option) => ATTRIBUTES[option].some((name) => this.hasAttribute(name)));
    const viewer = new Viewer(this.shadowRoot, this.#options([...given, ...Object.keys(this.#properties)]), () => {});
    this.#viewer = viewer;
    viewer.ready.then(
      () => this.#started.add(viewer),
      () => this.#failed.add(viewer),
    );
    viewer.on("crashed", () => this.#failed.add(viewer));
    for (const event of EVENTS) viewer.on(event, (detail) => this.#tell(detail));
  }

  #beginAgain() {
    this.#viewer.unmount();
    this.#begin();
  }

  #update() {
    const viewer = this.#viewer;
    if (this.#failed.has(viewer)) return this.#beginAgain();
    const isStarted = this.#started.has(viewer);
    viewer.update(this.#options(this.#changed)).catch((error) => {
      // Taken away, or begun again.
      if (viewer !== this.#viewer) return;
      // Wrong options are told of by the event; a viewer that failed has told of that itself.
      if (!this.#failed.has(viewer)) this.#tell({ kind: "error", error });
      // It failed by what it was begun with, which is changed now.
      else if (!isStarted) this.#beginAgain();
    });
  }

  #options(names) {
    return Object.fromEntries(
      [...names].map((name) => [name, OPTIONS[name] ? OPTIONS[name](this) : this.#properties[name]]),
    );
  }

  #tell(detail) {
    this.dispatchEvent(new CustomEvent(`lead-${detail.kind}`, { detail }));
  }
}

if (!customElements.get("lead-timeline")) customElements.define("lead-timeline", LeadTimelineElement);
