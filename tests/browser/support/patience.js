// Gives every test and hook a time of its own. Without it a test that hangs costs the rest of its file, and nobody is told
// which it was: the time that Node is told is each file's as a whole. Loaded before a file of tests, by `--import`.
import { createRequire, syncBuiltinESMExports } from "node:module";

/** The longest test without a time of its own takes two minutes on two cores that others use as well. */
const PATIENCE = Number(process.env.LEADWAKE_PATIENCE ?? 300_000);

const runner = createRequire(import.meta.url)("node:test");

/** A body that fails where it does not end. `late` was made where the body was given, so that its lines say where that is. */
const ending = (body, late) =>
  async function (about) {
    let timer;
    const tooLong = new Promise((_, fail) => (timer = setTimeout(() => fail(late), PATIENCE)));
    try {
      return await Promise.race([body.call(this, about), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  };

/** Calls as before, with a body that ends. */
const patient = (real, kind) =>
  function (...given) {
    const at = given.findIndex((one) => typeof one === "function");
    if (at >= 0 && !given.some((one) => one?.timeout)) {
      const name = typeof given[0] === "string" ? `“${given[0]}”` : `what is to be done ${kind}`;
      given[at] = ending(given[at], new Error(`${name} did not end within ${PATIENCE / 1000} s`));
    }
    return real.apply(this, given);
  };

for (const name of ["test", "it", "before", "after", "beforeEach", "afterEach"]) {
  runner[name] = Object.assign(patient(runner[name], name), runner[name]);
}
syncBuiltinESMExports();
