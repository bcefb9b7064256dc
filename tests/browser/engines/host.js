// The page server under test, and before it one that adds to what it serves: a script that notes what goes wrong in a page,
// from its very beginning on, for browsers that do not tell; a page that shows the viewer in a narrow frame; and one that
// mounts the package.
import { createServer } from "node:http";
import { listen } from "../support/listen.js";

/** Notes what a reader of the console would worry about. The page's policy lets it run, for it is a file of its host. */
const NOTES = `
  window.troubles = [];
  const note = (text) => window.troubles.push(text);
  const { error } = console;
  console.error = (...words) => { note("console: " + words.join(" ")); error.apply(console, words); };
  addEventListener("error", (event) => note("exception: " + event.message));
  addEventListener("unhandledrejection", (event) => note("exception: " + event.reason));
  addEventListener("securitypolicyviolation", (event) => note("policy: " + event.violatedDirective + " forbids " + event.blockedURI));
`;

const PORTAL = `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,">
  <body><main><h1>Portal</h1><iframe title="Timeline" width="400" height="760" src="/#/demo"></iframe></main></body></html>`;

const MOUNTING = `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><script src="notes.js"></script>
  <script type="module">import { mount } from "./module/index.js"; window.mount = mount;</script>
  <body style="margin: 0"><main><h1>Portal</h1><div id="timeline" style="height: 640px"></div></main></body></html>`;

/**
 * @param behind the address of the page server
 * @returns `base`, the address of the viewer; `stop()`. Beside the viewer's page there is `portal`, which shows it in a frame,
 * and `mounting`, whose script has the package's `mount`, and whose `#timeline` has room for it.
 */
export async function serveNoted(behind) {
  const server = createServer(async (request, response) => {
    const own = { "/notes.js": ["text/javascript", NOTES], "/portal": ["text/html", PORTAL], "/mounting": ["text/html", MOUNTING] }[request.url];
    if (own) return response.writeHead(200, { "content-type": own[0] }).end(own[1]);
    const answer = await fetch(new URL(request.url, behind));
    const headers = Object.fromEntries(answer.headers);
    // The body comes unpacked.
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) delete headers[name];
    const body = Buffer.from(await answer.arrayBuffer());
    const isPage = headers["content-type"]?.startsWith("text/html");
    const sent = isPage ? String(body).replace("<head>", '<head><script src="notes.js"></script>') : body;
    return response.writeHead(answer.status, headers).end(sent);
  });
  const { port, stop } = await listen(server);
  const base = `http://127.0.0.1:${port}/`;
  return { base, stop };
}
