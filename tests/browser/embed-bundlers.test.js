// The package as applications get it: as a tarball, built by Vite and by webpack, and checked by the compiler.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { openWatched } from "./support/browser.js";
import { eventually } from "./support/eventually.js";
import { testWhere } from "./support/modes.js";
import { optionsOf, packageFolder, PORTALS, servePortal, strict } from "./support/portals.js";
import { setStage } from "./support/stage.js";
import { drawn, loaded, truth } from "./support/visit.js";

const test = testWhere("the page is not in a frame");
const stage = setStage();
const stops = [];
let folder;
let tarball;

/** Runs a program in the portals' folder. */
const run = (program, ...args) => promisify(execFile)(program, args, { cwd: PORTALS, maxBuffer: 1 << 24 });
const tool = (name, ...args) => run(process.execPath, join(PORTALS, "node_modules", name), ...args);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadwake-portals-"));
  await run("npm", "pack", packageFolder(), "--pack-destination", folder);
  [tarball] = await readdir(folder);
  await run("npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball));
});
after(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** Opens an application that was built, with the simulator's lead as its settings. */
async function open(built, more = {}) {
  const { origin } = new URL(stage.simulator.ready.base);
  // React's own style attributes go through the object model, which the policy lets pass.
  const host = await servePortal({ folder: built, policy: strict(origin), more: { "/settings.json": optionsOf(stage.simulator), ...more } });
  stops.push(host.stop);
  const context = await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC", viewport: { width: 1280, height: 900 } });
  const { page, troubles } = await openWatched(context);
  await page.goto(host.base);
  return { page, troubles, host };
}

test("what the package holds is what its names lead to", async () => {
  const manifest = JSON.parse(await readFile(join(packageFolder(), "package.json"), "utf8"));
  assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  const names = await readdir(packageFolder());
  const leadsOf = (where) => (typeof where === "string" ? [where] : Object.values(where).flatMap(leadsOf));
  const leads = [...leadsOf(manifest.exports), manifest.types, ...manifest.sideEffects];
  assert.ok(leads.length > 6, leads.join(", "));
  const packed = (await run("tar", "--list", "--file", join(folder, tarball))).stdout.split("\n");
  for (const lead of leads) {
    assert.match(lead, /^\.\/[\w.-]+$/);
    assert.ok(names.includes(lead.slice(2)) && packed.includes(`package/${lead.slice(2)}`), lead);
  }
  // By its names it is found as an application finds it, and by no others.
  const found = createRequire(join(PORTALS, "react/src/main.js"));
  for (const name of Object.keys(manifest.exports)) assert.ok(found.resolve(join("leadwake", name)), name);
  assert.throws(() => found.resolve("leadwake/mount.js"), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  for (const name of ["README.md", "LICENSE", "viewer.wasm", "types.d.ts"]) assert.ok(names.includes(name), name);
});

test("an application of Vite and React shows the whole lead, again and again", async () => {
  const built = join(folder, "vite");
  await tool("vite/bin/vite.js", "build", join(PORTALS, "react"), "--outDir", built, "--logLevel", "warn");
  const { page, troubles, host } = await open(built);
  await loaded(page);
  const all = await truth(stage, "demo");
  await eventually(async () => assert.equal(await drawn(page), all.length));
  // The portal's own line, by the event.
  await page.locator("section > p[role=status]").first().filter({ hasText: /^\d+ entries$/ }).waitFor();
  await page.getByRole("button", { name: "Hide", exact: true }).click();
  await eventually(async () => assert.equal(await page.locator("article").count(), 0));
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await loaded(page);
  await eventually(async () => assert.equal(await drawn(page), all.length));
  // Only the viewer's own program is fetched, once, by the name that Vite gave it.
  const programs = host.asked.filter((path) => path.endsWith(".wasm"));
  assert.equal(programs.length, 1, programs.join(", "));
  assert.match(programs[0], /^\/assets\/viewer-.+\.wasm$/);
  assert.deepEqual(troubles, []);
});

test("Vite’s development server shows the lead with what the README says of it", async () => {
  const documented = (await readFile(join(packageFolder(), "README.md"), "utf8")).match(/optimizeDeps: \{[^`]*\}/)[0];
  const config = await readFile(join(PORTALS, "react/vite.config.js"), "utf8");
  assert.ok(config.includes(documented), `${documented} is not what the application says`);
  // What is found out about its dependencies is kept apart from other runs.
  const { createServer } = await import(pathToFileURL(createRequire(join(PORTALS, "package.json")).resolve("vite")).href);
  const settings = { name: "settings", configureServer: ({ middlewares }) => void middlewares.use("/settings.json", (_, response) => response.setHeader("content-type", "application/json").end(JSON.stringify(optionsOf(stage.simulator)))) };
  const server = await createServer({ root: join(PORTALS, "react"), cacheDir: join(folder, "dev"), logLevel: "warn", server: { host: "127.0.0.1", port: 0, hmr: false }, plugins: [settings] });
  stops.push(() => server.close());
  await server.listen();
  const { page, troubles } = await openWatched(await stage.browser.newContext({ locale: "en-US", timezoneId: "UTC" }));
  const programs = [];
  page.on("request", (request) => request.url().endsWith(".wasm") && programs.push(new URL(request.url()).pathname));
  await page.goto(server.resolvedUrls.local[0]);
  await loaded(page);
  const all = await truth(stage, "demo");
  await eventually(async () => assert.equal(await drawn(page), all.length));
  assert.ok(programs.length > 0 && programs.every((path) => path.endsWith("/node_modules/leadwake/viewer.wasm")), programs.join(", "));
  assert.deepEqual(troubles, []);
});

test("an application of webpack shows the lead", async () => {
  const built = join(folder, "webpack");
  await run(process.execPath, join(PORTALS, "react/webpack.js"), built);
  const html = '<!doctype html><title>App</title><link rel="icon" href="data:,"><link rel="stylesheet" href="app.css"><div id="app"></div><script type="module" src="app.js"></script>';
  const { page, troubles } = await open(built, { "/": html, "/app.css": "#app { height: 600px }" });
  await loaded(page);
  assert.ok((await page.locator("article").count()) > 20);
  assert.deepEqual(troubles, []);
});

test("the compiler lets right uses pass and refuses wrong ones", async () => {
  for (const project of ["react", "types"]) {
    const told = await tool("typescript/bin/tsc", "--project", join(PORTALS, project)).catch((error) => error);
    assert.equal(told.stdout, "", told.stdout);
    assert.equal(told.code ?? 0, 0);
  }
  // What a reader of the types sees comes from the same lines as the program.
  const types = await readFile(join(packageFolder(), "types.d.ts"), "utf8");
  assert.ok(types.includes("* How each vendor is reached. Not needed with a `fetch` of the page"), "the docs are there");
});
