import type { ScannerSettings } from '../../../../shared/bridge/bridge.ts';
import type { Reason } from '../../../../shared/scan/outcome.ts';
import { aimIdentifierOf, parseCode } from '../../../../shared/scan/parse-code.ts';
import { LEAST_CODE_LENGTH } from '../../../../shared/settings/settings.ts';
import type {
  CodeDoubt,
  LayoutVerdict,
  ScannerReading,
  WedgeDoubt,
} from '../../../scanner/scanner-reading.ts';
import { symbologyOf } from '../../../scanner/symbology.ts';
import { WORDS } from '../../../words/words.ts';
import { visibleText } from '../visible-text.ts';
import { layoutNames } from './layout-names.ts';

const say = WORDS.scannerTest;

/** One scan of the scanner test: what came, how it came, and what a check-in would send of it. */
export function TriedScan({
  reading,
  settings,
}: {
  reading: ScannerReading;
  settings: ScannerSettings;
}) {
  const { source, raw, device, wedge, camera } = reading;
  const added = camera ? null : settings;
  // What is refused came all the same.
  const keys = wedge?.characters.map(({ typed }) => typed).join('') ?? '';
  const asItCame = wedge?.doubt ? keys : raw || keys;
  const parsed = parseCode(raw, settings.mode, added);
  const aim = camera ? camera.aim : aimIdentifierOf(raw, settings);
  const doubt = camera?.doubt ?? wedge?.doubt;
  const sent = parsed.ok
    ? `${WORDS.staff.kind[parsed.kind]} ${visibleText(parsed.code)}`
    : say.refused(reasonWords(raw === '' ? null : parsed.reason, doubt));
  const rows = [
    ['sent', sent],
    ['raw', visibleText(asItCame) || say.nothingRead],
    ...(doubt ? [['doubt', doubtWords(doubt, keys.length)]] : []),
    ['symbology', aim ? symbologyOf(aim) : say.symbologyUnknown],
    ...(camera ? [['decoding', say.decoding(camera.ms)]] : []),
    ...(wedge
      ? [
          ['timing', say.timing(wedge.timing)],
          ['layout', layoutWords(wedge.layout)],
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
  reason: Reason | null,
  doubt: CodeDoubt | WedgeDoubt | null | undefined,
): string {
  if (doubt === 'short') return say.tooShort;
  if (doubt === 'lines') return say.notABadge;
  return reason === null ? say.nothingRead : WORDS.staff.reason[reason];
}

function doubtWords(doubt: CodeDoubt | WedgeDoubt, length: number): string {
  return doubt === 'short'
    ? say.whyTooShort(length, length >= LEAST_CODE_LENGTH)
    : say.doubt[doubt];
}

function layoutWords(verdict: LayoutVerdict): string {
  switch (verdict.is) {
    case 'plain':
      return say.layout.plain;
    case 'unclear':
      return say.layout.unclear;
    case 'dead-key':
      return say.layout['dead-key'](layoutNames(verdict.machine));
    case 'as-typed':
      return say.layout['as-typed'](layoutNames(verdict.machine));
    case 'mended':
      return say.layout.mended(layoutNames(verdict.scanner), layoutNames(verdict.machine));
  }
}
