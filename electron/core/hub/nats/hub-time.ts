/**
 * The hub's clock minus this machine's uptime lies between these, milliseconds. One of them is infinite while too little
 * is known.
 */
export type Offset = { least: number; most: number };

/** What is known before the hub has shown a time. */
export const UNKNOWN_OFFSET: Offset = { least: Number.NEGATIVE_INFINITY, most: Infinity };

/**
 * What a time that the hub has written tells of its clock.
 *
 * @param at the time, Unix milliseconds by the hub's clock
 * @param heardAt when this device read it, milliseconds of uptime
 * @param sentAt when this device had asked for it; null if another device did, so that it may be of long ago
 */
export function offsetFrom(at: number, heardAt: number, sentAt: number | null): Offset {
  return { least: at - heardAt, most: sentAt === null ? Infinity : at - sentAt };
}

/** What is known after something new. If they contradict each other, somebody has set the hub's clock, or it drifts. */
export function narrowed(known: Offset, fresh: Offset): Offset {
  const both = {
    least: Math.max(known.least, fresh.least),
    most: Math.min(known.most, fresh.most),
  };
  return both.least <= both.most ? both : fresh;
}

/** How many messages may be on their way at once. More are only while the hub doesn't answer. */
const MOST_SENT = 64;

/**
 * Knows what time it is by the hub's clock, from the times that the hub writes beside messages. The best are those of
 * messages that this device has sent once: the hub has taken them between their sending and their return. A claim may be
 * sent again while the hub has it for long, so it is none of these. The wall clock of no device matters, and the uptime
 * goes on while the machine sleeps.
 */
export class HubTime {
  /** Milliseconds since the machine started, with its sleep. */
  readonly uptime: () => number;
  readonly #sent = new Map<string, number>();
  #offset = UNKNOWN_OFFSET;

  constructor(uptime: () => number) {
    this.uptime = uptime;
  }

  /** Whether a time is known that the hub has shown when this device asked for it, so that ages are right. */
  get isKnown(): boolean {
    return this.#offset.most !== Infinity;
  }

  /** Notes that a message of this device's own leaves now, for the first and only time. */
  sent(id: string): void {
    const [oldest] = this.#sent.keys();
    if (this.#sent.size >= MOST_SENT && oldest !== undefined) this.#sent.delete(oldest);
    this.#sent.set(id, this.uptime());
  }

  /** Notes the time of a message that was sent once, if it is one of this device's. */
  returned(id: string, at: number): void {
    this.heard(at, this.#sent.get(id));
    this.#sent.delete(id);
  }

  /**
   * Notes a time that the hub has shown now.
   *
   * @param askedAt when this device has asked what time it is, by `uptime`; none if it was not asked
   */
  heard(at: number, askedAt: number | null = null): void {
    if (!Number.isFinite(at)) return;
    this.#offset = narrowed(this.#offset, offsetFrom(at, this.uptime(), askedAt));
  }

  /**
   * How long ago a time of the hub's was, milliseconds. Before one of this device's own messages has come back, this is
   * the least that it can be: a person is rather told "just now" than sent to staff.
   */
  agoMs(at: number): number {
    const { least, most } = this.#offset;
    if (least === Number.NEGATIVE_INFINITY) return 0;
    const offset = most === Infinity ? least : (least + most) / 2;
    return Math.max(0, Math.round(this.uptime() + offset - at));
  }
}
