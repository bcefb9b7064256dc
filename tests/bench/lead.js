// The lead whose history is shown: the same at every run, of three vendors.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The moment at which everything takes place. */
export const NOW = Date.parse("2026-10-15T12:00:00Z");

/** How many of a hundred entries are whose. */
const SHARES = { apten: 80, leadsail: 12, naturalead: 8 };

/** Starts the vendor simulator; `generate(entries)` gives the dossier of a lead, `stop()` ends it. */
export async function startSimulator(program) {
  const args = ["--port", "0", "--print-json-ready", "--until-stdin-closes", "--now", new Date(NOW).toISOString()];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const ready = JSON.parse(line);
  const generate = async (entries) => {
    const handles = [];
    for (const [vendor, share] of Object.entries(SHARES)) {
      const wish = { vendor, count: (entries * share) / 100, seed: 7, days: 89 };
      const answer = await fetch(`${ready.base}/control/generate`, { method: "POST", body: JSON.stringify(wish) });
      if (!answer.ok) throw new Error(`the simulator made no lead: ${await answer.text()}`);
      handles.push((await answer.json()).dossier);
    }
    return handles.join(",");
  };
  const stop = async () => {
    child.stdin.end();
    await once(child, "exit");
  };
  return { base: ready.base, vendors: ready.vendors, generate, stop };
}
