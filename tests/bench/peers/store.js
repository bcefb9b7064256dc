// All entries in order, newest first, and who wants to know when there are more.

const newestFirst = (a, b) => b.at - a.at || (a.id < b.id ? 1 : -1);

/** Two ordered lists as one. */
function merged(a, b) {
  if (a.length === 0) return b;
  if (newestFirst(a[a.length - 1], b[0]) < 0) return a.concat(b);
  const all = new Array(a.length + b.length);
  for (let i = 0, j = 0, k = 0; k < all.length; k += 1) {
    all[k] = j >= b.length || (i < a.length && newestFirst(a[i], b[j]) < 0) ? a[i++] : b[j++];
  }
  return all;
}

/** A frame, in milliseconds. */
const FRAME = 17;

/**
 * The lead's entries. What pages bring is taken in at once and shown together: once a frame, and the rarer the more there
 * is, for showing costs the more.
 */
export class Store {
  #listeners = new Set();
  #byId = new Map();
  #waiting = [];
  #replaced = new Set();
  #isDue = false;
  #snapshot = { entries: [], counts: {}, isLoading: true, failures: [] };

  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = () => this.#snapshot;

  /** Takes entries in. Of two copies of one entry the one changed last counts. */
  add(entries) {
    for (const one of entries) {
      const known = this.#byId.get(one.id);
      if (known && known.changed >= one.changed) continue;
      if (known) this.#replaced.add(known);
      this.#byId.set(one.id, one);
      this.#waiting.push(one);
    }
    this.#plan();
  }

  fail(text) {
    this.#show({ failures: [...this.#snapshot.failures, text] });
  }

  finish() {
    this.#take();
    this.#show({ isLoading: false });
  }

  #plan() {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    const due = () => {
      this.#isDue = false;
      this.#take();
    };
    const pause = this.#snapshot.entries.length / 1000;
    if (pause < FRAME) requestAnimationFrame(due);
    else setTimeout(due, pause);
  }

  #take() {
    if (this.#waiting.length === 0) return;
    const fresh = this.#waiting.filter((one) => !this.#replaced.has(one)).sort(newestFirst);
    const counts = { ...this.#snapshot.counts };
    for (const { kind } of fresh) counts[kind] = (counts[kind] ?? 0) + 1;
    let { entries } = this.#snapshot;
    if (this.#replaced.size > 0) {
      entries = entries.filter((one) => {
        const isGone = this.#replaced.has(one);
        if (isGone) counts[one.kind] -= 1;
        return !isGone;
      });
      this.#replaced.clear();
    }
    this.#waiting = [];
    this.#show({ entries: fresh.length > 0 ? merged(entries, fresh) : entries, counts });
  }

  #show(change) {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
