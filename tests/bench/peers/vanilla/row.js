import { element } from "./element.js";

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "long" });
const day = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** Fills an element with a text whose hits are marked. */
function fill(target, text, query) {
  if (!query) {
    target.textContent = text;
    return;
  }
  const [pieces, folded] = [[], text.toLowerCase()];
  let done = 0;
  for (let found = folded.indexOf(query); found >= 0; found = folded.indexOf(query, done)) {
    pieces.push(text.slice(done, found), element("mark", {}, text.slice(found, found + query.length)));
    done = found + query.length;
  }
  target.replaceChildren(...pieces, text.slice(done));
}

/** One row of the list: a day's heading or an entry. */
export function makeRow(row, query) {
  if (row.kind === "day") return element("h3", { "data-heading": "" }, day.format(row.from));
  const { id, vendor, at, kind, channel, direction, who } = row;
  const head = element("p", { class: "head" }, element("b", {}, who), " ", element("span", {}, channel), " ", element("i", { "data-vendor": vendor }, vendor));
  const body = element("div", { class: "body" });
  if (row.title) body.append(element("p", { class: "title" }));
  body.append(element("p", { class: "text" }));
  const time = element("time", { datetime: new Date(at).toISOString(), title: moment.format(at) }, clock.format(at));
  const link = element("a", { class: "time", href: `#/entry/${encodeURIComponent(id)}` }, time);
  const label = `${who}, ${channel}, ${vendor}`;
  const attributes = { "data-row": id, "data-kind": kind, "data-direction": direction, tabindex: "-1", "aria-label": label };
  const made = element("article", attributes, head, body, link);
  markRow(made, row, query);
  return made;
}

/** Marks the hits of a row that is there. */
export function markRow(made, row, query) {
  if (row.kind === "day") return;
  if (row.title) fill(made.querySelector(".title"), row.title, query);
  fill(made.querySelector(".text"), row.text, query);
}
