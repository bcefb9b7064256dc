// Starts the viewer and stays around it. A file rather than Trunk's inline script, so that the page's policy can forbid
// inline scripts. The page that names this script names the program's two files, whose names change with their content.
import { watchForgetting } from "./boot/forgetting.js";
import { submitByHand } from "./boot/forms.js";
import { keepRunning } from "./boot/keeper.js";
import { integrityOf } from "./boot/life.js";
import { watchNetwork } from "./boot/network.js";
import { guardMarkup } from "./boot/policy.js";

// The program, or a card that says why there is none, takes its place.
document.querySelector(".no-start").textContent = "Loading Leadwake …";
const network = watchNetwork();
const learnMarkup = guardMarkup();
const forgetting = watchForgetting();
submitByHand();

const here = new URL(import.meta.url);
const file = (name) => new URL(here.searchParams.get(name), here);

/**
 * What the deployer says beside the page: an empty text when there is none, and `undefined` when it cannot be read, which
 * also means within five seconds: until then there is no page.
 */
async function readConfig() {
  try {
    const signal = AbortSignal.timeout(5000);
    const answer = await fetch(new URL("leadwake.json", here), { signal, credentials: "same-origin", redirect: "error", cache: "no-cache" });
    if (answer.ok) return await answer.text();
    return answer.status === 404 ? "" : undefined;
  } catch {
    return undefined;
  }
}

/** The origins that the reader allowed this page to ask, in this tab or on this device. */
function allowedHosts() {
  return ["sessionStorage", "localStorage"].flatMap((store) => {
    try {
      const kept = JSON.parse(window[store].getItem("leadwake.hosts")) ?? [];
      return Array.isArray(kept) ? kept.filter((host) => typeof host === "string") : [];
    } catch {
      return [];
    }
  });
}

async function compile(address) {
  const answer = await fetch(address, { integrity: integrityOf(address) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  // A host that names no type, or another one, is one that cannot be compiled from as it comes.
  return answer.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}

/** Has the browser set up its words for days and numbers, which takes a while, before the program asks for them. */
function prepareWords() {
  try {
    const whole = { dateStyle: "full", timeStyle: "medium" };
    new Intl.DateTimeFormat(undefined, whole).format(0);
    new Intl.NumberFormat().format(0);
  } catch {
    // The program does without as well.
  }
}

const compiled = compile(file("wasm"));
compiled.catch(() => {});
const config = readConfig();
prepareWords();
keepRunning({
  program: { glue: file("js"), module: () => compiled },
  config: await config,
  network,
  learnMarkup,
  forgetting,
  hosts: allowedHosts(),
});
