// A small lead that all four vendors know, with records whose every byte is known, on pages of two.

/** The vendors that a fault can strike. */
export const VENDORS = ["apten", "leadsail", "naturalead", "attendee"];

/** The Apten call whose page is looked at; the simulator always knows it. */
export const CALL = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

const HOUR = 3_600_000;
const iso = (at) => new Date(at).toISOString();

/** How each vendor writes one record of this lead: `id`, `text`, `at` in milliseconds, `more` members as JSON text. */
const WRITE = {
  apten: ({ id, text, at, more = "" }) =>
    `{"id":"${id}","roomId":"room_empty","orgId":"org_1","type":"MESSAGE","timestamp":"${iso(at)}","updatedAt":"${iso(at)}",` +
    `"data":{"direction":"INBOUND","content":{"text":"${text}"},"isAiGenerated":false,"deliveryChannel":"SMS"}${more}}`,
  leadsail: ({ id, text, at, more = "" }) =>
    `{"interactionId":"${id}","leadId":"lead_empty","campaignId":"c","clientId":"c","offerId":"o","type":"sms","status":"completed",` +
    `"sms":{"agentMode":true,"direction":"outbound"},"transcript":[{"timestamp":"${iso(at)}","role":"user","message":"${text}","source":"inbound"}],` +
    `"createdAt":"${iso(at)}","updatedAt":"${iso(at)}"${more}}`,
  naturalead: ({ id, text, at, more = "" }) =>
    `{"_id":"${id}","leadId":"9002","accountId":"a","agentConfigId":"c","channel":"whatsapp","leadPhone":"PHONE","status":"active",` +
    `"currentStageIndex":0,"messages":[{"role":"user","content":"${text}","timestamp":"${iso(at)}"}],"messageCount":1,` +
    `"createdAt":"${iso(at)}","updatedAt":"${iso(at)}"${more}}`,
  attendee: ({ id, text, at, more = "" }) =>
    `{"id":"${id}","text":"${text}","timestamp_ms":${at},"timestamp":${Math.floor(at / 1000)},"to":"everyone","sender_name":"Dana Reyes",` +
    `"sender_uuid":"u1","sender_user_uuid":null,"additional_data":{}${more}}`,
};

/** What stands before a vendor's records in an answer, and what behind them. */
export const AROUND = {
  apten: ['{"events":[', '],"nextToken"'],
  leadsail: ['"interactions":[', "]}}"],
  naturalead: ['{"data":[', '],"total"'],
  attendee: ['"results":[', "]}"],
};

/** The text of one more record of the lead at a vendor; the oldest of all, so that Apten's pages stay in order. */
export function record(lead, vendor, { id = "odd", text = "a record put between", more } = {}) {
  return WRITE[vendor]({ id, text, at: lead.before, more }).replace("PHONE", lead.phone);
}

/**
 * Puts the lead into a simulator.
 *
 * @returns its `dossier`; `parts`, the part of the dossier that each vendor has; `below`, the address of a page that
 * shows something of each vendor's in detail; `phone`; `before`, a moment before all its records
 */
export async function putLead(simulator) {
  const { control } = simulator;
  await control("PUT", "settings", { conversations_as: "data", page_size: 2, expose: ["Retry-After"] });
  // The whole account's list has the demo lead's conversations too; they would only be pages more.
  await control("POST", "dataset", { lead: "demo", dataset: "empty", vendor: "naturalead" });
  const { dossier } = (await control("GET", "leads")).empty;
  const parts = Object.fromEntries(dossier.split(",").map((handle) => [handle.split(":")[0], handle]));
  const now = Date.now();
  const lead = { dossier, parts, phone: parts.naturalead.split(":")[2], before: now - 21 * HOUR };
  for (const vendor of VENDORS) {
    for (let index = 0; index < 7; index += 1) {
      // Not too late: a page that is behind the simulator's clock would take these for the future.
      const at = now - 20 * HOUR + index * 2 * HOUR + VENDORS.indexOf(vendor) * 60_000;
      const raw = WRITE[vendor]({ id: `${vendor}-${index}`, text: `${vendor} says ${index}`, at }).replace("PHONE", lead.phone);
      await control("POST", "change", { lead: "empty", vendor, change: "put", raw, at: iso(at) });
    }
  }
  lead.below = {
    apten: `/call/apten:${CALL}`,
    leadsail: "/thread/leadsail:leadsail-3",
    naturalead: "/thread/naturalead:naturalead-3",
    attendee: `/thread/${parts.attendee}`,
  };
  return lead;
}
