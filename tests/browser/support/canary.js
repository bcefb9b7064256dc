// The spellings in which a key could be found where it must not be.

/** Whether a text holds a key as it is, escaped, reversed, in hexadecimal digits or in base64 at whichever place. */
export function holds(text, key) {
  return spellings(key).some((spelling) => text.includes(spelling)) || hexadecimal(text).includes(hex(key));
}

const hex = (text) => Buffer.from(text).toString("hex");
const hexadecimal = (text) => text.toLowerCase().replaceAll(/[\s:,%]|0x|\\x|\\u00/g, "");

function spellings(key) {
  const each = [key, [...key].reverse().join(""), encodeURIComponent(key), [...key].map((letter) => `%${hex(letter)}`).join("")];
  for (const before of [0, 1, 2]) {
    // Cut to the letters that depend on the key alone, whatever stands before and behind it.
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(key)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    for (const alphabet of ["base64", "base64url"]) each.push(whole.toString(alphabet).slice([0, 2, 3][before]));
  }
  return each;
}

/** Listens, from a page's first script on, for what it tells itself and others. To be added to a context before its pages. */
export function listen() {
  const told = [];
  const note = (what) => told.push(typeof what === "string" ? what : (JSON.stringify(what) ?? String(what)));
  const { postMessage } = window;
  window.postMessage = (message, ...rest) => {
    note(message);
    return postMessage.call(window, message, ...rest);
  };
  const channel = BroadcastChannel.prototype.postMessage;
  BroadcastChannel.prototype.postMessage = function (message) {
    note(message);
    return channel.call(this, message);
  };
  addEventListener("message", (event) => note(event.data));
  Object.defineProperty(window, "toldForTests", { value: told });
}

/** Everything that a page shows, keeps, says and remembers: `[where, text]` for each place. */
export async function everything(page) {
  const found = await page.evaluate(async () => {
    const values = (selector, read) => [...document.querySelectorAll(selector)].map(read).join("\n");
    const kept = async () => {
      const all = [];
      // Chromium refuses to tell a page without an origin, and besides leaves a promise behind that nobody can catch.
      if (origin === "null") return "";
      for (const { name, version } of await indexedDB.databases()) {
        const database = await new Promise((resolve, reject) => {
          const asked = indexedDB.open(name, version);
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = reject;
        });
        for (const store of database.objectStoreNames) {
          const rows = await new Promise((resolve) => (database.transaction(store).objectStore(store).getAll().onsuccess = (event) => resolve(event.target.result)));
          all.push(name, store, JSON.stringify(rows, (_, value) => (ArrayBuffer.isView(value) ? String.fromCharCode(...value) : value)));
        }
        database.close();
      }
      return all.join("\n");
    };
    // What the browser denies the page holds nothing.
    const read = async (get) => {
      try {
        return await get();
      } catch (error) {
        if (error.name !== "SecurityError") throw error;
        return "";
      }
    };
    const cached = async () => {
      const all = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request)).text());
      }
      return all.join("\n");
    };
    const clipboard = await navigator.clipboard.readText().catch(() => "");
    return {
      "the document": document.documentElement.outerHTML,
      "the text": document.body.innerText,
      "the fields": values("input, textarea, select", (field) => field.value),
      "the title": document.title,
      "the address": location.href,
      "the history": JSON.stringify(history.state),
      "the name of the window": window.name,
      "the entries of performance": performance.getEntries().map((entry) => entry.name).join("\n"),
      cookies: await read(() => document.cookie),
      "the local storage": await read(() => JSON.stringify({ ...localStorage })),
      "the session storage": await read(() => JSON.stringify({ ...sessionStorage })),
      "the databases": await read(kept),
      "the caches": await read(cached),
      "the clipboard": clipboard,
      "a message": window.toldForTests.join("\n"),
    };
  });
  await page.emulateMedia({ media: "print" });
  found["the print"] = await page.locator("body").innerText();
  await page.emulateMedia({ media: null });
  return Object.entries(found);
}
