// A visitor scanned the contact card that was printed beside their badge's code, and the scanner, which types like a
// keyboard, sent each line of it as a code: name, phone and e-mail address went to the server, twelve refusals flashed
// by, and the backlog of everyone stopped.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { served } from '../e2e/drivers/served.ts';
import { nextResult, outcomeIs, resultSays } from '../e2e/fixtures/page-marks.ts';
import { runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { codeSentFor, readScans } from '../e2e/fixtures/scan-log.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { startXKeyboard } from '../e2e/fixtures/x-keyboard.ts';
import { WORDS } from '../fixtures/words.ts';

const CARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Khan;Ayesha;;Dr.;',
  'FN:Dr. Ayesha Khan',
  'ORG:Harbour Labs',
  'TITLE:Engineer',
  'TEL;TYPE=WORK:+92-21-5550101',
  'TEL;TYPE=CELL:+92-300-5550101',
  'EMAIL:ayesha@example.org',
  'ADR:;;1 Harbour Road;Karachi;;74000;Pakistan',
  'URL:https://example.org/ayesha',
  'END:VCARD',
].join('\n');

describe('a scanner that types like a keyboard', () => {
  beforeEach(({ skip }) => {
    const missing = missingOf(['Xvfb', 'xdotool', 'setxkbmap']);
    if (missing) skip(missing);
  });

  it.each([
    ['a contact card', CARD],
    ['a list of badges', 'TEST-0001\nTEST-0002\nTEST-0003'],
    ['two badges with a tab between them', 'TEST-0004\tTEST-0005'],
  ])(
    'sends nothing of %s: it is one code that is no badge’s, and the next is read',
    async (_, text) => {
      const keyboard = await startXKeyboard();
      onTestFinished(keyboard.close);
      const kiosk = await runScanningKiosk(served, {
        display: keyboard.display,
        // The keys' pace is that of a program on a busy machine.
        env: { KIOSK_WEDGE_GAP_MS: '300', KIOSK_WEDGE_MEAN_MS: '200' },
      });
      const { page, simulator } = kiosk;
      await keyboard.focusWindow();
      const shown = await watchResults(page);
      await keyboard.scan(text, 5);
      await outcomeIs(page, 'unreadable');
      await resultSays(page, WORDS.result.notABadge);
      await resultSays(page, WORDS.result.seeDesk({ desk: 'the registration desk' }));
      await outcomeIs(page, 'idle');
      const marks = (await shown()).map(({ mark }) => mark);
      expect(marks.filter((mark) => mark === 'unreadable')).toHaveLength(1);
      expect(new Set(marks)).toEqual(new Set(['idle', 'checking', 'unreadable']));
      expect(readScans(kiosk)).toEqual([]);
      expect(simulator.journal().filter(({ code }) => code !== null)).toEqual([]);

      const told = await nextResult(page);
      await keyboard.scan('TEST-AFTER', 5);
      expect(codeSentFor(kiosk, await told('checked-in'))).toBe('TEST-AFTER');
    },
  );
});
