// One life of the program: an instance with a memory of its own, from its start to its end.

let count = 0;

/** What is wiped of a memory that has ended. Past this it is cheaper to let it go with the page than to touch it. */
const WIPED = 256 << 20;

/**
 * The integrity that the page states for a file, if it does.
 *
 * @param {URL} file
 */
export function integrityOf(file) {
  const links = [...document.querySelectorAll("link[integrity]")];
  return links.find((link) => link.href === file.href)?.integrity ?? "";
}

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
  const address = new URL(glue);
  if (count > 1) {
    address.searchParams.set("life", count);
    const preload = document.createElement("link");
    Object.assign(preload, { rel: "modulepreload", crossOrigin: "anonymous", href: address.href });
    // Also what is fetched once more is what the page was built with, or is not run.
    preload.integrity = integrityOf(glue);
    document.head.append(preload);
  }
  const { default: load, start } = await import(address.href);
  const { memory } = await load({ module_or_path: module });
  return {
    start,
    memory,
    isOver: false,
    hasThrown: (error) => String(error?.stack).includes(`${address.href}:`),
    end() {
      // Listeners and timers keep calling into an instance that has ended. Without its memory it finds no function to
      // call, so that nothing of it runs any more, and no key and no text stays in it.
      new Uint8Array(memory.buffer, 0, Math.min(memory.buffer.byteLength, WIPED)).fill(0);
    },
  };
}
