/**
 * Lets forms work in a frame without `allow-forms`, which swallows the submission of a form before the page hears of it.
 * Those of this page never leave it, so they do without: Enter in a field presses the form's button, too.
 */
export function submitByHand() {
  addEventListener("click", (event) => {
    const button = event.target.closest("button[type=submit]");
    if (!button?.form || event.defaultPrevented) return;
    event.preventDefault();
    button.form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button }));
  });
}
