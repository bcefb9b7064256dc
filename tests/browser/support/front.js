// A server in front of another one, which answers some questions itself: as a host does that lacks a file, or has
// something else in its place.
import { createServer, request as ask } from "node:http";
import { listen } from "./listen.js";
import { STORAGE } from "./modes.js";

/**
 * Starts it for the time of a test, or of a file.
 *
 * @param t the test's context, or whatever else has `after`
 * @param {string} behind the address of the server behind it
 * @param answers is told each question, `(url, response, request)`; it gives `true` where it answers itself, now or never,
 * `{ to, headers }` where somebody else is to be asked, and nothing where the server behind is
 * @returns {Promise<{ base: string, origin: string }>} its address, which leads to the one behind it
 */
export async function startFront(t, behind, answers) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, behind);
    const answer = answers(url, response, request);
    if (answer === true) return;
    const { to = url, headers = {} } = answer ?? {};
    const passed = ask(to, { method: request.method, headers: { ...request.headers, ...headers } }, (came) => {
      response.writeHead(came.statusCode, came.headers);
      came.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  const { port, stop } = await listen(server);
  t.after(stop);
  const origin = `http://127.0.0.1:${port}`;
  return { base: origin + new URL(behind).pathname, origin };
}

/** Answers with JSON or, where a text is given, a web page. */
export function reply(response, status, body) {
  const isText = typeof body === "string";
  // As the printed recipes have it with `--sandboxed`, whatever the answer is.
  const readable = STORAGE === "sandboxed" ? { "access-control-allow-origin": "*" } : {};
  response.writeHead(status, { "content-type": isText ? "text/html" : "application/json", ...readable }).end(isText ? body : JSON.stringify(body));
  return true;
}

/** Breaks off without a word, as a network does. */
export function breakOff(response) {
  response.destroy();
  return true;
}
