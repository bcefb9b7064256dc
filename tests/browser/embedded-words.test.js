// What a frame and the page around say to each other is what the package's documentation lists: no more, and no less.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { back, openBare, say, sendInit, SESSION } from "./support/bare-portal.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { told } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { unexpected } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const WAITING = "#/?embed=1&wait=1";

/** The documentation's part about what is said, and the messages in its tables. */
async function documented() {
  const [, text] = (await readFile(join(told("LEADWAKE_DIST"), "module", "README.md"), "utf8")).split("### What is said\n");
  const messages = [...text.matchAll(/^\|(?: (?:page|frame) \|)? `(\{.*?\})` \|/gm)].map(([, code]) => new Function(`return ${code}`)());
  assert.equal(messages.length, text.match(/^\| .*\{/gm).length, "a row of a table is not read");
  const atWindow = (name) => messages.find(({ ns, type, kind }) => ns && (type ?? kind) === name);
  return { text, atWindow, ofPage: messages.filter(({ ns, type }) => !ns && type), ofFrame: messages.filter(({ ns, kind }) => !ns && kind) };
}

/** What something consists of, without its values but those that name it. */
function shape(value, name) {
  if (name === "query" || name === "words") return "any";
  if (["ns", "v", "type", "kind", "method"].includes(name)) return value;
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one, name)]).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that came back until a message that is wrong was answered: by then what was said before it was read, too. */
async function readUntilNow(page) {
  const known = (await back(page)).length;
  await say(page, { type: "nothing of that name" });
  return await eventually(async () => {
    const all = await back(page);
    const at = all.findIndex(({ kind, error }, at) => at >= known && kind === "error" && error.message.includes("no such word"));
    assert.ok(at >= 0, "the last message is not answered");
    return all.filter((_, other) => other !== at);
  });
}

test("the two begin as it is documented, and what cannot be is refused as it is documented", async (t) => {
  const { page, troubles } = await openBare(t, stage, { here: WAITING });
  const { atWindow, ofFrame } = await documented();
  await page.evaluate(() => {
    window.calls = [];
    addEventListener("message", ({ data }) => window.calls.push(data));
  });
  const call = async (is) => await eventually(async () => (await page.evaluate(() => window.calls)).find(is) ?? assert.fail("nothing was said"));
  assert.deepEqual(shape(await call(({ type }) => type === "ready")), shape(atWindow("ready")));
  const { session, options } = atWindow("init");
  await sendInit(page, { session, options: { ...options, order: "sideways" } });
  // Its shape is wrong, not its value.
  const { error } = atWindow("error");
  assert.deepEqual(shape(await call(({ kind }) => kind === "error")), shape({ ...atWindow("error"), error: { ...error, kind: "message" } }));
  await page.evaluate(() => (window.calls.length = 0));
  await sendInit(page, { session, options: { ...options, zone: "Nowhere/Land" } });
  assert.deepEqual(shape(await call(({ kind }) => kind === "error")), shape(atWindow("error")));
  await sendInit(page, { session, options: { ...options, lead: "apten:room_1", height: { mode: "auto", max: 800 } } });
  await eventually(async () => assert.deepEqual((await back(page))[0], { kind: "ready" }));
  const word = async (name) => await eventually(async () => (await back(page)).find(({ kind }) => kind === name) ?? assert.fail(`no ${name}`));
  await say(page, { type: "nothing of that name" }, session);
  for (const message of ofFrame.filter(({ kind }) => kind !== "stop-fetch")) assert.deepEqual(shape(await word(message.kind)), shape(message));
  // Another lead is asked for, so nobody waits for what was asked of the first any more.
  await say(page, { type: "setLead", lead: "leadsail:lead_1" }, session);
  assert.deepEqual(shape(await word("stop-fetch")), shape(ofFrame.find(({ kind }) => kind === "stop-fetch")));
  assert.deepEqual(unexpected(troubles), []);
});

