import net from 'node:net';
import type { Clock } from '../../system/clock.ts';
import { NoAnswerError } from './trouble.ts';

type Options = {
  clock: Clock;
  /** How long to wait for an answer, milliseconds. */
  forMs: number;
  /** Gives up at once. */
  signal: AbortSignal;
};

/**
 * Looks which of a hub's addresses says something by itself, as a NATS server does, and lets go of all of them.
 *
 * The client can't be stopped while it connects, and it keeps the socket of an attempt that took too long. A server that
 * hangs, and a machine that is gone, take a connection and are silent, so they would cost a socket with each try and keep
 * this process from ending.
 *
 * @throws NoAnswerError, or the system's error if every address failed in less time
 */
export async function firstThatAnswers(
  addresses: readonly string[],
  { clock, forMs, signal }: Options,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const giveUp = () => reject(new NoAnswerError('no address has answered'));
  const cancel = clock.schedule(forMs, giveUp);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  let failed = 0;
  const sockets = addresses.map((address) => {
    const socket = net.connect(hostAndPort(address));
    socket.once('data', () => resolve(address));
    socket.once('end', () => socket.destroy(new NoAnswerError('the address has hung up')));
    socket.on('error', (error) => {
      failed += 1;
      if (failed === addresses.length) reject(error);
    });
    return socket;
  });
  try {
    return await promise;
  } finally {
    cancel();
    signal.removeEventListener('abort', giveUp);
    for (const socket of sockets) socket.destroy();
  }
}

function hostAndPort(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return {
    host: address.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(address.slice(colon + 1)),
  };
}
