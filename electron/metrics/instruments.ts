import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { KINDS } from '../../shared/scan/outcome.ts';

/** Seconds. A person waits for Confera for 8 s at most, and a slow disk may add to that. */
const WAITS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
/** Seconds. An attempt in the background may take 20 s. */
const ANSWERS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8, 20];

/** The answers that a histogram has from the start. */
const USUAL_ANSWERS = ['2xx', '4xx', '5xx', 'none'];

/**
 * What is counted from 0 on. A monitoring system sees a count grow only from one reading to the next, so the first of
 * what has no number before would never be noticed.
 */
const USUAL_ENDS = [
  { outcome: 'checked-in', reason: 'none' },
  { outcome: 'already-checked-in', reason: 'none' },
  { outcome: 'queued', reason: 'no-network' },
  { outcome: 'rejected', reason: 'unknown-badge' },
  { outcome: 'not-saved', reason: 'disk-full' },
  { outcome: 'not-saved', reason: 'storage' },
];

/** Makes every metric, with nothing counted yet. docs/metrics.md has a row for each. */
export function makeInstruments() {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `confera_kiosk_${name}`, help, registers });
  const gaugeBy = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `confera_kiosk_${name}`, help, labelNames, registers });

  const scans = new Counter({
    name: 'confera_kiosk_scans_total',
    help: 'Scans, by what their person was told and why.',
    labelNames: ['outcome', 'kind', 'reason'],
    registers,
  });
  const answers = new Histogram({
    name: 'confera_kiosk_confera_answer_seconds',
    help: 'How long an answer of Confera took, by the class of its status; none: no answer came.',
    labelNames: ['answer'],
    buckets: ANSWERS,
    registers,
  });
  for (const { outcome, reason } of USUAL_ENDS) {
    for (const kind of KINDS) scans.inc({ outcome, kind, reason }, 0);
  }
  for (const answer of USUAL_ANSWERS) answers.zero({ answer });
  return {
    registry,
    scans,
    answers,
    settled: new Counter({
      name: 'confera_kiosk_settled_total',
      help: 'Scans told as queued or attention that have found their end since.',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
    waits: new Histogram({
      name: 'confera_kiosk_wait_seconds',
      help: 'How long a person waited for a result. Repeats, which are ignored, are not among them.',
      buckets: WAITS,
      registers,
    }),
    coreStarts: new Counter({
      name: 'confera_kiosk_core_starts_total',
      help: 'How often this process has started what takes scans: once, and after each change of its settings or repair.',
      registers,
    }),
    info: gaugeBy('info', 'Always 1. Says which device this is, and its version.', [
      'version',
      'face',
      'device',
      'location',
    ]),
    running: gauge(
      'running',
      '1 if the device takes scans; 0 if it is not set up or can not start.',
    ),
    queued: gauge('queued_scans', 'Scans that Confera has not confirmed yet.'),
    queuedElsewhere: gauge(
      'queued_elsewhere_scans',
      'Those of them that wait for another address of Confera, and are not sent.',
    ),
    oldestWaiting: gauge(
      'oldest_waiting_seconds',
      'Age of the scan that has waited longest; 0 if none waits.',
    ),
    needAttention: gauge('attention_scans', 'Scans that a person must look at.'),
    backlogStopped: gauge(
      'backlog_stopped',
      '1 if rejections have stopped the sending of saved scans.',
    ),
    connection: gaugeBy(
      'connection',
      '1 for how the device stands with Confera, 0 for the others.',
      ['state'],
    ),
    sinceAnswer: gauge(
      'since_answer_seconds',
      'How long ago Confera last answered; absent if it never has.',
    ),
    storage: gaugeBy(
      'storage_problem',
      '1 for why scans can not be stored, 0 for what is not the matter.',
      ['problem'],
    ),
    clockAhead: gauge(
      'clock_ahead_seconds',
      'By how much the clock is ahead of that of Confera, if by minutes.',
    ),
    hub: gaugeBy(
      'hub',
      '1 for how the device stands with the hub of its venue, 0 for the other; absent without a hub.',
      ['state'],
    ),
    hubAsked: gauge(
      'hub_asked',
      '1 if people wait for the hub where Confera can not be asked; 0 after it has failed; absent without a hub.',
    ),
    letInTwice: gauge(
      'let_in_twice_scans',
      'Scans that this device welcomed after another gate had, up to 1000; absent without a hub.',
    ),
    startedAt: new Gauge({
      name: 'process_start_time_seconds',
      help: 'When this process started, Unix seconds.',
      registers,
    }),
    cpu: new Counter({
      name: 'process_cpu_seconds_total',
      help: 'Processor time of this process.',
      registers,
    }),
    memory: new Gauge({
      name: 'process_resident_memory_bytes',
      help: 'Memory of this process.',
      registers,
    }),
  };
}

export type Instruments = ReturnType<typeof makeInstruments>;
