import type { Server } from 'node:http';
import type { Settings } from '../../shared/settings/settings.ts';
import type { Core } from '../core/core.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Watched } from './metrics.ts';

/** How often an address that can't be had is tried again. An earlier process may still hold it, or a network be down. */
const AGAIN_MS = 10_000;

export type MetricsOptions = {
  settings: Pick<Settings, 'metricsAddress' | 'metricsToken'>;
  watched: Watched;
  clock: Clock;
  /** Writes a line for whoever started the program. */
  say: (line: string) => void;
};

export type OpenMetrics = {
  /** Counts what happens in this core from now on. */
  follow: (core: Core) => void;
  close: () => void;
};

/**
 * Serves metrics on the address in the settings, until `close` or the end of the process. If the address can't be had,
 * it says so once and goes on trying.
 *
 * @returns null without an address; nothing is loaded or opened then
 */
export async function openMetrics(options: MetricsOptions): Promise<OpenMetrics | null> {
  const { settings, watched, clock, say } = options;
  const { metricsAddress: address, metricsToken: token } = settings;
  if (address === null || token === null) return null;
  // Loaded here, because hardly any device needs it.
  const { Metrics } = await import('./metrics.ts');
  const { makeMetricsServer } = await import('./metrics-server.ts');
  const metrics = new Metrics(watched, clock);
  const server = makeMetricsServer({ token, text: () => metrics.text() });
  const stop = keepListening(server, address, { clock, say });
  return {
    follow: (core) => metrics.follow(core),
    close: () => {
      stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @returns a function that ends the trying */
function keepListening(
  server: Server,
  { host, port }: NonNullable<Settings['metricsAddress']>,
  { clock, say }: Pick<MetricsOptions, 'clock' | 'say'>,
): () => void {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  let cancel = () => {};
  let told = '';
  const listen = () => {
    server.listen(port, host);
  };
  server.on('listening', () => {
    told = '';
    say(`Metrics are served on http://${place}/metrics.`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    // A connection that can't be accepted, for want of file descriptors, is no reason to do anything.
    if (server.listening) return;
    const why = TROUBLES[error.code ?? ''] ?? error.message;
    if (why !== told) {
      say(
        `Metrics can't be served on ${place}: ${why}. Scanning goes on, and this is tried again every ` +
          `${AGAIN_MS / 1000} s. KIOSK_METRICS_ADDRESS chooses another address.`,
      );
    }
    told = why;
    cancel = clock.schedule(AGAIN_MS, listen);
  });
  listen();
  return () => cancel();
}

/** What is wrong with an address, by the code that the system gives. */
const TROUBLES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'this user may not use the port',
  EADDRNOTAVAIL: 'it is no address of this machine',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name is not known',
};
