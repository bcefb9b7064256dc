import type { HostFetch } from "./index.js";
import type { EntryOrder, FrameFilter, FrameInit, FrameWord, GoToTarget, HeightMode, Look, Theme, ViewerEvent } from "./types.js";

export type { EntryOrder, Fault, FaultKind, FeedReport, FrameFilter, GoToTarget, Look, Theme, Vendor, ViewerEvent } from "./types.js";
export type { HostAnswer, HostFetch } from "./index.js";

/** What a frame shows, and how; and who asks the vendors. */
export interface FrameChanges {
  lead?: NonNullable<FrameInit["lead"]>;
  /** What is shown, in place of what was; `null` shows everything. */
  filter?: FrameFilter | null;
  zone?: FrameInit["zone"] | null;
  order?: EntryOrder;
  theme?: Theme;
  /** Documented custom properties and plain values: `{ "--leadwake-accent": "#0a7" }`. */
  properties?: Look;
  /** The page's own way to the vendors; then no key is needed. `null` ends that, and the frame is loaded anew. */
  fetch?: HostFetch | null | undefined;
}

export interface FrameOptions extends FrameChanges {
  /** The viewer's address. */
  src?: string;
  /** Keys, each for its address alone: neither kept nor read back. */
  connections?: NonNullable<FrameInit["connections"]>;
  /** `"auto"`: the frame is as tall as what is in it. */
  height?: HeightMode;
  /** With `"auto"`, in CSS pixels. */
  maxHeight?: number;
  /** The `sandbox` attribute of a frame that is made. */
  sandbox?: string;
  /** The `title` attribute of a frame that is made. */
  title?: string;
}

/** Something happened in a frame: as in every viewer, or the frame's height changed. */
export type FrameEvent = ViewerEvent | Extract<FrameWord, { kind: "height" }>;

/** Each event's name, and what a listener for it is given. */
export type FrameEventMap = { [K in FrameEvent["kind"]]: Extract<FrameEvent, { kind: K }> };

/** A viewer in a frame. */
export interface FrameViewer {
  readonly frame: HTMLIFrameElement;
  /** Settles once the frame has taken its options. It is rejected with an error with the `kind` of a `Fault` when it refuses them; what is updated then is tried anew, and the event `ready` tells of it. */
  readonly ready: Promise<void>;
  /** Changes what is given, and leaves everything else as it is, also what is `undefined`. A `fetch` ends by `null`. Throws an error with `kind: "options"` where that is no data. */
  update(changes: FrameChanges): void;
  /** Leads the reader to an entry, a call, a thread or a moment; `null` closes what is open. */
  goTo(target: string | GoToTarget | null): void;
  /** Asks the vendors for what is new. */
  refresh(): void;
  setTheme(theme: Theme, properties?: Look): void;
  /** Listens to an event; gives what ends that. */
  on<K extends FrameEvent["kind"]>(event: K, listener: (event: FrameEventMap[K]) => void): () => void;
  /** Ends everything. A frame that was given stays, empty. */
  unmount(): void;
}

/** Whether a vendor documents a path: below the vendor's address, escaped, without a query. `host.js` asks for no other; a server that asks the vendors can import it, too. */
export function isDocumented(vendor: string, path: string): boolean;

/** Shows a lead's timeline in a frame: in the one that is given, or in a new one within the element. Throws an error with `kind: "options"`. */
export function embed(place: Element, options?: FrameOptions): FrameViewer;
