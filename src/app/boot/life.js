// One life of the program: an instance with a memory of its own, from its start to its end.

let count = 0;

/** What is wiped of a memory that has ended. Past this it is cheaper to let it go with the page than to touch it. */
const WIPED = 256 << 20;

/** How much of it at once. A large memory takes seconds on a busy machine, and the card is to be seen before. */
const AT_ONCE = 32 << 20;

/**
 * The integrity that the page states for a file, if it does.
 *
 * @param {URL} file
 */
export function integrityOf(file) {
  const links = [...document.querySelectorAll("link[integrity]")];
  return links.find((link) => link.href === file.href)?.integrity ?? "";
}

/** The address of the glue for one life. */
function addressOf(glue, number) {
  const address = new URL(glue);
  if (number > 1) address.searchParams.set("life", number);
  return address.href;
}

/** The lives whose glue was fetched, or is being. */
const fetched = new Set([1]);

function fetchGlue(glue, number) {
  if (fetched.has(number)) return;
  fetched.add(number);
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", crossOrigin: "anonymous", href: addressOf(glue, number) });
  // Also what is fetched once more is what the page was built with, or is not run.
  link.integrity = integrityOf(glue);
  // A browser asks for an address that failed no second time.
  link.onerror = () => (count = Math.max(count, number));
  document.head.append(link);
}

/**
 * Fetches what the next life needs, so that it can begin where the network is gone.
 *
 * @param {URL} glue
 */
export const prepareLife = (glue) => fetchGlue(glue, count + 1);

/**
 * Makes an instance that has not run yet. The glue of wasm-bindgen holds one instance for good, so each life imports
 * the glue anew, under an address that differs in a number and nothing else.
 *
 * @param {URL} glue
 * @param {WebAssembly.Module} module
 * @returns `start` of the program; its `memory`; `hasThrown(error)`; `end()`
 */
export async function newLife(glue, module) {
  count += 1;
  fetchGlue(glue, count);
  const address = addressOf(glue, count);
  const { default: load, start } = await import(address);
  const { memory } = await load({ module_or_path: module });
  return {
    start,
    memory,
    isOver: false,
    hasThrown: (error) => String(error?.stack).includes(`${address}:`),
    end() {
      // Listeners and timers keep calling into an instance that has ended. Without its memory it finds no function to
      // call, so that nothing of it runs any more, and no key and no text stays in what is wiped.
      const wipe = (from, to) => new Uint8Array(memory.buffer).subarray(from, to).fill(0);
      wipe(0, AT_ONCE);
      if (memory.buffer.byteLength > AT_ONCE) setTimeout(() => wipe(AT_ONCE, WIPED), 50);
    },
  };
}
