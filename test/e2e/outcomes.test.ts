import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Connection, Outcome } from '../../shared/scan/outcome.ts';
import { WORDS } from '../fixtures/words.ts';
import { scanBadge } from '../simulator/client.ts';
import type { FaultRule } from '../simulator/simulator.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { nextResult, outcomeIs, resultSays, standingIs } from './fixtures/page-marks.ts';
import { shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, lastSent, readScan, readScans, scanSentWith } from './fixtures/scan-log.ts';
import { scansShown, watchResults } from './fixtures/shown-results.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.result;

describeOnEveryDriver('what a person is told of a scan', (driver) => {
  const kioskOfAll = shareScanningKiosk(driver);

  /** The kiosk, calm again after the test: no faults, online, nothing waiting. */
  async function kioskForOne() {
    const kiosk = await kioskOfAll();
    const told = await nextResult(kiosk.page);
    onTestFinished(async () => {
      kiosk.simulator.clearFaults();
      await standingIs(kiosk.page, 'online', 0);
    });
    return { ...kiosk, told };
  }

  it('greets whom Confera checks in, by name, and is idle again by itself', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    await scanner.scan('BADGE-1');
    const scanId = await told('checked-in');
    await resultSays(page, SAY.welcomeName({ name: 'Ayesha Khan' }));
    await resultSays(page, SAY.checkedIn);
    expect(readScan(kiosk, scanId)).toMatchObject({
      kind: 'badge',
      state: 'done',
      outcome: 'checked-in',
      attempts: 1,
      location: 'gate-a',
      last_status: 200,
    });
    expect(codeSentFor(kiosk, scanId)).toBe('BADGE-1');
    expect(simulator.checkins().filter(({ code }) => code === 'BADGE-1')).toHaveLength(1);
    await outcomeIs(page, 'idle');
  });

  it('shows a bar as soon as the last key is heard, while Confera takes its time', async () => {
    const { page, told, scanner, simulator } = await kioskForOne();
    simulator.setFaults([{ fault: { kind: 'latency', ms: 400 }, on: 'all' }]);
    const bar = () =>
      page.evaluate(() => {
        const status = document.querySelector('[role="status"]');
        return status ? Number.parseFloat(getComputedStyle(status, '::before').height) : null;
      });
    expect(await bar()).toBeNaN();
    await scanner.scan('TEST-BAR-1');
    await outcomeIs(page, 'checking');
    expect(await bar()).toBeGreaterThan(8);
    await told('checked-in');
    expect(await bar()).toBeNaN();
  });

  it("checks attendance in for the venue's day", async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    await scanner.scan('confera-attendance:TODAY-1');
    const scanId = await told('checked-in');
    await resultSays(page, SAY.welcomeName({ name: 'Ingrid Sørensen' }));
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Karachi' }).format();
    expect(readScan(kiosk, scanId)).toMatchObject({ kind: 'attendance', state: 'done', day });
    expect(lastSent(simulator)).toMatchObject({ kind: 'attendance', dayDate: day });
  });

  it('lets in whom another gate has checked in before', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    await scanBadge(simulator, 'TEST-TWICE');
    await scanner.scan('TEST-TWICE');
    const scanId = await told('already-checked-in');
    await resultSays(page, SAY.alreadyCheckedIn);
    await resultSays(page, SAY.goIn);
    expect(readScan(kiosk, scanId)).toMatchObject({
      state: 'done',
      outcome: 'already-checked-in',
      last_status: 409,
    });
  });

  it('saves a scan that Confera can’t be asked about, and lets the person in', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scanner.scan('TEST-QUEUED');
    const scanId = await told('queued');
    await resultSays(page, SAY.queued);
    await resultSays(page, SAY.willConfirm);
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'pending', last_status: null });
    await standingIs(page, 'offline', 1);

    simulator.clearFaults();
    await standingIs(page, 'online', 0);
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done', outcome: 'checked-in' });
  });

  it('saves a scan that Confera has trouble with, and lets the person in', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    // Twice while the person waits, and once more behind their back.
    simulator.setFaults([{ fault: { kind: 'status', status: 503 }, times: 3 }]);
    await scanner.scan('TEST-TROUBLE');
    const scanId = await told('queued');
    await resultSays(page, SAY.queued);
    await standingIs(page, 'online', 0);
    expect(readScan(kiosk, scanId)).toMatchObject({
      state: 'done',
      outcome: 'checked-in',
      attempts: 4,
    });
  });

  const rejected: [code: string, status: number, words: string[]][] = [
    ['BADGE-UNKNOWN', 404, [SAY.rejected['unknown-badge']]],
    ['BADGE-REVOKED', 410, [SAY.rejected['revoked-badge']]],
    ['BADGE-INVALID', 422, [SAY.rejected['invalid-code']]],
  ];
  it.each(rejected)('sends %s to the desk', async (code, status, words) => {
    const kiosk = await kioskForOne();
    const { page, told, scanner } = kiosk;
    await scanner.scan(code);
    const scanId = await told('rejected');
    for (const text of [...words, SAY.seeDesk({ desk: 'the registration desk' })])
      await resultSays(page, text);
    expect(readScan(kiosk, scanId)).toMatchObject({
      state: 'rejected',
      outcome: 'rejected',
      last_status: status,
    });
  });

  const refused: [what: string, FaultRule, status: number][] = [
    ['the key is refused', { fault: { kind: 'unauthorized' }, on: 'all' }, 401],
    ['badges are not allowed', { fault: { kind: 'forbidden' }, on: 'badges' }, 403],
  ];
  it.each(refused)('asks for staff while %s, and keeps the scan', async (_what, fault, status) => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    simulator.setFaults([fault]);
    await scanner.scan(`TEST-REFUSED-${status}`);
    const scanId = await told('attention');
    await resultSays(page, SAY.seeStaff);
    await resultSays(page, SAY.needsAMoment);
    expect(readScan(kiosk, scanId)).toMatchObject({ last_status: status, settled_at: null });
    await standingIs(page, 'blocked', 1);
    // It is tried alone from time to time, and refused again.
    await simulator.waitFor(
      (journal) => journal.filter((entry) => entry.status === status).length > 1,
    );

    simulator.clearFaults();
    await standingIs(page, 'online', 0);
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done', outcome: 'checked-in' });
  });

  it('asks for staff where a scan conflicts with another', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner } = kiosk;
    await scanner.scan('BADGE-KEY-REUSED');
    const scanId = await told('attention');
    await resultSays(page, SAY.seeStaff);
    await resultSays(page, SAY.needsALook);
    expect(readScan(kiosk, scanId)).toMatchObject({
      state: 'attention',
      outcome: 'attention',
      last_status: 409,
    });
  });

  it('says whom to see where no badge’s code could be that long', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    const before = { scans: readScans(kiosk).length, sent: lastSent(simulator) };
    await scanner.scan('X'.repeat(513));
    expect(await told('unreadable')).toBeNull();
    await resultSays(page, SAY.notABadge);
    await resultSays(page, SAY.seeDesk({ desk: 'the registration desk' }));
    expect(readScans(kiosk)).toHaveLength(before.scans);
    expect(lastSent(simulator)).toEqual(before.sent);
  });

  it('says that a scan was not saved where the disk has refused it, and takes it once it can', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner } = kiosk;
    // Another program holds the database's write lock: that stops root, too.
    const other = new Database(path.join(kiosk.dataDir, 'kiosk.db'));
    onTestFinished(() => void other.close());
    const before = readScans(kiosk).length;
    other.exec('BEGIN IMMEDIATE');
    await scanner.scan('TEST-NOT-SAVED');
    expect(await told('not-saved')).toBeNull();
    await resultSays(page, SAY.seeStaff);
    await resultSays(page, SAY.notSaved);
    expect(readScans(kiosk)).toHaveLength(before);

    other.exec('ROLLBACK');
    await scanner.scan('TEST-NOT-SAVED');
    const scanId = await told('checked-in');
    expect(codeSentFor(kiosk, scanId)).toBe('TEST-NOT-SAVED');
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done' });
  });

  it('shows nothing new for a repeat within the window', async () => {
    const kiosk = await kioskForOne();
    const { page, scanner, simulator } = kiosk;
    const shown = await watchResults(page);
    const before = readScans(kiosk).length;
    await scanner.scan('TEST-REPEAT');
    await scanner.scan('TEST-REPEAT');
    // Answered after the repeat was.
    await scanner.scan('TEST-AFTER-REPEAT');
    await resultSays(page, SAY.welcomeName({ name: 'Guest TEST-AFTER-REPEAT' }));
    expect(readScans(kiosk)).toHaveLength(before + 2);
    const codes = scansShown((await shown()).slice(1)).map((scanId) => codeSentFor(kiosk, scanId));
    // The first one is only shown where its answer came before the third scan.
    expect([['TEST-AFTER-REPEAT'], ['TEST-REPEAT', 'TEST-AFTER-REPEAT']]).toContainEqual(codes);
    expect(simulator.journal().filter(({ code }) => code === 'TEST-REPEAT')).toHaveLength(1);
  });

  it('gives the screen to the next person at once, and never back', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    const slow: FaultRule = { fault: { kind: 'latency', ms: 900 }, code: 'TEST-LATE' };
    simulator.setFaults([slow]);
    const shown = await watchResults(page);
    await scanner.scan('TEST-LATE');
    await simulator.waitFor((journal) => journal.some(({ code }) => code === 'TEST-LATE'));
    await scanner.scan('TEST-NEXT');
    const next = await told('checked-in');
    expect(codeSentFor(kiosk, next)).toBe('TEST-NEXT');

    await until(() => {
      expect(scanSentWith(kiosk, 'TEST-LATE')).toMatchObject({
        state: 'done',
        outcome: 'checked-in',
      });
    });
    // Its answer has reached the page as well, since a later one has.
    await scanner.scan('TEST-LAST');
    await resultSays(page, SAY.welcomeName({ name: 'Guest TEST-LAST' }));
    const codes = scansShown((await shown()).slice(1)).map((scanId) => codeSentFor(kiosk, scanId));
    expect(codes).toEqual(['TEST-NEXT', 'TEST-LAST']);
  });

  it('takes the next scan while the last result still stands', async () => {
    const kiosk = await kioskForOne();
    const { page, told, scanner, simulator } = kiosk;
    simulator.setFaults([{ fault: { kind: 'status', status: 404 }, code: 'TEST-OTHER-EVENT' }]);
    const shown = await watchResults(page);
    await scanner.scan('TEST-OTHER-EVENT');
    const first = await told('rejected');
    await scanner.scan('BADGE-2');
    const second = await told('checked-in');
    expect(codeSentFor(kiosk, second)).toBe('BADGE-2');
    const marks = (await shown()).slice(1).filter(({ scanId }) => scanId !== null);
    expect(marks.map(({ mark, scanId }) => [mark, scanId])).toEqual([
      ['rejected', first],
      ['checked-in', second],
    ] satisfies [Outcome, string | null][]);
  });

  it('says that it is online, and how many scans wait, at the screen’s edge', async () => {
    const kiosk = await kioskForOne();
    const { page } = kiosk;
    await standingIs(page, 'online' satisfies Connection, 0);
    await page.getByText(WORDS.edge.online, { exact: true }).waitFor();
    await page.getByText('gate-a', { exact: true }).waitFor();
  });
});
