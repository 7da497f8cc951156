import type { ScannerSettings } from '../../shared/bridge.ts';
import { aimIdentifierOf, parseCode } from '../../shared/parse-code.ts';
import type { LayoutVerdict } from '../scanner/reading.ts';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import { symbologyOf } from '../scanner/symbology.ts';
import { WORDS } from '../words.ts';
import { layoutNames } from './layout-names.ts';
import { visibleText } from './visible-text.ts';

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
  const asItCame = raw || (wedge?.characters.map(({ typed }) => typed).join('') ?? '');
  const parsed = parseCode(raw, settings.mode, added);
  const aim = camera ? camera.aim : aimIdentifierOf(raw, settings);
  const doubt = camera?.doubt ?? wedge?.doubt;
  const sent = parsed.ok
    ? `${WORDS.staff.kind[parsed.kind]} ${visibleText(parsed.code)}`
    : say.refused(raw === '' ? say.nothingRead : WORDS.staff.reason[parsed.reason]);
  const rows = [
    ['sent', sent],
    ['raw', visibleText(asItCame) || say.nothingRead],
    ...(doubt ? [['doubt', say.doubt[doubt]]] : []),
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

function layoutWords(verdict: LayoutVerdict): string {
  switch (verdict.is) {
    case 'plain':
      return say.layout.plain;
    case 'unclear':
      return say.layout.unclear;
    case 'as-typed':
      return say.layout['as-typed'](layoutNames(verdict.machine));
    case 'mended':
      return say.layout.mended(layoutNames(verdict.scanner), layoutNames(verdict.machine));
  }
}
