// A browser that keeps nothing, or keeps it badly: it is said once, calmly, where somebody wants something kept. All
// else works, and no key is kept in any other way than its reader chose.
import assert from "node:assert/strict";
import { connect, form, openConnections, openForm, passphrase, PASSPHRASE, remember, save, vault } from "./support/connect.js";
import { eventually } from "./support/eventually.js";
import { denyStorage, testWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { entry, feed, loaded, only, unexpected } from "./support/visit.js";

const test = testWhere("something is kept");
const stage = setStage();
const real = (vendor) => stage.simulator.ready.vendors[vendor];

/** Ways in which storage fails, each put into a page before its first script. `words` is what its reader is told. */
const FAILURES = [
  {
    name: "every store throws when it is touched",
    words: "does not let this page keep anything",
    inject: denyStorage,
  },
  {
    name: "there is no store at all",
    words: "does not let this page keep anything",
    inject: () => {
      for (const store of ["indexedDB", "localStorage", "sessionStorage"]) Object.defineProperty(window, store, { value: undefined });
    },
  },
  {
    name: "opening the database throws at once",
    words: "does not let this page keep anything",
    inject: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("A mutation operation was attempted on a database that did not allow mutations.", "InvalidStateError");
      };
    },
  },
  {
    name: "opening the database fails, as in a private window of old",
    words: "does not let this page keep anything",
    inject: () => {
      IDBFactory.prototype.open = function () {
        const request = new EventTarget();
        request.error = new DOMException("Internal error opening backing store.", "UnknownError");
        setTimeout(() => request.onerror?.(new Event("error", { cancelable: true })));
        return request;
      };
    },
  },
  {
    name: "the database never opens",
    words: "storage does not answer",
    inject: () => {
      IDBFactory.prototype.open = () => new EventTarget();
    },
  },
  {
    name: "what is written never arrives",
    words: "storage does not answer",
    isLate: true,
    inject: () => {
      const real = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
      Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
        ...real,
        set(listener) {
          if (this.mode === "readonly") real.set.call(this, listener);
        },
      });
    },
  },
  {
    name: "there is no room when something is written",
    words: "has no room left",
    isLate: true,
    inject: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("Quota exceeded.", "QuotaExceededError");
      };
      Storage.prototype.setItem = () => {
        throw new DOMException("Quota exceeded.", "QuotaExceededError");
      };
    },
  },
  {
    name: "there is no room when everything was written",
    words: "has no room left",
    isLate: true,
    inject: () => {
      const real = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        const request = real.apply(this, given);
        request.addEventListener("success", () => {
          Object.defineProperty(this.transaction, "error", { value: new DOMException("Quota exceeded.", "QuotaExceededError") });
          if (name !== "lock") this.transaction.abort();
        });
        return request;
      };
    },
  },
  {
    name: "what is written vanishes",
    words: "does not let this page keep anything",
    isLate: true,
    inject: () => {
      const real = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value, name) {
        const request = real.call(this, value, name);
        this.delete(name);
        return request;
      };
    },
  },
  {
    name: "a newer version wrote the database",
    words: "A newer version of this page remembered keys here",
    inject: () => {
      const real = IDBFactory.prototype.open;
      window.ready = new Promise((resolve) => (real.call(indexedDB, "leadwake", 9).onsuccess = ({ target }) => resolve(target.result.close())));
    },
  },
  {
    name: "another program's database has the name",
    words: "does not let this page keep anything",
    inject: () => {
      const real = IDBFactory.prototype.open;
      window.ready = new Promise((resolve) => (real.call(indexedDB, "leadwake", 1).onsuccess = ({ target }) => resolve(target.result.close())));
    },
  },
  {
    name: "the browser does not encrypt on this page",
    words: "Browsers encrypt only on pages that come over https",
    isLate: true,
    inject: () => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }),
  },
  {
    name: "encrypting fails",
    words: "does not let this page keep anything",
    isLate: true,
    inject: () => {
      SubtleCrypto.prototype.encrypt = () => Promise.reject(new DOMException("", "OperationError"));
    },
  },
  {
    name: "tabs may not speak to each other",
    words: null,
    inject: () => {
      window.BroadcastChannel = class {
        constructor() {
          throw new DOMException("", "SecurityError");
        }
      };
    },
  },
];

/** Everything that is stored in any way, from outside the page's own idea of it. */
async function stored(context) {
  const state = await context.storageState({ indexedDB: true });
  return JSON.stringify(state);
}

