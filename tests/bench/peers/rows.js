// Entries under the headings of their days.

/** The rows of the list: entries, and a heading `{ day, from }` before the first of each day. */
export function rowsOf(entries) {
  const rows = [];
  let [from, until] = [Infinity, -Infinity];
  for (const entry of entries) {
    if (entry.at < from || entry.at >= until) {
      const date = new Date(entry.at);
      from = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
      until = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
      rows.push({ id: `day-${from}`, kind: "day", from });
    }
    rows.push(entry);
  }
  return rows;
}
