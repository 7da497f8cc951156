import type { FindingOf, FindingValues } from '../../shared/preflight/findings.ts';
import type { Sentences } from './phrases.ts';

const ALONE = 'so this device works by itself';

const UNREACHABLE = ({ address, why }: FindingValues) => {
  if (why === 'refused') return `Nobody listens at the hub's address ${address}, ${ALONE}.`;
  if (why === 'unknown-name') {
    return `This network doesn't know the name in the hub's address ${address}, ${ALONE}.`;
  }
  return `The hub does not answer at ${address}, ${ALONE}.`;
};

const JOIN_AGAIN =
  "join this device again: npm run hub -- join NAME on the hub's machine prints the new line for KIOSK_HUB_JOIN";

/** What the check of the venue's hub is told as. */
export const HUB: Sentences<FindingOf<'hub'>> = {
  none: { detail: () => 'No hub is set up, so this device works by itself.' },
  connected: { detail: ({ address, ms }) => `The hub answers at ${address} (${ms} ms).` },
  unreachable: {
    detail: UNREACHABLE,
    fix: () =>
      'Check that this device is in the same network, that the hub is running there (npm run hub), and that a firewall lets its port through.',
  },
  refused: {
    detail: ({ address, why }) =>
      why === 'damaged-join-line'
        ? `This device's join line is damaged, ${ALONE}.`
        : `The hub at ${address} does not know this device's join line any more, ${ALONE}.`,
    fix: () => `${JOIN_AGAIN.replace('j', 'J')}.`,
  },
  another: {
    detail: ({ address, why }) =>
      why === 'no-tls'
        ? `What answers at ${address} is not the hub, since it speaks no TLS 1.3, ${ALONE}.`
        : `What answers at ${address} is not this device's hub, since it shows another certificate, ${ALONE}.`,
    fix: () => `Look at what uses that address; if the hub was made anew, ${JOIN_AGAIN}.`,
  },
  'no-claims': {
    detail: ({ address }) =>
      `The hub at ${address} answers, but has nothing to keep claims in, ${ALONE}.`,
    fix: () =>
      'End the hub and start it again (npm run hub), and look at what it says: its disk may be full.',
  },
  unread: {
    detail: () =>
      'What is saved on this device could not be read, so whether it has joined a hub is not known.',
  },
};
