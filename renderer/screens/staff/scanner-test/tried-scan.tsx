import type { ScannerSettings } from '../../../../shared/bridge/bridge.ts';
import type { Reason } from '../../../../shared/scan/outcome.ts';
import { aimIdentifierOf, parseCode } from '../../../../shared/scan/parse-code.ts';
import { LEAST_CODE_LENGTH } from '../../../../shared/settings/settings.ts';
import type {
  CodeDoubt,
  LayoutVerdict,
  ScannerReading,
  WedgeDoubt,
  WedgeTiming,
} from '../../../scanner/scanner-reading.ts';
import { symbologyOf } from '../../../scanner/symbology.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { visibleText } from '../visible-text.ts';
import { layoutNames } from './layout-names.ts';

/** One scan of the scanner test: what came, how it came, and what a check-in would send of it. */
export function TriedScan({
  reading,
  settings,
}: {
  reading: ScannerReading;
  settings: ScannerSettings;
}) {
  const words = useWords();
  const say = words.scannerTest;
  const { source, raw, device, wedge, camera } = reading;
  const added = camera ? null : settings;
  // What is refused came all the same.
  const keys = wedge?.characters.map(({ typed }) => typed).join('') ?? '';
  const asItCame = wedge?.doubt ? keys : raw || keys;
  const parsed = parseCode(raw, settings.mode, added);
  const aim = camera ? camera.aim : aimIdentifierOf(raw, settings);
  const doubt = camera?.doubt ?? wedge?.doubt;
  const sent = parsed.ok
    ? say.sent[parsed.kind]({ code: visibleText(parsed.code) })
    : say.refused({ reason: reasonWords(words, raw === '' ? null : parsed.reason, doubt) });
  const rows = [
    ['sent', sent],
    ['raw', visibleText(asItCame) || say.nothingRead],
    ...(doubt ? [['doubt', doubtWords(words, doubt, keys.length)]] : []),
    ['symbology', aim ? symbologyOf(aim) : say.symbologyUnknown],
    ...(camera ? [['decoding', say.decoding({ ms: camera.ms })]] : []),
    ...(wedge
      ? [
          ['timing', timingWords(words, wedge.timing)],
          ['layout', layoutWords(words, wedge.layout)],
        ]
      : []),
  ] as [keyof typeof say.rows, string][];
  return (
    <article className="tried-scan" data-source={source} data-accepted={parsed.ok}>
      <h3>{device ? `${say.source[source]} · ${device}` : say.source[source]}</h3>
      <dl>
        {rows.map(([row, words]) => (
          <div key={row} data-row={row}>
            <dt>{say.rows[row]}</dt>
            <dd>
              <bdi>{words}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function reasonWords(
  { scannerTest: say, staff }: Words,
  reason: Reason | null,
  doubt: CodeDoubt | WedgeDoubt | null | undefined,
): string {
  if (doubt === 'too-short') return say.tooShort;
  if (doubt === 'several-lines') return say.notABadge;
  return reason === null ? say.nothingRead : staff.reason[reason];
}

function doubtWords(
  { scannerTest: say, settings }: Words,
  doubt: CodeDoubt | WedgeDoubt,
  length: number,
): string {
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
