// What stands on a page of hostile records, held against what should.

/**
 * Runs in the page: looks at everything that was drawn, and gives every finding as a sentence.
 *
 * @param rows what `records` gave
 */
export function inspect({ rows }) {
  const findings = [];
  const found = (words) => findings.length < 40 && findings.push(words);
  const brief = (text) => JSON.stringify(text).slice(0, 160);

  // A text as the vendor sent it: characters that are shown by their number count as themselves.
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.matches(".hidden-character")) {
      if (!/^U\+[0-9A-F]{4,6}$/.test(node.textContent) || node.childElementCount > 0) found(`no such mark: ${brief(node.outerHTML)}`);
      return String.fromCodePoint(Number.parseInt(node.textContent.slice(2), 16));
    }
    return [...node.childNodes].map(read).join("");
  };

  // How an element is built, without its words, and without what the words may bring with them: marks, links, folds.
  const skeleton = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".hidden-character, .text-fold")) return "";
    if (node.matches("svg.icon")) return "icon ";
    if (node.matches("a.link")) {
      const odd = [...node.children].filter((child) => !child.matches("bdi, .link-host, svg.icon, .visually-hidden"));
      if (odd.length > 0) found(`a link holds ${brief(odd[0].outerHTML)}`);
      return "bdi() ";
    }
    const inner = [...node.childNodes].map(skeleton).join("");
    const isOfTheText = node.matches("mark, .text > span, .text a[target], .text bdi, .turn-text bdi");
    if (isOfTheText) return inner;
    const attributes = [...node.attributes].map(({ name }) => name).filter((name) => !["data-lead", "data-end", "data-hit", "title"].includes(name));
    return `${node.localName}.${[...node.classList].join(".").replace(/voice-\d/, "voice")}[${attributes.sort()}](${inner}) `;
  };

  // Nothing on the page is of a kind that the program never draws, and nothing carries code.
  const forbidden = "script:not([src]), iframe, img, object, embed, audio, video, source, link:not([rel=stylesheet]):not([rel=icon]):not([rel=modulepreload]), base, frame, frameset, portal, template, style, input[type=password], [srcdoc], [formaction], [action], [background], [popover], [contenteditable]";
  for (const element of document.body.querySelectorAll(forbidden)) found(`on the page stands ${brief(element.outerHTML)}`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || (name === "style" && !element.matches("html, body"))) found(`${element.localName} has ${name}=${brief(value)}`);
    }
  }
  // Where an attribute holds words, they are words: nothing in them turns what stands around them.
  for (const element of document.querySelectorAll("[title], [aria-label], [aria-description], [alt], [placeholder]")) {
    for (const name of ["title", "aria-label", "aria-description", "alt", "placeholder"]) {
      const value = element.getAttribute(name) ?? "";
      if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value)) found(`${element.localName}.${element.className} hides something in ${name}=${brief(value)}`);
    }
  }
  for (const element of document.querySelectorAll("mark")) {
    if ([...element.attributes].some(({ name }) => name !== "data-current")) found(`a hit has attributes: ${brief(element.outerHTML)}`);
  }
  let links = 0;
  for (const link of document.querySelectorAll("[href], [xlink\\:href]")) {
    const raw = link.getAttribute("href");
    if (raw.startsWith("#") || link.localName === "link") continue;
    links += 1;
    const url = new URL(link.href);
    if (!["https:", "http:", "mailto:", "tel:"].includes(url.protocol)) found(`a link leads to ${brief(raw)}`);
    if (url.username || url.password) found(`a link names a user: ${brief(raw)}`);
    if (raw !== url.href) found(`a link is not as it was read: ${brief(raw)} for ${brief(url.href)}`);
    if (link.target !== "_blank" || !link.relList.contains("noopener") || !link.relList.contains("noreferrer")) found(`a link tells the other side: ${brief(link.outerHTML)}`);
    if (url.host && !link.querySelector(".link-host") && !read(link).toLowerCase().includes(url.hostname)) found(`a link hides its host: ${brief(link.outerHTML)}`);
  }
  if ("__pwn" in window) found("a payload ran");

  // Every row: built like the harmless one of its sort, with every string in it as it came.
  const byToken = new Map();
  for (const row of document.querySelectorAll(".entry:not([data-kind=tools]), .tool-row")) {
    const facts = [...row.querySelectorAll(":scope > .entry-details .fields > .fact")];
    const fact = facts.find((fact) => /^(data\.|additional_data\.)?tok$/.test(fact.firstElementChild.textContent));
    if (fact) byToken.set(fact.lastElementChild.textContent, row);
  }
  const built = {};
  for (const { shape, tok, texts, keys, record, isPlain } of rows) {
    const row = byToken.get(tok);
    if (!row) {
      found(`${shape} ${tok} is not on the page`);
      continue;
    }
    const bones = skeleton(row);
    if (isPlain) built[shape] = bones;
    else if (built[shape] !== bones) {
      let at = 0;
      while (bones[at] === built[shape][at]) at += 1;
      found(`${shape} is built otherwise: …${bones.slice(Math.max(0, at - 60), at + 90)} for …${built[shape].slice(Math.max(0, at - 60), at + 90)} with ${brief(texts)}`);
    }
    const said = new Set([...row.querySelectorAll(".fields dd")].map(read));
    for (const text of texts) if (!said.has(text)) found(`${shape} ${tok} lost ${brief(text)}`);
    const names = [...row.querySelectorAll(".fields dt")].map(read).join("\n");
    for (const key of keys) if (!names.includes(key)) found(`${shape} ${tok} lost the name ${brief(key)}`);
    const pre = row.querySelector(":scope > .entry-details .raw-json");
    try {
      const shown = JSON.parse(read(pre));
      if (record && JSON.stringify(shown) !== JSON.stringify(record)) found(`${shape} ${tok} has other JSON: ${brief(shown)}`);
    } catch (error) {
      found(`${shape} ${tok}: its JSON cannot be read: ${error.message}`);
    }
  }
  return { findings, rows: byToken.size, links, marks: document.querySelectorAll(".entry mark").length };
}

