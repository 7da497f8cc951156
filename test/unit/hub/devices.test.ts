import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { expect, test } from 'vitest';
import { joinDevice, revokeDevice } from '../../../electron/hub/devices.ts';
import { DamagedHubError, HubFolder } from '../../../electron/hub/hub-folder.ts';
import { HUB_NAME } from '../../../shared/hub/join-line.ts';
import { listening } from '../../fixtures/loopback-server.ts';
import { joinOf } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const ANYWHERE = { port: null, listen: null };
const join = (folder: HubFolder, name: string, given = {}) =>
  joinDevice(folder, { name, ...ANYWHERE, ...given });

test('the first device’s line has what a device needs, and all lines have the same hub', async () => {
  const folder = new HubFolder(temporaryFolder());
  const [north, south] = [await join(folder, ' North '), await join(folder, 'South')];
  const [one, other] = [joinOf(north.line), joinOf(south.line)];
  expect(one).toMatchObject({
    addresses: other.addresses,
    fingerprint: other.fingerprint,
    secret: other.secret,
  });
  expect(one.addresses[0]).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(one.device).not.toBe(other.device);
  expect(one.seed).not.toBe(other.seed);
  const certificate = new X509Certificate(folder.identity()?.certificate ?? '');
  const sum = createHash('sha256').update(certificate.raw).digest('base64url');
  expect(one.fingerprint).toBe(sum);
  expect(certificate.checkHost(HUB_NAME)).toBe(HUB_NAME);
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  const years = (certificate.validToDate.getTime() - Date.now()) / 31_557_600_000;
  expect(years).toBeCloseTo(10, 1);
  expect(folder.devices().map(({ name }) => name)).toEqual(['North', 'South']);
});

test.each([
  ['empty', ' '],
  ['too long', 'x'.repeat(65)],
  ['of two lines', 'North\nSouth'],
  ['with an escape', 'North\u001b[2J'],
  ['turned round', 'North\u202e'.concat('x')],
])('a name that is %s is refused, and nothing is kept', async (_, name) => {
  const folder = new HubFolder(temporaryFolder());
  await expect(join(folder, name)).rejects.toThrow(/1 to 64 characters, and none that can't/);
  expect(folder.devices()).toEqual([]);
  expect(folder.identity()).toBeNull();
});

test('a name belongs to one device until that is revoked, in whatever letters', async () => {
  const folder = new HubFolder(temporaryFolder());
  await join(folder, 'Café');
  await expect(join(folder, 'CAFE\u0301')).rejects.toThrow(/has the name "CAFÉ" already/);
  await revokeDevice(folder, 'café');
  await expect(revokeDevice(folder, 'Café')).rejects.toThrow('"Café" is revoked already');
  await expect(revokeDevice(folder, 'Bar')).rejects.toThrow(/^No device has the name "Bar"/);
  await join(folder, 'Café');
  expect(folder.devices().map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
});

test('of many that are joined at once, none is lost', async () => {
  const folder = new HubFolder(temporaryFolder());
  const names = Array.from({ length: 8 }, (_, n) => `Gate ${n}`);
  const joined = await Promise.all(names.map((name) => join(folder, name)));
  expect(
    folder
      .devices()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(names);
  expect(new Set(joined.map(({ line }) => joinOf(line).addresses[0])).size).toBe(1);
});

test('the first join fixes the port; the address may change, and both only while they may', async () => {
  const folder = new HubFolder(temporaryFolder());
  const busy = new URL(await listening(net.createServer())).port;
  await expect(join(folder, 'North', { port: Number(busy) })).rejects.toThrow(/is in use/);
  await join(folder, 'North');
  const { port } = folder.identity() ?? {};
  await expect(join(folder, 'South', { port: Number(busy) })).rejects.toThrow(
    `This hub has port ${port}, which is in the join lines of its devices (1).`,
  );
  const everywhere = await join(folder, 'South', { listen: '0.0.0.0' });
  expect(joinOf(everywhere.line).addresses).toContain(`127.0.0.1:${port}`);
  const running = new HubFolder(folder.path.replace(/hub$/, ''));
  const giveBack = await running.takeAsHub();
  await expect(join(folder, 'East', { listen: '127.0.0.1' })).rejects.toThrow(
    /^The hub is running/,
  );
  giveBack();
  await join(folder, 'East', { listen: '127.0.0.1' });
});

test('a damaged list of devices is told, and left as it is', async () => {
  const folder = new HubFolder(temporaryFolder());
  await join(folder, 'North');
  writeFileSync(folder.devicesFile, '[]');
  await expect(join(folder, 'South')).rejects.toThrow(DamagedHubError);
  await expect(revokeDevice(folder, 'North')).rejects.toThrow(/is damaged\. Put back a copy/);
});
