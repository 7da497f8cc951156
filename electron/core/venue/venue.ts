import type { HubJoin } from '../../../shared/hub/join-line.ts';
import type { FirstScan, Outcome } from '../../../shared/scan/outcome.ts';
import type { CoreSettings } from '../../../shared/settings/settings.ts';
import {
  CLAIMS_KEPT_MS,
  type ClaimAnswer,
  type ClaimHub,
  type ClaimKey,
  type HeldClaim,
  type HubHealth,
  type HubNews,
  isUnanswered,
} from '../hub/claim-hub.ts';
import { claimKey } from '../hub/claim-key.ts';
import { type ElsewhereReason, toldFromVenue } from '../hub/told-from-venue.ts';
import type { ClaimId, NewClaim, OwnClaim } from '../outbox/claim-row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { NewScan, ScanRow, Settlement } from '../outbox/scan-row.ts';
import type { Changes } from '../system/changes.ts';
import type { Clock } from '../system/clock.ts';
import { endsInTime } from '../system/end-in-time.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { HubPatience } from './hub-patience.ts';
import { Offering } from './offering.ts';
import { OthersClaims } from './others-claims.ts';
import { Rounds } from './rounds.ts';

export type VenueOptions = {
  hub: ClaimHub;
  join: HubJoin;
  settings: Pick<CoreSettings, 'baseUrl' | 'hubWaitMs' | 'hubGroup' | 'secondScan'>;
  outbox: Outbox;
  clock: Clock;
  /** Unix milliseconds by Confera's time, as far as it is known: the scans' own times are. */
  now: () => number;
  random: () => number;
  pendingWork: PendingWork;
  changes: Changes;
};

/** What a person is told because another gate of the venue has scanned the badge. */
export type ToldElsewhere = { outcome: Outcome; reason: ElsewhereReason; first: FirstScan };

/**
 * What the gates of a venue know of each other's scans. The outbox is the truth: a claim is written with its scan, and is
 * offered to the hub until the hub has taken or refused it.
 */
export class Venue {
  /** The hub that this device has joined. */
  readonly hub: ClaimHub;
  readonly #options: VenueOptions;
  readonly #listeners: ((news: HubNews) => void)[] = [];
  readonly #patience = new HubPatience();
  readonly #others: OthersClaims;
  readonly #rounds: Rounds;
  readonly #offering: Offering;

