import { element } from "./element.js";
import { makeRow, markRow } from "./row.js";

/** How many rows beyond the view are drawn. */
const OVERSCAN = 6;

const estimate = ({ kind, text }) => (kind === "day" ? 37 : text.length > 110 ? 96 : 76);

/** A list that draws the rows in view only. Heights are guessed until a row was drawn once. */
export class List {
  #window = element("div", { class: "window" });
  #all = element("div", { class: "all" }, this.#window);
  element = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Timeline" }, this.#all);
  #rows = [];
  #query = "";
  #heights = new Float64Array(0);
  /** Where every row begins; up to `#known` it is up to date. */
  #starts = new Float64Array(1);
  #known = 0;
  #drawn = new Map();

  constructor() {
    this.element.addEventListener("scroll", () => this.#draw(), { passive: true });
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** Shows other rows. */
  show(rows, query) {
    this.#rows = rows;
    this.#query = query;
    this.#heights = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) this.#heights[index] = rows[index].height || estimate(rows[index]);
    this.#starts = new Float64Array(rows.length + 1);
    this.#known = 0;
    this.#sum();
    this.#draw();
  }

  /** Marks other hits in the rows that are drawn. */
  mark(query) {
    this.#query = query;
    for (const { made, row } of this.#drawn.values()) markRow(made, row, query);
    this.#draw();
  }

  goTo(row) {
    const index = this.#rows.indexOf(row);
    this.element.scrollTop = this.#starts[index] - this.element.clientHeight / 2;
    this.#draw();
    for (const one of this.#drawn.values()) one.made.toggleAttribute("data-current", one.row === row);
  }

  #sum() {
    for (let index = this.#known; index < this.#rows.length; index += 1) this.#starts[index + 1] = this.#starts[index] + this.#heights[index];
    this.#known = this.#rows.length;
    this.#all.style.height = `${this.#starts[this.#rows.length]}px`;
  }

  /** The last row that begins at a height or above it. */
  #at(height) {
    let [from, to] = [0, this.#rows.length];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (this.#starts[middle] <= height) from = middle;
      else to = middle - 1;
    }
    return from;
  }

  #draw() {
    const top = this.element.scrollTop;
    const first = Math.max(0, this.#at(top) - OVERSCAN);
    const end = Math.min(this.#rows.length, this.#at(top + this.element.clientHeight) + 1 + OVERSCAN);
    const drawn = new Map();
    let before = null;
    for (let index = first; index < end; index += 1) {
      const row = this.#rows[index];
      let one = this.#drawn.get(row.id);
      if (one?.row !== row) one = { row, made: makeRow(row, this.#query) };
      const place = before ? before.nextSibling : this.#window.firstChild;
      if (place !== one.made) this.#window.insertBefore(one.made, place);
      drawn.set(row.id, one);
      before = one.made;
    }
    while (before ? before.nextSibling : this.#window.firstChild) (before ? before.nextSibling : this.#window.firstChild).remove();
    this.#drawn = drawn;
    this.#window.style.transform = `translateY(${this.#starts[first] ?? 0}px)`;
    this.#measure(first);
  }

  /** Takes the true heights of what is drawn; what is above the view must not move it. */
  #measure(first) {
    let [index, shift, changed] = [first, 0, Infinity];
    const top = this.element.scrollTop;
    for (const { row, made } of this.#drawn.values()) {
      const height = made.offsetHeight;
      if (this.#heights[index] !== height) {
        if (this.#starts[index] < top) shift += height - this.#heights[index];
        this.#heights[index] = height;
        row.height = height;
        changed = Math.min(changed, index);
      }
      index += 1;
    }
    if (changed === Infinity) return;
    this.#known = changed;
    this.#sum();
    this.#window.style.transform = `translateY(${this.#starts[first]}px)`;
    if (shift !== 0) this.element.scrollTop = top + shift;
  }
}
