// The snippets of the package's README.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { told } from "./servers.js";

/** The code of a language below a heading of the second level, block by block. */
export async function blocks(heading, language) {
  const text = await readFile(join(told("LEADWAKE_DIST"), "module", "README.md"), "utf8");
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (!section) throw new Error(`the package's README has no section “${heading}”`);
  return [...section.matchAll(new RegExp("^```" + language + "\\n([\\s\\S]*?)^```", "gm"))].map(([, code]) => code);
}
