// When the page hangs while it reads an answer, or the browser ends it: nothing of the page can say so any more. The next
// start in the same tab does, and offers to leave out the vendor whose answer it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SECRET } from "./support/crash.js";
import { eventually } from "./support/eventually.js";
import { onlyWhere } from "./support/modes.js";
import { setStage } from "./support/stage.js";
import { entry, feed, loaded, NAMES, only, visit } from "./support/visit.js";

const stage = setStage();
const demo = () => stage.simulator.ready.lead.dossier;
const NOTE = "leadwake.reading";

const card = (page) => page.getByRole("alertdialog", { name: "Leadwake was cut off" });

/** In the page: from now on it hangs whenever it draws the secret. */
function hangAt(secret) {
  const real = Document.prototype.createTextNode;
  Document.prototype.createTextNode = function (text) {
    while (text.includes(secret));
    return real.call(this, text);
  };
}

// Only Chromium lets a test end a page that hangs, and go on in its tab.
const isChromium = (process.env.ENGINE ?? "Chromium") === "Chromium";
const where = isChromium ? onlyWhere("something is kept", "the page is not in a frame") : { skip: "only in Chromium" };

test("after a page that hung, the next one asks before it reads that answer again", where, async () => {
  await stage.simulator.control("POST", "change", { lead: "demo", vendor: "leadsail", change: "append", text: SECRET, from: "lead" });
  const { page, open } = await visit(stage);
  await page.addInitScript(hangAt, SECRET);
  // The tests' own library gives up a page that crashed; the browser does not.
  const tab = await page.context().newCDPSession(page);
  const evaluate = async (expression) => (await tab.send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
  const crashed = page.waitForEvent("crash");
  await open(only(demo(), "leadsail", "naturalead")).catch(() => {});
  // It answers nothing any more; nor does a reader wait for ever, but for a while.
  const since = Date.now();
  await eventually(async () => {
    const answer = evaluate("1").then(() => "it answers", () => "it is gone");
    assert.equal(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 1000, "it hangs"))]), "it hangs");
  });
  await new Promise((resolve) => setTimeout(resolve, since + 5_500 - Date.now()));
  tab.send("Page.crash").catch(() => {});
  await crashed;

  const before = (await stage.simulator.control("GET", "requests?vendor=leadsail")).length;
  await tab.send("Page.navigate", { url: page.url() });
  await eventually(async () => assert.match(await evaluate("document.querySelector('[role=alertdialog]')?.textContent"), /Leadwake was cut off.*while it read an answer of LeadSail’s/));
  assert.equal(await evaluate("document.activeElement.textContent"), "Open without LeadSail");
  assert.equal((await stage.simulator.control("GET", "requests?vendor=leadsail")).length, before, "it was asked again at once");
  await evaluate("document.activeElement.click()");
  await eventually(async () => {
    assert.match(await evaluate("document.querySelector('.feeds')?.textContent"), /Naturalead.*complete/);
    assert.match(await evaluate("document.querySelector('main').textContent"), /LeadSail was left out after a failure/);
  });
});

test("who opens it all the same sees everything, and is not asked again", onlyWhere("something is kept"), async () => {
  const { page, open, troubles } = await visit(stage);
  await open(only(demo(), "leadsail"));
  await loaded(page);
  await page.evaluate(([note, name]) => {
    // As a page leaves it that has no time to say good-bye.
    addEventListener("pagehide", () => sessionStorage.setItem(note, JSON.stringify({ slug: "leadsail", name, at: Date.now() - 6_000 })));
  }, [NOTE, NAMES.leadsail]);
  await page.reload();
  await card(page).getByRole("button", { name: "Open all the same" }).click();
  await feed(page, "leadsail").getByText(/since|complete/).waitFor();
  await loaded(page);
  await page.reload();
  await entry(page, "").first().waitFor();
  assert.equal(await card(page).count(), 0);
  assert.deepEqual(troubles, []);
});

test("whoever leaves or reloads while answers come has left no note, and no note of another kind is heeded", onlyWhere("something is kept"), async () => {
  const { page, open } = await visit(stage);
  // A reader who reloads in the very moment in which an answer is read.
  await page.addInitScript((note) => {
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, text) {
      real.call(this, name, text);
      if (name !== note || real.call(this, "notes", Number(this.getItem("notes")) + 1) || Number(this.getItem("notes")) > 1) return;
      location.reload();
    };
  }, NOTE);
  await open(only(demo(), "leadsail"));
  await page.waitForFunction(() => Number(sessionStorage.getItem("notes")) > 1);
  await loaded(page);
  assert.equal(await card(page).count(), 0);
  const at = Date.now() - 60_000;
  const others = ["leadsail", "{}", "null", JSON.stringify({ slug: "<b>", name: "LeadSail", at }), JSON.stringify({ slug: "leadsail", name: "paste your key at https://evil.example", at })];
  // Of a page that was reloaded while it read, and whose good-bye comes after the next page has begun.
  const fresh = JSON.stringify({ slug: "leadsail", name: "LeadSail", at: Date.now() + 60_000 });
  for (const note of [...others, fresh, JSON.stringify({ slug: "leadsail", name: "LeadSail" })]) {
    await page.evaluate(([name, note]) => addEventListener("pagehide", () => sessionStorage.setItem(name, note)), [NOTE, note]);
    await page.reload();
    await loaded(page);
    assert.equal(await card(page).count(), 0, note);
  }
  assert.equal(await page.evaluate((name) => sessionStorage.getItem(name), NOTE), null);
});
