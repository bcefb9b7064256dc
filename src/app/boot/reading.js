// Notes whose answer the program is reading, for as long as it reads. A page that hangs runs no script any more, and one
// that the browser ends, for want of memory, neither: only the next start in the same tab can tell.

const NOTE = "leadwake.reading";
/**
 * In milliseconds. A reader waits longer for a page that hangs. One that was reloaded while it read has left a note that is
 * younger, where its good-bye comes late: in a frame with a process of its own the next page may begin before it.
 */
const LONGER_THAN_A_RELOAD = 5_000;

/** Works on the tab's store; where it is denied or full, nothing is noted. */
function within(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

/** What was noted, unless it is not of this kind. */
function parse(text) {
  try {
    const { slug = "", name = "", at } = JSON.parse(text);
    if (!(Date.now() - at > LONGER_THAN_A_RELOAD)) return null;
    return /^[a-z]{1,20}$/.test(slug) && /^[A-Za-z ]{1,20}$/.test(name) ? { slug, name } : null;
  } catch {
    return null;
  }
}

/**
 * Begins to note, and takes what was left.
 *
 * @returns `left`, the vendor whose answer was being read when this tab's page ended, or `null`; `begin(vendor)`, where
 * the page would read it again; `end()`. A vendor is `{ slug, name }`.
 */
export function noteReading() {
  const left = parse(within((kept) => kept.getItem(NOTE)));
  const end = () => within((kept) => kept.removeItem(NOTE));
  end();
  // A page that can say good-bye does not hang.
  addEventListener("pagehide", end);
  return { left, begin: (vendor) => vendor && within((kept) => kept.setItem(NOTE, JSON.stringify({ ...vendor, at: Date.now() }))), end };
}
