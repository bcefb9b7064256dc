// Naturalead's conversations: each its opening and its messages. The list is the whole account's.
import { entry } from "./entry.js";

const CHANNELS = { whatsapp: "WhatsApp", telegram: "Telegram", email: "Email" };

/** Whether a conversation is with the lead of a handle such as `phone:+14155550142`. */
export function isOf(conversation, handle) {
  const [sort, value] = handle.split(/:(.*)/s);
  return (sort === "phone" ? conversation.leadPhone : sort === "email" ? conversation.leadEmail : conversation.leadId) === value;
}

/** One conversation as entries. */
export function entriesOfConversation(conversation) {
  const { _id, channel: sort, status, summary, messages, createdAt, updatedAt: changed } = conversation;
  const id = `naturalead:${_id}`;
  const vendor = "Naturalead";
  const channel = CHANNELS[sort] ?? sort;
  const opening = entry({
    id, vendor, at: Date.parse(createdAt), changed, kind: "thread", channel, direction: "internal", who: "System",
    title: `Conversation, ${status}`, text: summary ?? "",
  });
  const kind = sort === "email" ? "email" : "message";
  const parts = messages.map(({ role, content, timestamp }, index) =>
    entry({
      id: `${id}#${index}`, vendor, at: Date.parse(timestamp), changed, kind, channel,
      direction: role === "user" ? "in" : "out", who: role === "user" ? "Lead" : "AI agent", title: undefined, text: content,
    }),
  );
  return [opening, ...parts];
}
