import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import { expect, test } from 'vitest';
import { BadSettingError } from '../../../electron/core/system/bad-setting.ts';
import { clusterPort } from '../../../electron/hub/cluster-port.ts';
import { joinDevice } from '../../../electron/hub/devices.ts';
import { HubFolder, HubRunsError } from '../../../electron/hub/hub-folder.ts';
import { makeNodes } from '../../../electron/hub/nodes.ts';
import { serverConfig } from '../../../electron/hub/server-config.ts';
import { settleIdentity } from '../../../electron/hub/settle-identity.ts';
import { joinOf } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** The first one is this machine's. */
const NODES = ['192.0.2.7', '192.0.2.8', '2001:db8::9'];

const NONE = { scopeid: 0, netmask: '', mac: '', cidr: null };
const machineAt = (...addresses: string[]) => ({
  lo: [{ ...NONE, family: 'IPv4' as const, address: '127.0.0.1', internal: true }],
  eth0: addresses.map((address) => ({
    ...NONE,
    family: net.isIPv6(address) ? ('IPv6' as const) : ('IPv4' as const),
    address,
    internal: false,
  })),
});
const MACHINE = machineAt('192.0.2.7', 'fe80::7');

/** A hub that was made already, since none can be made at an address that the machine of the test doesn't have. */
async function madeHub(): Promise<HubFolder> {
  const folder = new HubFolder(temporaryFolder());
  await folder.change(() => settleIdentity(folder, { port: null, listen: null }));
  return folder;
}

test.each<[string, string[], string | RegExp]>([
  ['none', [], /^nodes needs the IP addresses of three machines, this one first: npm run hub -- /],
  ['two', NODES.slice(0, 2), /^nodes needs the IP addresses of three machines/],
  ['four', [...NODES, '192.0.2.10'], /^nodes needs the IP addresses of three machines/],
  ['a name', ['192.0.2.7', '192.0.2.8', 'hub-3.local'], /^nodes needs the IP addresses of three/],
  [
    'one of them twice',
    ['192.0.2.7', '2001:db8::8', '2001:DB8:0::0008'],
    /^nodes needs three different machines, but 2001:db8::8 is there twice: npm run hub -- nodes /,
  ],
  [
    'another machine first',
    NODES.toReversed(),
    'nodes needs an address of this machine first (192.0.2.7), not 2001:db8::9',
  ],
])('nodes are three addresses, not %s', async (_, nodes, why) => {
  const folder = new HubFolder(temporaryFolder());
  const ended = makeNodes(folder, nodes, MACHINE);
  await expect(ended).rejects.toThrow(BadSettingError);
  await expect(ended).rejects.toThrow(why);
  expect(folder.identity()).toBeNull();
});

test.each([
  '0.0.0.0',
  '127.0.0.1',
  '127.8.9.1',
  '255.255.255.255',
  '::',
  '0:0:0:0:0:0:0:0',
  '::1',
  '::ffff:127.0.0.1',
  'fe80::8',
  'fe80::8%eth0',
])('no other machine finds a node at %s', async (address) => {
  const folder = new HubFolder(temporaryFolder());
  const ended = makeNodes(folder, ['192.0.2.7', '192.0.2.8', address], MACHINE);
  await expect(ended).rejects.toThrow(
    `nodes needs addresses at which the machines reach each other in the venue's network, not ${address}: npm run hub -- nodes `,
  );
  expect(folder.identity()).toBeNull();
});

test('a machine without a network is told that it needs one', async () => {
  const folder = new HubFolder(temporaryFolder());
  await expect(makeNodes(folder, NODES, machineAt())).rejects.toThrow(
    /^This machine has no address in a network/,
  );
});

test('the hub must not run', async () => {
  const folder = await madeHub();
  const another = new HubFolder(folder.path.replace(/hub$/, ''));
  const end = await another.takeAsHub();
  const ended = makeNodes(folder, NODES, MACHINE);
  await expect(ended).rejects.toThrow(HubRunsError);
  await expect(ended).rejects.toThrow(/^The hub is running here\. End it first/);
  expect(folder.identity()?.cluster).toBeNull();
  end();
  await makeNodes(folder, NODES, MACHINE);
});

