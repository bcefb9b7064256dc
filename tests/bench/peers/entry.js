/** An entry with what a search looks through, made once: looking is then one `includes` per entry. */
export function entry({ id, vendor, at, changed, kind, channel, direction, who, title, text }) {
  const haystack = (title ? `${title}\n${text}` : text).toLowerCase();
  // Every entry with the same members in the same order, so that the engine keeps one shape for them all. A list that
  // keeps heights with the entries learns them as it draws.
  return { id, vendor, at, changed, kind, channel, direction, who, title, text, haystack, height: 0 };
}
