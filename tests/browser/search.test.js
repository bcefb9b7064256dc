// Finding a text in what is shown, by the viewer's own search and by the browser's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./support/eventually.js";
import { openLead } from "./support/lead.js";
import { setStage } from "./support/stage.js";

const stage = setStage();

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Where among the hits the reader is, as the page says it. */
const position = async (lead) => (await lead.page.getByRole("search").getByRole("status").textContent()).trim();

/** Waits for a position such as `3/17` and gives it. */
const reaches = (lead, words) => eventually(async () => assert.match(await position(lead), words));

/** The row of the current hit. */
const currentHit = (lead) => lead.list.locator("[data-hit]");

/** Waits until the current hit is a row in view, other than `before`, and gives its name. */
async function landsOnHit(lead, before) {
  return eventually(async () => {
    const row = currentHit(lead);
    const name = await row.getAttribute("data-anchor", { timeout: 1000 });
    assert.notEqual(name, before);
    const [list, box] = [await lead.list.boundingBox(), await row.boundingBox()];
    assert.ok(box.y + box.height > list.y && box.y < list.y + list.height, "the hit is in view");
    return name;
  });
}

test("a search marks every hit, counts them, and goes from one to the next and back", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.search.fill("battery");
  const hits = await eventually(async () => {
    const count = Number((await position(lead)).match(/^(\d+) hits$/)?.[1]);
    assert.ok(count > 2, `${count} hits`);
    return count;
  });
  // What is far away is marked a moment later.
  await eventually(async () => {
    const marked = await lead.list.evaluate((list) => {
      const rows = [...list.querySelectorAll(".entry")];
      const says = rows.filter((row) => /battery/i.test(row.querySelector(".entry-main").textContent));
      const wrong = [...list.querySelectorAll("mark")].filter((mark) => mark.textContent.toLowerCase() !== "battery");
      return { marked: rows.filter((row) => row.querySelector("mark")).length, says: says.length, wrong: wrong.length };
    });
    assert.equal(marked.wrong, 0);
    assert.ok(marked.says > 2);
    assert.equal(marked.marked, marked.says, "each entry that says it is marked");
  });

  const next = lead.page.getByRole("button", { name: "Next hit" });
  const previous = lead.page.getByRole("button", { name: "Previous hit" });
  await next.click();
  const first = await landsOnHit(lead);
  await next.click();
  const second = await landsOnHit(lead, first);
  const at = Number((await position(lead)).split("/")[0]);
  await previous.click();
  assert.equal(await landsOnHit(lead, second), first);
  assert.equal(Number((await position(lead)).split("/")[0]), at - 1);

  // From the last one the next is the first again.
  for (let step = Number((await position(lead)).split("/")[0]); step < hits; step += 1) await next.click();
  await reaches(lead, new RegExp(`^${hits}/${hits}$`));
  await next.click();
  await reaches(lead, new RegExp(`^1/${hits}$`));
});

test("Enter, Shift+Enter and Escape work the search without leaving its box", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.list.getByRole("article").first().focus();
  await lead.page.keyboard.press("/");
  assert.ok(await isFocused(lead.search), "a slash leads to the box");
  assert.equal(await lead.search.inputValue(), "", "and is not typed into it");

  await lead.page.keyboard.type("permit");
  await reaches(lead, /\d/);
  await lead.page.keyboard.press("Enter");
  const first = await landsOnHit(lead);
  await lead.page.keyboard.press("Enter");
  const second = await landsOnHit(lead, first);
  assert.ok(await isFocused(lead.search), "the focus stays in the box");
  await lead.page.keyboard.press("Shift+Enter");
  assert.equal(await landsOnHit(lead, second), first);
  assert.ok(await isFocused(lead.search));

  await lead.page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await lead.search.inputValue(), ""));
  await eventually(async () => assert.equal(await lead.list.locator("mark").count(), 0));
  assert.ok(await isFocused(lead.search));
});

test("a slash that is typed into the box is a slash", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.search.focus();
  await lead.page.keyboard.type("a/b");
  assert.equal(await lead.search.inputValue(), "a/b");
});

test("a search without a hit says so", async () => {
  const lead = await (await openLead(stage)).settled();
  await lead.search.fill("no such words in this history");
  await reaches(lead, /no match/i);
  assert.ok(await lead.page.getByRole("button", { name: "Next hit" }).isDisabled());
  assert.ok((await lead.count()) > 100, "a search hides nothing");
});

test("a hit in folded tool calls unfolds them", async () => {
  const lead = await (await openLead(stage)).settled();
  const fold = lead.list.getByRole("button", { name: /^\d+ tool calls$/, expanded: false }).first();
  await fold.click();
  const row = lead.list.getByRole("article").filter({ has: lead.page.locator("[aria-expanded=true].tool-fold") });
  const value = await row.locator("dd").first().textContent();
  await lead.list.getByRole("button", { name: /^\d+ tool calls$/, expanded: true }).click();
  await lead.search.fill(value.trim());
  await eventually(async () => assert.ok((await lead.list.locator(".tool-run mark").count()) > 0));
});

test("the browser's own search finds every entry of a history of 5,000", async () => {
  const count = 5000;
  const { dossier, lead: name } = await stage.simulator.control("POST", "generate", { vendor: "apten", count, seed: 7 });
  const lead = await openLead(stage, { dossier, query: { since: "start" } });
  await lead.page.evaluate(() => {
    window.freeze = 0;
    let last = performance.now();
    const note = (now) => {
      window.freeze = Math.max(window.freeze, now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await eventually(async () => assert.equal(await lead.count(), count), { within: 120_000 });
  const told = await stage.simulator.control("GET", `truth/${name}`);
  // Far down the list, which shows the newest first.
  const wanted = told.filter((entry) => entry.text?.length > 12).at(100);
  const found = await lead.page.evaluate((text) => {
    getSelection().removeAllRanges();
    const words = text.slice(0, 40).split("\n")[0];
    const isFound = window.find(words, true);
    const row = getSelection().anchorNode?.parentElement?.closest(".entry");
    const rows = [...document.querySelectorAll(".entry")];
    return { isFound, at: rows.indexOf(row), rows: rows.length, says: row?.textContent.includes(words) };
  }, wanted.text);
  assert.ok(found.isFound && found.says, JSON.stringify(found));
  const last = told.filter((entry) => entry.text).at(0);
  assert.ok((await lead.list.textContent()).includes(last.text.split("\n")[0]), "the oldest is in the document");
  const freeze = await lead.page.evaluate(() => window.freeze);
  // Far above what it takes: a machine that is busy with other tests must not decide this.
  assert.ok(freeze < 10_000, `the page stood still for ${freeze} ms`);
});
