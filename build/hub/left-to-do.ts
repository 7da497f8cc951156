// What the hub's command tells its operator to do after it.
import path from 'node:path';
import { clusterPort } from '../../electron/hub/cluster-port.ts';
import type { HubDevice, HubFolder, HubIdentity } from '../../electron/hub/hub-folder.ts';
import type { MadeNodes } from '../../electron/hub/nodes.ts';

type Folder = Pick<HubFolder, 'path' | 'identity' | 'devices'>;

/** What `revoke` says once the list is saved and the hub goes by it, if it runs here. */
export function afterRevoke(name: string, folder: Folder): string[] {
  const copy = copyDevices(folder);
  if (copy === null) return [`${quoted(name)} has no access to the hub any more.`];
  return [`${quoted(name)} has no access to this node any more. ${copy}`];
}

/** What else is to be done after any change of the list. */
export function afterChange(folder: Folder): string[] {
  return [copyDevices(folder)].filter((each) => each !== null);
}

/** What `join` and `revoke` say if the hub that runs goes on by the list from before. */
export function notInForce(folder: Folder): string {
  const log = path.join(path.dirname(folder.path), 'logs', 'hub.log');
  return (
    'The list of devices is saved, but the hub that runs has not noticed it in ten seconds and goes by the old one. ' +
    `End the hub and start it again: it goes by the new list then. ${log} may say what is wrong.`
  );
}

/** What `nodes` says. */
export function afterNodes({ identity, areNew }: MadeNodes, folder: Folder): string[] {
  const { port, listen, cluster } = identity;
  const others = otherNodes(identity);
  if (!areNew && cluster?.nodes[0] !== listen) {
    return [
      `The three nodes are the same as before, and this machine is ${listen} of them. Start it by: npm run hub`,
    ];
  }
  return [
    `Open the ports ${port} and ${clusterPort(port)} between the three machines.`,
    ...beforeCopying(folder, areNew),
    `Copy hub.json and devices.json from ${folder.path} to the same folder of ${others.join(' and ')}: they are ` +
      'secrets. Then start this machine by npm run hub, and each of the others, there, by:',
    ...others.map((node) => `  npm run hub -- --listen ${node}`),
  ];
}

function beforeCopying(folder: Folder, areNew: boolean): string[] {
  const joined = withAccess(folder);
  if (joined.length === 0) return ['Join the devices first, then copy.'];
  if (!areNew) return [];
  return [
    `${joined.map(({ name }) => quoted(name)).join(', ')} joined before, and would look for the hub at its old address ` +
      'alone. Revoke each of them and join it again, and then copy.',
  ];
}

/** Null if the hub is one machine. */
function copyDevices(folder: Folder): string | null {
  const identity = folder.identity();
  const others = identity === null ? [] : otherNodes(identity);
  if (others.length === 0) return null;
  return (
    `Copy devices.json from ${folder.path} to the same folder of ${others.join(' and ')}: ` +
    'until then they go by the old list.'
  );
}

function otherNodes({ listen, cluster }: HubIdentity): string[] {
  return (cluster?.nodes ?? []).filter((node) => node !== listen);
}

function withAccess(folder: Folder): HubDevice[] {
  return folder.devices().filter(({ revokedAt }) => revokedAt === null);
}

const quoted = (name: string) => JSON.stringify(name);
