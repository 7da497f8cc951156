import { setTimeout as wait } from 'node:timers/promises';
import { connect, type NatsConnection, nkeyAuthenticator, nkeys } from '@nats-io/transport-node';
import { HUB_NAME } from '../../shared/hub/join-line.ts';
import { writeTogether } from '../core/system/durable-file.ts';
import type { HubDevice, HubFolder, HubIdentity } from './hub-folder.ts';
import { NEWER_FIELDS, type NewerField, serverConfig } from './server-config.ts';
import { type ServerLine, ServerProcess, unknownField } from './server-process.ts';
import { type Patience, untilSilent } from './server-pulse.ts';
import { ensureStreams } from './streams.ts';

/** The waits before the server is started again, milliseconds: each is twice the one before. */
const BACKOFF_MS = { least: 250, most: 10_000 };

/** A server that has run this long has recovered, milliseconds. */
const SOUND_AFTER_MS = 30_000;

/** How long a start may take, milliseconds. A slow disk may have many claims to read. */
const START_MS = 60_000;
const LOOK_MS = 50;
const CONNECT_MS = 5000;

/** After how long whoever started a node is told that it waits, milliseconds. */
const ALONE_MS = 5000;
const ALONE =
  'This node waits for the other two: the hub takes claims once all three have started, and from then on as long as two of them run.';

/** The hub's server doesn't start, or takes no claims. */
export class HubServerError extends Error {
  override readonly name = 'HubServerError';
}

/** The server has hung before it took claims, and was ended. */
class HungServerError extends HubServerError {}

type Parts = {
  program: string;
  folder: HubFolder;
  identity: HubIdentity;
  /** Is called with each line of the server's log. */
  listen: (line: ServerLine) => void;
  /** Is called when the server hangs or ends by itself, and when it takes claims again. */
  tell: (sentence: string) => void;
  /** When the server counts as hung. */
  patience: Patience;
};

/** The server with its streams, which is started again whenever it ends or hangs. */
export class HubServer {
  readonly #parts: Parts;
  readonly #end = new AbortController();
  readonly #unknown = new Set<NewerField>();
  #process: ServerProcess | null = null;
  #isUp = false;
  #keptUp: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The process id of the server; null while there is none. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Whether the server is there and has taken claims since it was started. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /**
   * Resolves once it takes claims.
   *
   * @throws HubServerError
   */
  async start(devices: readonly HubDevice[]): Promise<void> {
    this.#writeConfig(devices);
    while (await this.#learnUnknownField()) this.#writeConfig(devices);
    const first = await this.#startFirst();
    this.#keptUp = this.#keepUp(first);
  }

  /** A node may wait for the others for hours, and hang meanwhile. */
  async #startFirst(): Promise<ServerProcess> {
    for (;;) {
      try {
        return await this.#startOnce();
      } catch (error) {
        if (!(error instanceof HungServerError)) throw error;
        this.#parts.tell("The hub's server is started again.");
      }
    }
  }

  /** Has the server go by another list of devices. Those that are no longer in it lose their connection. */
  async takeDevices(devices: readonly HubDevice[]): Promise<void> {
    this.#writeConfig(devices);
    const server = this.#process;
    // Else the next start reads it.
    if (server && !(await server.reload())) await server.end();
  }

  async end(): Promise<void> {
    this.#end.abort();
    await this.#process?.end();
    await this.#keptUp;
  }

