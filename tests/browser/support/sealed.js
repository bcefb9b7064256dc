// What lies in the database in which keys are remembered, as another page of the same origin could see and change it.

/** Works in the page on its database: gives every entry by name, and writes those that are given in their place. Bytes are arrays. */
async function exchange(page, written) {
  return page.evaluate(
    (written) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("leadwake");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("sealed", "readwrite");
          const store = transaction.objectStore("sealed");
          const mapped = (value, map) => Object.fromEntries(Object.entries(value).map(([name, one]) => [name, map(one)]));
          const plain = (value) => (value instanceof Uint8Array ? [...value] : value?.constructor === Object ? mapped(value, plain) : value);
          const bytes = (value) => (Array.isArray(value) ? new Uint8Array(value) : value?.constructor === Object ? mapped(value, bytes) : value);
          const [names, entries] = [store.getAllKeys(), store.getAll()];
          if (written) {
            store.clear();
            for (const [name, entry] of Object.entries(written)) store.put(bytes(entry), name);
          }
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(Object.fromEntries(names.result.map((name, at) => [name, plain(entries.result[at])])));
          };
          transaction.onabort = () => reject(transaction.error);
        };
      }),
    written,
  );
}

/** What lies there, by name. */
export const sealed = (page) => exchange(page);

/** Rewrites it: `change` is given everything by name. */
export async function tamper(page, change) {
  const all = await sealed(page);
  change(all);
  await exchange(page, all);
}
