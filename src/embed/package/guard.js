// Between a program and the page: what one throws is not the other's.

/** What the script around a program takes for nothing, whatever it asked for: one value, or several in a row. */
const NOTHING = Object.freeze([]);

/** In a program's place once it has ended: whatever is called does nothing. */
export const ended = new Proxy({}, { get: () => () => NOTHING });

/**
 * What a program exports, so that whatever it throws is told and goes no further: it cannot go on, and the page can.
 *
 * @param {WebAssembly.Exports} exports
 * @param {((thrown: unknown) => void) | undefined} failed nobody: what is thrown goes to whoever called
 */
export function guarded(exports, failed) {
  if (!failed) return exports;
  const guard =
    (call) =>
    (...given) => {
      try {
        return call(...given);
      } catch (thrown) {
        failed(thrown);
        return NOTHING;
      }
    };
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? guard(value) : value]),
  );
}
