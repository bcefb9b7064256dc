// What a browser writes to the disk of its own accord: not what the page stores, but what it notes of the page.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { form, openForm, PASSPHRASE, passphrase } from "./support/connect.js";
import { testWhere } from "./support/modes.js";
import { told } from "./support/servers.js";
import { setStage } from "./support/stage.js";

const test = testWhere("something is kept");
const stage = setStage();

/** The files below a folder that hold a text, in one of the two ways in which Chromium writes texts. */
async function holding(folder, text) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const spellings = [Buffer.from(text), Buffer.from(text, "utf16le")];
  const found = await Promise.all(files.map(async (file) => {
    const bytes = await readFile(file).catch(() => Buffer.of());
    return spellings.some((spelling) => bytes.includes(spelling)) ? [file] : [];
  }));
  return found.flat();
}

test("neither a key nor a passphrase that was shown while it was typed is in the browser's profile afterwards", async () => {
  const folder = await mkdtemp(join(tmpdir(), "profile-"));
  try {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const context = await chromium.launchPersistentContext(folder, { executablePath: told("CHROME"), args });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${stage.pages.base}#/connections`);
    const { base_url, key } = stage.simulator.ready.vendors.apten;
    const one = form(page, "apten");
    await openForm(page, "apten");
    await one.getByLabel("Address of the API").fill(base_url);
    await one.getByLabel("Key", { exact: true }).fill(key);
    await one.getByRole("radio", { name: /^Remember/ }).check();
    await passphrase(one).fill(PASSPHRASE);
    await one.getByLabel("Show what is typed").check();
    await one.getByRole("radio", { name: /^Remember/ }).focus();
    // Leaving the page has the browser note what was typed into it.
    await page.goto(stage.simulator.ready.base);
    await context.close();
    assert.ok((await holding(folder, stage.pages.base)).length > 0, "the profile is on the disk");
    assert.deepEqual(await holding(folder, PASSPHRASE), []);
    assert.deepEqual(await holding(folder, key), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
