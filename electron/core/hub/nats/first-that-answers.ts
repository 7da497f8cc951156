import net from 'node:net';
import tls from 'node:tls';
import type { Clock } from '../../system/clock.ts';
import { SPEECH, whyNotHub } from './pinned-certificate.ts';
import { NoAnswerError, NoTlsError } from './trouble.ts';

type Options = {
  /** The only certificate that shows the hub (`HubJoin.fingerprint`). */
  fingerprint: string;
  clock: Clock;
  /** How long to wait for an answer, milliseconds. */
  forMs: number;
  /** Gives up at once. */
  signal: AbortSignal;
};

/** Where the hub answers, and the certificate (DER) that it has shown there. */
export type Found = { address: string; certificate: Uint8Array };

/**
 * Looks at which of a hub's addresses the hub answers, says nothing there, and lets go of all of them.
 *
 * The client can't be stopped while it connects, and it keeps the socket of an attempt that took too long. A server that
 * hangs, and a machine that is gone, take a connection and are silent, so they would cost a socket with each try and keep
 * this process from ending.
 *
 * @throws NoAnswerError, or else why the first of the addresses failed that did
 */
export async function firstThatAnswers(
  addresses: readonly string[],
  { fingerprint, clock, forMs, signal }: Options,
): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  const sockets: net.Socket[] = [];
  const errors = new Map<string, unknown>();
  const giveUp = () => {
    const first = addresses.find((address) => errors.has(address));
    reject(first === undefined ? new NoAnswerError() : errors.get(first));
  };
  const cancel = clock.schedule(forMs, giveUp);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  for (const address of addresses) {
    const socket = net.connect(hostAndPort(address));
    sockets.push(socket);
    knock(socket, fingerprint).then(
      (certificate) => resolve({ address, certificate }),
      (error) => {
        errors.set(address, error);
        if (errors.size === addresses.length) giveUp();
      },
    );
  }
  try {
    return await promise;
  } finally {
    cancel();
    signal.removeEventListener('abort', giveUp);
    for (const socket of sockets) socket.destroy();
  }
}

/**
 * Goes as far as TLS, since the server would complain of a connection that ends in its middle.
 *
 * @returns the hub's certificate
 */
async function knock(socket: net.Socket, fingerprint: string): Promise<Uint8Array> {
  const greeting = await greetingOf(socket);
  if (!/^INFO .*"tls_(?:required|available)":\s*true/.test(greeting)) throw new NoTlsError();
  return new Promise((resolve, reject) => {
    // No authority knows the hub's certificate: it is compared with the join line instead, and nothing is said before.
    const secure = tls.connect({ ...SPEECH, rejectUnauthorized: false, socket }, () => {
      const shown = secure.getPeerCertificate();
      const whyNot = whyNotHub(shown, fingerprint);
      // Ended politely, so that the server has all of the handshake before the connection goes.
      secure.end(() => (whyNot ? reject(whyNot) : resolve(shown.raw)));
    });
    secure.on('error', reject);
    secure.on('close', () => reject(new NoAnswerError()));
  });
}

/** A server's greeting is one line, and much shorter. */
const LONGEST_GREETING = 16_384;

/** A NATS server speaks first. */
function greetingOf(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let greeting = '';
    const take = (data: Buffer) => {
      greeting += data.toString('latin1');
      if (!greeting.includes('\n') && greeting.length < LONGEST_GREETING) return;
      socket.off('data', take);
      socket.pause();
      resolve(greeting);
    };
    socket.on('data', take);
    socket.on('error', reject);
    socket.on('close', () => reject(new NoAnswerError()));
  });
}

function hostAndPort(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return {
    host: address.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(address.slice(colon + 1)),
  };
}
