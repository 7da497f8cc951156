import net from 'node:net';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { checkListen } from './addresses.ts';
import { makeCertificate } from './certificate.ts';
import type { HubFolder, HubIdentity } from './hub-folder.ts';
import { checkIsStill, settleIdentity } from './settle-identity.ts';

/**
 * Makes the hub one of three nodes, of which any two go on without the third. The identity that comes of it is to be
 * copied to the other two. Devices that were joined before know the first address only.
 *
 * @param nodes the IP addresses of the three machines, this one's first
 * @throws BadSettingError for other addresses than that, or while the hub runs
 */
export async function makeNodes(folder: HubFolder, nodes: readonly string[]): Promise<HubIdentity> {
  const [own = ''] = nodes;
  const isThree = nodes.length === 3 && new Set(nodes).size === 3;
  if (!isThree || !nodes.every((node) => net.isIP(node))) {
    throw new BadSettingError(
      'nodes needs the IP addresses of three machines, this one first: npm run hub -- nodes 192.168.1.7 192.168.1.8 192.168.1.9',
    );
  }
  checkListen(own);
  return folder.change(async () => {
    checkIsStill(folder);
    const saved = folder.identity() ?? (await settleIdentity(folder, { port: null, listen: own }));
    if (saved.listen === own && saved.cluster?.nodes.join() === nodes.join()) return saved;
    const cluster = { nodes: [...nodes], ...(await makeCertificate(nodes)) };
    const made = { ...saved, listen: own, cluster };
    folder.saveIdentity(made);
    return made;
  });
}
