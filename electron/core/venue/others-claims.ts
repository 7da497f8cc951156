import type { ClaimKey, HeldClaim, HubNews } from '../hub/claim-hub.ts';
import { type Elsewhere, JUST_NOW_MS } from '../hub/told-from-venue.ts';
import type { OthersClaim, Voided } from '../outbox/claim-row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Clock } from '../system/clock.ts';
import type { PendingWork } from '../system/pending-work.ts';

/** How long news is gathered, so that much of it shares one write, milliseconds. */
const GATHER_MS = 50;
/** The most news in one write, which takes the writer's thread a few milliseconds. */
const AT_ONCE = 500;
/** When a disk that has refused is tried again, milliseconds. */
const AGAIN_MS = 2000;

export type OthersClaimsOptions = {
  outbox: Outbox;
  clock: Clock;
  pendingWork: PendingWork;
  /** This device's name on the hub. */
  device: string;
  /** Called with the key of each claim that was taken back, once that is written down. */
  onVoid: (key: ClaimKey) => void;
};

/** Another gate's claim, with its age as far as it is known. */
export type KnownClaim = Elsewhere & { claim: OthersClaim };

/**
 * What this device has heard of the other gates' claims. It is kept in the outbox, so that it is known after a restart
 * and while the hub is gone; what is not written yet is known as well.
 */
export class OthersClaims {
  readonly #options: OthersClaimsOptions;
  /** What is heard and not yet written, the latest for each key. */
  #unwritten = new Map<ClaimKey, OthersClaim>();
  #voids: Voided[] = [];
  #isWriting = false;
  #cancel = () => {};
  #closed = false;
  /** When each of the latest claims was made, monotonic milliseconds: their age must not depend on anybody's clock. */
  readonly #madeAt = new Map<ClaimKey, number>();

  constructor(options: OthersClaimsOptions) {
    this.#options = options;
  }

  /** Takes a claim or a void that the hub tells of. A claim of this device's own is left out. */
  hear(news: HubNews): void {
    if (news.is === 'claim') this.noteHolder(news.claim);
    if (news.is === 'void') {
      const { device, key, scanId } = news;
      const holder = this.#known(key);
      if (holder?.device === device && holder.scanId === scanId && !holder.isVoid) {
        this.#unwritten.set(key, { ...holder, isVoid: true });
      }
      this.#voids.push({ device, key, scanId });
      this.#writeSoon(GATHER_MS);
    }
  }

  /** Takes a claim that the hub has given as the reason of a refusal, or told of. */
  noteHolder({ agoMs, ...claim }: HeldClaim): void {
    const { clock, outbox } = this.#options;
    const { key, device, scanId, location, at } = claim;
    // Two devices may have been given the same join line: what isn't in this outbox is another one's.
    if (device === this.#options.device && outbox.claims.isOwn(scanId)) return;
    const known = this.#known(key);
    const isKnown = known?.device === device && known.scanId === scanId;
    // A hub that was emptied tells old claims with the time at which they were made again.
    const isAgain = isKnown && known.at !== at;
    if (agoMs < JUST_NOW_MS && !isAgain) this.#noteMade(key, clock.monotonic() - agoMs);
    // What was taken back stays so, however often the hub tells who had it.
    if (isKnown) return;
    const localAt = clock.now() - agoMs;
    this.#unwritten.set(key, { key, device, scanId, location, at, localAt, isVoid: false });
    this.#writeSoon(GATHER_MS);
  }

  /** The other gate's claim of a scan; null if nothing was heard of one. */
  of(key: ClaimKey): KnownClaim | null {
    const { clock } = this.#options;
    const claim = this.#known(key);
    if (!claim) return null;
    const madeAt = this.#madeAt.get(key);
    // One that was told before this start is old enough, whatever the clocks say.
    const agoMs =
      madeAt === undefined
        ? Math.max(JUST_NOW_MS, clock.now() - claim.localAt)
        : Math.round(clock.monotonic() - madeAt);
    return { claim, isVoid: claim.isVoid, agoMs };
  }

  /** Writes what is left. The outbox is open until the work under way has ended. */
  close(): void {
    this.#cancel();
    if (this.#unwritten.size > 0 || this.#voids.length > 0) this.#write();
    this.#closed = true;
  }

  #known(key: ClaimKey): OthersClaim | null {
    return this.#unwritten.get(key) ?? this.#options.outbox.claims.othersClaim(key);
  }

  #noteMade(key: ClaimKey, at: number) {
    const oldest = this.#options.clock.monotonic() - JUST_NOW_MS;
    for (const [old, madeAt] of this.#madeAt) {
      if (madeAt >= oldest) break;
      this.#madeAt.delete(old);
    }
    this.#madeAt.set(key, at);
  }

  #writeSoon(ms: number) {
    if (this.#isWriting || this.#closed) return;
    this.#isWriting = true;
    this.#cancel = this.#options.clock.schedule(ms, () => this.#write());
  }

  #write() {
    this.#options.pendingWork.begin('writing down what other gates have claimed', async () => {
      try {
        await this.#writeSome();
        this.#isWriting = false;
        if (this.#unwritten.size > 0 || this.#voids.length > 0) this.#writeSoon(0);
      } catch (error) {
        this.#isWriting = false;
        this.#writeSoon(AGAIN_MS);
        // The hub tells all of it again at the next start, so nothing but memory is at stake.
        throw error;
      }
    });
  }

  async #writeSome() {
    const claims = [...this.#unwritten.values()].slice(0, AT_ONCE);
    const voids = this.#voids.slice(0, AT_ONCE);
    await this.#options.outbox.claims.noteOthers(claims, voids);
    for (const claim of claims) {
      if (this.#unwritten.get(claim.key) === claim) this.#unwritten.delete(claim.key);
    }
    this.#voids.splice(0, voids.length);
    for (const { key } of voids) this.#options.onVoid(key);
  }
}
