// A server of a test's own, on this machine alone.
import { once } from "node:events";

/**
 * Has a server listen at a free port. Whoever forgets to stop it does not wait for it for ever.
 *
 * @param {import("node:http").Server | import("node:https").Server} server
 * @returns its `port`; `stop()`, which ends what is on its way, too
 */
export async function listen(server) {
  server.unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { port: server.address().port, stop };
}
