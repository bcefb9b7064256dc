import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openWatched, page as viewer } from "./support/browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the viewer starts under its policy, without an error in the console", async () => {
  const { page, troubles } = await openWatched(await browser.newContext());
  const answer = await page.goto(viewer(), { waitUntil: "networkidle" });

  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /);
  assert.doesNotMatch(policy, /unsafe-inline/);
  await page.locator("main").waitFor();
  assert.deepEqual(troubles, []);
});

test("what is forbidden is noticed", async () => {
  const { page, troubles } = await openWatched(await browser.newContext());
  await page.goto(viewer());
  await page.evaluate(async () => {
    const noticed = (directive) =>
      new Promise((resolve) => {
        addEventListener("securitypolicyviolation", (event) => event.violatedDirective.startsWith(directive) && resolve());
      });
    const both = Promise.all([noticed("style-src"), noticed("connect-src")]);
    document.body.setAttribute("style", "color: red");
    fetch("https://not-allowed.invalid/").catch(() => {});
    await both;
  });
  assert.ok(troubles.some((trouble) => trouble.includes("style-src")), troubles.join("\n"));
  assert.ok(troubles.some((trouble) => trouble.includes("connect-src")), troubles.join("\n"));
});

test("program files travel compressed and may be kept, the page itself is asked for again", async () => {
  const { page } = await openWatched(await browser.newContext());
  const answers = [];
  page.on("response", (answer) => answers.push(answer));
  await page.goto(viewer(), { waitUntil: "networkidle" });

  const wasm = answers.find((answer) => new URL(answer.url()).pathname.endsWith("_bg.wasm"));
  assert.equal(wasm.headers()["content-type"], "application/wasm");
  assert.equal(wasm.headers()["content-encoding"], "br");
  assert.match(wasm.headers()["cache-control"], /immutable/);
  const document = answers.find((answer) => answer.url() === viewer());
  assert.equal(document.headers()["cache-control"], "no-cache");
});
