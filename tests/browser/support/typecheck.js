// TypeScript's own word on programs that use the package.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { told } from "./servers.js";

const TSC = resolve(import.meta.dirname ?? ".", "../node_modules/typescript/bin/tsc");
const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: "es2022",
  module: "nodenext",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  types: [],
};

/**
 * Checks files, as texts by their names, beside an installed package.
 *
 * @returns what the compiler says: nothing when all is right
 */
export async function typecheck(files) {
  const home = await mkdtemp(join(tmpdir(), "leadwake-types-"));
  try {
    await mkdir(join(home, "node_modules"));
    await symlink(join(told("LEADWAKE_DIST"), "module"), join(home, "node_modules", "leadwake"));
    await writeFile(join(home, "package.json"), '{"type":"module"}');
    const project = { compilerOptions: OPTIONS, files: Object.keys(files) };
    await writeFile(join(home, "tsconfig.json"), JSON.stringify(project));
    for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
    return await new Promise((done) => {
      execFile(process.execPath, [TSC], { cwd: home, maxBuffer: 1 << 26 }, (_, out, err) => done(out + err));
    });
  } finally {
    await rm(home, { recursive: true });
  }
}
