// What covers the page when the program cannot go on. It holds no data, and needs nothing of the program.

/** An element with properties and children. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * Puts a card in the place of everything that is on the page, and the focus on the first thing to do.
 *
 * @param {string} title
 * @param {string} text
 * @param {string} code what a report of it should name: where it happened, and in which build
 * @param {{ name: string, act: () => void }[]} actions the best first
 */
export function showCard(title, text, code, actions) {
  const buttons = actions.map(({ name, act }, at) =>
    make("button", { type: "button", className: at === 0 ? "button-primary" : "button", textContent: name, onclick: act }),
  );
  const card = make(
    "div",
    { className: "crash-card", role: "alertdialog", ariaModal: "true" },
    make("h1", { id: "crash-title", textContent: title }),
    make("p", { id: "crash-text", textContent: text }),
    make("div", { className: "row" }, ...buttons),
    make("p", { className: "quiet mono", textContent: code }),
  );
  card.setAttribute("aria-labelledby", "crash-title");
  card.setAttribute("aria-describedby", "crash-text");
  const cover = make("div", { className: "viewer crash" }, card);
  const { theme } = document.querySelector(".viewer")?.dataset ?? {};
  if (theme) cover.dataset.theme = theme;
  document.body.replaceChildren(cover);
  document.title = `${title} – Leadwake`;
  buttons[0].focus();
}
