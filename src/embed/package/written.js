// Options as text, which is how a program takes them.
import { LeadwakeError } from "./error.js";

const wrong = (message, more) => new LeadwakeError({ kind: "options", message }, more);

/** What JSON would make nothing of without a word: told by name, or as a text, so that the program can name it. */
function told(name, given) {
  const isNoDate = Object.prototype.toString.call(this[name]) === "[object Date]" && Number.isNaN(this[name].getTime());
  if (isNoDate) throw wrong(`\`${name}\` is an invalid date.`);
  if (typeof given === "number" && !Number.isFinite(given)) throw wrong(`\`${name}\` is ${given}, which is no number to go by.`);
  return typeof given === "function" ? "a function" : given;
}

/**
 * Options as JSON text.
 *
 * @throws {LeadwakeError} of kind `options` when there is something in them that is no data
 */
export function written(options) {
  try {
    return JSON.stringify(options, told) ?? "null";
  } catch (cause) {
    if (cause instanceof LeadwakeError) throw cause;
    throw wrong(`The options hold something that is no data: ${cause.message}`, { cause });
  }
}
