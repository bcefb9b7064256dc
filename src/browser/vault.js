// What is remembered on this device: texts that are sealed under the reader's passphrase, in this origin's IndexedDB.
//
// The program asks with one JSON text and is answered with another; what the texts mean is the program's own matter.
// Each text is sealed by AES-GCM, with a fresh IV for each write, and lies beside a label that can be read without the
// passphrase and is authenticated with it. The key is derived from the passphrase by PBKDF2, cannot be exported, and is
// held in the memory of this page alone. Nothing is ever stored in the clear: whatever fails is told, and there is no
// other store to fall back to.
//
// A file outside the program because all it uses is the browser's own, and in WebAssembly that costs ten times as much.

const DATABASE = "leadwake";
const VERSION = 1;
const STORE = "sealed";
/** The name of the entry that says how the key is derived. */
const LOCK = "lock";
const ROUNDS = 600_000;
/** More would keep a slow device busy for a minute: nobody but an attacker wrote that. */
const MOST_ROUNDS = 10_000_000;
/** How long the browser may take for a step. A database that another program holds on to may never open. */
const PATIENCE_MILLIS = 4_000;

/** The key while the vault is open: `key`, `lock` as stored, and `isNew` until the first text is stored under it. */
let held = null;
let queue = Promise.resolve();

/**
 * Answers one question, after those asked before.
 *
 * Questions, by their `ask`: `look` at what is there (with `again`, and what this page opened before);
 * `create` a lock with a `passphrase`; `open` it with its `passphrase`; `put` the text `secret` beside its `label` under
 * a `name`; `forget` what is under a `name`; `change` the `passphrase` to the `next` one; `lock` what this page
 * opened; `clear` everything.
 *
 * @param {string} question as JSON
 * @returns {Promise<string>} as JSON, and never a failure: `labels` of what is stored, `is_open`, `opened` as pairs of
 * label and secret, `unreadable` labels; or only `error`, one of `wrong`, `changed`, `damaged`, `newer`, `denied`,
 * `full`, `slow`, `insecure`
 */
export function vault(question) {
  const { ask, ...told } = JSON.parse(question);
  const answer = queue.then(async () => {
    try {
      return JSON.stringify(await answers[ask](told));
    } catch (error) {
      return JSON.stringify({ error: reasonOf(error) });
    }
  });
  queue = answer;
  return answer;
}

try {
  // Also while there is no program that could hear it: after one has failed.
  new BroadcastChannel(DATABASE).onmessage = ({ data }) => data === "lock" && vault('{"ask":"lock"}');
} catch {
  // Then each tab is locked by itself.
}

const answers = {
  async look({ again }) {
    const stored = await read();
    const state = stateOf(stored);
    // A program that is started anew in this page finds what the page has opened.
    return again && held ? { ...state, ...(await unsealAll(stored)) } : state;
  },

  async create({ passphrase }) {
    if ((await read()).lock) throw new Refusal("changed");
    held = { ...(await newKey(passphrase)), isNew: true };
    return { labels: [], is_open: true };
  },

  async open({ passphrase }) {
    const stored = await read();
    held = { lock: stored.lock, key: await keyFor(passphrase, stored.lock) };
    return { ...stateOf(stored), ...(await unsealAll(stored)) };
  },

  async put({ name, label, secret }) {
    if (!held) throw new Refusal("changed");
    const entry = await seal(held.key, label, secret);
    await within("readwrite", (store, refuse) =>
      ifLocked(store, refuse, () => {
        if (held.isNew) store.put(held.lock, LOCK);
        store.put(entry, name);
      }),
    );
    held.isNew = false;
    return stateOf(await read());
  },

  async forget({ name }) {
    let isLast = false;
    const forgetIn = (store) => {
      store.delete(name);
      const left = store.getAllKeys();
      left.onsuccess = () => {
        // Whether it is the last one is decided where nobody can add another.
        isLast = left.result.every((other) => other === LOCK);
        if (isLast) store.clear();
      };
    };
    await within("readwrite", forgetIn, { make: false });
    if (isLast) {
      held = null;
      // Nothing is in it any more: whether it goes, too, is no matter.
      await deleted().catch(() => {});
    }
    return stateOf(await read());
  },

  async change({ passphrase, next }) {
    const stored = await read();
    const former = await keyFor(passphrase, stored.lock);
    const { key, lock } = await newKey(next);
    const entries = [];
    for (const [name, entry] of stored.sealed) {
      const secret = await unseal(former, entry).catch(() => Promise.reject(new Refusal("damaged")));
      entries.push([name, await seal(key, entry.label, secret)]);
    }
    await within("readwrite", (store, refuse) =>
      ifUnchanged(store, refuse, stored, () => {
        store.put(lock, LOCK);
        for (const [name, entry] of entries) store.put(entry, name);
      }),
    );
    held = { key, lock };
    return stateOf(await read());
  },

  async lock() {
    held = null;
    return stateOf(await read());
  },

  async clear() {
    held = null;
    // Emptied first: another tab that holds on to the database can delay its end.
    const isEmpty = await within("readwrite", (store) => store.clear(), { make: false }).then(
      () => true,
      () => false,
    );
    try {
      await deleted();
    } catch (error) {
      if (!isEmpty) throw error;
    }
    return { labels: [], is_open: false };
  },
};

class Refusal extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

function reasonOf(error) {
  if (error instanceof Refusal) return error.reason;
  return { QuotaExceededError: "full", VersionError: "newer" }[error?.name] ?? "denied";
}

const bytesOf = (text) => new TextEncoder().encode(text);

function subtle() {
  // Browsers have it only where a page came encrypted, or from this computer.
  if (!globalThis.crypto?.subtle) throw new Refusal("insecure");
  return crypto.subtle;
}