/** Runs in the page: how the pane is built, and all that it says. */
export function inspectPane() {
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.matches(".hidden-character")) return String.fromCodePoint(Number.parseInt(node.textContent.slice(2), 16));
    return [...node.childNodes].map(read).join("");
  };
  const kinds = {};
  const pane = document.querySelector(".lead-pane");
  for (const element of pane.querySelectorAll("*")) {
    if (element.closest("svg, .text, .hidden-character, .link") || element.matches("mark, .text-fold")) continue;
    kinds[element.localName] = (kinds[element.localName] ?? 0) + 1;
  }
  const inTexts = new Set([...pane.querySelectorAll(".text *, .link *")].filter((element) => !element.closest("svg")).map(({ localName }) => localName));
  return { kinds, inTexts: [...inTexts], title: read(pane.querySelector(".detail-title")), said: [...pane.querySelectorAll(".text, dd, bdi, .turn-text, .bubble")].map(read) };
}

/** Runs in the page: how the elements of a selector are built, without their words, and what they say. */
export function inspectWords(selector) {
  const findings = [];
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.matches(".hidden-character")) return String.fromCodePoint(Number.parseInt(node.textContent.slice(2), 16));
    return [...node.childNodes].map(read).join("");
  };
  const bones = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".hidden-character")) return "";
    if (node.matches("svg.icon")) return "icon ";
    const attributes = [...node.attributes].map(({ name }) => name).sort();
    const says = node.matches("button, a") ? node.textContent : "";
    return `${node.localName}.${[...node.classList].join(".")}[${attributes}](${says}${[...node.childNodes].map(bones).join("")}) `;
  };
  const all = [...document.querySelectorAll(selector)];
  for (const element of all.flatMap((one) => [...one.querySelectorAll("a, input, form, iframe, img")])) {
    if (!element.matches("label.choice > input[type=checkbox], a.vendor")) findings.push(`it holds ${element.outerHTML.slice(0, 160)}`);
  }
  const words = all.flatMap((one) => [...one.querySelectorAll("bdi")].map(read));
  return { findings, built: all.map(bones), words, text: all.map(read).join("\n") };
}

/** Runs in the page: which texts with a mark in them stand, or reach, outside the elements in which a vendor's words belong. */
export function strayWords({ within, own, mark }) {
  const stray = [];
  let seen = 0;
  // Rows that are far away have no size of their own.
  const drawn = new CSSStyleSheet();
  drawn.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(drawn);
  for (const part of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.includes(mark)) continue;
      seen += 1;
      const home = node.parentElement.closest(own);
      if (!home || !part.contains(home)) {
        stray.push(`${node.parentElement.outerHTML.slice(0, 200)} is no place of a vendor's`);
        continue;
      }
      // What is folded away is not seen.
      if (!home.checkVisibility()) continue;
      // What scrolls by itself reaches nowhere, and what is no letter is not seen.
      const clips = (element) => ["overflowX", "overflowY"].some((way) => getComputedStyle(element)[way] !== "visible");
      let frame = node.parentElement;
      while (frame !== part && !clips(frame)) frame = frame.parentElement;
      if (frame !== part || clips(part)) continue;
      while (frame.localName !== "main" && !clips(frame)) frame = frame.parentElement;
      const [edge, range] = [part.getBoundingClientRect(), document.createRange()];
      // A long word may leave a row beside it, where the list ends it; above and below it stand other rows.
      const isIn = (box) => box.top >= edge.top - 1 && box.bottom <= edge.bottom + 1 && (clips(frame) || (box.left >= edge.left - 1 && box.right <= edge.right + 1));
      for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (![...range.getClientRects()].every(isIn)) stray.push(`${JSON.stringify(word.slice(0, 80))} of ${home.localName}.${home.className} reaches out of ${part.className}`);
      }
    }
  }
  return { stray, seen };
}
