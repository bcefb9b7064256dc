// Loading a program: once for all its instances, each of which is a world of its own.
import { LeadwakeError } from "./error.js";

const compiled = new Map();

/**
 * The program at an address, compiled once.
 *
 * @param {URL} address
 * @returns {Promise<WebAssembly.Module>}
 */
export function compile(address) {
  const { href } = address;
  if (!compiled.has(href)) {
    compiled.set(href, load(address));
    // What failed once, by the network perhaps, is tried anew.
    compiled.get(href).catch(() => compiled.delete(href));
  }
  return compiled.get(href);
}

async function load(address) {
  let answer;
  try {
    answer = await fetch(address);
  } catch (cause) {
    throw failed(`Its file ${address} cannot be reached, or this page’s policy does not allow it in “connect-src”.`, cause);
  }
  if (!answer.ok) throw failed(`Its file ${address} is not there (status ${answer.status}).`);
  const isNamed = answer.headers.get("content-type")?.startsWith("application/wasm");
  try {
    if (isNamed && WebAssembly.compileStreaming) return await WebAssembly.compileStreaming(answer);
    return await WebAssembly.compile(await answer.arrayBuffer());
  } catch (cause) {
    throw failed(
      `The browser does not take ${address}: the file may be damaged, or this page’s policy lacks 'wasm-unsafe-eval' in “script-src”.`,
      cause,
    );
  }
}

function failed(reason, cause) {
  return new LeadwakeError({ kind: "program", message: `Leadwake’s program could not be loaded. ${reason}` }, { cause });
}
