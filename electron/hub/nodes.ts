import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { type Interfaces, inOneSpelling, networkAddresses } from './addresses.ts';
import { makeCertificate } from './certificate.ts';
import { type HubFolder, type HubIdentity, HubRunsError } from './hub-folder.ts';
import { settleIdentity } from './settle-identity.ts';

const EXAMPLE = 'npm run hub -- nodes 192.168.1.7 192.168.1.8 192.168.1.9';

/** Addresses that no other machine reaches, or that need the name of a network card as well. */
const NO_NODE = new net.BlockList();
NO_NODE.addSubnet('0.0.0.0', 8);
NO_NODE.addSubnet('127.0.0.0', 8);
NO_NODE.addSubnet('224.0.0.0', 3);
NO_NODE.addAddress('::', 'ipv6');
NO_NODE.addAddress('::1', 'ipv6');
NO_NODE.addSubnet('fe80::', 10, 'ipv6');
NO_NODE.addSubnet('ff00::', 8, 'ipv6');

export type MadeNodes = {
  identity: HubIdentity;
  /** Whether the hub was no hub of these nodes before, so that devices joined until now don't know them. */
  areNew: boolean;
};

/**
 * Makes the hub one of three nodes, of which any two go on without the third. The identity that comes of it is to be
 * copied to the other two. Devices that were joined before know the first address only. The same nodes in another order
 * are the same hub: only where this machine listens changes then.
 *
 * @param named the IP addresses of the three machines, this one's first
 * @throws BadSettingError for other addresses than that
 * @throws HubRunsError while the hub runs
 */
export async function makeNodes(
  folder: HubFolder,
  named: readonly string[],
  interfaces: Interfaces = networkInterfaces(),
): Promise<MadeNodes> {
  const nodes = named.map(inOneSpelling);
  checkNodes(nodes, named);
  const [own = ''] = nodes;
  return folder.change(async () => {
    if (folder.isRunByAnother()) {
      throw new HubRunsError('The hub is running here. End it first, then name its nodes again.');
    }
    checkIsOwn(own, networkAddresses(interfaces));
    const saved = folder.identity() ?? (await settleIdentity(folder, { port: null, listen: own }));
    const areNew = !isSameSet(saved.cluster?.nodes ?? [], nodes);
    const cluster = areNew ? { nodes, ...(await makeCertificate(nodes)) } : saved.cluster;
    const identity = { ...saved, listen: own, cluster };
    folder.saveIdentity(identity);
    return { identity, areNew };
  });
}

function checkNodes(nodes: readonly string[], named: readonly string[]) {
  if (nodes.length !== 3 || !nodes.every((node) => net.isIP(node))) {
    throw new BadSettingError(
      `nodes needs the IP addresses of three machines, this one first: ${EXAMPLE}`,
    );
  }
  const unreachable = nodes.findIndex((node) => NO_NODE.check(node, familyOf(node)));
  if (unreachable !== -1) {
    throw new BadSettingError(
      `nodes needs addresses at which the machines reach each other in the venue's network, not ${named[unreachable]}: ${EXAMPLE}`,
    );
  }
  const twice = nodes.findIndex((node, index) => nodes.indexOf(node) !== index);
  if (twice !== -1) {
    throw new BadSettingError(
      `nodes needs three different machines, but ${nodes[twice]} is there twice: ${EXAMPLE}`,
    );
  }
}

function checkIsOwn(first: string, own: readonly string[]) {
  if (own.includes(first)) return;
  throw new BadSettingError(
    own.length === 0
      ? "This machine has no address in a network: connect it to the venue's network first"
      : `nodes needs an address of this machine first (${own.join(', ')}), not ${first}`,
  );
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}

const familyOf = (address: string) => (net.isIPv6(address) ? 'ipv6' : 'ipv4');
