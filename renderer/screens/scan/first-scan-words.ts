import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { FirstScan } from '../../../shared/scan/outcome.ts';
import type { ShownResult } from '../../state/scan-flow.ts';
import { venueMoment } from '../../words/venue-time.ts';
import type { Words } from '../../words/words.ts';

/** What is known of the scan that came before, and when the second one was answered. */
type Told = Pick<ShownResult, 'reason' | 'first' | 'answeredWallAt'>;

/** Where this kiosk stands, and the zone of every time that it shows. */
type Here = Pick<KioskState['display'], 'location' | 'timeZone'>;

/**
 * Where and when a badge was scanned before, for a visitor who may go in.
 *
 * @returns null if it was here, which whoever stands here knows, or if nothing is known
 */
export function firstScanWords(words: Words, told: Told, here: Here): string | null {
  const { firstScan: say } = words.result;
  const { reason, first } = told;
  const place = first?.location ?? null;
  if (reason === 'elsewhere-just-now') {
    return place === null ? say.justNowAtAnother : say.justNowAtPlace({ place });
  }
  if (!first || isHere(told, here)) return null;
  const time = timeOf(words, first, told, here);
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

/** Another gate at this entrance may have the same name, so the reason tells more than the name does. */
function isHere({ reason, first }: Told, { location }: Here): boolean {
  return reason !== 'elsewhere' && first?.location === location;
}

function timeOf(words: Words, { at }: FirstScan, { answeredWallAt }: Told, { timeZone }: Here) {
  return venueMoment(words, at, answeredWallAt, timeZone);
}
