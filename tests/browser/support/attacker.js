// Whoever would like to have a key: answers every question as invitingly as can be, and writes everything down.
import { createServer } from "node:http";
import { listen } from "./listen.js";

/**
 * Listens on a port of its own.
 *
 * @returns `port`; `origin`; `heard`, the first line, headers and body of everything that was sent to it, and a word
 * for each connection that brought nothing readable; `stop()`
 */
export async function startAttacker() {
  const heard = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push([`${request.method} ${request.url}`, ...request.rawHeaders, body].join("\n"));
    response.writeHead(200, {
      "access-control-allow-origin": request.headers.origin ?? "*",
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
      "access-control-allow-methods": "GET, POST, PUT, DELETE",
      "content-type": "application/json",
    });
    response.end('{"events":[],"nextToken":null,"next":null,"results":[],"success":true,"data":{"interactions":[]}}');
  });
  // A browser that speaks TLS to it has been led here, too.
  server.on("clientError", (_, socket) => {
    heard.push("a connection");
    socket.destroy();
  });
  const { port, stop } = await listen(server);
  return { port, origin: `http://127.0.0.1:${port}`, heard, stop };
}
