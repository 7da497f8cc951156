import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { writeBadgeVideo } from '../../e2e/fixtures/fake-camera-video.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { keptScans } from '../../torture/promises.ts';
import { kill, type PackedKiosk, START_MS, startPackedKiosk } from '../fixtures/packed-kiosk.ts';
import { groundIs } from '../fixtures/screen.ts';
import { account } from './account.ts';
import { drawChart, growthTable, textChart } from './chart.ts';
import { growthSince, type MemorySample, sampleMemory } from './memory.ts';
import { TypedBadges } from './typed-badges.ts';

const MINUTE_MS = 60_000;
const SAMPLE_MS = 10_000;

/** How long it takes, without the start and the end. */
const MINUTES = Number(process.env.PROOF_SOAK_MINUTES || 1);

/** A page is ended every five minutes: always so long before the memory is compared that both pages are equally old. */
const CRASHES = MINUTES < 10 ? [MINUTES / 3] : range(2, MINUTES, 5);

/** Until this minute memory grows for good reasons: what is kept for the next time, and compiled code. */
const WARM_MINUTE = 10;
const GROWTH_LIMIT = 1.1;

/** A page with a camera has half of it. One that keeps many frames has twice as much, and soon. KiB. */
const PAGE_LIMIT = 300 * 1024;

const CRASH_STEP_MS = 170;

const FILMED = 'TEST-SOAK-CAMERA';

/** What an answer of Confera takes. A crash may then hit a scan that is under way. */
const ANSWER_MS = 150;

it('the packed kiosk loses nothing, counts nothing twice and does not grow, while badges come every second and its page crashes', {
  timeout: (MINUTES + 3) * MINUTE_MS,
}, async () => {
  const film = path.join(temporaryFolder(), 'badges.mjpeg');
  writeBadgeVideo(film, [
    { code: null, ms: 10_000 },
    { code: FILMED, ms: 2_000 },
  ]);
  const kiosk = await startPackedKiosk({ env: { PROOF_CAMERA_FILM: film } });
  onTestFinished(kiosk.end);
  kiosk.simulator.setFaults([{ fault: { kind: 'latency', ms: ANSWER_MS }, on: 'checkins' }]);
  const badges = new TypedBadges((code) =>
    kiosk.simulator.journal().some((entry) => entry.code === code),
  );
  badges.start();
  const { samples, crashes } = await soak(kiosk);
  await badges.end();
  const { typed } = badges;
  await everythingSent(kiosk, typed.at(-1)?.code);
  const kept = keptScans(kiosk.dataDir);
  const journal = kiosk.simulator.journal();
  const found = account({ typed, crashes, filmed: FILMED, kept, journal });
  const growth = growthSince(samples, Math.min(WARM_MINUTE, MINUTES));
  const summary = { minutes: MINUTES, typed: typed.length, crashes: crashes.length, ...found };
  report(samples, { ...summary, growth });

  expect(found.broken).toEqual([]);
  // A kiosk that refuses many badges is no use either.
  expect(found.unread.length).toBeLessThanOrEqual(typed.length / 20);
  expect(crashes).toHaveLength(CRASHES.length);
  for (const [index, at] of crashes.entries()) {
    const next = crashes[index + 1] ?? Infinity;
    const seen = journal.filter((each) => each.code === FILMED && each.at > at && each.at < next);
    expect(seen, 'what the camera has read after a crash').not.toEqual([]);
  }
  expect(kiosk.processes('main').map(({ id }) => id)).toEqual([kiosk.pid]);
  await groundIs('idle');
  expect(Math.max(...samples.map(({ kib }) => kib.renderer ?? 0))).toBeLessThan(PAGE_LIMIT);
  if (MINUTES > WARM_MINUTE) {
    expect(growth.filter(({ ratio }) => !(ratio <= GROWTH_LIMIT))).toEqual([]);
  }
});

/** Watches the kiosk's memory and ends its page now and then. Resolves when the time is over. */
async function soak(kiosk: PackedKiosk): Promise<{ samples: MemorySample[]; crashes: number[] }> {
  const begun = Date.now();
  const minute = () => (Date.now() - begun) / MINUTE_MS;
  const samples: MemorySample[] = [];
  const crashes: number[] = [];
  for (let next = begun; minute() < MINUTES; next += SAMPLE_MS) {
    await sleep(next - Date.now());
    if (minute() >= (CRASHES[crashes.length] ?? Infinity)) {
      // A scan takes a second from one to the next: each crash comes at another moment of it.
      await sleep(crashes.length * CRASH_STEP_MS);
      const page = kiosk.processes('renderer').at(-1)?.id ?? 0;
      kill(page, 'SIGABRT');
      crashes.push(Date.now());
      await until(() => {
        const pages = kiosk.processes('renderer').map(({ id }) => id);
        expect(pages.filter((id) => id !== page)).toHaveLength(1);
      }, START_MS);
    }
    const sample = sampleMemory(kiosk.processes(), minute());
    samples.push(sample);
    keep('samples.ndjson', `${JSON.stringify({ ...sample, crashes: crashes.length })}\n`);
  }
  return { samples, crashes };
}

/** Waits until the last badge has reached Confera and nothing else waits to. The account names what never does. */
async function everythingSent(kiosk: PackedKiosk, last: string | undefined): Promise<void> {
  const sent = until(() => {
    expect(kiosk.simulator.journal().some(({ code }) => code === last)).toBe(true);
    const states = keptScans(kiosk.dataDir).map(({ state }) => state);
    expect(states.filter((state) => state === 'pending' || state === 'sending')).toEqual([]);
  }, START_MS);
  await sent.catch(() => {});
}

function report(
  samples: readonly MemorySample[],
  found: { growth: ReturnType<typeof growthSince> },
) {
  const { growth, ...summary } = found;
  const words = [
    JSON.stringify(summary, null, 2),
    `Memory in minute ${Math.min(WARM_MINUTE, MINUTES)} and at the end:`,
    growthTable(growth),
    textChart(samples),
  ].join('\n\n');
  process.stdout.write(`${words}\n`);
  keep('report.txt', `${words}\n`);
  keep('memory.svg', drawChart(samples, CRASHES));
}

/** Leaves something for people. */
function keep(name: string, text: string): void {
  const { PROOF_KEEP: folder } = process.env;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, name), text);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
