// What whoever runs this portal has on their server: the vendors' keys, and for whom they are used is theirs to decide.

/** The header that carries each vendor's key. */
const HEADERS = {
  apten: (key) => ({ "x-api-key": key }),
  leadsail: (key) => ({ "X-API-Key": key }),
  naturalead: (key) => ({ "X-API-Key": key }),
  attendee: (key) => ({ Authorization: `Token ${key}` }),
};

/**
 * Passes a request below `/vendors/` on to its vendor, with the key, when it reads what the vendor documents.
 *
 * @param {Record<string, { base_url: string, key: string }>} vendors
 * @param {(vendor: string, path: string) => boolean} isDocumented of `leadwake/host`
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>}
 */
export function passOn(vendors, isDocumented) {
  return async (request, response) => {
    const [, vendor, path, query = ""] = /^\/vendors\/(\w+)(\/[^?]*)(\?.*)?$/.exec(request.url) ?? [];
    if (request.method !== "GET" || !isDocumented(vendor, path)) return void response.writeHead(404).end();
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    try {
      const { base_url, key } = vendors[vendor];
      const answer = await fetch(base_url + path + query, { headers: HEADERS[vendor](key), redirect: "error", signal: gone.signal });
      const body = Buffer.from(await answer.arrayBuffer());
      const headers = { "x-content-type-options": "nosniff", "content-security-policy": "sandbox", "cache-control": "no-store" };
      for (const name of ["content-type", "retry-after"]) if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
      response.writeHead(answer.status, headers).end(body);
    } catch {
      response.writeHead(502).end();
    }
  };
}
