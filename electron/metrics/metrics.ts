import type { Gauge } from 'prom-client';
import packageJson from '../../package.json' with { type: 'json' };
import { STORAGE_PROBLEMS } from '../../shared/bridge/storage-problem.ts';
import { CONNECTIONS } from '../../shared/scan/outcome.ts';
import type { Core } from '../core/core.ts';
import type { HubState } from '../core/hub/claim-hub.ts';
import type { Clock } from '../core/system/clock.ts';
import { type Instruments, makeInstruments } from './instruments.ts';

/** What metrics are read from. Everything is asked for at each reading, because a kiosk's core comes and goes. */
export type Watched = {
  /** How the device is used: `gate`, `served` or `electron`. */
  face: string;
  /** Null while no core runs. */
  core: () => Core | null;
  location: () => string | null;
};

type VenueState = NonNullable<Core['venue']>['state'];

const HUB_STATES = ['connecting', 'connected'] as const satisfies HubState[];

/** As many are counted. Where there are more, nobody needs the number any more. */
const MOST_LET_IN_TWICE = 1000;

/**
 * Counts what happens in a core, and writes it down for a monitoring system.
 *
 * Counting a scan takes a few microseconds. Everything else is looked at when somebody reads.
 */
export class Metrics {
  readonly #watched: Watched;
  readonly #clock: Clock;
  readonly #is: Instruments = makeInstruments();

  constructor(watched: Watched, clock: Clock) {
    this.#watched = watched;
    this.#clock = clock;
    this.#is.startedAt.set((clock.now() - process.uptime() * 1000) / 1000);
  }

  /** The names of all metrics, without what belongs to a histogram's parts. */
  get names(): string[] {
    return this.#is.registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** Counts what happens in this core from now on. What earlier ones have counted stays. */
  follow({ events }: Core): void {
    const { scans, settled, waits, answers, coreStarts } = this.#is;
    coreStarts.inc();
    events.on('told', ({ outcome, kind, reason, ms }) => {
      scans.inc({ outcome, kind: kind ?? 'none', reason: reason ?? 'none' });
      if (outcome !== 'ignored') waits.observe(ms / 1000);
    });
    events.on('asked', ({ status, ms }) => {
      const answer = status === 0 ? 'none' : `${Math.floor(status / 100)}xx`;
      answers.observe({ answer }, ms / 1000);
    });
    events.on('settled', ({ outcome, reason }) => {
      settled.inc({ outcome, reason: reason ?? 'none' });
    });
  }

  /** Everything in OpenMetrics' format, as it is now. */
  text(): Promise<string> {
    this.#readProcess();
    this.#readCore(this.#watched.core());
    return this.#is.registry.metrics();
  }

  #readProcess() {
    const { cpu, memory } = this.#is;
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
    memory.set(process.memoryUsage.rss());
  }

  #readCore(core: Core | null) {
    const { info, running } = this.#is;
    const { face, location } = this.#watched;
    info.reset();
    info.set(
      {
        version: packageJson.version,
        face,
        device: core?.deviceId ?? '',
        location: location() ?? '',
      },
      1,
    );
    running.set(core ? 1 : 0);
    this.#forgetStatus();
    if (core) this.#readStatus(core);
    if (core?.venue) this.#readHub(core.venue.state, core);
  }

  #readStatus(core: Core) {
    const all = this.#is;
    const status = core.status();
    all.queued.set(status.queued);
    all.queuedElsewhere.set(status.queuedElsewhere);
    all.needAttention.set(status.needsAttention);
    all.backlogStopped.set(status.backlogStopped ? 1 : 0);
    all.clockAhead.set((status.clockMinutesAhead ?? 0) * 60);
    oneOf(all.connection, 'state', CONNECTIONS, status.connection);
    oneOf(all.storage, 'problem', STORAGE_PROBLEMS, status.storage);
    const lastAnswerAt = core.lastAnswerAt();
    if (lastAnswerAt !== null) all.sinceAnswer.set(this.#secondsSince(lastAnswerAt));
    setIfRead(all.oldestWaiting, () => {
      const at = core.oldestPendingAt();
      return at === null ? 0 : this.#secondsSince(at);
    });
  }

  #readHub({ hub, isAsked }: VenueState, { outbox }: Core) {
    const all = this.#is;
    oneOf(all.hub, 'state', HUB_STATES, hub);
    all.hubAsked.set(isAsked ? 1 : 0);
    setIfRead(all.letInTwice, () => outbox.claims.letInTwice(MOST_LET_IN_TWICE).length);
  }

  #secondsSince(at: number): number {
    return Math.max(0, this.#clock.now() - at) / 1000;
  }

  /** What isn't known at this reading must not stay as it was at the last one. */
  #forgetStatus() {
    const all = this.#is;
    const single = [all.queued, all.queuedElsewhere, all.needAttention, all.backlogStopped];
    const ages = [all.clockAhead, all.oldestWaiting, all.sinceAnswer];
    for (const gauge of [...single, ...ages, all.hubAsked, all.letInTwice]) gauge.remove();
    for (const gauge of [all.connection, all.storage, all.hub]) gauge.reset();
  }
}

/** Sets the series of the one that is so to 1, and those of all others to 0. */
function oneOf<Label extends string>(
  gauge: Gauge<Label>,
  label: Label,
  names: readonly string[],
  is: string | null,
) {
  for (const name of names) {
    const labels: Partial<Record<Label, string>> = {};
    labels[label] = name;
    gauge.set(labels, name === is ? 1 : 0);
  }
}

/** Sets what the disk has to be read for. If that fails it stays absent; `storage_problem` and the log tell of it. */
function setIfRead(gauge: Gauge, read: () => number) {
  try {
    gauge.set(read());
  } catch {
    // The other metrics are worth as much as ever.
  }
}
