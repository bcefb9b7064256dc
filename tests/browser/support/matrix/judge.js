// What is to be seen of a lead after a fault struck one vendor.
import assert from "node:assert/strict";
import { NAMES, unexpected } from "../visit.js";

/** Throws unless the page shows what it must and says what it must. */
export function judge(fault, { vendor, place, isCall }, seen, { whole, before, struck, waits, troubles }) {
  assert.deepEqual(unexpected(troubles), [], "exceptions and violations");
  assert.ok(seen.main > 200, "the page is blank");
  const effect = isCall ? "whole" : (fault.effectAt?.[vendor] ?? fault.effect);

  assert.equal(new Set(seen.rows).size, seen.rows.length, "a row is there twice");
  const shown = seen.rows.map((row) => (fault.mark ? row.replaceAll(fault.mark, "") : row));
  const rows = new Set(shown);
  const missing = whole.filter((row) => !rows.has(row));
  const more = shown.filter((row) => !whole.includes(row));
  const due = ["whole", "more"].includes(effect) ? whole : before;
  assert.deepEqual(due.filter((row) => !rows.has(row)), [], "records of healthy answers are lost");
  if (effect === "lost") assert.deepEqual(missing.length, whole.length - before.length, "a broken answer gave records");
  if (effect === "more") assert.ok(more.length > 0, "the odd record is nowhere");
  else if (effect !== "any") assert.deepEqual(more, [], "records were invented");
  // Half of an answer with several records holds some that are whole.
  if (effect === "part" && struck.length > 4) assert.ok(struck.some((row) => rows.has(row)) && missing.length > 0, "the records that came whole are not shown");

  for (const { name, text } of seen.feeds) {
    const isStruck = name === NAMES[vendor];
    if (!isStruck || ["whole", "more", "end"].includes(effect)) assert.match(text, /complete|since/, `${name} is not whole`);
    else if (effect !== "any") assert.match(text, /failed|incomplete/, `${name} does not say that something is missing`);
  }
  const title = effect === "end" ? null : fault.title?.(vendor, place);
  if (isCall) {
    if (fault.effect !== "whole" && fault.effect !== "any") assert.match(seen.pane, callWords(fault, title), "the call’s page does not say it");
    assert.deepEqual(seen.notices, [], "a call’s trouble is told of the list");
  } else if (title) {
    const told = seen.notices.find((notice) => title.test(notice.title));
    assert.ok(told, `it is not said: ${title} in ${JSON.stringify(seen.notices.map((notice) => notice.title))}`);
    if (fault.text) assert.match(told.text, fault.text);
  } else if (effect !== "any") {
    assert.deepEqual(seen.notices, [], "something is said, and there is nothing to say");
  }
  const others = Object.values(NAMES).filter((name) => name !== NAMES[vendor]);
  assert.ok(seen.notices.every((notice) => !others.some((name) => notice.title.startsWith(name))), "another vendor is blamed");
  assert.ok(!fault.waits || waits > 0, "it did not wait");
}

/** What the page of a call says of a title; some are worded for a call. */
function callWords(fault, title) {
  if (fault.name === "status 404") return /Call not found/;
  return title ? new RegExp(title.source.replace(/^\^|\$$/g, ""), "m") : /\S/;
}
