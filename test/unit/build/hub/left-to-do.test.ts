import { expect, test } from 'vitest';
import { afterChange, afterNodes, afterRevoke } from '../../../../build/hub/left-to-do.ts';
import { joinDevice } from '../../../../electron/hub/devices.ts';
import { HubFolder } from '../../../../electron/hub/hub-folder.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const NODES = ['192.0.2.7', '192.0.2.8', '192.0.2.9'];

/** A hub with the device "North", on one machine or as the given of three nodes. */
async function hubWith(node: string | null, device: string | null = 'North') {
  const folder = new HubFolder(temporaryFolder());
  if (device !== null) await joinDevice(folder, { name: device, port: null, listen: null });
  else await folder.change(() => folder.saveIdentity(base));
  const saved = folder.identity() ?? base;
  const cluster = { nodes: NODES, certificate: saved.certificate, key: saved.key };
  const identity = node === null ? saved : { ...saved, listen: node, port: 4222, cluster };
  folder.saveIdentity(identity);
  return { folder, identity };
}

const base = {
  version: 1 as const,
  listen: '127.0.0.1',
  port: 4222,
  secret: 'A'.repeat(43),
  hostSeed: `SU${'A'.repeat(56)}`,
  certificate: '-----BEGIN CERTIFICATE-----',
  key: '-----BEGIN PRIVATE KEY-----',
  cluster: null,
};

test('of one machine nothing has to be copied', async () => {
  const { folder } = await hubWith(null);
  expect(afterRevoke('North', folder)).toEqual(['"North" has no access to the hub any more.']);
  expect(afterChange(folder)).toEqual([]);
});

test('a change on one node says that the two others need the list', async () => {
  const { folder } = await hubWith('192.0.2.8');
  const copy = `Copy devices.json from ${folder.path} to the same folder of 192.0.2.7 and 192.0.2.9: until then they go by the old list.`;
  expect(afterRevoke('North', folder)).toEqual([
    `"North" has no access to this node any more. ${copy}`,
  ]);
  expect(afterChange(folder)).toEqual([copy]);
});

test('new nodes: devices that joined before are joined again before the copying, and if there are none they join first', async () => {
  const joined = await hubWith('192.0.2.7');
  const said = afterNodes({ identity: joined.identity, areNew: true }, joined.folder);
  expect(said).toEqual([
    'Open the ports 4222 and 4223 between the three machines.',
    '"North" joined before, and would look for the hub at its old address alone. Revoke each of them and join it again, and then copy.',
    expect.stringMatching(/^Copy hub\.json and devices\.json from .*192\.0\.2\.8 and 192\.0\.2\.9/),
    '  npm run hub -- --listen 192.0.2.8',
    '  npm run hub -- --listen 192.0.2.9',
  ]);
  const empty = await hubWith('192.0.2.7', null);
  expect(afterNodes({ identity: empty.identity, areNew: true }, empty.folder)[1]).toBe(
    'Join the devices first, then copy.',
  );
});

test('the same nodes again: devices may know them all, and another node has nothing to copy from', async () => {
  const first = await hubWith('192.0.2.7');
  const again = afterNodes({ identity: first.identity, areNew: false }, first.folder);
  expect(again.join()).not.toContain('Revoke');
  expect(again.join()).toContain('Copy hub.json');
  const second = await hubWith('192.0.2.8');
  expect(afterNodes({ identity: second.identity, areNew: false }, second.folder)).toEqual([
    'The three nodes are the same as before, and this machine is 192.0.2.8 of them. Start it by: npm run hub',
  ]);
});
