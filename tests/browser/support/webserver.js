// The web servers that the printed recipes are for: the real nginx and the real Caddy, on a free port of this machine,
// with a folder of their own that is gone when they stop.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { eventually } from "./eventually.js";
import { freePort } from "./port.js";
import { told } from "./servers.js";

/** The servers by their recipes. */
export const SERVERS = ["nginx", "caddy"];

/** What `cargo xtask relay` prints for these words. */
export async function recipe(...words) {
  const { stdout } = await promisify(execFile)(told("LEADWAKE_RECIPES"), words);
  return stdout;
}

/** The options by which the relay asks the simulator in place of the vendors. */
export function towards(simulator) {
  return Object.entries(simulator.ready.vendors).flatMap(([name, { base_url }]) => ["--upstream", `${name}=${base_url}`]);
}

/**
 * Serves the built viewer and the relay exactly as a printed recipe says.
 *
 * @param kind `nginx` or `caddy`
 * @param words more options of the recipe
 * @param files more files beside the viewer, made of its address: texts by name
 * @param keys the keys that the relay adds, by vendor
 * @returns `base`, the viewer's address; `printed`, the recipe; `logs()`, everything that the server noted so far, and
 * `accesses()`, what it noted of requests; `stop()`
 */
export async function startWebServer(kind, options) {
  // Between the moment a port is found free and the one in which the server takes it, somebody else may.
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(kind, options);
    } catch (error) {
      if (tries === 3 || !/address already in use/i.test(error.message)) throw error;
    }
  }
}

async function startOnce(kind, { words = [], files = () => ({}), keys = {} } = {}) {
  const home = await mkdtemp(join(tmpdir(), "leadwake-"));
  const site = join(home, "site");
  await cp(told("LEADWAKE_DIST"), site, { recursive: true });
  await pack(site);

  const port = await freePort();
  const base = `http://127.0.0.1:${port}/`;
  for (const [name, text] of Object.entries(files(base))) await writeFile(join(site, name), text);
  const log = join(home, "access.log");
  const adds = Object.keys(keys).flatMap((vendor) => ["--adds-key", vendor]);
  const always = ["--listen", `127.0.0.1:${port}`, "--dist", site, "--log", log];
  const { text, start } = kind === "nginx" ? await nginx(home, keys) : caddy(home, keys);
  const printed = await recipe(kind, ...always, ...adds, ...text, ...words);
  const { program, args, env } = await start(printed);

  const said = join(home, "said.log");
  const child = spawn("sh", ["-c", 'out=$1; shift; exec "$@" >"$out" 2>&1', "sh", said, program, ...args], { env: { ...process.env, ...env } });
  const ended = once(child, "exit");
  const kill = () => child.kill();
  process.once("exit", kill);
  const accesses = () => readFile(log, "utf8").catch(() => "");
  const logs = async () => {
    const names = (await readdir(home)).filter((name) => name.endsWith(".log"));
    return (await Promise.all(names.map((name) => readFile(join(home, name), "utf8")))).join("\n");
  };
  const stop = async () => {
    process.off("exit", kill);
    kill();
    await ended;
    await rm(home, { recursive: true });
  };
  try {
    const isOver = ended.then(async () => {
      throw new Error(`${kind} ended: ${await readFile(said, "utf8")} ${await logs()}`);
    });
    // Once it serves, its end is what `stop` waits for.
    isOver.catch(() => {});
    await Promise.race([isOver, eventually(() => fetch(base))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { base, printed, logs, accesses, stop };
}

/** nginx as whoever runs the tests, in the foreground, with the recipe in its http block. */
async function nginx(home, keys) {
  const program = told("NGINX");
  const root = join(dirname(program), "../..");
  // Installed nginx has its modules and types at these places as well.
  const module = join(root, "usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${join(home, name)};`);
  const headers = { apten: ["x-api-key", ""], leadsail: ["X-API-Key", ""], naturalead: ["X-API-Key", ""], attendee: ["Authorization", "Token "] };
  for (const [vendor, key] of Object.entries(keys)) {
    const [header, word] = headers[vendor];
    await writeFile(join(home, `${vendor}.key`), `proxy_set_header ${header} "${word}${key}";\n`);
  }
  const start = async (printed) => {
    await writeFile(join(home, "leadwake.conf"), printed);
    const around = [
      `daemon off; master_process off; pid ${home}/pid; error_log ${home}/error.log info;`,
      `load_module ${module};`,
      "events {}",
      `http { include ${join(root, "etc/nginx/mime.types")}; access_log off; ${folders.join(" ")} include ${home}/leadwake.conf; }`,
    ];
    await writeFile(join(home, "nginx.conf"), around.join("\n"));
    return { program, args: ["-p", home, "-e", `${home}/error.log`, "-c", join(home, "nginx.conf")], env: {} };
  };
  return { text: ["--brotli", "--keys", home], start };
}

/** Caddy with its keys in its environment and nothing of its own outside its folder. */
function caddy(home, keys) {
  const start = async (printed) => {
    const file = join(home, "Caddyfile");
    await writeFile(file, printed);
    const env = { HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, CADDY_ADMIN: `unix/${home}/admin.sock` };
    for (const [vendor, key] of Object.entries(keys)) env[`LEADWAKE_${vendor.toUpperCase()}_KEY`] = key;
    return { program: told("CADDY"), args: ["run", "--config", file, "--adapter", "caddyfile"], env };
  };
  return { text: [], start };
}

/** Puts a Brotli copy beside each program that has none, as the release build does. */
async function pack(site) {
  const names = await readdir(site);
  for (const name of names.filter((name) => name.endsWith(".wasm") && !names.includes(`${name}.br`))) {
    const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
    await writeFile(join(site, `${name}.br`), await promisify(brotliCompress)(await readFile(join(site, name)), quick));
  }
}
