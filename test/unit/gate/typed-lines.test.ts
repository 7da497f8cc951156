import { describe, expect, test } from 'vitest';
import { TypedLines } from '../../../electron/gate/typed-lines.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

const GAP_MS = 80;

/** A terminal on which keys are pressed, each so many milliseconds after the one before. */
function terminal() {
  const clock = new ManualClock();
  const lines: string[] = [];
  let shown = '';
  const keys: string[] = [];
  const typed = new TypedLines({
    clock,
    gapMs: GAP_MS,
    onPiece: (piece) => lines.push(...piece.lines),
    show: (text) => {
      shown += text;
    },
    onInterrupt: () => keys.push('interrupt'),
    onEnd: () => keys.push('end'),
  });
  const type = (text: string, everyMs: number) => {
    for (const character of text) {
      clock.advance(everyMs);
      typed.take(character);
    }
  };
  return {
    lines,
    keys,
    clock,
    shown: () => shown,
    /** A person: some keys a second. */
    press: (text: string) => type(text, 150),
    scan: (text: string, everyMs = 10) => {
      clock.advance(1000);
      type(text, everyMs);
    },
    paste: (text: string) => typed.take(text),
    pause: () => clock.advance(1000),
    end: () => typed.end(),
  };
}

describe('a scanner', () => {
  test.each([
    ['that would have ended the gate', 'TEST\u0003-1'],
    ['that would have ended the input', 'TEST\u0004-1'],
    ['that would have quit it', 'TEST\u001c-1'],
    ['that would have stopped it', 'TEST\u001a-1'],
    ['that would have eaten a character', 'TEST-12\u007f3'],
    ['that would have eaten several', 'TEST-12\b\b3'],
    ['that would have eaten the line', 'TEST-1\u0015TEST-2'],
    ['that would have held the terminal up', 'TEST\u0013-1'],
    ['at the beginning', '\u0003TEST-1'],
    ['at the beginning, twice', '\u007f\u007fTEST-1'],
    ['at the end', 'TEST-1\u0004'],
    ['of each kind', '\u0003\u0004\u007f\b\u0015'],
  ])('types a control character %s: it is a part of the line', (_what, code) => {
    for (const everyMs of [0, 5, 30, GAP_MS]) {
      const { scan, pause, lines, keys } = terminal();
      scan(`${code}\r`, everyMs);
      pause();
      expect({ lines, keys }).toEqual({ lines: [code], keys: [] });
    }
  });

  test('types a control character behind its line: it spoils the next one and ends nothing', () => {
    const { scan, pause, lines, keys } = terminal();
    scan('TEST-1\r\u0003');
    pause();
    scan('TEST-2\r');
    expect({ lines, keys }).toEqual({ lines: ['TEST-1', '\u0003TEST-2'], keys: [] });
  });

  test('is read alike where the process was too busy to read it as it came', () => {
    const { paste, clock, lines, keys } = terminal();
    paste('\u0003');
    clock.advance(GAP_MS);
    paste('TEST-1\r\nTEST-2\r\n');
    expect({ lines, keys }).toEqual({ lines: ['\u0003TEST-1', 'TEST-2'], keys: [] });
  });
});

describe('a person', () => {
  test.each([
    ['corrects a letter', 'TEST-13\u007f2\r', ['TEST-12']],
    ['corrects several', 'TEST-ABC\b\b\bXYZ\r', ['TEST-XYZ']],
    ['corrects a letter of two code units', 'TEST-😀\u007f1\r', ['TEST-1']],
    ['begins anew', 'TEST-1\u0015TEST-2\r', ['TEST-2']],
    ['erases more than there is', 'A\u007f\u007f\u007fTEST-1\r', ['TEST-1']],
    ['ends the input, but not in the middle of a line', 'TEST-1\u0004\r', ['TEST-1']],
  ])('%s', (_what, typed, lines) => {
    const gate = terminal();
    gate.press(typed);
    expect({ lines: gate.lines, keys: gate.keys }).toEqual({ lines, keys: [] });
  });

  test('ends the gate with Ctrl-C, even in the middle of a line, and the input with Ctrl-D', () => {
    const { press, pause, keys } = terminal();
    press('TES\u0003');
    pause();
    expect(keys).toEqual(['interrupt']);
    press('\u0015\u0004');
    pause();
    expect(keys).toEqual(['interrupt', 'end']);
  });

  test('holds Backspace down', () => {
    const { press, scan, pause, lines } = terminal();
    press('TEST-12345');
    scan('\u007f'.repeat(7), 33);
    pause();
    press('X\r');
    expect(lines).toEqual(['TESX']);
  });
});

test('what is typed is shown, control characters as keys, and nothing that the terminal would obey', () => {
  const { scan, press, pause, shown } = terminal();
  scan('TEST\u001b[2J\u009b2J\u0003-1\r');
  press('ab\u007f');
  pause();
  expect(shown()).toBe('TEST^[[2J?2J^C-1\nab\b \b');
});

test('a line that the terminal’s end cuts off is a line', () => {
  const { scan, end, lines } = terminal();
  scan('TEST-1');
  end();
  expect(lines).toEqual(['TEST-1']);
});
