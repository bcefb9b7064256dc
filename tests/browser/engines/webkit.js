// WebKitGTK by the one protocol that it speaks, W3C WebDriver: as much of a browser's page as the flows use, under the
// names that Playwright gives it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/port.js";
import { told } from "../support/servers.js";

/** How long a command may take, in milliseconds: a browser that has crashed answers never. */
const PATIENCE = 60_000;

/** WebDriver's names of the keys that write nothing. */
const KEYS = {
  Alt: "\uE00A",
  ArrowDown: "\uE015",
  ArrowUp: "\uE013",
  Backspace: "\uE003",
  Control: "\uE009",
  End: "\uE010",
  Enter: "\uE007",
  Escape: "\uE00C",
  Home: "\uE011",
  PageDown: "\uE00F",
  PageUp: "\uE00E",
  Shift: "\uE008",
  Tab: "\uE004",
};

/**
 * Starts WebKitGTK's driver on a display of its own.
 *
 * @param options `zone`: the time zone that its pages live in
 * @returns `newPage()`, which starts a browser of its own for a page; `close()` ends everything
 */
export async function launchWebKit({ zone = "UTC" } = {}) {
  const home = await mkdtemp(join(tmpdir(), "leadwake-webkit-"));
  const started = [];
  const close = async () => {
    for (const child of started.toReversed()) {
      const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
      child.kill();
      await gone;
    }
    // The browser's own processes end with its display, in a moment.
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const display = spawn(told("XVFB"), ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    started.push(display);
    const [number] = await Promise.race([once(display.stdio[3], "data"), failed(display, "Xvfb")]);
    const port = await freePort();
    // Drawn by the processor: the software that plays a graphics card where there is none has been seen to crash.
    const drawing = { WEBKIT_DISABLE_COMPOSITING_MODE: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1", WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1" };
    const places = { HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home };
    const driver = spawn(told("WEBKIT_DRIVER"), [`--port=${port}`], {
      stdio: "ignore",
      env: { ...process.env, ...places, ...drawing, DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: "x11", GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1", TZ: zone },
    });
    started.push(driver);
    const base = `http://127.0.0.1:${port}`;
    await Promise.race([eventually(() => ask(base, "GET", "/status")), failed(driver, "WebKitWebDriver")]);
    return { close, newPage: () => WebKitPage.start(base) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fails when a program ends that should go on. */
async function failed(child, name) {
  const [how] = await once(child, "exit");
  throw new Error(`${name} ended before it was ready (${how})`);
}

/** One command of the protocol, and what it gives. */
async function ask(base, method, path, body) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(base + path, { method, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

/** A page in a browser of its own that keeps nothing. */
class WebKitPage {
  static async start(base) {
    const browser = { binary: told("WEBKIT"), args: ["--automation"] };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": browser } };
    const { sessionId } = await ask(base, "POST", "/session", { capabilities });
    return new WebKitPage((method, path, body) => ask(base, method, `/session/${sessionId}${path}`, body));
  }

  constructor(command) {
    this.command = command;
    this.mouse = { click: (x, y) => this.#click(x, y) };
    this.keyboard = { press: (keys) => this.#press(keys.split("+")), type: (text) => this.#type([...text]) };
  }

  goto(url) {
    return this.command("POST", "/url", { url });
  }

  goBack() {
    return this.command("POST", "/back", {});
  }

  /** @param code a function, or statements */
  async evaluate(code, argument = null) {
    const call = typeof code === "function" ? `(${code})(arguments[0])` : `(() => { ${code} })()`;
    const script = `const done = arguments[arguments.length - 1];
      (async () => ${call})().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.command("POST", "/execute/async", { script, args: [argument] });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  async setViewportSize({ width, height }) {
    const frame = await this.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
    await this.command("POST", "/window/rect", { width: width + frame[0], height: height + frame[1] });
    await eventually(async () => {
      const now = await this.evaluate(() => [innerWidth, innerHeight]);
      if (now[0] !== width || now[1] !== height) throw new Error(`the window is ${now.join(" by ")}`);
    });
  }

  async screenshot() {
    return Buffer.from(await this.command("GET", "/screenshot"), "base64");
  }

  close() {
    return this.command("DELETE", "");
  }

  #click(x, y) {
    const at = { type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y) };
    const actions = [at, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    return this.#act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }

  #press(keys) {
    const values = keys.map((key) => KEYS[key] ?? key);
    return this.#keys([...values.map((value) => ["keyDown", value]), ...values.toReversed().map((value) => ["keyUp", value])]);
  }

  #type(characters) {
    return this.#keys(characters.flatMap((value) => [["keyDown", value], ["keyUp", value]]));
  }

  #keys(strokes) {
    return this.#act({ type: "key", id: "keyboard", actions: strokes.map(([type, value]) => ({ type, value })) });
  }

  #act(source) {
    return this.command("POST", "/actions", { actions: [source] });
  }
}
