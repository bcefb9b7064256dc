// Starts the viewer. A file rather than Trunk's inline script, so that the page's policy can forbid inline scripts.
// The page that names this script names the program's two files, whose names change with their content.
const here = new URL(import.meta.url);
const file = (name) => new URL(here.searchParams.get(name), here);
const { default: start } = await import(file("js"));
await start({ module_or_path: file("wasm") });

// A frame without `allow-forms` swallows the submission of a form before the page hears of it. Those of this page never
// leave it, so they do without: Enter in a field presses the form's button, too.
addEventListener("click", (event) => {
  const button = event.target.closest("button[type=submit]");
  if (!button?.form || event.defaultPrevented) return;
  event.preventDefault();
  button.form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button }));
});