async function derive(passphrase, { salt, rounds }) {
  // The same letters typed on another keyboard are the same passphrase.
  const typed = bytesOf(passphrase.normalize("NFKC"));
  const base = await subtle().importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  typed.fill(0);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return subtle().deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** The label of the text by which a lock recognises its passphrase. */
const labelOf = ({ version, rounds }) => `${DATABASE} lock, version ${version}, ${rounds} rounds`;

async function newKey(passphrase) {
  const lock = { version: VERSION, rounds: ROUNDS, salt: crypto.getRandomValues(new Uint8Array(16)) };
  const key = await derive(passphrase, lock);
  lock.check = await seal(key, labelOf(lock), "");
  return { key, lock };
}

async function keyFor(passphrase, lock) {
  if (!lock) throw new Refusal("changed");
  const key = await derive(passphrase, lock);
  await unseal(key, { ...lock.check, label: labelOf(lock) }).catch(() => Promise.reject(new Refusal("wrong")));
  return key;
}

async function seal(key, label, secret) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const way = { name: "AES-GCM", iv, additionalData: bytesOf(label) };
  return { label, iv, sealed: new Uint8Array(await subtle().encrypt(way, key, bytesOf(secret))) };
}

async function unseal(key, { label, iv, sealed }) {
  const way = { name: "AES-GCM", iv, additionalData: bytesOf(label) };
  return new TextDecoder().decode(await subtle().decrypt(way, key, sealed));
}

async function unsealAll({ sealed }) {
  const [opened, unreadable] = [[], []];
  for (const entry of sealed.values()) {
    await unseal(held.key, entry).then(
      (secret) => opened.push([entry.label, secret]),
      () => unreadable.push(`${entry?.label}`),
    );
  }
  return { opened, unreadable };
}

const isSame = (one, other) => one?.salt?.toString() === other?.salt?.toString();

function isLock(lock) {
  const isKnown = lock?.version === VERSION && lock.salt?.length === 16;
  return isKnown && lock.rounds >= ROUNDS && lock.rounds <= MOST_ROUNDS && Number.isInteger(lock.rounds);
}

/** What is stored: the `lock`, or nothing, and what is `sealed`, by name. */
async function read() {
  const found = await within("readonly", (store) => [store.getAllKeys(), store.getAll()], { make: false });
  const stored = sorted(found ?? []);
  if (stored.lock && !isLock(stored.lock)) throw new Refusal("damaged");
  return stored;
}

/** The lock and what is sealed, of the requests for all names and for all entries. */
function sorted([names, entries]) {
  const sealed = new Map(names?.result.map((name, at) => [name, entries.result[at]]));
  const lock = sealed.get(LOCK);
  sealed.delete(LOCK);
  return { lock, sealed };
}

function stateOf({ lock, sealed }) {
  // Forgotten, or locked anew, by another tab.
  if (held && !held.isNew && !isSame(held.lock, lock)) held = null;
  return { labels: [...sealed.values()].map((entry) => `${entry?.label}`), is_open: held !== null };
}

/** Does work in the same transaction in which the lock was seen to be the one that is held. */
function ifLocked(store, refuse, work) {
  const lock = store.get(LOCK);
  lock.onsuccess = () => {
    const isOurs = held.isNew ? lock.result === undefined : isSame(held.lock, lock.result);
    try {
      if (!isOurs) throw new Refusal("changed");
      work();
    } catch (error) {
      if (!isOurs) held = null;
      refuse(error);
    }
  };
}

/** Does work in the same transaction in which everything was seen to be as it was read before: each write has an IV of its own. */
function ifUnchanged(store, refuse, { lock, sealed }, work) {
  const found = [store.getAllKeys(), store.getAll()];
  found[1].onsuccess = () => {
    try {
      const now = sorted(found);
      const isWhole = isSame(lock, now.lock) && sealed.size === now.sealed.size;
      const isOld = ([name, entry]) => `${now.sealed.get(name)?.iv}` === `${entry?.iv}`;
      if (!isWhole || ![...sealed].every(isOld)) throw new Refusal("changed");
      work();
    } catch (error) {
      refuse(error);
    }
  };
}

/** Works in one transaction, and gives what `work` gave once everything is on the disk. Nothing where there is no database. */
async function within(mode, work, { make = mode === "readwrite" } = {}) {
  const database = await open(make);
  if (!database) return undefined;
  database.onversionchange = () => database.close();
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    let refusal;
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(refusal ?? transaction.error ?? new Refusal("denied"));
    });
    const abort = (reason) => {
      refusal = reason;
      try {
        transaction.abort();
      } catch {
        // It is over, and nobody said so.
      }
    };
    const result = work(transaction.objectStore(STORE), abort);
    // What comes too late has not happened.
    await patient(ended, () => abort(new Refusal("slow")));
    return result;
  } finally {
    database.close();
  }
}

/** The database; nothing where there is none and none is to be made. */
function open(make) {
  let [isAbsent, isLate] = [false, false];
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      isAbsent = !make || isLate;
      if (isAbsent) request.transaction.abort();
      else request.result.createObjectStore(STORE);
    };
    request.onsuccess = () => (isLate ? request.result.close() : resolve(request.result));
    request.onerror = (event) => {
      event.preventDefault();
      if (isAbsent) resolve(undefined);
      else reject(request.error);
    };
  });
  return patient(opened, () => (isLate = true));
}

function deleted() {
  return patient(
    new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(DATABASE);
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
    }),
  );
}

/** Waits for something, but not for ever. */
function patient(work, onLate = () => {}) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Refusal("slow"));
      onLate();
    }, PATIENCE_MILLIS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
