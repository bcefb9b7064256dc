// The two parts of the page's policy that its own markup cannot state: which markup the program may make, and which
// hosts it may ask.

import { elementsIn } from "./elements.js";

/**
 * Makes the policy that `trusted-types default` asks for. Leptos writes markup that never changes as text and lets the
 * browser read it once. That text is a constant in the program's file, so it lies in the program's memory before the
 * program has run and before anything came from anywhere else. Exactly those elements are accepted. All other markup is
 * refused, and so are scripts.
 *
 * @returns {(memory: WebAssembly.Memory) => void} learns what a program that has not run yet may write
 */
export function guardMarkup() {
  const known = new Set();
  // A null makes the browser refuse, and tell of it as of any other breach of the policy.
  globalThis.trustedTypes?.createPolicy("default", { createHTML: (text) => (known.has(text) ? text : null) });
  return (memory) => {
    for (const element of elementsIn(new TextDecoder().decode(memory.buffer))) known.add(element);
  };
}

/**
 * From now on this page asks its own host and these, nobody else. Policies add up: a later one can only take away.
 *
 * @param {string[]} origins each of letters, digits, dots and hyphens: the program lets no other through
 */
export function askOnly(origins) {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = ["connect-src 'self'", ...origins].join(" ");
  document.head.append(meta);
}
