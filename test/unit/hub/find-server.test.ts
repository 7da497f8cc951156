import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findHubServer } from '../../../electron/hub/find-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** A program that says of itself what nats-server would say, in a folder of its own. */
function programOf(says: string, exitCode = 0): { folder: string; file: string } {
  const folder = path.join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  const file = path.join(folder, 'nats-server');
  writeFileSync(file, `#!/bin/sh\necho '${says}'\nexit ${exitCode}\n`, { mode: 0o700 });
  return { folder, file };
}

test('the server that KIOSK_HUB_SERVER names comes before the one on PATH', async () => {
  const [named, onPath] = [programOf('nats-server: v2.9.10'), programOf('nats-server: v2.15.1')];
  expect(await findHubServer({ PATH: onPath.folder })).toBe(onPath.file);
  expect(await findHubServer({ PATH: onPath.folder, KIOSK_HUB_SERVER: ' ' })).toBe(onPath.file);
  expect(await findHubServer({ PATH: onPath.folder, KIOSK_HUB_SERVER: named.file })).toBe(
    named.file,
  );
});

test.each(['nats-server: v2.8.4', 'nats-server: v1.4.1'])('%s is too old', async (version) => {
  const { folder, file } = programOf(version);
  await expect(findHubServer({ KIOSK_HUB_SERVER: file })).rejects.toThrow(
    `KIOSK_HUB_SERVER must be the path of nats-server 2.9 or newer: ${file} is ${version.slice(14, 17)}`,
  );
  await expect(findHubServer({ PATH: folder })).rejects.toThrow(
    /^The hub needs nats-server 2\.9 or newer/,
  );
});

test('what isn’t nats-server, or isn’t there, is refused by its setting', async () => {
  const wrong = programOf('Something else 3.1');
  for (const file of [wrong.file, path.join(wrong.folder, 'none'), wrong.folder]) {
    await expect(findHubServer({ KIOSK_HUB_SERVER: file })).rejects.toThrow(
      /^KIOSK_HUB_SERVER must be the path of nats-server .* is no nats-server that starts$/,
    );
  }
});
