// Serves what is measured: a contestant's files, and the vendors' answers. One program for all contestants, so that none
// has a quicker host; and every answer ready and compressed in memory, so that no host is what is measured.
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

function listen(answer) {
  const server = createServer({ keepAlive: true }, (question, reply) => {
    answer(question, reply).catch((error) => {
      reply.writeHead(500).end(String(error));
    });
  });
  // A connection that a page keeps must not be closed between two of its questions.
  server.keepAliveTimeout = 600_000;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const stop = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ base: `http://127.0.0.1:${server.address().port}`, stop });
    });
  });
}

/**
 * Serves a folder with the Brotli files in it. `extra` are files that are not in it: `{ "/name": "text" }`. `served` notes how
 * many bytes each file took.
 */
export async function hostFiles(folder, extra = {}) {
  const known = new Map();
  const find = async (path) => {
    if (path in extra) return { body: Buffer.from(extra[path]) };
    const file = join(folder, normalize(path));
    const packed = await readFile(`${file}.br`).catch(() => undefined);
    if (packed) return { body: packed, encoding: "br" };
    return readFile(file).then((body) => ({ body }), () => undefined);
  };
  const served = new Map();
  const host = await listen(async (question, reply) => {
    const path = new URL(question.url, "http://host").pathname;
    const name = path === "/" ? "/index.html" : path;
    if (!known.has(name)) known.set(name, await find(name));
    const found = known.get(name);
    if (!found) return void reply.writeHead(404).end();
    served.set(name, found.body.length);
    const isNamedByContent = /[-.][0-9a-z]{8,}([-_.]|$)/i.test(name);
    reply.writeHead(200, {
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      "content-length": found.body.length,
      "cache-control": isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache",
      vary: "accept-encoding",
      ...(found.encoding && { "content-encoding": found.encoding }),
    });
    reply.end(found.body);
  });
  return { ...host, served };
}

const compress = promisify(brotliCompress);

/** A call that no lead has, of two hours. */
export const LONG_CALL = { id: "two-hours", turns: 3000 };

function longCall() {
  const at = (turn) => new Date(Date.UTC(2026, 8, 1, 9) + turn * 2400).toISOString();
  const words = ["We spoke about the roof", "and what the panels would cost", "with the loan or without it", "in the spring"];
  const turn = (_, index) => ({
    role: index % 2 === 0 ? "assistant" : "user",
    content: `${words.slice(index % 3).join(" ")}, turn ${index}.`,
    startTime: at(index),
    endTime: at(index + 0.9),
  });
  const transcript = Array.from({ length: LONG_CALL.turns }, turn);
  const times = { createdAt: at(0), updatedAt: at(LONG_CALL.turns), durationSeconds: 7200 };
  return { id: LONG_CALL.id, direction: "OUTBOUND", callStatus: "COMPLETE", ...times, summary: "A long talk.", transcript };
}

/** Asks the simulator; gives `{ status, headers, body }`. */
function ask(base, method, path, headers) {
  return new Promise((resolve, reject) => {
    const question = request(base + path, { method, headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
    });
    question.on("error", reject).end();
  });
}

/**
 * Stands before the simulator and keeps its answers, compressed with Brotli as an API's edge does. What a page asks for the
 * first time is the simulator's answer; the same question again is answered from memory. `standBefore(simulator)` begins
 * anew before a simulator at that address; `size()` tells what is kept.
 */
export async function hostVendors() {
  let simulator;
  const kept = new Map();
  const find = async ({ method, url, headers }) => {
    const passed = ["x-api-key", "accept", "origin", "access-control-request-method", "access-control-request-headers"];
    const asked = Object.fromEntries(passed.filter((name) => headers[name]).map((name) => [name, headers[name]]));
    const isLongCall = method === "GET" && url.endsWith(`/calls/${LONG_CALL.id}`);
    const { status, headers: told, body } = isLongCall
      ? {
          status: 200,
          headers: { "content-type": "application/json", "access-control-allow-origin": headers.origin },
          body: Buffer.from(JSON.stringify(longCall())),
        }
      : await ask(simulator, method, url, asked);
    const isTold = ([name]) => name === "content-type" || name.startsWith("access-control-");
    const answer = { status, headers: Object.fromEntries(Object.entries(told).filter(isTold)), body };
    if (body.length > 0) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      answer.body = await compress(body, { params });
      answer.headers["content-encoding"] = "br";
      answer.headers["content-length"] = answer.body.length;
    }
    return answer;
  };
  const host = await listen(async (question, reply) => {
    const { method, url, headers: asked } = question;
    // Every path of a vendor is preflighted alike.
    const key = method === "OPTIONS" ? url.split("/", 2).join("/") : `${url} ${asked["x-api-key"]}`;
    if (!kept.has(key)) kept.set(key, find(question));
    const { status, headers, body } = await kept.get(key);
    reply.writeHead(status, headers).end(body);
  });
  const standBefore = (base) => {
    simulator = base;
    kept.clear();
  };
  const size = async () => {
    const answers = await Promise.all(kept.values());
    return { answers: answers.length, bytes: answers.reduce((sum, { body }) => sum + body.length, 0) };
  };
  return { ...host, standBefore, size };
}
