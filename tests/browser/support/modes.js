// The ways in which the whole suite can be run, and what a test can need that not every way has.
import { test } from "node:test";

/** How the browser keeps things: as it does, or `denied`, `full`, `partitioned` or `sandboxed`, by `LEADWAKE_STORAGE`. */
export const STORAGE = process.env.LEADWAKE_STORAGE || "usual";

/** Whether no page gets its policy as a header, only in its own markup, by `LEADWAKE_META_ONLY`. */
export const META_ONLY = Boolean(process.env.LEADWAKE_META_ONLY);

/** Whether the browser keeps what a page gives it to keep. */
export const KEEPS = ["usual", "partitioned"].includes(STORAGE);

/** Whether the page stands in a frame of a page on another site. */
export const isFramed = ["partitioned", "sandboxed"].includes(STORAGE);

/** In the page: every store throws when it is touched, as where the reader or a company denies it. */
export function denyStorage() {
  for (const store of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    const get = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    Object.defineProperty(window, store, { get, configurable: true });
  }
}

/** In the page: no store has room for anything; a database says so when it is to have written. */
export function fillStorage() {
  const full = () => new DOMException("Quota exceeded.", "QuotaExceededError");
  Storage.prototype.setItem = () => {
    throw full();
  };
  for (const name of ["put", "add"]) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      const request = real.apply(this, given);
      request.addEventListener("success", () => {
        Object.defineProperty(this.transaction, "error", { value: full() });
        this.transaction.abort();
      });
      return request;
    };
  }
}

/** What is put into every page before its first script. In frames the browser itself keeps apart, or denies. */
const PREPARED = { usual: null, denied: denyStorage, full: fillStorage, partitioned: null, sandboxed: null };
if (!(STORAGE in PREPARED)) throw new Error(`LEADWAKE_STORAGE is one of ${Object.keys(PREPARED).join(", ")}; it is ${STORAGE}`);

/** Makes a page, or all pages of a context, keep things as this run says. */
export async function prepareStorage(pages) {
  if (PREPARED[STORAGE]) await pages.addInitScript(PREPARED[STORAGE]);
}

/** What tests can need, and the ways of running that do not have it. This is all that is ever left out. */
const LACKING = {
  "something is kept": ["denied", "full", "sandboxed"],
  "the page is not in a frame": ["partitioned", "sandboxed"],
  // A frame without an origin is a stranger to its own host, whose relay answers nobody else.
  "the page is of its host's origin": ["sandboxed"],
  // Each frame without an origin is of one of its own.
  "tabs hear each other": ["sandboxed"],
};

/**
 * The options of a test that says something only where all of this is so. Elsewhere it is skipped with the reason.
 *
 * @param {...keyof typeof LACKING} what
 */
export function onlyWhere(...what) {
  const lacking = what.find((one) => LACKING[one].includes(STORAGE));
  return { skip: lacking ? `only where ${lacking}` : false };
}

/** `test`, for a file all of whose tests say something only where all of this is so; one of them may want more, by `onlyWhere`. */
export const testWhere = (...what) => (name, ...given) => {
  const [more, body] = given.length > 1 ? given : [{}, ...given];
  const { skip } = onlyWhere(...what);
  return test(name, skip ? { skip } : more, body);
};
