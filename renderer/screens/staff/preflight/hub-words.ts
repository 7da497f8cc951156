import type { Finding } from '../../../../shared/preflight/findings.ts';
import type { Words } from '../../../words/words.ts';
import type { CheckLine } from './check-line.ts';

/** What the page says of the venue's hub. */
export function hubWords(
  { preflight, staff }: Words,
  { is, values }: Extract<Finding, { check: 'hub' }>,
): Pick<CheckLine, 'says' | 'does'> {
  const { found } = preflight;
  const address = String(values.address ?? '');
  switch (is) {
    case 'connected':
      return { says: found.hubConnected({ ms: Number(values.ms ?? 0) }) };
    case 'unreachable':
      return { says: found.hubUnreachable({ address }), does: found.hubUnreachableDo };
    case 'refused':
      return { says: found.hubRefused, does: found.hubRefusedDo };
    case 'another':
      return { says: found.hubAnother({ address }), does: found.hubAnotherDo };
    case 'no-claims':
      return { says: found.hubNoClaims, does: found.hubNoClaimsDo };
    case 'none':
    case 'unread':
      return { says: staff.noAnswer };
  }
}
