// The data without any view: `loadTimeline` and `loadCall`.
import { LeadwakeError } from "./error.js";
import { instance } from "./instance.js";
import { written } from "./written.js";

const fault = (kind, message) => new LeadwakeError({ kind, message });

const ABORTED = "The load was aborted.";

/** The options that are data, as text, and those that are not. */
const split = (options) => {
  const { fetch, signal, onProgress, ...data } = options ?? {};
  for (const [name, given] of Object.entries({ fetch, onProgress })) {
    if (given !== undefined && typeof given !== "function") throw fault("options", `\`${name}\` must be a function.`);
  }
  // One of another frame's is one, too.
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw fault("options", "`signal` must be an AbortSignal.");
  }
  for (const [name, given] of Object.entries(data)) {
    // Writing it as text would leave it out without a word.
    if (typeof given === "function") throw fault("options", `\`${name}\` must not be a function.`);
  }
  return { text: written(data), fetch, signal, onProgress };
};

/** What comes, unless the signal is aborted before. */
const unlessAborted = (coming, signal) =>
  new Promise((resolve, reject) => {
    const abort = () => reject(fault("aborted", ABORTED));
    signal?.addEventListener("abort", abort);
    coming.then(resolve, reject).finally(() => signal?.removeEventListener("abort", abort));
  });

/** Makes a run in the program, and fails when it does, when the program fails, and when the signal is aborted. */
const begin = async (options, make) => {
  const { text, fetch, signal, onProgress } = split(options);
  if (signal?.aborted) throw fault("aborted", ABORTED);
  const home = await unlessAborted(instance(), signal);
  if (signal?.aborted) throw fault("aborted", ABORTED);
  let run;
  let settled = false;
  let failure;
  const ended = Promise.withResolvers?.() ?? withResolvers();
  const settle = (end, value) => {
    if (settled) return;
    settled = true;
    if (end === ended.reject) failure = value;
    forget();
    signal?.removeEventListener("abort", abort);
    end(value);
  };
  const stop = (error) => {
    if (settled) return;
    settle(ended.reject, error);
    try {
      home.do(() => run?.cancel());
    } catch {
      // It has failed, and does nothing more either way.
    }
  };
  const abort = () => stop(fault("aborted", ABORTED));
  const forget = home.onFailure((error) => settle(ended.reject, error));
  signal?.addEventListener("abort", abort);
  const told = { done: (value) => settle(ended.resolve, value), failed: (error) => settle(ended.reject, error) };
  ended.promise.catch(() => {});
  try {
    run = home.do((program) => make(program, text, fetch, told));
  } catch (error) {
    const known = LeadwakeError.from(error);
    settle(ended.reject, known);
    throw known;
  }
  const ask = (work) => home.do(() => work(run));
  /** Lets go of the run, of which nothing may be asked any more: the program’s memory is not the browser’s to collect in time. */
  const release = () => {
    try {
      home.do(() => run.free());
    } catch {
      // The program has failed, and its memory goes as a whole.
    }
  };
  return { ask, release, stop, onProgress, ended: ended.promise, isSettled: () => settled, failure: () => failure };
};

// Browsers before 2024 have no Promise.withResolvers.
const withResolvers = () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

/** A history on its way; see the README. */
class TimelineLoad {
  #begun;
  #load;
  #feeds = [];
  #removed = [];
  #isReleased = false;
  #isIterated = false;
  #isWhole = false;
  #wake = () => {};
  #willProgress = false;

  constructor(options) {
    const tell = (isEnd, told) => {
      this.#progress();
      this.#wake();
      if (isEnd) told.done();
    };
    const make = (program, text, fetch, told) =>
      new program.TimelineRun(text, fetch, (isEnd) => tell(isEnd, told));
    this.#begun = begin(options, make).then((load) => {
      this.#load = load;
      // What came before there was anybody to ask for it.
      if (load.isSettled()) this.#progress();
      load.ended.catch(() => this.#release());
      return load;
    });
    // Whoever asks is told; nobody else has to hear of it.
    this.#begun.catch(() => {});
  }

  #ask(work) {
    return JSON.parse(this.#load.ask(work));
  }

  /** It ended before its time: nothing but this can be asked of it any more. */
  #release() {
    this.#feeds = this.feeds;
    try {
      this.#removed = this.removed;
    } catch {
      // The program has failed.
    }
    this.#isReleased = true;
    this.#load.release();
    this.#wake();
  }

  #progress() {
    if (!this.#load?.onProgress || this.#willProgress) return;
    this.#willProgress = true;
    queueMicrotask(() => {
      this.#willProgress = false;
      if (!this.#load.failure()) this.#load.onProgress(this.feeds);
    });
  }

  get feeds() {
    try {
      if (this.#load && !this.#isReleased) this.#feeds = this.#ask((run) => run.feeds());
    } catch {
      // What was known when the program failed.
    }
    return this.#feeds;
  }

  get removed() {
    return this.#load && !this.#isReleased ? this.#ask((run) => run.gone()) : this.#removed;
  }

  async all() {
    this.#isWhole = true;
    const load = await this.#begun;
    await load.ended;
    return this.#ask((run) => run.all());
  }

  [Symbol.asyncIterator]() {
    if (this.#isIterated) throw fault("options", "A load can be gone through once; call `loadTimeline` again.");
    this.#isIterated = true;
    return this.#entries();
  }

  async *#entries() {
    const load = await this.#begun;
    try {
      for (;;) {
        const isEnd = load.isSettled();
        const news = new Promise((resolve) => (this.#wake = resolve));
        if (load.failure()) throw load.failure();
        for (const entry of this.#ask((run) => run.take())) {
          if (load.failure()) throw load.failure();
          yield entry;
        }
        if (isEnd) break;
        // The end wakes as well.
        await Promise.race([news, load.ended]);
      }
    } finally {
      if (!this.#isWhole) load.stop(fault("aborted", "The loop that read the entries was left."));
    }
  }
}

export const loadTimeline = (options) => new TimelineLoad(options);

export const loadCall = async (id, options) => {
  const make = (program, text, fetch, told) =>
    new program.CallRun(String(id), text, fetch, (call, error) =>
      error === undefined ? told.done(JSON.parse(call)) : told.failed(LeadwakeError.from(error)),
    );
  const { ended, release } = await begin(options, make);
  return ended.finally(release);
};
