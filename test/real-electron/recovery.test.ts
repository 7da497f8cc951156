import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UNEVEN_KEYS } from '../e2e/fixtures/kiosk-window.ts';
import { KEY, PIN, readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { readScans } from '../e2e/fixtures/scan-log.ts';
import { until } from '../e2e/fixtures/until.ts';
import { hurry } from '../fixtures/hurried-time.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { environmentOf } from './fixtures/kiosk-processes.ts';
import {
  kill,
  type PackedKiosk,
  readyToScan,
  START_MS,
  startPacked,
  startPackedKiosk,
} from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';
import { groundIs, picture, scan } from './fixtures/screen.ts';

/** Until a page that hangs is noticed, which takes 2 to 4 s where the kiosk's time hurries. Milliseconds. */
const HANG_MS = 30_000;

/** The process of the page on the screen. */
function pageOf(kiosk: PackedKiosk): number {
  const page = kiosk.processes('renderer').at(-1);
  if (!page) throw new Error('There is no page');
  return page.id;
}

/** Resolves with the process of a page that has taken the place of others, as soon as there is one. */
function pageAfter(kiosk: PackedKiosk, ...before: number[]): Promise<number> {
  return until(() => {
    const next = kiosk.processes('renderer').find(({ id }) => !before.includes(id));
    if (!next) throw new Error('No page has taken the place');
    return next.id;
  }, HANG_MS);
}

const troublesOf = (kiosk: PackedKiosk) =>
  kiosk.log().flatMap(({ trouble, detail }) => (trouble ? [`${trouble} ${detail}`.trim()] : []));

describe('a page of the packed kiosk', () => {
  let kiosk: PackedKiosk;
  beforeAll(async () => {
    kiosk = await startPackedKiosk();
  });
  afterAll(() => kiosk?.end());

  it('is replaced when it is killed, and the scan that was under way is not lost', async () => {
    const page = pageOf(kiosk);
    kiosk.simulator.setFaults([{ fault: { kind: 'latency', ms: 1000 }, times: 1 }]);
    await groundIs('idle');
    await until(async () => {
      await scan('TEST-PACKED-UNDER-WAY');
      await until(() => {
        const asked = kiosk.simulator.journal().map(({ code }) => code);
        expect(asked).toContain('TEST-PACKED-UNDER-WAY');
      }, 2_000);
    }, START_MS);
    kill(page, 'SIGKILL');
    await pageAfter(kiosk, page);
    await checksIn(kiosk, 'TEST-PACKED-AFTER-KILLING');
    expect(troublesOf(kiosk)).toEqual(['page-gone killed 9']);
    await until(() => {
      expect(readScans(kiosk).filter(({ state }) => state !== 'done')).toEqual([]);
    });
    const codes = kiosk.simulator.checkins().map(({ code }) => code);
    expect(codes).toContain('TEST-PACKED-UNDER-WAY');
  });

  it('is replaced when it crashes', async () => {
    const page = pageOf(kiosk);
    // Chromium survives a SIGSEGV that another process sends, as nothing repeats the fault.
    kill(page, 'SIGABRT');
    await pageAfter(kiosk, page);
    await checksIn(kiosk, 'TEST-PACKED-AFTER-THE-CRASH');
    expect(troublesOf(kiosk).at(-1)).toMatch(/^page-gone (abnormal-exit|crashed)/);
  });

  it('is replaced when it gets no more memory', async () => {
    const page = pageOf(kiosk);
    // Of the system it gets nothing beyond what it has, and this much is less than it has.
    execFileSync('prlimit', ['--pid', String(page), '--data=1000000']);
    await groundIs('idle');
    await until(async () => {
      await scan('TEST-PACKED-NO-MEMORY');
      expect(troublesOf(kiosk)).toHaveLength(3);
    }, START_MS);
    await checksIn(kiosk, 'TEST-PACKED-MEMORY-AGAIN');
    expect(troublesOf(kiosk).at(-1)).toMatch(/^page-gone (crashed|oom)/);
  });

  it('is replaced when it hangs, although nobody touches it, and when it hangs while it loads', {
    timeout: 3 * HANG_MS,
  }, async () => {
    const page = pageOf(kiosk);
    kill(page, 'SIGSTOP');
    await hurry(kiosk.pid, async () => {
      const next = await pageAfter(kiosk, page);
      kill(next, 'SIGSTOP');
      expect(troublesOf(kiosk).at(-1)).toBe('page-hung');
      const fault = await pageAfter(kiosk, page, next);
      kill(fault, 'SIGSTOP');
      await until(() => expect(troublesOf(kiosk)).toHaveLength(5));
    });
    expect(troublesOf(kiosk).at(-1)).toBe('page-hung while it loaded');
    expect(kiosk.log().at(-1)).toMatchObject({ recovery: { is: 'fault' } });
  });

  it('gives way to the one that says that the kiosk is closed, which is replaced as well when it hangs', {
    timeout: 2 * HANG_MS,
  }, async () => {
    await hurry(kiosk.pid, () =>
      until(() => {
        expect(troublesOf(kiosk).at(-1)).toBe('fault-page page-hung while it loaded');
      }, HANG_MS),
    );
    await groundIs('dark');
    await until(async () => expect(await lightSpots()).toBeGreaterThan(100));
    expect(kiosk.processes('main').map(({ id }) => id)).toEqual([kiosk.pid]);
  });
});

/** How many looks at the middle of the screen meet light letters. */
async function lightSpots(): Promise<number> {
  const { width, height, at } = await picture();
  let count = 0;
  for (let y = height / 4; y < (height * 3) / 4; y += 4) {
    for (let x = 0; x < width; x += 4) if (at(x, y) >= '#a00000') count += 1;
  }
  return count;
}

describe('the packed kiosk', () => {
  /** Resolves when a kiosk has ended by itself, and its only successor is ready to scan. */
  async function hasSuccessor(kiosk: PackedKiosk) {
    await kiosk.exited;
    await readyToScan(kiosk, 2);
    const mains = kiosk.processes('main').map(({ id }) => id);
    expect(mains).toHaveLength(1);
    expect(mains).not.toContain(kiosk.pid);
  }

  it('starts anew without the graphics card after its third crash, and brings its key along', async () => {
    const kiosk = await startPackedKiosk();
    onTestFinished(kiosk.end);
    for (let crash = 1; crash <= 3; crash += 1) {
      const graphics = await until(() => {
        const [found] = kiosk.processes('gpu-process');
        if (!found) throw new Error('Chromium has not started it again');
        return found.id;
      }, START_MS);
      kill(graphics, 'SIGKILL');
      await until(() => expect(troublesOf(kiosk)).toHaveLength(crash));
    }
    await hasSuccessor(kiosk);
    // The system hides some of its processes' environments, but all of them have the same.
    const environment = kiosk
      .processes()
      .flatMap(({ id }) => environmentOf(id))
      .join('\n');
    expect(environment).toContain(kiosk.dataDir);
    for (const secret of [KEY, PIN, 'CONFERA_API_KEY']) expect(environment).not.toContain(secret);
    await checksIn(kiosk, 'TEST-PACKED-WITHOUT-GRAPHICS');
    const record = readFileSync(path.join(kiosk.dataDir, 'restarts.json'), 'utf8');
    expect(JSON.parse(record)).toMatchObject({ softwareGraphics: true });
  });

  it('starts anew after an exception that nobody caught, and still has every scan', async () => {
    const kiosk = await startPackedKiosk();
    onTestFinished(kiosk.end);
    await groundIs('idle');
    kiosk.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await until(async () => {
      await scan('TEST-PACKED-BEFORE-THE-END');
      await groundIs('queued', 4_000);
    }, START_MS);
    kill(kiosk.pid, 'SIGUSR2');
    await kiosk.exited;
    kiosk.simulator.clearFaults();
    await hasSuccessor(kiosk);
    expect(troublesOf(kiosk)[0]).toMatch(/^exception Error: thrown by the proof/);
    await until(() => {
      const codes = kiosk.simulator.checkins().map(({ code }) => code);
      expect(codes).toContain('TEST-PACKED-BEFORE-THE-END');
    }, START_MS);
    await checksIn(kiosk, 'TEST-PACKED-AFTER-THE-END');
  });

  it('says that it is closed while it can’t read what it keeps, and starts anew once it can', {
    timeout: 3 * HANG_MS,
  }, async () => {
    const simulator = await runSimulator();
    const dataDir = temporaryFolder();
    const settings = path.join(dataDir, 'settings.json');
    mkdirSync(settings);
    const env = { ...readySettings(simulator), ...UNEVEN_KEYS };
    const kiosk = { ...startPacked({ dataDir, env }), simulator };
    onTestFinished(kiosk.end);
    await groundIs('dark', START_MS);
    await until(async () => expect(await lightSpots()).toBeGreaterThan(100));
    rmSync(settings, { recursive: true });
    await hurry(kiosk.pid, () => kiosk.exited);
    await readyToScan(kiosk);
    await checksIn(kiosk, 'TEST-PACKED-READABLE-AGAIN');
  });
});
