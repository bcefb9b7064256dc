// A reader of the viewer in any engine: who looks at what is there, points at it and types. It needs no more of a page
// than `goto`, `evaluate`, `mouse.click` and `keyboard`.
import assert from "node:assert/strict";
import { axeFindings } from "../support/axe.js";
import { eventually } from "../support/eventually.js";

/**
 * In the page: what can be seen of `css`, where its name (its label, else its text) fits `name`, within an element
 * `inside[0]` whose text holds `inside[1]`. `bring` scrolls the first into view before, where it is not. `root` is the
 * viewer's document or shadow tree; none as long as there is none.
 */
function find(root, { css, name, inside, bring }) {
  if (!root?.lastElementChild) return [];
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const nameOf = (element) => plain(element.getAttribute("aria-label") ?? element.textContent);
  const around = inside ? [...root.querySelectorAll(inside[0])].filter((one) => plain(one.textContent).includes(inside[1])) : [root];
  const corner = root.defaultView?.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const found = around
    .flatMap((one) => [...one.querySelectorAll(css)])
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && (!name || new RegExp(name).test(nameOf(one))));
  const boxOf = (element) => element.getBoundingClientRect();
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const isOnTop = (element) => element.contains(root.elementFromPoint(...middle(boxOf(element))));
  if (bring && found.length > 0 && !isOnTop(found[0])) found[0].scrollIntoView({ block: "center" });
  return found.map((element) => {
    const [x, y] = middle(boxOf(element));
    return {
      text: plain(element.textContent),
      name: nameOf(element),
      value: element.value ?? null,
      isFocused: element === root.activeElement,
      isOnTop: isOnTop(element),
      x: corner.x + x,
      y: corner.y + y,
    };
  });
}

/** Reads a page; or, by `place`, the viewer in the page's frame (`frame`), or in the element with a shadow tree (a selector). */
export class Reader {
  constructor(opened, { place = "" } = {}) {
    this.opened = opened;
    this.page = opened.page;
    this.place = place;
  }

  /**
   * What is there and can be seen.
   *
   * @param css a selector
   * @param name a text or a pattern that the name must be
   * @param inside a selector, and a text that it must hold
   */
  look(css, name, { inside, bring = false } = {}) {
    const pattern = name instanceof RegExp ? name.source : name && `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
    return this.inside(find, { css, name: pattern, inside, bring });
  }

  /** Waits until it is there, and gives the first. */
  async sees(css, name, options) {
    return eventually(async () => {
      const [first] = await this.look(css, name, options);
      assert.ok(first, `no ${css} “${name ?? ""}”${options?.inside ? ` in ${options.inside.join(" ")}` : ""} is to be seen`);
      return first;
    });
  }

  /** Waits until nothing of the kind is to be seen. */
  async seesNo(css, name, options) {
    await eventually(async () => assert.deepEqual((await this.look(css, name, options)).map((one) => one.name.slice(0, 80)), []));
  }

  /**
   * Brings it into view, waits until it rests there uncovered, and gives it. As long as entries arrive the list goes back
   * to the newest: it gives way to a person alone.
   */
  async atRest(css, name, options) {
    return eventually(async () => {
      const before = await this.sees(css, name, { ...options, bring: true });
      await this.inside(async () => {
        for (let frame = 0; frame < 12; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      });
      const now = await this.sees(css, name, options);
      assert.ok(now.isOnTop, `${css} “${name}” is covered or out of view`);
      assert.deepEqual([now.x, now.y], [before.x, before.y], `${css} “${name}” moves`);
      return now;
    });
  }

  /** Clicks on its middle. */
  async click(css, name, options) {
    const { x, y } = await this.atRest(css, name, options);
    await this.page.mouse.click(x, y);
  }

  /** Writes into a field, in place of what it holds. */
  async write(text, css, name, options) {
    await this.click(css, name, options);
    await eventually(async () => assert.ok((await this.sees(css, name, options)).isFocused, "the field has no focus"));
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
    await eventually(async () => assert.equal((await this.sees(css, name, options)).value, text));
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** Evaluates a function of the viewer's document, or shadow tree. */
  inside(look, argument) {
    const places = { "": "document", frame: 'document.querySelector("iframe")?.contentDocument' };
    const root = places[this.place] ?? `document.querySelector("${this.place}")?.shadowRoot`;
    return this.page.evaluate(new Function("given", `return (async (argument) => (${look})(${root}, argument))(given)`), argument);
  }

  /** Waits until every vendor has answered whatever it will. */
  async loaded() {
    await this.sees(".feeds li");
    await eventually(async () => assert.deepEqual(await this.look("button", /^Stop waiting for/), []), { within: 30_000 });
  }

  /**
   * How many entries are drawn, as the simulator's truth counts them: each of a folded run of tool calls is one; the
   * card that stands for a thread beside the thread's own messages is none.
   */
  drawn() {
    return this.inside((root) => {
      const rows = [...root.querySelectorAll("[aria-label=Timeline] article")].map((row) => ({
        tools: /^(\d+) tool calls$/.exec(row.getAttribute("aria-label") ?? "")?.[1],
        id: decodeURIComponent(row.querySelector('a[href*="/e/"]')?.href.split("/e/")[1].split("?")[0] ?? ""),
      }));
      const threads = new Set(rows.filter((row) => row.id.includes("#")).map((row) => row.id.split("#")[0]));
      return rows.filter((row) => !threads.has(row.id)).reduce((sum, row) => sum + Number(row.tools ?? 1), 0);
    });
  }

  /** Waits until so many are drawn. */
  async draws(count) {
    await this.loaded();
    await eventually(async () => assert.equal(await this.drawn(), count));
  }

  /** Nothing is wrong with the page for those who do not see it, nothing stands out of it, and nobody complained but by what `may` fit. */
  async isFine(may) {
    await this.inside(async (root) => {
      const still = () => Promise.allSettled(root.getAnimations().map((animation) => animation.finished));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await still();
    });
    assert.deepEqual(await axeFindings(this.page), []);
    const over = await this.inside((root) => {
      const { documentElement, defaultView } = root.ownerDocument ?? root;
      return documentElement.scrollWidth - defaultView.innerWidth;
    });
    assert.ok(over <= 0, `the page is ${over} px too wide`);
    await this.isQuiet(may);
  }

  /** Nothing was said in the console, thrown, or forbidden by the policy, but for what `may` fit. */
  async isQuiet(may) {
    const noted = await this.inside((root) => (root.ownerDocument ?? root).defaultView.troubles);
    const all = [...noted, ...(await this.opened.troubles())];
    assert.deepEqual(may ? all.filter((trouble) => !may.test(trouble)) : all, []);
  }
}
