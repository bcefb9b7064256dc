// Making the program fail, and what is seen then.

/** A text of a lead's, which no card may say. */
export const SECRET = "what-the-lead-said-4711";

/** What covers the page. */
export const card = (page) => page.getByRole("alertdialog", { name: "Leadwake stopped" });
export const restart = (page) => card(page).getByRole("button", { name: "Restart" });

/**
 * Lets tests reach the program's instances from outside, which the page keeps to itself; and notes when something
 * failed and when it was covered; and what is on the window before the page itself puts anything there.
 */
export function exposeInstances() {
  for (const event of ["error", "unhandledrejection"]) addEventListener(event, () => (window.failedAt ??= performance.now()));
  new MutationObserver(() => {
    if (document.querySelector("[role=alertdialog]")) window.coveredAt ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
  window.usual = Object.getOwnPropertyNames(window);
  const real = WebAssembly.instantiate;
  window.instances = [];
  WebAssembly.instantiate = async (...given) => {
    const instance = await real(...given);
    window.instances.push(instance.exports);
    return instance;
  };
}

/** Has the program fail whenever it draws the secret. */
export const failAtSecret = (page) =>
  page.addInitScript((secret) => {
    const real = Document.prototype.createTextNode;
    Document.prototype.createTextNode = function (text) {
      if (text.includes(secret)) throw new Error("cannot be drawn");
      return real.call(this, text);
    };
  }, SECRET);
