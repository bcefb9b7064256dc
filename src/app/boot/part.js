// In a page of nobody's, which is in a frame of the page that tries the module: loads it as other pages do, and tells the
// page around what was seen. No key comes here.

const home = new URL("../module/", import.meta.url);
const { way, lead, theme } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

const tell = (news) => parent.postMessage({ ns: "leadwake-trial", ...news }, home.origin);
const started = () => tell({ hasStarted: true });
const problem = ({ kind, message }) => tell({ problem: { kind: String(kind), message: String(message) } });

/** By way: shows the lead in this page. Settles when that has begun. */
const ways = {
  async element() {
    await import(new URL("element.js", home));
    const element = document.createElement("lead-timeline");
    element.setAttribute("lead", lead);
    element.setAttribute("theme", theme);
    for (const [event, act] of Object.entries(heard)) element.addEventListener(`lead-${event}`, ({ detail }) => act(detail));
    document.body.append(element);
  },
  async module() {
    const { mount } = await import(new URL("index.js", home));
    const viewer = mount(document.body, { lead, theme });
    for (const [event, act] of Object.entries(heard)) viewer.on(event, act);
  },
  async data() {
    const { loadTimeline } = await import(new URL("index.js", home));
    const load = loadTimeline({ lead });
    const entries = await load.all();
    started();
    document.body.textContent = entries.length === 1 ? "1 entry" : `${entries.length} entries`;
    for (const { error } of load.feeds) if (error) problem(error);
  },
};
const heard = {
  ready: started,
  error({ error }) {
    // A viewer that tells of a vendor's failure has started.
    if (error.vendor) started();
    problem(error);
  },
  crashed: ({ place }) => problem({ kind: "crashed", message: `The viewer stopped at ${place}` }),
};

if (globalThis.trustedTypes) {
  // This site's policy names but one policy of types, and the module makes its own, under a name of its own.
  const make = trustedTypes.createPolicy.bind(trustedTypes);
  trustedTypes.createPolicy = (name, rules) => make("default", rules);
}
Object.assign(document.body.style, { margin: "0", blockSize: "100vh" });
try {
  await ways[way]();
} catch (error) {
  const isThere = await fetch(new URL("index.js", home), { method: "HEAD" }).then(({ ok }) => ok, () => false);
  const missing = { kind: "missing", message: `${home} is not there: cargo xtask build puts it beside the viewer` };
  problem(isThere ? { kind: error.kind ?? "program", message: error.message } : missing);
}