for (const { name, words, isLate, inject } of FAILURES) {
  test(`${name}: the key is used and not kept, and that is said`, async () => {
    const { page, context, troubles } = await openConnections(stage, { prepare: (page) => page.addInitScript(inject) });
    const own = form(page, "leadsail");
    const choice = own.getByRole("radio", { name: "Remember on this device" });
    if (words === null) {
      await remember(stage, page, "leadsail", { opens: PASSPHRASE });
    } else if (isLate) {
      await connect(stage, page, "leadsail", { keep: "Remember on this device", opens: PASSPHRASE });
      await own.getByRole("alert").getByText(words).waitFor();
      assert.equal(await own.getByRole("alert").count(), 1, "it is said once");
      await own.getByLabel("Address of the API").fill("https://elsewhere.example");
      const lost = own.getByText("Keys that are not kept, files, and a key typed into this form must be given again then.");
      await lost.waitFor();
      await own.getByLabel("Address of the API").fill(real("leadsail").base_url);
      await lost.waitFor({ state: "detached" });
    } else {
      await openForm(page, "leadsail");
      await own.getByText(words).waitFor();
      assert.ok(await choice.isDisabled(), "who cannot have it cannot choose it");
      await connect(stage, page, "leadsail");
    }
    assert.equal(await page.locator(".notice").filter({ hasText: "not kept" }).count(), 0, "nobody asked for the tab's store");

    await page.evaluate((hash) => (location.hash = hash), `#/lead/${only(stage.simulator.ready.lead.dossier, "leadsail")}`);
    await loaded(page);
    await feed(page, "leadsail").getByText("complete").waitFor();
    if (words !== null) assert.ok(!(await stored(context)).includes(real("leadsail").key), "the key is stored");
    assert.deepEqual(unexpected(troubles), []);
  });
}

test("where no store opens, all keys can still be forgotten, and nothing is claimed of those on this device", async () => {
  const { inject } = FAILURES.find(({ name }) => name.startsWith("every store throws"));
  const { page } = await openConnections(stage, { prepare: (page) => page.addInitScript(inject) });
  await page.getByRole("button", { name: "Forget all keys" }).click();
  await page.getByText("What may be remembered on this device could not be deleted").waitFor();
});

test("when the tab's store is full, the key is used and not kept, and that is said once", async () => {
  const inject = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("Quota exceeded.", "QuotaExceededError");
    };
  };
  const { page, context, troubles } = await openConnections(stage, { prepare: (page) => page.addInitScript(inject) });
  for (const vendor of ["apten", "leadsail"]) await connect(stage, page, vendor, { keep: "This tab" });
  const notices = page.locator(".notice").filter({ hasText: "Keys are not kept here" });
  await notices.waitFor();
  assert.equal(await notices.count(), 1);
  assert.ok(!(await stored(context)).includes(real("apten").key));
  assert.deepEqual(unexpected(troubles), []);
});

test("when the database is deleted underneath, the next key is not lost with it", async () => {
  const { page, troubles } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  const gone = page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("leadwake");
        request.onsuccess = () => resolve("gone");
        request.onblocked = () => reject(new Error("blocked by a page that holds on to it"));
      }),
  );
  assert.equal(await gone, "gone");
  await connect(stage, page, "leadsail", { keep: "Remember on this device" });
  await form(page, "leadsail").getByRole("alert").getByText("changed or forgotten meanwhile").waitFor();
  await passphrase(form(page, "leadsail")).fill(PASSPHRASE);
  await save(page, "leadsail");
  // The key that is still in use and was to be remembered is remembered again with it.
  for (const vendor of ["Apten", "LeadSail"]) await vault(page).getByRole("button", { name: `Forget ${vendor} on this device` }).waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

test("when another page wants another version, the database is let go of", async () => {
  const { page, troubles } = await openConnections(stage);
  await remember(stage, page, "apten", { opens: PASSPHRASE });
  const upgraded = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("leadwake", 2);
        request.onsuccess = ({ target }) => resolve((target.result.close(), "upgraded"));
        request.onblocked = () => reject(new Error("blocked by a page that holds on to it"));
      }),
  );
  assert.equal(upgraded, "upgraded");
  await connect(stage, page, "leadsail", { keep: "Remember on this device" });
  await form(page, "leadsail").getByRole("alert").getByText("A newer version of this page remembered keys here").waitFor();
  assert.deepEqual(unexpected(troubles), []);
});

test("nothing waits for a database that never opens", async () => {
  const inject = () => {
    IDBFactory.prototype.open = () => new EventTarget();
    // Nor is it given up: whatever waits for it waits for ever.
    const real = window.setTimeout;
    window.setTimeout = (work, millis, ...given) => (millis === 4000 ? 0 : real(work, millis, ...given));
  };
  const { page, troubles } = await openConnections(stage, { prepare: (page) => page.addInitScript(inject) });
  await connect(stage, page, "leadsail", { keep: "This tab" });
  await page.goto(`${stage.pages.base}#/demo`);
  await page.reload();
  await loaded(page);
  await eventually(async () => assert.ok((await entry(page, "").count()) > 10));
  assert.deepEqual(unexpected(troubles), []);
});
