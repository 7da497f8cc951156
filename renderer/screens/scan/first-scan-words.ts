import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { FirstScan } from '../../../shared/scan/outcome.ts';
import type { ShownResult } from '../../state/scan-flow.ts';
import { venueMoment } from '../../words/venue-time.ts';
import type { Words } from '../../words/words.ts';

/** What is known of the scan that came before, and when the second one was answered. */
type Told = Pick<ShownResult, 'reason' | 'first' | 'answeredWallAt'>;

/** Where this kiosk stands, the zone of every time that it shows, and who reads them. */
type Here = Pick<KioskState['display'], 'location' | 'timeZone' | 'layout'>;

/**
 * Where and when a badge was scanned before, whose holder may go in.
 *
 * @returns null if nothing is known, or if it was here, which a visitor knows and a steward is told
 */
export function firstScanWords(words: Words, told: Told, here: Here): string | null {
  const { firstScan: say } = words.result;
  const { reason, first } = told;
  const place = first?.location ?? null;
  if (reason === 'elsewhere-just-now') {
    return place === null ? say.justNowAtAnother : say.justNowAtPlace({ place });
  }
  if (!first) return null;
  const time = timeOf(words, first, told, here);
  if (isHere(told, here)) return here.layout === 'steward' ? say.here({ time }) : null;
  return place === null ? say.atAnother({ time }) : say.atPlace({ place, time });
}

/** The same as a sentence, for whoever is sent to staff because of it. */
export function scannedBeforeWords(words: Words, told: Told, here: Here): string {
  const { scannedBefore: say } = words.result;
  const { first } = told;
  if (!first) return say.unknown;
  const time = timeOf(words, first, told, here);
  if (isHere(told, here)) return say.atTime({ time });
  const { location: place } = first;
  return place === null ? say.atAnother({ time }) : say.atPlace({ place, time });
}

/** Where and when a badge was scanned that came back at once, for the steward who is to look. */
export function passBackWords(words: Words, told: Told, before: FirstScan, here: Here): string {
  const { reason, answeredWallAt } = told;
  const scan = { reason, first: before, answeredWallAt };
  if (!isHere(scan, here)) return scannedBeforeWords(words, scan, here);
  return words.result.scannedBefore.here({ time: timeOf(words, before, told, here) });
}

/** Another gate at this entrance may have the same name, so the reason tells more than the name does. */
function isHere({ reason, first }: Told, { location }: Here): boolean {
  return reason !== 'elsewhere' && first?.location === location;
}

function timeOf(
  words: Words,
  { at }: FirstScan,
  { answeredWallAt }: Pick<Told, 'answeredWallAt'>,
  { timeZone }: Here,
) {
  return venueMoment(words, at, answeredWallAt, timeZone);
}
