import { randomBytes } from 'node:crypto';
import { nkeys } from '@nats-io/transport-node';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { checkedPort, checkListen, LOOPBACK } from './addresses.ts';
import { makeCertificate } from './certificate.ts';
import { type HubFolder, type HubIdentity, HubRunsError } from './hub-folder.ts';

/** What the command line said of where the hub listens. */
export type Given = {
  /** Null, or 0, for the port that the hub has, or any that is free. */
  port: number | null;
  /** Null for the address that the hub has, or this machine's loopback. */
  listen: string | null;
};

/**
 * What makes this hub: made at the first `join` or run, and kept from then on. To be called within `HubFolder.change`.
 *
 * @throws BadSettingError for an address that isn't this machine's, a port that can't be had, or another port or
 *   address than the joined devices know
 * @throws HubRunsError for another port or address while another command is the hub
 */
export async function settleIdentity(folder: HubFolder, given: Given): Promise<HubIdentity> {
  if (given.listen !== null) checkListen(given.listen);
  const saved = folder.identity();
  if (saved === null) {
    const made = await newIdentity(given);
    folder.saveIdentity(made);
    return made;
  }
  const port = given.port || saved.port;
  const listen = given.listen ?? saved.listen;
  if (port === saved.port && listen === saved.listen) return saved;
  if (saved.cluster) checkIsNode(saved.cluster.nodes, { port: given.port, listen }, saved.port);
  if (port !== saved.port) checkNobodyKnows(folder, saved.port);
  checkIsStill(folder);
  const changed = { ...saved, port, listen };
  if (port !== saved.port) await checkedPort(listen, port);
  folder.saveIdentity(changed);
  return changed;
}

async function newIdentity(given: Given): Promise<HubIdentity> {
  const listen = given.listen ?? LOOPBACK;
  const host = nkeys.createUser();
  return {
    version: 1,
    listen,
    port: await checkedPort(listen, given.port ?? 0),
    secret: randomBytes(32).toString('base64url'),
    hostSeed: new TextDecoder().decode(host.getSeed()),
    ...(await makeCertificate()),
    cluster: null,
  };
}

/** Each node knows the others by their addresses and the port. */
function checkIsNode(nodes: readonly string[], { port, listen }: Given, saved: number) {
  if (port && port !== saved) {
    throw new BadSettingError(
      `The nodes of this hub know each other by port ${saved}: leave out --port`,
    );
  }
  if (listen !== null && nodes.includes(listen)) return;
  throw new BadSettingError(`--listen must be one of the hub's nodes: ${nodes.join(', ')}`);
}

/** A join line contains the port, and no device can be told of another one. */
function checkNobodyKnows(folder: HubFolder, port: number) {
  const knowing = folder.devices().filter(({ revokedAt }) => revokedAt === null).length;
  if (knowing === 0) return;
  throw new BadSettingError(
    `This hub has port ${port}, which is in the join lines of its devices (${knowing}). ` +
      'Leave out --port; or revoke them, start with the other port, and join them again',
  );
}

/** @throws HubRunsError while another command is the hub */
function checkIsStill(folder: HubFolder) {
  if (!folder.isRunByAnother()) return;
  throw new HubRunsError(
    'The hub is running here. End it first, then give it another --port or --listen.',
  );
}
