import type { ScannerSettings } from '../../../shared/bridge/kiosk-state.ts';
import type { Reason } from '../../../shared/scan/outcome.ts';
import { aimIdentifierOf, parseCode } from '../../../shared/scan/parse-code.ts';
import { LEAST_CODE_LENGTH } from '../../../shared/settings/settings.ts';
import type {
  CodeDoubt,
  LayoutVerdict,
  ScannerReading,
  WedgeDoubt,
  WedgeTiming,
} from '../../scanner/scanner-reading.ts';
import { symbologyOf } from '../../scanner/symbology.ts';
import type { Words } from '../../words/words.ts';
import { layoutNames } from './layout-names.ts';
import { visibleText } from './visible-text.ts';

type Doubt = CodeDoubt | WedgeDoubt;

/** One row about a scan. */
export type TriedRow = { row: keyof Words['scannerTest']['rows']; text: string };

/** What the scanner test says about a scan: whether it would be sent, and a row for everything that is known of it. */
export function triedRows(
  words: Words,
  { raw, wedge, camera }: Pick<ScannerReading, 'raw' | 'wedge' | 'camera'>,
  settings: ScannerSettings,
): { isAccepted: boolean; rows: TriedRow[] } {
  const say = words.scannerTest;
  const doubt = camera?.doubt ?? wedge?.doubt ?? null;
  // A scan that is refused for its keys has no text, but its keys did arrive.
  const keys = wedge?.characters.map(({ typed }) => typed).join('') ?? '';
  const asItCame = wedge?.doubt ? keys : raw || keys;
  // Only a scanner adds a prefix and a suffix; the camera reads the code itself.
  const parsed = parseCode(raw, settings.mode, camera ? null : settings);
  const aim = camera ? camera.aim : aimIdentifierOf(raw, settings);
  const rows: TriedRow[] = [
    {
      row: 'sent',
      text: parsed.ok
        ? say.sent[parsed.kind]({ code: visibleText(parsed.code) })
        : say.refused({ reason: reasonWords(words, raw === '' ? null : parsed.reason, doubt) }),
    },
    { row: 'raw', text: visibleText(asItCame) || say.nothingRead },
  ];
  if (doubt) rows.push({ row: 'doubt', text: doubtWords(words, doubt, keys.length) });
  rows.push({ row: 'symbology', text: aim ? symbologyOf(aim) : say.symbologyUnknown });
  if (camera) rows.push({ row: 'decoding', text: say.decoding({ ms: camera.ms }) });
  if (wedge) {
    rows.push({ row: 'timing', text: timingWords(words, wedge.timing) });
    rows.push({ row: 'layout', text: layoutWords(words, wedge.layout) });
  }
  return { isAccepted: parsed.ok, rows };
}

function reasonWords(
  { scannerTest: say, staff }: Words,
  reason: Reason | null,
  doubt: Doubt | null,
): string {
  switch (doubt) {
    case 'too-short':
      return say.tooShort;
    case 'several-lines':
    // A substitute character stands for what these lack, and would be taken for a control character.
    case 'part':
    case 'not-text':
      return say.notABadge;
    default:
      return reason === null ? say.nothingRead : staff.reason[reason];
  }
}

function doubtWords({ scannerTest: say, settings }: Words, doubt: Doubt, length: number): string {
  if (doubt !== 'too-short') return say.doubt[doubt];
  if (length < LEAST_CODE_LENGTH) return say.tooShortAnyway({ length });
  return say.tooShortSet({ length: String(length), setting: settings.labels.wedgeMinLength });
}

function timingWords({ scannerTest: say }: Words, timing: WedgeTiming): string {
  const { keys, end } = timing;
  const values = {
    keys,
    mean: timing.meanGapMs,
    largest: timing.largestGapMs,
  };
  return end === 'none' ? say.timingNoEnd(values) : say.timing({ ...values, end });
}

function layoutWords(words: Words, verdict: LayoutVerdict): string {
  const say = words.scannerTest;
  switch (verdict.is) {
    case 'plain':
      return say.layout.plain;
    case 'unclear':
      return say.layout.unclear;
    case 'dead-key':
      return say.layout['dead-key']({ machine: layoutNames(words, verdict.machine) });
    case 'as-typed':
      return say.layout['as-typed']({ machine: layoutNames(words, verdict.machine) });
    case 'mended':
      return say.layout.mended({
        scanner: layoutNames(words, verdict.scanner),
        machine: layoutNames(words, verdict.machine),
      });
  }
}
