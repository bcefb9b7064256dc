// Right and wrong uses of the data without a view. It is compiled and never run.
import { LeadwakeError, loadCall, loadTimeline } from "leadwake";
import type { Call, Channel, Content, Entry, EntryWithRaw, FaultKind, FeedReport, HostFetch, TimelineOptions, When } from "leadwake";

const lead = { apten: "room_abc", attendee: ["bot_a", "bot_b"] } as const;
const signal = new AbortController().signal;

export async function right(): Promise<void> {
  const load = loadTimeline({ lead, connections: { apten: { key: "k" }, leadsail: { baseUrl: "https://relay.example" } }, signal });
  for await (const entry of load) {
    const at: number | null = entry.place;
    const channel: Channel = entry.channel;
    if (typeof channel === "object") channel.other.toUpperCase();
    else if (channel === "whatsapp") void at;
  }
  const all: Entry[] = await load.all();
  const feeds: FeedReport[] = load.feeds;
  for (const { error, stage } of feeds) {
    if (stage.kind === "waiting") stage.until.toFixed();
    const kind: FaultKind | undefined = error?.kind;
    void kind;
  }
  const raw: EntryWithRaw[] = await loadTimeline({ lead: "apten:room_abc", raw: true }).all();
  raw[0]?.raw.text.trim();
  const call: Call = await loadCall("apten:call_abc", { connections: { apten: { key: "k" } } });
  call.transcript?.map(({ speaker, text }) => [speaker.role, text]);
  loadTimeline({ lead, filter: { channels: ["sms", { other: "fax" }], from: new Date() }, order: "oldest-first", since: 0 });
  const options: TimelineOptions = { lead: "apten:a", onProgress: (now) => now.map(({ entries }) => entries) };
  void [all, options];
}

export const fetch: HostFetch = async (vendor, method, path, query, signal) => {
  const answer = await globalThis.fetch(`/${vendor}${path}?${new URLSearchParams(query)}`, { method, signal });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
};

export function what(content: Content): string {
  switch (content.kind) {
    case "message":
    case "email":
      return content.text;
    case "call":
      return content.summary ?? "";
    case "tool-call":
      return content.name ?? "";
    case "event":
      return content.data;
    case "blocked":
      return content.reason ?? "";
    case "thread":
      return content.sort;
    case "unknown":
      return content.label;
    case "unreadable":
      return content.reason;
  }
}

export function when(time: When): number | string | undefined {
  switch (time.kind) {
    case "at":
    case "assumed-utc":
      return time.at;
    case "unreadable":
      return time.text;
    case "missing":
      return undefined;
  }
}

export function thrown(error: unknown): string {
  if (!(error instanceof LeadwakeError)) return "";
  return error.kind === "no-key" ? "a key, please" : error.message;
}

export async function wrong(entry: Entry, error: LeadwakeError): Promise<void> {
  // @ts-expect-error a lead is needed
  loadTimeline({});
  // @ts-expect-error there is no such vendor
  loadTimeline({ lead: { nobody: "a" } });
  // @ts-expect-error there is no such option
  loadTimeline({ lead, leed: "a" });
  // @ts-expect-error a key belongs into a connection
  loadTimeline({ lead, connections: { apten: "key" } });
  // @ts-expect-error there is no such order
  loadTimeline({ lead, order: "random" });
  // @ts-expect-error there is no such channel
  loadTimeline({ lead, filter: { channels: ["fax"] } });
  // @ts-expect-error an answer has a status
  loadTimeline({ lead, fetch: () => ({ body: "" }) });
  // @ts-expect-error only GET is ever asked
  const post: HostFetch = (vendor, method: "POST") => ({ status: 200 });
  // @ts-expect-error the record comes only when it is asked for
  (await loadTimeline({ lead }).all())[0]?.raw;
  // @ts-expect-error a load is not a list
  loadTimeline({ lead }).map((one: Entry) => one);
  // @ts-expect-error it may have no place in time
  new Date(entry.place);
  // @ts-expect-error only a message or an e-mail has a text
  entry.content.text;
  // @ts-expect-error there is no such kind
  error.kind === "no-idea";
  // @ts-expect-error a call has an id
  loadCall();
  void post;
}
