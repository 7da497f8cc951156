import { type Finding, type FindingOf, finding } from '../../../shared/preflight/findings.ts';
import type { ConnectionTrouble, HubHealth, HubTrouble } from '../hub/claim-hub.ts';

/** How long the hub is waited for, milliseconds. One that is slower is of no use to a person at the entrance. */
export const HUB_WITHIN_MS = 3000;

/** What is told of a hub to which there is no connection, here and on the page *Venue*. */
export const OUT_OF_REACH: Readonly<
  Record<ConnectionTrouble, 'unreachable' | 'another' | 'refused'>
> = {
  refused: 'unreachable',
  'unknown-name': 'unreachable',
  'no-answer': 'unreachable',
  lost: 'unreachable',
  other: 'unreachable',
  'no-tls': 'another',
  'other-certificate': 'another',
  'key-refused': 'refused',
  'damaged-join-line': 'refused',
};

const FOUND: Record<HubTrouble, FindingOf<'hub'>> = { ...OUT_OF_REACH, 'no-claims': 'no-claims' };

/** Whether the venue's hub can be used. Without it people still get in, so nothing of it is red. */
export function checkHub(health: HubHealth): Finding {
  if (health.is === 'none') return finding('hub', 'none');
  if (health.is === 'well') {
    return finding('hub', 'connected', { address: health.address, ms: health.tookMs });
  }
  const { addresses, trouble } = health;
  return finding('hub', FOUND[trouble], { address: addresses.join(', '), why: trouble });
}
