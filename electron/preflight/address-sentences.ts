import type { FindingOf } from '../../shared/preflight/findings.ts';
import type { Sentences } from './phrases.ts';

/** What the check of the address is told as. */
export const ADDRESS: Sentences<FindingOf<'address'>> = {
  answers: {
    detail: ({ host, ms }) => `Confera answers at ${host} over a secure connection (${ms} ms).`,
  },
  'answers-here': {
    detail: ({ host, ms }) => `Confera answers at ${host}, on this machine (${ms} ms).`,
  },
  unencrypted: {
    detail: ({ host }) =>
      `Confera answers at ${host}, but the key crosses the network unencrypted.`,
    fix: () => 'Use an https:// address, and leave KIOSK_ALLOW_HTTP out.',
  },
  'rate-limited': {
    detail: ({ host }) => `Confera answers at ${host}, but asks this device to wait.`,
    fix: () => 'Run the check again in a minute.',
  },
  'server-trouble': {
    detail: ({ host }) => `Confera answers at ${host}, but has problems of its own.`,
    fix: () => 'Run the check again in a minute; if it goes on, tell whoever runs Confera.',
  },
  gateway: {
    detail: ({ host }) => `A server in front of Confera answers at ${host} in its place.`,
    fix: () => 'Run the check again in a minute; if it goes on, tell whoever runs Confera.',
  },
  dns: {
    detail: ({ host }) => `The address ${host} can't be found.`,
    fix: () => 'Check the cable or Wi-Fi, then the address (CONFERA_BASE_URL).',
  },
  'no-route': {
    detail: () => 'This device has no connection to the network.',
    fix: () => 'Check the cable or Wi-Fi.',
  },
  refused: {
    detail: ({ host }) => `${host} refuses the connection.`,
    fix: () =>
      'Check the address (CONFERA_BASE_URL); if it is right, ask whether a firewall is in the way.',
  },
  timeout: {
    detail: ({ host }) => `${host} does not answer in time.`,
    fix: () => 'Check the cable or Wi-Fi, and whether a firewall is in the way.',
  },
  broken: {
    detail: ({ host }) => `The connection to ${host} was cut off.`,
    fix: () => 'Check the cable or Wi-Fi, then ask whoever runs the network.',
  },
  'certificate-early': {
    detail: ({ host }) => `By this device's clock, the certificate of ${host} is not valid yet.`,
    fix: () => "Correct this device's date and time.",
  },
  'certificate-expired': {
    detail: ({ host }) => `By this device's clock, the certificate of ${host} has expired.`,
    fix: () => "Check this device's date and time; if they are right, tell whoever runs Confera.",
  },
  'certificate-unknown': {
    detail: ({ host }) => `Nobody that this device trusts vouches for the certificate of ${host}.`,
    fix: () =>
      "Sign in to the network with a browser if it asks for that; if it inspects traffic, install its authority's certificate (NODE_EXTRA_CA_CERTS).",
  },
  'certificate-host': {
    detail: ({ host }) => `The certificate belongs to another address than ${host}.`,
    fix: () => 'Check the address (CONFERA_BASE_URL), and whether the network asks for a sign-in.',
  },
  tls: {
    detail: ({ host }) => `No secure connection to ${host} can be made.`,
    fix: () => 'Check the address (CONFERA_BASE_URL), then ask whoever runs the network.',
  },
  'proxy-password': {
    detail: () => "The network's proxy asks for a user name and a password.",
    fix: () => 'Put them into HTTPS_PROXY.',
  },
  'proxy-forbids': {
    detail: ({ host }) => `The network's proxy does not let this device through to ${host}.`,
    fix: ({ host }) => `Ask whoever runs the network to allow ${host}.`,
  },
  'proxy-fails': {
    detail: ({ host }) => `The network's proxy can't reach ${host}.`,
    fix: () => 'Tell whoever runs the network.',
  },
  'proxy-unreachable': {
    detail: () => "The network's proxy can't be reached.",
    fix: () => 'Check the cable or Wi-Fi, then HTTPS_PROXY.',
  },
  redirect: {
    detail: ({ host }) => `Something sends this device from ${host} to another address.`,
    fix: () => 'Sign in to the network with a browser, or check the address (CONFERA_BASE_URL).',
  },
  'sign-in': {
    detail: ({ host }) =>
      `A web page answers in Confera's place at ${host}: the network may be asking for a sign-in.`,
    fix: () => 'Sign in to the network with a browser, or check the address (CONFERA_BASE_URL).',
  },
  'not-confera': {
    detail: ({ host }) => `Something other than Confera answers at ${host}.`,
    fix: () => 'Check the address (CONFERA_BASE_URL) for a typing error.',
  },
  unread: {
    detail: () => 'What is saved on this device could not be read, so its address is not known.',
  },
};
