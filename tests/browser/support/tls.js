// Names and certificates of a test's own, for vendors that are asked over https.
import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { told } from "./servers.js";

/**
 * An authority of its own, valid for a day.
 *
 * @returns `ca`, the file with its certificate; `issue(name)`, key and certificate for a host; `stop()` removes it all
 */
export async function startAuthority() {
  const program = told("OPENSSL");
  const home = await mkdtemp(join(tmpdir(), "leadwake-"));
  const ca = join(home, "ca.pem");
  const make = (...args) =>
    promisify(execFile)(program, ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", ...args]);
  await make("-keyout", join(home, "ca.key"), "-out", ca, "-subj", "/CN=authority");
  const issue = async (name) => {
    const [key, cert] = ["key", "pem"].map((kind) => join(home, `${name}.${kind}`));
    const names = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`, "-addext", "basicConstraints=critical,CA:FALSE"];
    await make("-CA", ca, "-CAkey", join(home, "ca.key"), "-keyout", key, "-out", cert, ...names);
    return { key: await readFile(key), cert: await readFile(cert) };
  };
  return { ca, issue, stop: () => rm(home, { recursive: true }) };
}

/** A DNS server for which every name is this machine. `address` is where it listens. */
export async function startNames() {
  const socket = createSocket("udp4");
  socket.unref();
  socket.on("message", (query, from) => {
    const end = query.indexOf(0, 12) + 5;
    const isIpv4 = query.readUInt16BE(end - 4) === 1;
    const head = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, isIpv4 ? 1 : 0, 0, 0, 0, 0]);
    const found = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    socket.send(Buffer.concat([head, query.subarray(12, end), ...(isIpv4 ? [found] : [])]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const stop = async () => {
    socket.close();
    await once(socket, "close");
  };
  return { address: `127.0.0.1:${socket.address().port}`, stop };
}
