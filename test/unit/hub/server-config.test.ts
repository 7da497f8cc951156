import { expect, test } from 'vitest';
import { type NewerField, serverConfig } from '../../../electron/hub/server-config.ts';

const device = (id: string, key: string, revokedAt: number | null = null) => ({
  name: `Gate ${id}`,
  id,
  publicKey: key.padEnd(56, 'A'),
  joinedAt: 1,
  revokedAt,
});

const config = (unknown: NewerField[] = []) =>
  serverConfig({
    identity: { listen: '::', port: 4333 },
    hostKey: 'UHOST',
    devices: [device('aaaaaaaa', 'UNORTH'), device('bbbbbbbb', 'USTOLEN', 2)],
    files: {
      certificate: 'C:\\Users\\"x"\\certificate.pem',
      key: '/d/key.pem',
      streams: '/d/streams',
      pid: '/d/pid',
    },
    unknown: new Set(unknown),
  });

test('the server speaks TLS 1.3 alone where it can, and only to known keys', () => {
  const text = config();
  expect(text).toContain('host: "::"\nport: 4333\n');
  expect(text).toContain('  min_version: "1.3"\n');
  expect(text).toContain('  sync_interval: "1s"\n');
  expect(text).toContain('cert_file: "C:\\\\Users\\\\\\"x\\"\\\\certificate.pem"');
  expect(text).not.toMatch(/^http|monitor/m);
});

test('a version that doesn’t know a field is not given it', () => {
  expect(config(['min_version', 'sync_interval'])).not.toMatch(/min_version|sync_interval/);
});

test('a device has rights to its own subjects, and a revoked one isn’t there', () => {
  const text = config();
  const [line = ''] = text.split('\n').filter((each) => each.includes('UNORTH'));
  expect(line).toContain('"claims.*", "voids.aaaaaaaa.*", "fleet.aaaaaaaa"');
  expect(line).toContain('subscribe: { allow: ["_INBOX_aaaaaaaa.>"] }');
  expect(line).not.toMatch(/PURGE|STREAM\.(DELETE|UPDATE)|MSG\.DELETE|"[>*]"/);
  expect(text).not.toMatch(/USTOLEN|bbbbbbbb|Gate/);
});
