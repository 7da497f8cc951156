import { setTimeout as wait } from 'node:timers/promises';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node';
import { readMessage } from '../../electron/core/hub/nats/messages.ts';
import { hostAndPort } from '../../electron/hub/addresses.ts';
import type { HubFolder } from '../../electron/hub/hub-folder.ts';
import { HUB_NAME } from '../../shared/hub/join-line.ts';
import { CLAIMS, claimSubject } from '../../shared/hub/subjects.ts';

/** Which scan has a key, and its device's name on the hub. */
export type HeldByKey = ReadonlyMap<string, { device: string; scanId: string }>;

/** How many keys are read at once. */
const AT_ONCE = 100;
const CONNECT_MS = 10_000;
const ASK_MS = 5000;
const LOOK_MS = 200;
/** How long all nodes may take to have led the claims once, milliseconds. */
const ALL_LED_MS = 120_000;

/**
 * Reads what each node of a hub has, by the hub's own key. Only the one that leads the claims is sure to answer, so another
 * one is made to lead until each of them has.
 */
export async function claimsOfNodes(
  folder: HubFolder,
  keys: readonly string[],
  nodes: 1 | 3,
): Promise<HeldByKey[]> {
  const found = new Map<string, HeldByKey>();
  const end = performance.now() + ALL_LED_MS;
  while (found.size < nodes) {
    if (performance.now() > end) {
      throw new Error(`only ${found.size} of ${nodes} nodes came to lead the claims`);
    }
    await asHub(folder, async (connection, manager) => {
      const leader = await leaderOf(manager);
      if (found.has(leader)) {
        await connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${CLAIMS}`);
        return;
      }
      const held = await readAll(manager, keys);
      if ((await leaderOf(manager)) === leader) found.set(leader, held);
    }).catch(() => {
      // Nobody leads just now.
    });
    if (found.size < nodes) await wait(LOOK_MS);
  }
  return [...found.values()];
}

/** The name of the node that leads the claims; empty where there is a single one. */
async function leaderOf({ streams }: JetStreamManager): Promise<string> {
  const { cluster } = await streams.info(CLAIMS);
  const everybodyHasAll = (cluster?.replicas ?? []).every(({ current, lag }) => current && !lag);
  if (!everybodyHasAll) throw new Error('a node is behind the others');
  return cluster?.leader ?? '';
}

async function readAll({ streams }: JetStreamManager, keys: readonly string[]): Promise<HeldByKey> {
  const held = new Map<string, { device: string; scanId: string }>();
  const read = async (key: string) => {
    const subject = claimSubject(key);
    const message = await streams.getMessage(CLAIMS, { last_by_subj: subject });
    const said = message && readMessage(subject, message.data);
    if (said?.is === 'claim') held.set(key, said.claim);
  };
  for (let n = 0; n < keys.length; n += AT_ONCE) {
    await Promise.all(keys.slice(n, n + AT_ONCE).map(read));
  }
  return held;
}

async function asHub(
  folder: HubFolder,
  work: (connection: NatsConnection, manager: JetStreamManager) => Promise<void>,
): Promise<void> {
  const identity = folder.identity();
  if (!identity) throw new Error('the hub was never made');
  const { listen, port, hostSeed, certificate } = identity;
  const connection = await connect({
    servers: hostAndPort(listen, port),
    authenticator: nkeyAuthenticator(new TextEncoder().encode(hostSeed)),
    tls: { ca: certificate, servername: HUB_NAME } as { ca: string },
    reconnect: false,
    timeout: CONNECT_MS,
  });
  try {
    const given = { checkAPI: false, timeout: ASK_MS };
    await work(connection, await jetstreamManager(connection, given));
  } finally {
    await connection.close();
  }
}
