// Starts the viewer. A file rather than Trunk's inline script, so that the page's policy can forbid inline scripts.
// The page that names this script names the program's two files, whose names change with their content.
const here = new URL(import.meta.url);
const file = (name) => new URL(here.searchParams.get(name), here);
const { default: start } = await import(file("js"));
await start({ module_or_path: file("wasm") });
