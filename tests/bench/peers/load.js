// Asks the vendors for everything there is about a lead, newest first where they can be asked so.
import { entryOfEvent, latestOf } from "./apten.js";
import { entriesOfInteraction } from "./leadsail.js";
import { entriesOfConversation, isOf } from "./naturalead.js";

const DAY = 86_400_000;
/** How far back the history is read. */
const DAYS = 90;
/** What may have been written while the vendor's index was behind. */
const OVERLAP = 120_000;
const FIRST_PAGE = 100;
const PAGE = 1000;
/** How many windows are read side by side. */
const SIDE_BY_SIDE = 3;

/** Loads a lead from all vendors side by side, and tells the store when all have answered. */
export async function loadLead(handles, connections, store) {
  const loaders = { apten: loadApten, leadsail: loadLeadSail, naturalead: loadNaturalead };
  const loads = handles.map(async ({ vendor, handle }) => {
    try {
      await loaders[vendor](handle, connections[vendor], store);
    } catch (error) {
      store.fail(`${vendor}: ${error.message}`);
    }
  });
  await Promise.all(loads);
  store.finish();
}

async function ask({ base_url, key }, path) {
  const answer = await fetch(base_url + path, {
    headers: { accept: "application/json", "x-api-key": key },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

/** Notes how long a page takes from its bytes to the store. */
function ingest(store, read) {
  const start = performance.now();
  store.add(read());
  performance.measure("ingest", { start });
}

/** Where the windows begin, newest first. */
function windowsSince(since, now) {
  const worth = since + (now - since) / 4;
  const steps = [2, 14, 90, 365].map((days) => now - days * DAY).filter((step) => step > worth);
  return [...steps, since];
}

async function loadApten(room, connection, store) {
  const now = Date.now();
  const path = (since, limit, token) => {
    const query = new URLSearchParams({ since: new Date(since).toISOString(), limit });
    if (token) query.set("nextToken", token);
    return `/leads/${encodeURIComponent(room)}/events?${query}`;
  };
  /** Reads from a change time up to another, or to the end of the list; gives the latest change seen. */
  const read = async (since, until, limit) => {
    let [token, latest] = [undefined, since];
    for (;;) {
      const page = await ask(connection, path(since, limit, token));
      ingest(store, () => page.events.map(entryOfEvent));
      latest = Math.max(latest, latestOf(page.events));
      if (!page.nextToken || latest >= until) return latest;
      token = page.nextToken;
      if (limit === FIRST_PAGE) {
        // Only the very first page is small. What follows is asked for anew, from the change reached.
        [since, token, limit] = [latest, undefined, PAGE];
      }
    }
  };
  const begins = windowsSince(now - DAYS * DAY, now);
  const frontier = await read(begins[0], Infinity, FIRST_PAGE);
  const older = begins.slice(1).map((since, index) => [since, begins[index]]);
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (let next = older.shift(); next; next = older.shift()) await read(next[0], next[1], PAGE);
    }),
  );
  // What changed meanwhile moved to the end of the vendor's list, past windows that were read.
  await read(frontier - OVERLAP, Infinity, PAGE);
}

async function loadLeadSail(lead, connection, store) {
  const { data } = await ask(connection, `/interactions/lead/${encodeURIComponent(lead)}`);
  ingest(store, () => data.interactions.flatMap(entriesOfInteraction));
}

async function loadNaturalead(handle, connection, store) {
  const conversations = await ask(connection, "/conversations");
  ingest(store, () => conversations.filter((one) => isOf(one, handle)).flatMap(entriesOfConversation));
}
