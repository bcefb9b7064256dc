// LeadSail's interactions: a call is one entry, a thread its opening and its messages.
import { entry } from "./entry.js";

/** One interaction as entries. */
export function entriesOfInteraction(interaction) {
  const { interactionId, type, status, createdAt, updatedAt: changed, call, summary, transcript, phone } = interaction;
  const id = `leadsail:${interactionId}`;
  const vendor = "LeadSail";
  if (type === "call") {
    const direction = call?.direction === "inbound" ? "in" : "out";
    const title = `${status}, ${call?.duration ?? 0} s`;
    const who = direction === "in" ? "Lead" : "Agent";
    return [entry({ id, vendor, at: Date.parse(createdAt), changed, kind: "call", channel: "Call", direction, who, title, text: summary ?? "" })];
  }
  const channel = type === "sms" ? "SMS" : type;
  const opening = entry({
    id, vendor, at: Date.parse(createdAt), changed, kind: "thread", channel, direction: "internal", who: "System",
    title: `Thread, ${status}`, text: [phone, summary].filter(Boolean).join(" "),
  });
  const messages = (transcript ?? []).map(({ timestamp, role, message, source }, index) =>
    entry({
      id: `${id}#${index}`, vendor, at: Date.parse(timestamp), changed, kind: "message", channel,
      direction: role === "user" ? "in" : "out", who: role === "user" ? "Lead" : source === "manual" ? "Agent" : "AI agent",
      title: undefined, text: message,
    }),
  );
  return [opening, ...messages];
}
