// A port of this machine on which nobody listens.
import { once } from "node:events";
import { createServer } from "node:net";

/** One that was free just now; whoever listens on it has to be ready for somebody else to have been quicker. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A host with such a port: nobody answers there. */
export async function nobody() {
  return `127.0.0.1:${await freePort()}`;
}
