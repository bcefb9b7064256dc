// The data without any view: the functions. The types of the data are made from the program's own.
import type { HostFetch, LeadwakeError } from "./index.js";
import type {
  Call,
  CallId,
  CallWithRaw,
  Entry,
  EntryId,
  EntryWithRaw,
  FeedReport,
  Handle,
  LoadOptions,
} from "./types.js";

/** What is not data among the options. */
export interface LoadHooks {
  /** Asks the vendors in Leadwake's place. */
  readonly fetch?: HostFetch;
  /** Ends the load: its requests are aborted, nothing is given any more, and whoever waits gets an error of kind `aborted`. */
  readonly signal?: AbortSignal;
}

/** How one of the vendors' parts stands. Whoever asks for a load names the lead, so its ids are there. */
export type LoadedFeed = FeedReport & { handle: Handle };

/** The options of {@link loadTimeline}. */
export type TimelineOptions = LoadHooks &
  LoadOptions &
  Required<Pick<LoadOptions, "lead">> & {
    /** Called when more is known: how each vendor's part stands. */
    readonly onProgress?: (feeds: LoadedFeed[]) => void;
  };

/** The options of {@link loadCall}. */
export type CallOptions = LoadHooks & Pick<LoadOptions, "lead" | "connections" | "raw">;

/**
 * A lead's history on its way.
 *
 * Going through it gives entries as they arrive: answer by answer, and within one answer in the order that was chosen. An
 * entry that changes meanwhile comes again with the same id; the later copy counts. It can be gone through once, and leaving
 * the loop ends the load, unless {@link TimelineLoad.all} was called.
 */
export interface TimelineLoad<E extends Entry = Entry> extends AsyncIterable<E> {
  /**
   * Everything, merged, each entry once, in the order that was chosen, when every vendor has answered or failed. A vendor that
   * fails takes nothing from the others, and nothing is thrown for it: see {@link TimelineLoad.feeds}.
   *
   * @throws {LeadwakeError} of kind `options`, `aborted`, `crashed` or `program`.
   */
  all(): Promise<E[]>;
  /** How each vendor's part stands: how far it was read, which part of the history is here, and what went wrong. */
  readonly feeds: LoadedFeed[];
  /** The ids of entries that the loop gave and that are not there any more: their record came again without them. */
  readonly removed: EntryId[];
}

/** Loads a lead's history from all its vendors at once. It begins at once. */
export function loadTimeline(options: TimelineOptions & { readonly raw: true }): TimelineLoad<EntryWithRaw>;
export function loadTimeline(options: TimelineOptions): TimelineLoad;

/**
 * Loads a call in full: transcript, transfer, summary, flags. LeadSail gives calls only in a lead's history: name the lead
 * in `lead` as well.
 *
 * @throws {LeadwakeError} whatever went wrong; `kind` says what.
 */
export function loadCall(id: CallId, options: CallOptions & { readonly raw: true }): Promise<CallWithRaw>;
export function loadCall(id: CallId, options?: CallOptions): Promise<Call>;
