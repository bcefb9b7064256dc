// The page on which vendors are connected, as its reader uses it.
import { NAMES, visit } from "./visit.js";

/** What passphrases are in these tests. */
export const PASSPHRASE = "wet paint on Tuesday";

/** A vendor's card, with its form while that is open. */
export const form = (page, vendor) => page.getByRole("region", { name: NAMES[vendor], exact: true });
/** The field for a vendor's address, in its form. */
export const address = (page, vendor) => form(page, vendor).getByLabel("Address of the API");
/** The field for a vendor's key, in its form. */
export const key = (page, vendor) => form(page, vendor).getByLabel("Key", { exact: true });

/** Opens a vendor's form, unless it is open. */
export async function openForm(page, vendor) {
  const button = form(page, vendor).getByRole("button", { name: new RegExp(`^(Connect|Change|Close) ${NAMES[vendor]}$`) });
  await button.waitFor();
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  await address(page, vendor).waitFor();
}

/** The address in a vendor's form. */
export async function addressIn(page, vendor) {
  await openForm(page, vendor);
  return address(page, vendor).inputValue();
}

/** Opens every vendor's form. */
export async function openForms(page) {
  for (const vendor of Object.keys(NAMES)) await openForm(page, vendor);
}

/** The card of what is remembered on this device. */
export const vault = (page) => page.getByRole("region", { name: "Keys remembered on this device" });
/** The field for a passphrase within a form or card. */
export const passphrase = (within) => within.locator("input[autocomplete$=password]");

/**
 * Opens the page on which vendors are connected. No connection comes from anywhere but its forms.
 *
 * @param stage what `setStage` gave
 * @param options of the browser context; `prepare(page)`, before the page is opened; `context`, an open one
 */
export async function openConnections(stage, { prepare, context, ...options } = {}) {
  const visitor = await visit(stage, options, context);
  await prepare?.(visitor.page);
  await visitor.page.goto(`${stage.pages.base}#/connections`);
  await visitor.page.getByRole("heading", { name: "Connections", level: 1 }).waitFor();
  return visitor;
}

/**
 * Connects a vendor of the simulator by its form, and waits until that is done.
 *
 * @param choices `keep`, the name of a choice; `typed`, a key; `base`, an address; `opens`, a passphrase
 */
export async function connect(stage, page, vendor, { keep = "This page only", typed, base, opens } = {}) {
  const real = stage.simulator.ready.vendors[vendor];
  const key = typed ?? real.key;
  await openForm(page, vendor);
  await address(page, vendor).fill(base ?? real.base_url);
  await form(page, vendor).getByLabel(/^Key/).fill(key);
  await form(page, vendor).getByRole("radio", { name: keep }).check();
  if (opens) await passphrase(form(page, vendor)).fill(opens);
  await save(page, vendor);
  await form(page, vendor).getByText(`key ending …${key.slice(-4)}`).waitFor();
}

/** Saves what a vendor's form says, once what it tested before is known. */
export async function save(page, vendor) {
  await openForm(page, vendor);
  const button = form(page, vendor).getByRole("button", { name: "Save and test" });
  await button.and(page.locator("[aria-disabled=false]")).click();
}

/** Remembers a vendor's key on this device, and waits until it is. */
export async function remember(stage, page, vendor, choices) {
  await connect(stage, page, vendor, { keep: "Remember on this device", ...choices });
  await vault(page).getByRole("button", { name: `Forget ${NAMES[vendor]} on this device` }).waitFor();
}

/** Unlocks what is remembered. */
export async function unlock(page, typed = PASSPHRASE) {
  await passphrase(vault(page)).fill(typed);
  await vault(page).getByRole("button", { name: "Unlock" }).click();
}

/** Everything that this origin stores in the page's browser, as text: local and session storage, and every database, byte by byte. */
export async function everythingStored(page) {
  return page.evaluate(async () => {
    const told = [JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])];
    const settled = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const bytes = (_, value) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value);
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        told.push(`${name}/${store}`, JSON.stringify([await settled(objects.getAllKeys()), await settled(objects.getAll())], bytes));
      }
      database.close();
    }
    return told.join("\n");
  });
}
