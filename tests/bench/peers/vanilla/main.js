// The peer without any library.
import "../style.css";
import { openLead } from "../lead.js";
import { rowsOf } from "../rows.js";
import { element } from "./element.js";
import { List } from "./list.js";

const KINDS = ["message", "email", "call", "thread", "tool", "event", "blocked"];
const number = new Intl.NumberFormat("en");

const store = openLead();
const told = element("p", { role: "status" });
const input = element("input", { type: "search", "aria-label": "Search in the entries", placeholder: "Search" });
const output = element("output");
const chips = element("div", { class: "chips", role: "group", "aria-label": "Kind" });
const list = new List();
const head = element("header", {}, element("h1", {}, "Lead"), told);
const main = element("main", {}, head, element("div", { class: "tools" }, input, output, chips), list.element);

let [kind, query, at] = [null, "", -1];
let [entries, shown, hits] = [[], [], []];

function show() {
  shown = kind ? entries.filter((entry) => entry.kind === kind) : entries;
  find();
  list.show(rowsOf(shown), query);
}

function find() {
  hits = query ? shown.filter((entry) => entry.haystack.includes(query)) : [];
  tellHits();
}

function tellHits() {
  output.textContent = !query ? "" : at >= 0 ? `${at + 1}/${hits.length}` : hits.length === 1 ? "1 hit" : `${number.format(hits.length)} hits`;
}

const buttons = new Map();
function tellCounts(counts) {
  for (const name of KINDS.filter((name) => counts[name] > 0)) {
    if (!buttons.has(name)) {
      const button = element("button", { type: "button", "data-chip": name, "aria-pressed": "false" });
      button.addEventListener("click", () => {
        kind = kind === name ? null : name;
        for (const [other, one] of buttons) one.ariaPressed = String(other === kind);
        show();
      });
      buttons.set(name, button);
      chips.append(...KINDS.map((name) => buttons.get(name)).filter(Boolean));
    }
    buttons.get(name).textContent = `${name} ${number.format(counts[name])}`;
  }
}

function take() {
  const snapshot = store.snapshot();
  if (snapshot.entries !== entries) {
    entries = snapshot.entries;
    tellCounts(snapshot.counts);
    show();
  }
  told.textContent = `${number.format(entries.length)} entries${snapshot.isLoading ? ", loading …" : ""}`;
  for (const text of snapshot.failures.slice(head.querySelectorAll(".failure").length)) head.append(element("p", { class: "failure" }, text));
  main.dataset.entries = entries.length;
  main.dataset.state = snapshot.isLoading ? "loading" : "loaded";
}

input.addEventListener("input", () => {
  query = input.value.trim().toLowerCase();
  at = -1;
  find();
  list.mark(query);
});
input.addEventListener("keydown", ({ key, shiftKey }) => {
  if (key !== "Enter" || hits.length === 0) return;
  at = (at + (shiftKey ? -1 : 1) + hits.length) % hits.length;
  tellHits();
  list.goTo(hits[at]);
});

document.getElementById("root").append(main);
store.subscribe(take);
take();