test('on another node only where it listens changes, in whatever order and spelling they are named', async () => {
  const folder = await madeHub();
  const made = await makeNodes(folder, NODES, MACHINE);
  expect(made).toMatchObject({ areNew: true, identity: { listen: '192.0.2.7' } });
  const named = ['2001:DB8::0009', '::ffff:192.0.2.7', '192.0.2.8'];
  const third = await makeNodes(folder, named, machineAt('2001:db8::9'));
  expect(third).toEqual({ areNew: false, identity: { ...made.identity, listen: '2001:db8::9' } });
  expect(folder.identity()).toEqual(third.identity);
  const other = await makeNodes(folder, [...NODES.slice(0, 2), '192.0.2.99'], MACHINE);
  expect(other.areNew).toBe(true);
  expect(other.identity.cluster?.certificate).not.toBe(made.identity.cluster?.certificate);
});

test('a device finds the hub at each node, which shows it the certificate from before', async () => {
  const folder = await madeHub();
  const alone = await joinDevice(folder, { name: 'North', port: null, listen: null });
  const { identity } = await makeNodes(folder, NODES, MACHINE);
  const { port } = identity;
  const south = await joinDevice(folder, { name: 'South', port: null, listen: null });
  expect(joinOf(south.line).addresses).toEqual([
    `192.0.2.7:${port}`,
    `192.0.2.8:${port}`,
    `[2001:db8::9]:${port}`,
  ]);
  expect(joinOf(south.line).fingerprint).toBe(joinOf(alone.line).fingerprint);
});

test('the nodes know each other by one certificate for their addresses, and it stays when they are named again', async () => {
  const folder = await madeHub();
  const { identity: made } = await makeNodes(folder, NODES, MACHINE);
  expect(await makeNodes(folder, NODES, MACHINE)).toEqual({ identity: made, areNew: false });
  const certificate = new X509Certificate(made.cluster?.certificate ?? '');
  expect(NODES.map((node) => certificate.checkIP(node))).toEqual(NODES);
  const { cluster, port } = made;
  const text = serverConfig({
    identity: { listen: '192.0.2.8', port, cluster },
    hostKey: 'UHOST',
    devices: [],
    files: folder,
    unknown: new Set(),
  });
  expect(text).toContain('server_name: "venue-hub-2"\n');
  const beside = clusterPort(port);
  expect(text).toContain(
    `routes: ["nats-route://192.0.2.7:${beside}", "nats-route://[2001:db8::9]:${beside}"]\n`,
  );
  expect(text).toContain(
    `ca_file: ${JSON.stringify(folder.clusterCertificate)}\n    verify: true\n`,
  );
  expect(text).toContain(`store_dir: ${JSON.stringify(folder.clusterStreams)}\n`);
  expect(text).not.toContain('PRIVATE');
});

test('a node listens at its own address and at the port of all', async () => {
  const folder = await madeHub();
  const { identity } = await makeNodes(folder, NODES, MACHINE);
  const { port, cluster } = identity;
  const settle = (listen: string | null, other: number | null) =>
    settleIdentity(folder, { listen, port: other });
  await expect(settle('0.0.0.0', null)).rejects.toThrow(
    `--listen must be one of the hub's nodes: ${NODES.join(', ')}`,
  );
  await expect(settle(null, port - 1)).rejects.toThrow(
    `The nodes of this hub know each other by port ${port}: leave out --port`,
  );
  expect(await settle(null, port)).toMatchObject({ port, listen: '192.0.2.7' });
  // As if one of the nodes were the only address that the machine of every test has.
  const nodes = ['192.0.2.7', '192.0.2.8', '127.0.0.1'];
  folder.saveIdentity({ ...identity, cluster: cluster && { ...cluster, nodes } });
  expect(await settle('127.0.0.1', port)).toMatchObject({ port, listen: '127.0.0.1' });
});
