// Which markup the program may make, where the page enforces Trusted Types and where it does not.
import { LeadwakeError } from "./error.js";
import { elementsIn } from "./elements.js";

const NAME = "leadwake";

/**
 * The program writes markup that never changes as text and lets the browser read it once. That text is a constant in the
 * program's file, so it lies in the program's memory before the program has run. Exactly those elements are accepted.
 */
const known = new Set();
let policy;

function accepted(text) {
  if (!known.has(text)) throw new TypeError("Leadwake makes no markup but its own.");
  return text;
}

/** Makes the policy that a page with `require-trusted-types-for 'script'` has to allow. */
function make() {
  if (!globalThis.trustedTypes) return { createHTML: accepted };
  try {
    return trustedTypes.createPolicy(NAME, { createHTML: accepted });
  } catch {
    // Not allowed by name, which matters only where types are enforced.
    try {
      document.createElement("script").text = "";
    } catch (cause) {
      const message = `This page enforces Trusted Types and does not allow Leadwake’s policy. Add “${NAME}” to “trusted-types” in its Content-Security-Policy.`;
      throw new LeadwakeError({ kind: "program", message }, { cause });
    }
    return { createHTML: accepted };
  }
}

/** What the program's markup goes through on its way into the document. */
export function markup(text) {
  return policy.createHTML(text);
}

/** Learns what a program that has not run yet may write. Once is enough: all viewers run the same program. */
export function learnMarkup(memory) {
  policy ??= make();
  if (known.size > 0) return;
  for (const element of elementsIn(new TextDecoder().decode(memory.buffer))) known.add(element);
}