  #writeConfig(devices: readonly HubDevice[]) {
    const { folder, identity } = this.#parts;
    const hostKey = nkeys.fromSeed(new TextEncoder().encode(identity.hostSeed)).getPublicKey();
    const unknown = this.#unknown;
    const text = serverConfig({ identity, hostKey, devices, files: folder, unknown });
    const { cluster } = identity;
    writeTogether([
      { file: folder.certificate, text: identity.certificate },
      { file: folder.key, text: identity.key },
      ...(cluster ? [{ file: folder.clusterCertificate, text: cluster.certificate }] : []),
      ...(cluster ? [{ file: folder.clusterKey, text: cluster.key }] : []),
      { file: folder.config, text },
    ]);
  }

  /** Finds out whether this version of the server lacks a field of the configuration that was written. */
  async #learnUnknownField(): Promise<boolean> {
    const { program, folder } = this.#parts;
    const named = await unknownField(program, folder.config);
    const field = NEWER_FIELDS.find((each) => each === named);
    if (field) this.#unknown.add(field);
    return field !== undefined;
  }

  /** Starts it again whenever it ends, until this is ended. */
  async #keepUp(first: ServerProcess): Promise<void> {
    let server: ServerProcess | null = first;
    let backoff = BACKOFF_MS.least;
    for (;;) {
      const since = performance.now();
      const how = await this.#untilEnded(server);
      if (this.#end.signal.aborted) return;
      this.#parts.tell(`The hub's server has ended (${how}). It is started again.`);
      if (performance.now() - since > SOUND_AFTER_MS) backoff = BACKOFF_MS.least;
      do {
        await wait(backoff, null, { signal: this.#end.signal }).catch(() => {});
        if (this.#end.signal.aborted) return;
        backoff = Math.min(2 * backoff, BACKOFF_MS.most);
        server = await this.#startOnce().catch(() => null);
      } while (!server);
      this.#parts.tell('The hub takes claims again.');
    }
  }

  /** Resolves when the server has ended, with how. One that hangs is ended. */
  async #untilEnded(server: ServerProcess): Promise<string> {
    const watch = new AbortController();
    const signal = AbortSignal.any([watch.signal, this.#end.signal]);
    const watched = this.#endIfSilent(server, signal);
    const how = await server.ended;
    watch.abort();
    await watched;
    return how;
  }

  /** Ends a server that hangs. Resolves with whether it did, or once the signal comes. */
  async #endIfSilent(server: ServerProcess, signal: AbortSignal): Promise<boolean> {
    const connect = (timeoutMs: number) => this.#connect(timeoutMs);
    const isSilent = await untilSilent(connect, this.#parts.patience, signal);
    if (!isSilent) return false;
    this.#parts.tell("The hub's server does not answer, so it is ended.");
    server.kill();
    return true;
  }

  async #startOnce(): Promise<ServerProcess> {
    const { program, folder, listen } = this.#parts;
    const server = await ServerProcess.start(program, folder.config, listen);
    this.#process = server;
    void server.ended.then(() => {
      if (this.#process !== server) return;
      this.#process = null;
      this.#isUp = false;
    });
    if (this.#end.signal.aborted) await server.end();
    try {
      await this.#untilItTakesClaims(server);
      this.#isUp = this.#process === server;
      return server;
    } catch (error) {
      await server.end();
      throw error;
    }
  }

  async #untilItTakesClaims(server: ServerProcess): Promise<void> {
    const watch = new AbortController();
    const signal = AbortSignal.any([watch.signal, this.#end.signal]);
    let hasEnded = false;
    void server.ended.then(() => {
      hasEnded = true;
    });
    let why: unknown;
    const { cluster } = this.#parts.identity;
    let end = performance.now() + START_MS;
    let watched: Promise<boolean> | null = null;
    const tellAt = performance.now() + ALONE_MS;
    let isTold = false;
    try {
      for (; performance.now() < end && !hasEnded; await wait(LOOK_MS)) {
        try {
          const connection = await this.#connect(CONNECT_MS);
          if (cluster) {
            // Nobody knows when the others are started. Until then it has to answer at least.
            end = Number.POSITIVE_INFINITY;
            watched ??= this.#endIfSilent(server, signal);
          }
          await ensureStreams(connection, cluster?.nodes.length).finally(() => connection.close());
          return;
        } catch (error) {
          why = error;
          if (isTold || !cluster || performance.now() < tellAt) continue;
          this.#parts.tell(ALONE);
          isTold = true;
        }
      }
    } finally {
      watch.abort();
      await watched;
    }
    if (await watched) throw new HungServerError('nats-server hangs');
    if (hasEnded) throw new HubServerError(`nats-server has ended: ${server.lastTrouble}`);
    throw new HubServerError(`nats-server takes no claims: ${server.lastTrouble ?? why}`);
  }

  /** Connects as the hub itself, which alone may make streams. */
  #connect(timeoutMs: number): Promise<NatsConnection> {
    const { listen, port, hostSeed, certificate } = this.#parts.identity;
    return connect({
      servers: `${hostToConnect(listen)}:${port}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(hostSeed)),
      tls: { ca: certificate, servername: HUB_NAME } as { ca: string },
      reconnect: false,
      timeout: timeoutMs,
    });
  }
}

/** An address that stands for all of a machine's is none that can be connected to everywhere. */
function hostToConnect(listen: string): string {
  if (listen === '0.0.0.0') return '127.0.0.1';
  const address = listen === '::' ? '::1' : listen;
  return address.includes(':') ? `[${address}]` : address;
}
