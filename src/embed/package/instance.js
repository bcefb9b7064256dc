// The program without a view: one for all that is loaded, and another one after it has failed.
import { LeadwakeError } from "./error.js";
import { compile } from "./program.js";

/** The program that new loads run in. */
let current;

/** The script that makes instances, which only those load who need it. */
const script = async () => {
  try {
    return await import("./data.js");
  } catch (cause) {
    const message = "Leadwake’s scripts could not be loaded: the network, or this page’s policy in “script-src”.";
    throw new LeadwakeError({ kind: "program", message }, { cause });
  }
};

const begin = async () => {
  try {
    const { address, makeProgram } = await script();
    return new Instance(makeProgram, await compile(address));
  } catch (error) {
    current = undefined;
    throw error;
  }
};

/** The program to load with. */
export const instance = () => (current ??= begin());

class Instance {
  #program;
  #failed;
  #told = new Set();

  constructor(makeProgram, module) {
    this.#program = makeProgram(undefined, () => this.#fail("an unknown place"));
    this.#program.initSync({ module });
    this.#program.onPanic((place) => this.#fail(place));
  }

  /** Calls back once when the program fails; gives what takes that back. */
  onFailure(tell) {
    this.#told.add(tell);
    return () => this.#told.delete(tell);
  }

  /** Does something in the program. @throws {LeadwakeError} of kind `crashed` when the program fails or has failed. */
  do(work) {
    if (this.#failed) throw this.#failed;
    let done;
    try {
      done = work(this.#program);
    } catch (error) {
      // What the program itself throws is text. What the script around it throws after a failure comes from that.
      if (typeof error === "string" && !this.#failed) throw error;
      this.#fail("an unknown place");
    }
    if (this.#failed) throw this.#failed;
    return done;
  }

  /** The program has failed and does nothing more. */
  #fail(place) {
    if (this.#failed) return;
    current = undefined;
    this.#failed = new LeadwakeError({
      kind: "crashed",
      message: `Leadwake’s program failed at ${place}. What is called next starts it anew.`,
    });
    // The program may still be on the stack; nothing of it runs once it has left it.
    queueMicrotask(() => this.#program.end());
    for (const tell of [...this.#told]) tell(this.#failed);
    this.#told.clear();
  }
}
