// Right and wrong uses of the script that shows the viewer in a frame. It is compiled and never run.
import { embed, isDocumented, type FrameEvent, type FrameOptions, type FrameViewer } from "leadwake/host";
import type { Fault, FeedReport, HostFetch } from "leadwake";

declare const element: HTMLElement;
declare const ask: HostFetch;

export function right(): FrameViewer {
  const options: FrameOptions = {
    src: "https://viewer.example/",
    lead: { apten: "room_1", attendee: ["bot_1", "bot_2"] },
    connections: { apten: { baseUrl: "https://api.example/v1", key: "key" } },
    filter: { vendors: ["apten"], channels: ["sms", "other:fax"], peopleOnly: true, from: new Date(0), to: "2026-06-01T00:00:00Z" },
    order: "oldest-first",
    theme: "system",
    zone: "Europe/Berlin",
    properties: { "--leadwake-accent": "#0a7" },
    height: "auto",
    maxHeight: 800,
  };
  const viewer = embed(element, options);
  embed(element, { src: "/", lead: "apten:room_1", fetch: ask });
  viewer.update({ filter: null, zone: null, fetch: ask });
  viewer.update({ fetch: null });
  viewer.goTo("apten:MESSAGE:msg_1");
  viewer.goTo({ call: "apten:call_1", turn: 3 });
  viewer.goTo({ thread: "leadsail:t" });
  viewer.goTo({ at: new Date() });
  viewer.goTo(null);
  viewer.setTheme("dark", { "--leadwake-canvas": "#000" });
  viewer.ready.then(() => viewer.refresh());
  const off: () => void = viewer.on("loaded", ({ entries, feeds }) => {
    const count: number = entries;
    const all: FeedReport[] = feeds;
    void [count, all];
  });
  off();
  viewer.on("vendor-state", ({ vendor, feed }) => vendor === "apten" && feed.stage.kind === "failed");
  viewer.on("error", ({ error }) => {
    const fault: Fault = error;
    if (error.kind === "origin" || error.kind === "too-many") console.warn(fault.message);
  });
  return viewer;
}

/** Before a server asks. */
export const mayAsk = (vendor: string, path: string): boolean => isDocumented(vendor, path);

/** Every kind of event is told apart. */
export function words(event: FrameEvent): string {
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
    case "height":
      return event.height.toFixed();
    case "unread":
      return String(event.count);
    case "error":
      return event.error.message;
    case "crashed":
      return event.place;
  }
}

export function wrong(viewer: FrameViewer): void {
  // @ts-expect-error an element is needed
  embed("#timeline");
  // @ts-expect-error a path is needed
  isDocumented("apten");
  // @ts-expect-error an unknown option
  embed(element, { leed: "apten:room_1" });
  // @ts-expect-error an unknown vendor
  embed(element, { lead: { apton: "room_1" } });
  // @ts-expect-error an unknown member of a connection
  embed(element, { connections: { apten: { token: "key" } } });
  // @ts-expect-error an unknown theme
  embed(element, { theme: "purple" });
  // @ts-expect-error a property without the viewer's name
  embed(element, { properties: { "--accent": "#0a7" } });
  // @ts-expect-error an unknown height
  embed(element, { height: 300 });
  // @ts-expect-error an unknown member of a filter
  embed(element, { filter: { colour: "red" } });
  // @ts-expect-error an unknown order
  viewer.update({ order: "newest" });
  // @ts-expect-error what cannot be changed later
  viewer.update({ src: "/" });
  // @ts-expect-error an unknown target
  viewer.goTo({ entri: "apten:a" });
  // @ts-expect-error an unknown event
  viewer.on("load", () => {});
  // @ts-expect-error what an event does not hold
  viewer.on("unread", ({ entries }) => entries);
  // @ts-expect-error a question is the script's own affair
  viewer.on("need-fetch", () => {});
  // @ts-expect-error a kind of error that there is not
  viewer.on("error", ({ error }) => error.kind === "cors");
}
