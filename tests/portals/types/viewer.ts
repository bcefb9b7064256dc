// Right and wrong uses: a wrong one that the compiler lets pass fails the test, and so does a right one that it refuses.
import { type HostFetch, LeadwakeError, mount, type Viewer, type ViewerEvent } from "leadwake";
import type { LeadTimelineElement } from "leadwake/element";

declare const element: HTMLElement;
const ask: HostFetch = async (vendor, method, path, query, signal) => {
  const answer = await fetch(`/vendors/${vendor}${path}?${new URLSearchParams(query)}`, { method, signal });
  return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
};

const viewer: Viewer = mount(element, {
  lead: { apten: "room_1", attendee: ["bot_1", "bot_2"] },
  connections: { apten: { baseUrl: "https://api.example/v1", key: "key" } },
  filter: { channels: ["sms", "call"], peopleOnly: true, from: new Date() },
  order: "oldest-first",
  theme: "dark",
  zone: "Europe/Berlin",
});
mount(element);
mount(element, { lead: "apten:room_1", fetch: ask });

viewer.on("loaded", ({ entries, feeds }) => {
  const count: number = entries;
  for (const feed of feeds) if (feed.error?.kind === "no-key") console.log(count, feed.vendor, feed.stage.kind);
});
const off: () => void = viewer.on("open-call", ({ call, turn }) => console.log(call.length, turn ?? 0));
off();
void viewer.update({ zone: null, theme: "system" });
void viewer.goTo("apten:MESSAGE:msg_1");
void viewer.goTo({ call: "apten:call_1", turn: 3 });
void viewer.goTo(null);
void viewer.setTheme(undefined);
viewer.ready.catch((error: unknown) => {
  if (error instanceof LeadwakeError && error.kind === "options") console.log(error.message);
});

/** Every kind of event is told apart. */
export function words(event: ViewerEvent): string {
  switch (event.kind) {
    case "ready":
      return "ready";
    case "loaded":
      return String(event.entries);
    case "vendor-state":
      return event.feed.vendor;
    case "select":
      return event.entry ?? event.thread ?? "";
    case "open-call":
      return event.call;
    case "unread":
      return String(event.count);
    case "error":
      return event.error.message;
    case "crashed":
      return event.place;
  }
}

const timeline: LeadTimelineElement = document.createElement("lead-timeline");
timeline.fetch = ask;
timeline.connections = { leadsail: { key: "key" } };
timeline.addEventListener("lead-error", (event) => console.log(event.detail.error.kind));

// @ts-expect-error an element is needed
mount("#timeline");
// @ts-expect-error an unknown option
mount(element, { leed: "apten:room_1" });
// @ts-expect-error an unknown vendor
mount(element, { lead: { apton: "room_1" } });
// @ts-expect-error an unknown member of a connection
mount(element, { connections: { apten: { token: "key" } } });
// @ts-expect-error an unknown theme
mount(element, { theme: "purple" });
// @ts-expect-error an unknown channel
mount(element, { filter: { channels: ["fax"] } });
// @ts-expect-error an answer needs a status
mount(element, { fetch: () => ({ body: "" }) });
// @ts-expect-error an unknown event
viewer.on("load", () => {});
// @ts-expect-error what an event does not hold
viewer.on("unread", ({ entries }) => entries);
// @ts-expect-error a kind of error that there is not
viewer.ready.catch((error: LeadwakeError) => error.kind === "wrong");
// @ts-expect-error keys are not given back
const given: { apten?: unknown } = timeline.connections;
console.log(given);