  constructor(options: VenueOptions) {
    this.#options = options;
    const { hub, join } = options;
    this.hub = hub;
    const onVoid = (key: ClaimKey) => this.#goOn(key);
    this.#others = new OthersClaims({ ...options, device: join.device, onVoid });
    this.#rounds = new Rounds(this.#others, join.secret);
    this.#offering = new Offering({
      ...options,
      onAnswer: (answer) => this.#patience.note(answer),
      settle: (claim, answer) => this.#settle(claim, answer),
    });
    hub.onState(() => this.#offering.look());
  }

  /**
   * Follows the hub's news from their beginning, and offers every claim again: the hub may have been emptied since, and
   * nothing would tell that.
   */
  start(): void {
    this.#options.hub.follow(0, (news) => this.#hear(news));
    this.#offerAllAgain();
  }

  /** Who this device is on the hub. */
  get device(): string {
    return this.#options.join.device;
  }

  /** Calls the listener with all that the hub tells. */
  onNews(listen: (news: HubNews) => void): void {
    this.#listeners.push(listen);
  }

  /** Whether the hub answers, and whether people wait for it. */
  get state(): { hub: ClaimHub['state']; isAsked: boolean } {
    return { hub: this.#options.hub.state, isAsked: this.#patience.mayAsk };
  }

  /** Asks how the hub is now, for whoever checks this device. It answers within `withinMs`, and never rejects. */
  health(withinMs: number): Promise<HubHealth> {
    return this.#options.hub.health(withinMs);
  }

  /**
   * The claim that is written with a scan. While its person is asked about, and until Confera has decided, nobody else
   * may offer it: it would be won by a scan whose person is told that another gate has let them in.
   */
  claimOf(scan: NewScan, { isQueued }: { isQueued: boolean }): NewClaim {
    const key = this.#keyOf(scan);
    const isUnasked = isQueued && !this.#mayAsk && !this.#isKnown(key);
    return { key, state: isUnasked ? 'to-offer' : 'waiting' };
  }

  /**
   * Asks the venue about a scan that is on disk while Confera can't be asked. It answers within the person's wait for the
   * hub, and as much again for a slow disk to take what the hub has said.
   *
   * @returns null if the person is told what this device alone would tell
   */
  async ask(row: ScanRow, { key, state }: NewClaim): Promise<ToldElsewhere | null> {
    const { settings, clock, outbox, pendingWork } = this.#options;
    if (state === 'to-offer') {
      this.#offering.look();
      return null;
    }
    const claim = { key, scanId: row.scanId, location: row.location };
    // What is known already needs no question. Nor must a hub that was emptied give this device what another one has.
    const answer = this.#isKnown(key) ? null : await this.#askHub(claim);
    const isOwn = answer?.is === 'won' || this.#isLostToOwn(answer);
    // Also what was told meanwhile: on three nodes the hub refuses before it can say who has it.
    const known = isOwn ? null : this.#others.of(key);
    const told = toldFromVenue({
      replica: known,
      answer: isOwn ? null : answer,
      holderIsVoid: known?.isVoid ?? false,
      secondScan: settings.secondScan,
    });
    if (!told || !known) {
      this.#settleLater(claim, answer);
      return null;
    }
    const end = { state: 'lost', holder: known.claim } as const;
    const written = outbox.claims.settle(claim, end, told.outcome);
    pendingWork.begin('writing down who was first', () => written);
    await endsInTime(written, { forMs: settings.hubWaitMs, clock });
    const { outcome, reason, agoMs } = told;
    const first = { at: clock.now() - agoMs, location: known.claim.location };
    return { outcome, reason, first };
  }

  /** The scan at another gate that came before, as far as this device has heard of it; null if it hasn't. */
  firstOf(scan: NewScan): FirstScan | null {
    const known = this.#others.of(this.#keyOf(scan));
    if (!known || known.isVoid) return null;
    const { claim, agoMs } = known;
    return { at: this.#options.clock.now() - agoMs, location: claim.location };
  }

  /** Hears how Confera has decided about a scan, once that is on disk. */
  settled(
    row: ScanRow,
    { state, outcome, time }: Pick<Settlement, 'state' | 'outcome' | 'time'>,
  ): void {
    const { outbox, pendingWork } = this.#options;
    // The day may be known better by now.
    const claim = { scanId: row.scanId, key: this.#keyOf({ ...row, ...time }) };
    // Whoever Confera says was checked in before has been claimed by the gate that did it.
    const isOffered = state === 'done' && outcome === 'checked-in';
    if (!isOffered && state !== 'rejected') return;
    pendingWork.begin('changing a claim', async () => {
      if (!isOffered) await outbox.claims.refuse(claim.scanId);
      // Staff have sent it again, and for the other gates the first claim stays taken back.
      else if (outbox.claims.isTakenBack(claim)) await this.#offerNextRound(claim);
      else await outbox.claims.offer(claim.scanId, claim.key);
      this.#offering.look();
    });
  }

  async close(): Promise<void> {
    this.#offering.close();
    this.#others.close();
    await this.#options.hub.close();
  }

  #hear(news: HubNews) {
    for (const listen of this.#listeners) listen(news);
    if (news.is === 'restarted') this.#offerAllAgain();
    else this.#others.hear(news);
  }

  #offerAllAgain() {
    const { outbox, now, pendingWork } = this.#options;
    pendingWork.begin('offering all claims again', async () => {
      await outbox.claims.offerAllAgain(now() - CLAIMS_KEPT_MS);
      this.#offering.look();
    });
  }

  /** What a scan is called among the venue's devices now. */
  #keyOf({ kind, venueDay, code }: Pick<NewScan, 'kind' | 'venueDay' | 'code'>): ClaimKey {
    const { join, settings } = this.#options;
    const { baseUrl, hubGroup: group } = settings;
    const first = claimKey({ baseUrl, kind, venueDay, group, code }, join.secret);
    return this.#rounds.current(first);
  }

  /** Has the hub asked for the next round of those who were let in here, once the gate that was first has been refused. */
  #goOn(key: ClaimKey) {
    const { outbox, pendingWork } = this.#options;
    const scanIds = outbox.claims.lostToVoid(key);
    if (scanIds.length === 0) return;
    pendingWork.begin('claiming what another gate has taken back', async () => {
      for (const scanId of scanIds) await this.#offerNextRound({ scanId, key });
      this.#offering.look();
    });
  }

  #offerNextRound(claim: ClaimId): Promise<void> {
    return this.#options.outbox.claims.offerNextRound(claim, this.#rounds.next(claim.key));
  }

  /** Whether a person may be made to wait for this hub now. */
  get #mayAsk(): boolean {
    return this.#patience.mayAsk && this.#options.hub.state === 'connected';
  }

  /** Whether another gate is known to have let somebody in by a scan. */
  #isKnown(key: ClaimKey): boolean {
    return this.#others.of(key)?.isVoid === false;
  }

  /** Asks within the person's wait; null if nobody is to wait for this hub. */
  async #askHub(claim: OwnClaim): Promise<ClaimAnswer | null> {
    const { hub, settings } = this.#options;
    if (!this.#mayAsk) return null;
    const answer = await hub.claim(claim, settings.hubWaitMs);
    this.#patience.note(answer);
    this.#noteHolder(answer);
    return answer;
  }

  /** Notes what a refusal tells of another gate. */
  #noteHolder(answer: ClaimAnswer) {
    if (answer.is === 'lost' && !this.#isLostToOwn(answer)) this.#others.noteHolder(answer.holder);
  }

  /** Whether this device has the scan itself, by an earlier one. */
  #isLostToOwn(answer: ClaimAnswer | null): boolean {
    if (answer?.is !== 'lost') return false;
    const { join, outbox } = this.#options;
    // Two devices may have been given the same join line.
    return answer.holder.device === join.device && outbox.claims.isOwn(answer.holder.scanId);
  }

  /** Writes down later what the hub has said, or has it asked again. The person is told what the row says already. */
  #settleLater(claim: OwnClaim, answer: ClaimAnswer | null) {
    const { outbox, pendingWork } = this.#options;
    pendingWork.begin('writing down what the hub has said', async () => {
      if (answer && !isUnanswered(answer)) return this.#settle(claim, answer);
      await outbox.claims.offer(claim.scanId, claim.key);
      this.#offering.look();
    });
  }

  /** Writes down what the hub has said to a claim that nobody waits for. */
  async #settle(claim: OwnClaim, answer: ClaimAnswer): Promise<void> {
    const { outbox, clock } = this.#options;
    if (answer.is === 'won') await outbox.claims.settle(claim, { state: 'won' });
    // To ask again would bring the same, for ever, and hold up the claims behind it.
    if (answer.is === 'unreadable') {
      await outbox.claims.settle(claim, { state: 'lost', holder: null });
    }
    if (answer.is !== 'lost') return;
    this.#noteHolder(answer);
    const { agoMs, ...told } = answer.holder;
    const known = this.#isLostToOwn(answer) ? null : this.#others.of(claim.key)?.claim;
    const holder = known ?? { ...told, localAt: clock.now() - agoMs, isVoid: false };
    await outbox.claims.settle(claim, { state: 'lost', holder });
    if (this.#isOver(answer.holder)) {
      await this.#offerNextRound(claim);
      this.#offering.look();
    }
  }

  /** Whether a claim was taken back, as far as this device knows: its scan was refused. */
  #isOver(held: HeldClaim): boolean {
    const isOwn = this.#isLostToOwn({ is: 'lost', holder: held });
    if (isOwn) return this.#options.outbox.claims.isTakenBack(held);
    return this.#others.of(held.key)?.isVoid === true;
  }
}
