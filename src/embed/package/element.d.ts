import type { ConnectionOptions, GoToTarget, HostFetch, Vendor, Viewer, ViewerEvent, ViewerEventMap } from "./index.js";

/**
 * A lead's timeline. Attributes: `lead`, or `apten`, `leadsail`, `naturalead` and `attendee` with the lead's ids; `theme`,
 * `zone`, `order`, `vendors`, `channels`, `directions`, `people-only`, `search`, `from` and `to`.
 */
export class LeadTimelineElement extends HTMLElement {
  /** How each vendor is reached. It can only be set: what was set is not given back. Nothing forgets the keys. */
  set connections(connections: Partial<Record<Vendor, ConnectionOptions>> | null | undefined);
  get connections(): undefined;
  /** The page's own way to the vendors; then no key is needed here. */
  fetch: HostFetch | undefined;
  /** The viewer while the element is in a document. */
  readonly viewer: Viewer | undefined;
  /** As {@link Viewer.goTo}. */
  goTo(target: string | GoToTarget | null): Promise<void>;
  /** As {@link Viewer.refresh}. */
  refresh(): Promise<void>;
  addEventListener<K extends keyof LeadTimelineEventMap>(
    type: K,
    listener: (this: LeadTimelineElement, event: LeadTimelineEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The element's own events, beside those of every element. `detail` is what happened. */
export type LeadTimelineEventMap = { [K in keyof ViewerEventMap as `lead-${K}`]: CustomEvent<ViewerEventMap[K]> } & {
  [K in `lead-${ViewerEvent["kind"]}`]: CustomEvent<ViewerEvent>;
};

declare global {
  interface HTMLElementTagNameMap {
    "lead-timeline": LeadTimelineElement;
  }
}
