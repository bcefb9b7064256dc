// What can go wrong with one answer, and what is to be seen of it.
//
// `rule(vendor, lead)` gives the simulator's fault, or a text that says why there is no such fault at this vendor.
// `only(vendor, place)` is true where it is tried, or says why not.
// `times`: it strikes so often, else always. `effect` is what is to be on the timeline:
//   lost   everything that came before the fault, nothing of the answers from the fault on
//   part   that, and of the answer that was struck what came whole
//   whole  everything: the fault passes, or does no harm
//          (`mark` is what it leaves in a record that is otherwise as it was)
//   more   everything, and a row for the record that was put between
// `title` is what the reader is told; nothing is to be told where there is none. `hangs` is what the page waits for in vain.
import { AROUND, record } from "./lead.js";

const NAMES = { apten: "Apten", leadsail: "LeadSail", naturalead: "Naturalead", attendee: "Attendee" };
const PAGED = ["apten", "attendee"];
const ELSEWHERE = "https://elsewhere.invalid/steal";

const said = (words) => (vendor) => new RegExp(`^${NAMES[vendor]}${words}`);
const status = (status, title, more = {}) => ({
  name: `status ${status}`,
  rule: () => ({ kind: "status", status }),
  effect: "lost",
  title,
  ...more,
});
const trouble = (code) => status(code, said(` has a problem \\(${code}\\)$`), { text: /Tried 4 times/ });
const request = said(" (did not accept the request|does not accept its own next page) \\(\\d+\\)$");
const slower = (value) => ({
  name: `429 once, Retry-After: ${value}`,
  rule: () => ({ kind: "status", status: 429, retry_after: value }),
  times: 1,
  effect: "whole",
  // Shorter ones may be over before anybody looks.
  waits: ["7", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"].includes(value),
  only: (vendor, place) => place === "first" || ["7", "soon"].includes(value) || "the value is tried on the first page",
});
const once = (name, fault) => ({ name: `${name}, once`, rule: () => fault, times: 1, effect: "whole" });
const body = (name, text, title, more) => ({ name, rule: () => ({ kind: "body", body: text }), effect: "lost", title, ...more });
const notJson = said(" sent something this page cannot read$");
const shape = said(" sent something new$");
const unreadable = said(" did not let this page read the answer$");

/** A record put between the others of an answer. */
const between = (name, write, more) => ({
  name,
  // In a list with nothing in it, it would stand between nothing.
  rule: (vendor, lead) => ({ kind: "replace", from: `${AROUND[vendor][0]}{`, to: `${AROUND[vendor][0]}${write(vendor, lead)},{` }),
  effect: "more",
  isList: true,
  only: (vendor, place) => vendor !== "naturalead" || place === "last" || "Naturalead’s pages are counted by records, and one more would move them",
  ...more,
});
const broken = { title: said(": something to know$"), text: /A part of the answer is no JSON; what could be read is shown/ };

/** The faults. */
export const FAULTS = [
  status(400, request),
  status(401, said(" refused the key \\(401\\)$")),
  status(403, (vendor) => said(vendor === "apten" ? " refused the key \\(403\\)$" : "’s key may not read this \\(403\\)$")(vendor)),
  status(404, said(" (has no (lead|bot) with this id|has nothing for this .*|does not accept its own next page \\(404\\))$")),
  status(409, request),
  status(410, request),
  status(422, request),
  status(418, said(" answered with status 418$")),
  status(429, said(" asks to slow down \\(429\\)$"), { text: /Tried 6 times/ }),
  ...["7", "0", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "99999999999999999999", "soon", "1e3"].map(slower),
  ...[500, 502, 503, 504].map(trouble),
  once("status 503", { kind: "status", status: 503 }),
  { name: "the headers never come", rule: () => ({ kind: "delay", ms: 600_000 }), effect: "lost", hangs: 16_000, title: said(" did not answer in time$"), text: /was silent for 15 s\..* Tried 4 times/s },
  { ...once("the headers never come", { kind: "delay", ms: 600_000 }), hangs: 16_000 },
  { name: "the body stops coming", rule: () => ({ kind: "slow_body", ms: 600_000 }), effect: "part", hangs: 31_000, title: said("’s answer stopped coming$"), text: /silent for 30 s/ },
  { name: "the headers are late", rule: () => ({ kind: "delay", ms: 120 }), times: 1, effect: "whole" },
  { name: "the body is late", rule: () => ({ kind: "slow_body", ms: 120 }), times: 1, effect: "whole" },
  { name: "the connection is dropped", rule: () => ({ kind: "drop" }), effect: "lost", title: unreadable },
  ...["length", "chunk", "silent"].map((how) => ({ name: `cut off (${how})`, rule: () => ({ kind: "cut", how }), effect: "part", title: said("’s answer was cut off$"), text: /Tried 4 times/ })),
  once("cut off", { kind: "cut", how: "length" }),
  { name: "a web page", rule: () => ({ kind: "html", status: 200 }), effect: "lost", title: said(" answered with a web page, not data \\(200\\)$"), text: /Checking your browser/ },
  { name: "a web page with 502", rule: () => ({ kind: "html", status: 502 }), effect: "lost", title: said(" has a problem \\(502\\)$") },
  { name: "a web page with 403", rule: () => ({ kind: "html", status: 403 }), effect: "lost", title: said(" refused the key \\(403\\)$|’s key may not read this \\(403\\)$") },
  { name: "a wrong content type", rule: () => ({ kind: "content_type", value: "text/html" }), effect: "whole" },
  { name: "garbage", rule: () => ({ kind: "garbage" }), effect: "lost", title: notJson },
  { name: "a byte order mark", rule: () => ({ kind: "encoding", how: "bom" }), effect: "whole" },
  { name: "bytes that are no UTF-8", rule: () => ({ kind: "encoding", how: "invalid" }), effect: "whole", mark: "\uFFFD" },
  { name: "UTF-16", rule: () => ({ kind: "encoding", how: "utf16" }), effect: "lost", title: notJson },
  { name: "an empty body", rule: () => ({ kind: "empty", status: 200 }), effect: "lost", title: said(" gave an empty answer \\(200\\)$") },
  { name: "204", rule: () => ({ kind: "empty", status: 204 }), effect: "lost", title: said(" gave an empty answer \\(204\\)$") },
  body("null", "null", shape),
  { ...body("[]", "[]", shape), effectAt: { naturalead: "end" } },
  body("{}", "{}", shape),
  body("a number", "5", shape),
  body("a text", '"try later"', shape),
  body("NaN", "NaN", notJson),
  body("JSON of another shape", '{"events":{},"data":{"interactions":7},"results":"none"}', shape),
  body("100,000 brackets", "[".repeat(100_000), said(" sent something this page cannot read$|’s answer was cut off$")),
  { name: "success: false", rule: (vendor) => (vendor === "leadsail" ? { kind: "success_false", code: "LOCKED", message: "being merged" } : "only LeadSail’s envelope has it"), effect: "lost", title: said(" answered with status 200$"), text: /LOCKED: being merged/ },
  between("half an emoji", (vendor, lead) => record(lead, vendor, { text: "cut \\ud83d" })),
  between("1e400", (vendor, lead) => record(lead, vendor, { more: ',"score":1e400' })),
  between("a name twice", (vendor, lead) => record(lead, vendor, { more: ',"again":1,"again":2' })),
  between("5,000 levels", (vendor, lead) => record(lead, vendor, { more: `,"deep":${"[".repeat(5000)}${"]".repeat(5000)}` })),
  between("a text of 2 MB", (vendor, lead) => record(lead, vendor, { text: "long ".repeat(400_000) })),
  between("NaN in a record", (vendor, lead) => record(lead, vendor, { more: ',"score":NaN' }), broken),
  between("a record of other types", (vendor, lead) => record(lead, vendor, { more: ',"type":7,"data":"x","status":[],"call":1,"messages":"none","sender_name":{},"text":[1]' }), {
    title: (vendor) => (vendor === "naturalead" ? said(": something to know$")(vendor) : null),
  }),
  between("a record without fields", () => "{}"),
  between("null for a record", () => "null"),
  between("a number for a record", () => "17"),
  { name: "a trailing comma", rule: (vendor) => ({ kind: "replace", from: AROUND[vendor][1], to: `,${AROUND[vendor][1]}` }), effect: "whole", isList: true, ...broken },
  { name: "pages in a circle", rule: (vendor) => (PAGED.includes(vendor) ? { kind: "cursor", how: "loop" } : "it names no next page"), effect: "any", isList: true, title: said("’s pages lead in a circle$") },
  { name: "pages without end", rule: (vendor) => (PAGED.includes(vendor) ? { kind: "cursor", how: "endless" } : "it names no next page"), effect: "lost", isList: true, title: said("’s pages bring nothing new$") },
  { name: "a next page on another host", rule: (vendor) => (PAGED.includes(vendor) ? { kind: "next", value: `${ELSEWHERE}?cursor=stolen` } : "it names no next page"), effect: "any", isList: true, title: (vendor, at) => (vendor === "apten" ? request(vendor) : said(" (does not accept its own next page|has no bot with this id).*")(vendor)) },
  { name: "a next page of 9 KiB", rule: (vendor) => (PAGED.includes(vendor) ? { kind: "next", value: "x".repeat(9 * 1024) } : "it names no next page"), effect: "any", isList: true, title: said(": something to know$") },
  { name: "a redirect to another host", rule: () => ({ kind: "redirect", to: ELSEWHERE, status: 302 }), effect: "lost", title: unreadable },
  { name: "a redirect to itself", rule: () => ({ kind: "redirect", to: "?", status: 308 }), effect: "lost", title: unreadable },
  { name: "a refused preflight", method: "OPTIONS", rule: () => ({ kind: "status", status: 401 }), effect: "lost", title: unreadable },
  { name: "an answer without CORS headers", rule: () => ({ kind: "no_cors" }), effect: "lost", title: unreadable },
  { name: "an error without CORS headers", cors: "errors_without_headers", rule: () => ({ kind: "status", status: 503 }), effect: "lost", title: unreadable },
  { name: "offline in the middle", rule: () => ({ kind: "delay", ms: 600_000 }), effect: "lost", hangs: 16_000, offline: true, title: () => /^This device is offline$/ },
];
