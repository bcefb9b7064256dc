// A visit to a lead whose vendors send what might hurt, of which everything is noted that a payload could do.
import assert from "node:assert/strict";
import { eventually } from "./eventually.js";
import { ANSWERS, DOSSIER } from "./hostile-records.js";
import { inspect } from "./inspect.js";
import { foreign, loaded, unexpected, visit } from "./visit.js";

/** Lets the vendors answer so. */
export async function answer(stage, bodies) {
  await stage.simulator.control("DELETE", "faults");
  const rule = ([vendor, body]) => ({ vendor, path: ANSWERS[vendor].path, fault: { kind: "body", body: typeof body === "string" ? body : JSON.stringify(body) } });
  await stage.simulator.control("POST", "faults", Object.entries(bodies).map(rule));
}

/**
 * Opens the lead, and notes everything that a payload could do.
 *
 * @param stage what `setStage` gave
 * @param options `search`, what is searched for; `policy`, whether the page has one; `at`, another page to open
 */
export async function arrive(stage, { search = "<", policy = true, at } = {}) {
  // What runs without the policy, only the policy had kept from running.
  const visitor = await visit(stage, { bypassCSP: !policy });
  const { page, context } = visitor;
  const ran = [];
  page.on("dialog", (dialog) => {
    ran.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (message) => message.text().includes("__pwn") && ran.push(`console: ${message.text()}`));
  context.on("page", () => ran.push("another page"));
  await (at ? page.goto(stage.pages.base + at) : visitor.open(DOSSIER, { query: { since: "start", q: search } }));
  await page.getByRole("main").waitFor();
  if (!policy) {
    const runs = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.inline = true";
      document.body.append(script);
      script.remove();
      return window.inline === true;
    });
    assert.ok(runs, "there still is a policy");
  }
  if (!at) await loaded(page);
  return { ...visitor, ran };
}

/** Opens the details of every row, with all fields and the JSON. */
export async function openDetails(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (const fold of document.querySelectorAll(".entry .tool-fold[aria-expanded=false]")) fold.click();
    await frame();
    for (const button of document.querySelectorAll(".entry-more[aria-expanded=false]")) button.click();
    await frame();
    for (const details of document.querySelectorAll(".entry-details details")) details.open = true;
    for (let wait = 0; wait < 3; wait += 1) await frame();
  });
  await eventually(async () => assert.equal(await page.locator(".entry-details details .disclosure-body:empty").count(), 0));
}

/** Nothing ran, nothing was asked of anybody else, and nothing had to be forbidden. */
export function isQuiet(stage, { ran, asked, troubles }) {
  assert.deepEqual(ran, [], "something ran");
  assert.deepEqual(foreign(stage, asked), [], "somebody else was asked");
  assert.deepEqual(unexpected(troubles), [], "the console complains");
}

/** Looks at a page of these records from top to bottom. */
export async function look(stage, { bodies, rows }, options) {
  await answer(stage, bodies);
  const visitor = await arrive(stage, options);
  const drawn = async () => [await visitor.page.locator(".entry").count(), unexpected(visitor.troubles)];
  await eventually(async () => assert.deepEqual(await drawn(), [rows.length, []]), { within: 60_000 });
  await openDetails(visitor.page);
  const seen = await visitor.page.evaluate(inspect, { rows });
  assert.deepEqual(seen.findings, []);
  assert.equal(seen.rows, rows.length);
  isQuiet(stage, visitor);
  return { ...visitor, ...seen };
}
