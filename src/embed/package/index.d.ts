import type { Fault, FaultKind, GoToTarget, Theme, Vendor, ViewerEvent, ViewerOptions } from "./types.js";

export * from "./load.js";
export type * from "./types.js";

/**
 * Asks a vendor in Leadwake's place, so that no key has to be in the page. `method` is always `"GET"`; `path` begins with
 * `/` and is below the vendor's base URL; `query` holds the parameters, not escaped. Give what came back, also when it is a
 * refusal. The signal is aborted when nobody waits any more.
 */
export type HostFetch = (
  vendor: Vendor,
  method: "GET",
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
) => HostAnswer | Promise<HostAnswer>;

/** What a vendor answered. Of the headers only `content-type` and `retry-after` are read. */
export interface HostAnswer {
  status: number;
  headers?: Record<string, string> | Headers;
  body?: string | ArrayBuffer | ArrayBufferView | null;
}

/** What a viewer shows, how, and by which way it asks. */
export type MountOptions = Partial<ViewerOptions> & {
  /** The page's own way to the vendors; then no key is needed here, and no CORS. */
  fetch?: HostFetch | null;
};

/** Each event's name, and what a listener for it is given. */
export type ViewerEventMap = { [K in ViewerEvent["kind"]]: Extract<ViewerEvent, { kind: K }> };

/** A viewer that was mounted. Every promise is rejected with a {@link LeadwakeError}. */
export interface Viewer {
  /** Settles once the viewer is there; rejected when its options are wrong or it cannot be loaded. */
  readonly ready: Promise<void>;
  /** Changes what is given, and leaves everything else as it is, also what is `undefined`. A `fetch` ends by `null`. */
  update(options: MountOptions): Promise<void>;
  /** Leads the reader to an entry, a call, a thread or a moment; `null` closes what is open. */
  goTo(target: string | GoToTarget | null): Promise<void>;
  /** Asks the vendors for what is new. */
  refresh(): Promise<void>;
  /** Light, dark, as the device; nothing is as the page around, by its `color-scheme`. */
  setTheme(theme: Theme | null | undefined): Promise<void>;
  /** Listens to an event; gives what ends that. */
  on<K extends ViewerEvent["kind"]>(event: K, listener: (event: ViewerEventMap[K]) => void): () => void;
  /** Ends everything that is on its way, and takes the viewer off the page. */
  unmount(): void;
}

/**
 * Shows a lead's timeline in a child of the element, which should have a height. Whatever runs in the page can read a key
 * that is given here: where that must not be, give a `fetch` that asks by way of your server.
 */
export function mount(element: Element, options?: MountOptions): Viewer;

/** What went wrong, with a `kind` that programs can test. It never holds a key. */
export class LeadwakeError extends Error implements Partial<Fault> {
  readonly kind: FaultKind;
  readonly vendor?: Fault["vendor"];
  readonly words?: Fault["words"];
  readonly status?: Fault["status"];
  readonly tries?: Fault["tries"];
}
