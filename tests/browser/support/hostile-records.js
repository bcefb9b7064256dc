// Records of every vendor with a hostile string in every place that holds a text.

/** Strings one after the other, round and round; what was taken since the last `taken()` is remembered. */
export class Strings {
  #at;
  /** What did not fit where it was to stand: it is the next that stands where it fits. */
  #waiting = [];
  #used = new Set();
  #taken = { texts: [], keys: [] };

  /** @param from at which of them to begin: from elsewhere each comes to stand in another place */
  constructor(list, from = 0) {
    this.list = list;
    this.#at = from;
  }

  #next(fits) {
    const waits = this.#waiting.findIndex((text) => fits(text));
    if (waits >= 0) return this.#use(...this.#waiting.splice(waits, 1));
    for (let tries = 0; tries < this.list.length; tries += 1) {
      const text = this.list[this.#at % this.list.length];
      this.#at += 1;
      if (fits(text)) return this.#use(text);
      this.#waiting.push(text);
    }
    return "nothing fits here";
  }

  #use(text) {
    this.#used.add(text);
    return text;
  }

  /** For a text. */
  text(fits = () => true) {
    const text = this.#next(fits);
    this.#taken.texts.push(text);
    return text;
  }

  /** For an e-mail's text, of which what repeats earlier mails is folded away: that is tested elsewhere. */
  mail() {
    return this.text((text) => !/^\s*>|wrote:|^--/m.test(text));
  }

  /** For what is taken apart when it is JSON. */
  flat() {
    return this.text((text) => !/^\s*[[{]/.test(text));
  }

  /** For what would be a time when it looked like one. */
  untimed() {
    return this.text((text) => /[<>"'&]/.test(text));
  }

  /** For the name of a member. */
  key() {
    const key = this.#next((text) => text.length < 200);
    this.#taken.keys.push(key);
    return key;
  }

  /** For a list of texts, as vendors' free-form members hold them. */
  texts() {
    return Array.from({ length: 10 }, () => this.text());
  }

  /** Those that were not used so far. */
  get left() {
    return this.list.filter((text) => !this.#used.has(text));
  }

  /** What was taken since the last time. */
  taken() {
    const taken = this.#taken;
    this.#taken = { texts: [], keys: [] };
    return taken;
  }
}

/** The n-th moment: so far from the next that no two records of a vendor are drawn as one group. */
const moment = (n) => Date.UTC(2026, 2, 1) + n * 8 * 60_000;
/** An id that is no other's beginning. */
const name = (what, n) => `${what}-${String(n).padStart(5, "0")}`;
const iso = (n) => new Date(moment(n)).toISOString();

const aptenEvent = (type, n, s, data, more = {}) => ({
  id: name(type.toLowerCase(), n), roomId: s.text(), orgId: s.text(), type, timestamp: iso(n), updatedAt: iso(n), data, ...more,
});

/** What Apten's page of a call answers, for the event of the same number. */
export function aptenCall(n, s) {
  return {
    id: name("call", n), leadId: s.text(), direction: s.text(), callStatus: s.text(), durationSeconds: 40, createdAt: iso(n), updatedAt: iso(n),
    summary: s.text(), endedBy: s.text(), isTransfer: true, midCallTransfer: true, transferNumber: s.text(), fallbackTransferNumber: s.text(), transferAnswerStatus: s.text(),
    transferAnsweredBy: s.text(), transferFallbackAttempted: true, transferFallbackAnswerStatus: s.text(), transferFallbackAnsweredBy: s.text(), [s.key()]: s.text(),
    transcript: Array.from({ length: 30 }, (_, turn) => ({
      role: turn % 3 ? "user" : s.text(), content: s.text(),
      startTime: turn === 5 ? s.untimed() : new Date(moment(n) + turn * 2000).toISOString(), endTime: new Date(moment(n) + turn * 2000 + 1500).toISOString(),
    })),
  };
}

const leadsail = (type, n, s, more) => ({
  interactionId: `${type}-${n}`, leadId: s.text(), campaignId: s.text(), clientId: s.text(), offerId: s.text(), type, status: s.text(), phone: s.text(),
  telephony: { provider: s.text(), messageId: s.text(), phoneNumber: s.text() }, summary: s.text(), errorCode: s.text(), errorMessage: s.text(),
  createdAt: iso(n), updatedAt: iso(n), ...more,
});

/**
 * The sorts of records of each vendor. Each makes a record; the token in it tells its row on the page from the others.
 * @type {Record<string, Record<string, (n: number, s: Strings, token: string) => object>>}
 */
export const SHAPES = {
  apten: {
    message: (n, s, tok) => aptenEvent("MESSAGE", n, s, {
      direction: s.text(), content: { text: s.text(), more: s.text() }, deliveryChannel: s.text(), sentBy: s.text(), from: s.text(), deliveryStatus: s.text(),
      errorMessage: s.text(), source: s.text(), followUpStep: s.text(), odd: { [s.key()]: s.texts() }, tok,
    }),
    email: (n, s, tok) => aptenEvent("EMAIL", n, s, {
      direction: "INBOUND", from: s.text(), to: [s.text()], content: { subject: s.text(), text: s.mail() }, status: s.text(), errorMessage: s.text(), tok,
    }),
    call: (n, s, tok) => aptenEvent("CALL", n, s, {
      direction: s.text(), callStatus: s.text(), summary: s.text(), transferType: s.text(), transferTo: s.text(), isTransfer: true, [s.key()]: s.text(), odd: s.texts(), tok,
    }),
    tool: (n, s, tok) => aptenEvent("TOOL_CALL", n, s, { name: s.text(), status: s.text(), input: s.flat(), output: { [s.key()]: s.text() }, odd: s.texts(), tok }),
    custom: (n, s, tok) => aptenEvent("CUSTOM", n, s, { name: s.text(), [s.key()]: s.text(), list: [s.text(), { x: s.texts() }], tok }, { timestamp: s.untimed() }),
    blocked: (n, s, tok) => aptenEvent("COMPLIANCE_BLOCKED", n, s, { channel: s.text(), reason: s.text(), source: s.text(), triggeredBy: s.text(), odd: s.texts(), tok }),
    unknown: (n, s, tok) => aptenEvent("LATER", n, s, { direction: s.text(), [s.key()]: s.text(), odd: s.texts(), tok }, { type: s.text() }),
  },
  leadsail: {
    call: (n, s, tok) => leadsail("call", n, s, {
      call: {
        source: s.text(), direction: s.text(), duration: 12, recordingUrl: s.text(), terminationReason: s.text(),
        voiceAI: { provider: s.text(), agentId: s.text(), conversationId: s.text() },
      },
      transcript: [
        { timestamp: iso(n), role: s.text(), message: s.text(), source: s.text() },
        { timestamp: s.untimed(), role: "user", message: s.text(), [s.key()]: s.text() },
      ], tok,
    }),
    sms: (n, s, tok) => leadsail("sms", n, s, { sms: { direction: s.text(), agentMode: s.text() }, transcript: [], tok }),
    email: (n, s, tok) => leadsail("email", n, s, { email: { direction: s.text(), subject: s.text(), from: s.text() }, transcript: [], [s.key()]: s.text(), tok }),
    later: (n, s, tok) => leadsail("later", n, s, { type: s.text(), data: { [s.key()]: s.text() }, tok }),
  },
  naturalead: {
    conversation: (n, s, tok) => ({
      _id: `conversation-${n}`, leadId: "42", accountId: s.text(), agentConfigId: s.text(), channel: s.text(), leadPhone: s.text(), status: s.text(), currentStageIndex: 2,
      messages: [], messageCount: 0, createdAt: iso(n), updatedAt: iso(n), currentStageName: s.text(), campaignId: s.text(), leadEmail: s.text(), summary: s.text(),
      qualificationResult: { qualified: false, reason: s.text() }, [s.key()]: s.text(), tok,
    }),
  },
  attendee: {
    chat: (n, s, tok) => ({
      id: `chat-${n}`, text: s.text(), timestamp_ms: moment(n), timestamp: Math.floor(moment(n) / 1000), to: s.text(), sender_name: s.text(), sender_uuid: s.text(),
      sender_user_uuid: s.text(), additional_data: { [s.key()]: s.text(), odd: s.texts(), tok },
    }),
  },
};

/** Messages inside a thread, each a row of its own. */
export const MESSAGES = {
  "leadsail.sms": (n, s, tok) => ({ timestamp: iso(n), role: s.text(), message: s.text(), source: s.text(), deliveryStatus: s.text(), errorMessage: s.text(), [s.key()]: s.text(), odd: s.texts(), tok }),
  "leadsail.email": (n, s, tok) => ({ timestamp: iso(n), role: "user", message: s.mail(), subject: s.text(), source: s.text(), tok }),
  "naturalead.conversation": (n, s, tok) => ({ role: s.text(), content: s.text(), timestamp: iso(n), agentConfigId: s.text(), [s.key()]: s.text(), odd: s.texts(), tok }),
};

/** A vendor's answer that holds these records. */
export const ANSWERS = {
  apten: { path: "/events", body: (events) => ({ events, nextToken: null }) },
  leadsail: { path: "/interactions/", body: (interactions) => ({ success: true, data: { interactions } }) },
  naturalead: { path: "/conversations", body: (conversations) => conversations },
  attendee: { path: "/chat_messages", body: (results) => ({ next: null, previous: null, results }) },
};

/** The lead whose history these records are. */
export const DOSSIER = "apten:room_hostile,leadsail:lead_hostile,naturalead:lead:42,attendee:bot_hostile000000";

/**
 * Answers of all vendors. The first record of each sort is harmless: the others must be drawn just like it.
 *
 * @param {(vendor: string, round: number) => Strings} strings gives those for the next record
 * @param {Record<string, number>} each by vendor, how many records of each sort
 * @returns `bodies` by vendor; `rows`: for each row its token, its sort, and what must stand in it
 */
export function records(strings, each) {
  const plain = new Strings(Array.from({ length: 999 }, (_, n) => `plain words ${n}`));
  const bodies = {};
  const rows = [];
  let number = 0;
  for (const [vendor, shapes] of Object.entries(SHAPES)) {
    const made = [];
    const make = (source, shape, build, hasRecord) => {
      const tok = `tok${number}x`;
      const record = build(number, source, tok);
      const row = { shape, tok, isPlain: source === plain, record: hasRecord ? record : undefined, ...source.taken() };
      rows.push(row);
      number += 1;
      return row.record ?? record;
    };
    for (let round = 0; round <= each[vendor]; round += 1) {
      for (const [name, build] of Object.entries(shapes)) {
        const [source, shape] = [round === 0 ? plain : strings(vendor, round), `${vendor}.${name}`];
        const record = make(source, shape, build, true);
        const message = MESSAGES[shape];
        const list = record.transcript ?? record.messages;
        for (let position = 0; message && position < 2; position += 1) list.push(make(source, `${shape} message`, message, false));
        if (record.messages) record.messageCount = record.messages.length;
        made.push(record);
      }
    }
    bodies[vendor] = ANSWERS[vendor].body(made);
  }
  return { bodies, rows };
}