test("every message that is documented is taken as it stands there, and none with more in it", async (t) => {
  const { page, inner, troubles } = await openBare(t, stage, { here: WAITING });
  const { ofPage } = await documented();
  const types = ["close", "fetchResult", "goTo", "refresh", "setFilter", "setLead", "setOrder", "setTheme", "setZone"];
  assert.deepEqual([...new Set(ofPage.map(({ type }) => type))].sort(), types);
  await sendInit(page, { options: { fetch: true, lead: "leadsail:lead_1" } });
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  for (const message of ofPage) {
    await say(page, message);
    const errors = (await readUntilNow(page)).filter(({ kind, error }) => kind === "error" && error.vendor === null);
    assert.deepEqual(errors, [], JSON.stringify(message));
    if (message.type === "setZone") await eventually(async () => assert.equal(await inner().getByRole("combobox", { name: "Times in" }).inputValue(), message.zone));
    if (message.type === "setTheme") await eventually(async () => assert.equal(await inner().locator(".viewer").getAttribute("data-theme"), message.theme));
    if (message.type === "setLead") await eventually(() => assert.ok(inner().url().includes(message.lead), inner().url()));
    await page.evaluate(() => (window.back.length = 0));
  }
  for (const message of ofPage) {
    await say(page, { ...message, more: 1 });
    const errors = (await readUntilNow(page)).filter(({ kind, error }) => kind === "error" && error.vendor === null);
    assert.deepEqual(errors.map(({ error }) => error.kind), ["message"], JSON.stringify(message));
    await page.evaluate(() => (window.back.length = 0));
  }
  assert.deepEqual(unexpected(troubles), []);
});

test("messages and answers may be as long as it is documented, and no longer", async (t) => {
  const { page, troubles } = await openBare(t, stage, { here: WAITING });
  const { text } = await documented();
  const [, kibibytes] = /at most (\d+) KiB of UTF-8/.exec(text);
  const [, mebibytes] = /`body` is at most (\d+) MiB/.exec(text);
  await sendInit(page, { options: { fetch: true, lead: "apten:room_1" } });
  await eventually(async () => assert.equal((await back(page))[0]?.kind, "ready"));
  // In two ways: so many signs, and as many bytes of longer ones.
  for (const sign of ["x", "é"]) {
    const search = (over) => {
      const bytes = Number(kibibytes) * 1024 + over;
      const rest = bytes - Buffer.byteLength(JSON.stringify({ session: SESSION, message: { type: "setFilter", filter: { search: "" } } }));
      return "x".repeat(rest % Buffer.byteLength(sign)) + sign.repeat(Math.floor(rest / Buffer.byteLength(sign)));
    };
    for (const [over, kinds] of [[0, []], [1, ["message"]]]) {
      await page.evaluate(() => (window.back.length = 0));
      await say(page, { type: "setFilter", filter: { search: search(over) } });
      const errors = (await readUntilNow(page)).filter(({ kind, error }) => kind === "error" && error.vendor === null);
      assert.deepEqual(errors.map(({ error }) => error.kind), kinds, `${sign}, ${over} bytes over`);
    }
  }
  /** What becomes of an answer that is so many bytes over the limit. */
  const answered = async (over) => {
    await page.evaluate(() => (window.back.length = 0));
    await say(page, { type: "setLead", lead: `apten:room_${over + 2}` });
    const { id } = await eventually(async () => (await back(page)).find(({ kind }) => kind === "need-fetch") ?? assert.fail("nothing is asked"));
    await page.evaluate(
      ([session, id, length]) => {
        const body = new Uint8Array(length).fill(32);
        window.port.postMessage({ session, message: { type: "fetchResult", id, answer: { status: 200, headers: { "content-type": "application/json" }, body } } }, [body.buffer]);
      },
      [SESSION, id, Number(mebibytes) * 2 ** 20 + over],
    );
    const failed = await eventually(async () => (await back(page)).find(({ kind, error }) => kind === "error" && error.vendor === "apten") ?? assert.fail("it does not fail"), { within: 30_000 });
    return failed.error.kind;
  };
  // Blanks are no answer of a vendor's, but they are read.
  assert.deepEqual([await answered(0), await answered(1)], ["answer", "too-large"]);
  assert.deepEqual(unexpected(troubles), []);
});
