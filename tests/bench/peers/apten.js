// Apten's events in the peer's one shape of an entry.
import { entry } from "./entry.js";

const KINDS = { MESSAGE: "message", CALL: "call", EMAIL: "email", TOOL_CALL: "tool", CUSTOM: "event", COMPLIANCE_BLOCKED: "blocked" };

/** The latest change of a page's events, which come in the order of their changes. */
export const latestOf = (events) => (events.length > 0 ? Date.parse(events[events.length - 1].updatedAt) : 0);

/** One event as an entry. */
export function entryOfEvent({ id, type, timestamp, updatedAt, data }) {
  const direction = data.direction === "INBOUND" ? "in" : data.direction === "OUTBOUND" ? "out" : "internal";
  const made = { id: `apten:${type}:${id}`, vendor: "Apten", at: Date.parse(timestamp), changed: updatedAt, kind: KINDS[type] ?? "event", direction };
  switch (type) {
    case "MESSAGE":
      made.channel = data.deliveryChannel ?? "Message";
      made.who = direction === "in" ? "Lead" : data.isAiGenerated ? "AI agent" : "Agent";
      made.text = data.content?.text ?? "";
      break;
    case "EMAIL":
      made.channel = "Email";
      made.who = direction === "in" ? "Lead" : data.isAiGenerated ? "AI agent" : "Agent";
      made.title = data.content?.subject;
      made.text = data.content?.text ?? "";
      break;
    case "CALL":
      made.channel = "Call";
      made.who = direction === "in" ? "Lead" : "Agent";
      made.title = `${data.callStatus}, ${data.durationSeconds} s${data.isTransfer ? ", transferred" : ""}`;
      made.text = data.summary ?? "";
      break;
    case "TOOL_CALL":
      made.channel = "Tool";
      made.who = "AI agent";
      made.title = `${data.toolName} ${data.status ?? ""}`;
      made.text = JSON.stringify(data.arguments ?? {});
      break;
    case "COMPLIANCE_BLOCKED":
      made.channel = "Blocked";
      made.who = "System";
      made.title = data.reason;
      made.text = `${data.channel} from ${data.source}, by ${data.triggeredBy}`;
      break;
    default:
      made.channel = "Event";
      made.who = "System";
      made.title = data.name ?? type;
      made.text = JSON.stringify(data.properties ?? data);
  }
  return entry(made);
}
