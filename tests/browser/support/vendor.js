// A server in a vendor's place that answers as a test says and keeps everything it was sent.
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { listen } from "./listen.js";

/**
 * Starts it.
 *
 * @param answer gives `{ status, headers, body }` for a request's address, and `isCut` where the connection ends half-way
 * @param tls `key` and `cert`, for https
 * @returns `origin`; `got`, every request: `method`, `url`, `headers` by name, and with TLS the `name` it was
 * asked by; `stop()`
 */
export async function startVendor(answer, tls) {
  const got = [];
  const handle = (request, response) => {
    got.push({ method: request.method, url: request.url, headers: { ...request.headers }, name: request.socket.servername });
    const { status = 200, headers = {}, body = "{}", isCut = false } = answer(request.url);
    if (!isCut) return response.writeHead(status, headers).end(body);
    // Chunked, and ended before the last chunk.
    response.writeHead(status, headers);
    response.write(body, () => response.destroy());
  };
  const server = tls ? createSecureServer(tls, handle) : createServer(handle);
  const { port, stop } = await listen(server);
  return { origin: `${tls ? "https" : "http"}://127.0.0.1:${port}`, got, stop };
}
