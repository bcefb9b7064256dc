// The browser, and the conditions under which pages are measured in it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** The conditions of Chromium's own presets: latency in milliseconds, bytes per second. */
export const PROFILES = {
  cold: {},
  warm: { isWarm: true },
  fast4g: { cpu: 4, network: { latency: 165, download: 1_012_500, upload: 168_750 } },
  slow4g: { cpu: 4, network: { latency: 562.5, download: 180_000, upload: 84_375 } },
};

const ARGUMENTS = [
  // Chromium refuses to sandbox for root.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-extensions",
];

const PAGE = { viewport: { width: 1280, height: 800 }, locale: "en-US", timezoneId: "UTC" };

/** A limit for what may never end. */
export class TimeOut extends Error {}

/** Gives up on a promise after so many milliseconds. */
export function within(limit, promise) {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TimeOut(`did not finish in ${limit / 1000} s`)), limit);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** Starts the browser with a profile folder of its own: what it keeps is forgotten with `close`. */
export async function startBrowser(executablePath) {
  const folder = await mkdtemp(join(tmpdir(), "leadwake-bench-"));
  const context = await chromium.launchPersistentContext(folder, { executablePath, args: ARGUMENTS, ...PAGE });
  const close = async () => {
    // A page that hangs does not keep its browser from being closed.
    await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}

/** Opens a blank page in which the profile holds, with a session of the browser's protocol. */
export async function openPage({ context }, { cpu, network } = {}) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  // In the processor's time: what else runs on the machine does not count.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  if (cpu) await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (network) {
    await cdp.send("Network.enable");
    const { latency, download: downloadThroughput, upload: uploadThroughput } = network;
    await cdp.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput, uploadThroughput });
  }
  return { page, cdp };
}

/** The milliseconds of a processor that the page's main thread has used so far. */
export async function worked(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}
