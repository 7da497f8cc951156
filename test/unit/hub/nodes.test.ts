import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { clusterPort } from '../../../electron/hub/cluster-port.ts';
import { joinDevice } from '../../../electron/hub/devices.ts';
import { HubFolder } from '../../../electron/hub/hub-folder.ts';
import { makeNodes } from '../../../electron/hub/nodes.ts';
import { serverConfig } from '../../../electron/hub/server-config.ts';
import { settleIdentity } from '../../../electron/hub/settle-identity.ts';
import { joinOf } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** The first one is this machine's. */
const NODES = ['127.0.0.1', '192.0.2.8', '2001:db8::9'];

test.each([
  ['none', []],
  ['two', NODES.slice(0, 2)],
  ['four', [...NODES, '192.0.2.10']],
  ['one of them twice', ['127.0.0.1', '192.0.2.8', '192.0.2.8']],
  ['a name', ['127.0.0.1', '192.0.2.8', 'hub-3.local']],
])('nodes are three addresses, not %s', async (_, nodes) => {
  const folder = new HubFolder(temporaryFolder());
  await expect(makeNodes(folder, nodes)).rejects.toThrow(
    /^nodes needs the IP addresses of three machines, this one first: npm run hub -- nodes /,
  );
  expect(folder.identity()).toBeNull();
});

test('the first node is this machine, and the hub must not run', async () => {
  const folder = new HubFolder(temporaryFolder());
  await expect(makeNodes(folder, NODES.toReversed())).rejects.toThrow(/^--listen must be/);
  const another = new HubFolder(folder.path.replace(/hub$/, ''));
  const end = await another.takeAsHub();
  await expect(makeNodes(folder, NODES)).rejects.toThrow(/^The hub is running\. End it first/);
  end();
  await makeNodes(folder, NODES);
});

test('a device finds the hub at each node, which shows it the certificate from before', async () => {
  const folder = new HubFolder(temporaryFolder());
  const alone = await joinDevice(folder, { name: 'North', port: null, listen: null });
  const { port } = await makeNodes(folder, NODES);
  const south = await joinDevice(folder, { name: 'South', port: null, listen: null });
  expect(joinOf(south.line).addresses).toEqual([
    `127.0.0.1:${port}`,
    `192.0.2.8:${port}`,
    `[2001:db8::9]:${port}`,
  ]);
  expect(joinOf(south.line).fingerprint).toBe(joinOf(alone.line).fingerprint);
});

test('the nodes know each other by one certificate for their addresses, and it stays when they are named again', async () => {
  const folder = new HubFolder(temporaryFolder());
  const made = await makeNodes(folder, NODES);
  expect(await makeNodes(folder, NODES)).toEqual(made);
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
    `routes: ["nats-route://127.0.0.1:${beside}", "nats-route://[2001:db8::9]:${beside}"]\n`,
  );
  expect(text).toContain(
    `ca_file: ${JSON.stringify(folder.clusterCertificate)}\n    verify: true\n`,
  );
  expect(text).toContain(`store_dir: ${JSON.stringify(folder.clusterStreams)}\n`);
  expect(text).not.toContain('PRIVATE');
});

test('a node listens at its own address and at the port of all', async () => {
  const folder = new HubFolder(temporaryFolder());
  const { port } = await makeNodes(folder, NODES);
  const settle = (listen: string | null, other: number | null) =>
    settleIdentity(folder, { listen, port: other });
  await expect(settle('0.0.0.0', null)).rejects.toThrow(
    `--listen must be one of the hub's nodes: ${NODES.join(', ')}`,
  );
  await expect(settle(null, port - 1)).rejects.toThrow(
    `The nodes of this hub know each other by port ${port}: leave out --port`,
  );
  expect(await settle('127.0.0.1', port)).toMatchObject({ port, listen: '127.0.0.1' });
});
