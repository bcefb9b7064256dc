// The package's types, by TypeScript's own word: right uses pass, wrong ones do not.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { typecheck } from "./support/typecheck.js";

const folder = new URL("types/", import.meta.url);
const files = await readdir(folder);

for (const file of files) {
  test(`${file}: what is right compiles, and what is wrong does not`, async () => {
    const text = await readFile(new URL(file, folder), "utf8");
    assert.equal(await typecheck({ [file]: text }), "");
    const wrongs = text.match(/@ts-expect-error/g).length;
    const found = await typecheck({ [file]: text.replaceAll("@ts-expect-error", "here:") });
    assert.equal(found.match(/error TS/g)?.length, wrongs, found);
  });
}
