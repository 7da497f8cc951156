import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { filesWith } from '../e2e/fixtures/processes.ts';
import { provisionedFolder } from '../e2e/fixtures/provisioned-folder.ts';
import { KEY, PIN } from '../e2e/fixtures/running-kiosk.ts';
import { until } from '../e2e/fixtures/until.ts';
import { startSimulator } from '../simulator/simulator.ts';
import {
  kill,
  type PackedProcess,
  readyToScan,
  START_MS,
  startPacked,
  startPackedKiosk,
} from './fixtures/packed-kiosk.ts';
import {
  colourShown,
  groundIs,
  scan,
  scrollToTheEnd,
  stillPicture,
  touch,
  touchUntilItChanges,
} from './fixtures/screen.ts';
import { enterPin, LEAVE, leaveByTouch, openPad, openStaff } from './fixtures/staff-by-touch.ts';

const SETTINGS = [728, 44] as const;

/** At the end of the settings page, and on the questions that it opens in the middle of the screen. */
const WIPE = {
  open: [103, 733],
  confirm: [393, 465],
  export: [422, 455],
  confirmLoss: [620, 465],
} as const;

const triesOf = ({ dataDir }: PackedProcess) => {
  const text = readFileSync(path.join(dataDir, 'staff-tries.json'), 'utf8');
  return (JSON.parse(text) as { wrongTries: number }).wrongTries;
};

it('staff leave the packed kiosk with the PIN, and nothing of it stays', async () => {
  const kiosk = await startPackedKiosk();
  onTestFinished(kiosk.end);
  await leaveByTouch();
  expect(await kiosk.exited).toBe(7);
  expect(kiosk.processes('main')).toEqual([]);
  await until(() => expect(kiosk.processes('renderer')).toEqual([]));
});

it('whoever guesses the PIN of the packed kiosk has to wait, over a crash of the kiosk, too', async () => {
  const first = await startPackedKiosk();
  onTestFinished(first.end);
  await openPad();
  for (const [tries, guess] of ['1111', '2222', '3333'].entries()) {
    await enterPin(guess);
    await until(() => expect(triesOf(first)).toBe(tries + 1));
    // A try is counted before it is checked, and a key that is touched during the check is not the next PIN's.
    await stillPicture();
  }
  kill(first.pid, 'SIGKILL');
  expect(await first.exited).toBe('SIGKILL');
  // A longer wait than this machine may need to start the kiosk.
  writeFileSync(path.join(first.dataDir, 'staff-tries.json'), JSON.stringify({ wrongTries: 8 }));

  const second = await startPackedKiosk({ dataDir: first.dataDir });
  onTestFinished(second.end);
  await openPad();
  await enterPin(PIN);
  await colourShown('refused');
  expect(triesOf(second)).toBe(8);
  await touch(...LEAVE);
  await colourShown('refused');
  expect(second.processes('main').map(({ id }) => id)).toEqual([second.pid]);
});

it('staff take the waiting scans from the packed kiosk as a file, and wipe it', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const settings = {
    baseUrl: simulator.url,
    location: 'gate-a',
    timeoutMs: '1000',
    wedgeGapMs: '300',
    wedgeMeanMs: '200',
  };
  const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
  writeFileSync(path.join(dataDir, 'notes.txt'), 'the ladder is in room 4');
  const kiosk = startPacked({ dataDir });
  onTestFinished(kiosk.end);
  await readyToScan(kiosk);
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  await until(async () => {
    await scan('TEST-PACKED-WAITS');
    await groundIs('queued', 4_000);
  }, START_MS);
  await groundIs('idle');

  await openStaff();
  await touchUntilItChanges(SETTINGS);
  await scrollToTheEnd();
  await touchUntilItChanges(WIPE.open);
  await touchUntilItChanges(WIPE.confirm);
  const file = await until(async () => {
    await touch(...WIPE.export);
    return until(() => {
      const [found] = globSync('**/waiting-scans-*.csv', { cwd: kiosk.home });
      if (!found) throw new Error('No file has come');
      return found;
    }, 3_000);
  }, START_MS);
  const csv = await until(() => {
    const text = readFileSync(path.join(kiosk.home, file), 'utf8');
    expect(text).toContain('"TEST-PACKED-WAITS"');
    return text;
  });
  expect(csv).not.toContain(KEY);
  await until(async () => {
    await touch(...WIPE.confirmLoss);
    await until(() => expect(readdirSync(dataDir)).not.toContain('device.key'), 3_000);
  }, START_MS);
  await until(() => {
    for (const trace of [KEY, '$argon2id$', 'PACKED-WAITS']) {
      expect([trace, filesWith(dataDir, trace)]).toEqual([trace, []]);
    }
  });
  expect(readFileSync(path.join(dataDir, 'notes.txt'), 'utf8')).toContain('ladder');
  expect(kiosk.processes('main').map(({ id }) => id)).toEqual([kiosk.pid]);
});
