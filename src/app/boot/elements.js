// Which elements are written out in a program.

/**
 * Every whole element that is written out in a text. An element without an end, such as `<br>`, counts as one by itself.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function elementsIn(text) {
  const elements = new Set();
  const open = [];
  for (const { 0: tag, 1: slash, 2: name, index } of text.matchAll(/<(\/?)([a-z][a-z0-9]*)(?: [^<>]*)?>/g)) {
    if (slash === "") {
      open.push({ name, index });
      if (/^(br|col|hr|img|input|wbr)$/.test(name) || tag.endsWith("/>")) elements.add(tag);
      continue;
    }
    const at = open.findLastIndex((one) => one.name === name);
    if (at < 0) continue;
    elements.add(text.slice(open[at].index, index + tag.length));
    open.length = at;
  }
  return elements;
}
