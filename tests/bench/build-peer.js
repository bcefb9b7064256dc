// Bundles a peer as it would be deployed: production mode, minified, names with the hash of their content, Brotli.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Builds a peer into a folder. `main` is its first file; `vendors` the origin that its page connects to early. */
export async function buildPeer(main, folder, vendors) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const source = join(import.meta.dirname, "peers");
  const { metafile } = await build({
    entryPoints: [join(source, main)],
    outdir: folder,
    entryNames: "peer-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: "chrome120",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    metafile: true,
    absWorkingDir: folder,
    logLevel: "warning",
  });
  const made = Object.keys(metafile.outputs);
  const page = await readFile(join(source, "index.html"), "utf8");
  const named = (ending) => made.find((name) => name.endsWith(ending));
  const html = page.replace("%STYLE%", named(".css")).replace("%SCRIPT%", named(".js")).replace("%VENDORS%", vendors);
  await writeFile(join(folder, "index.html"), html);
  for (const name of [...made, "index.html"]) {
    const bytes = await readFile(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}
