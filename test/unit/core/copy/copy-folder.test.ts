import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkDeviceFolder,
  copyOwner,
  deviceFolder,
  makeDeviceFolder,
  makeSegment,
} from '../../../../electron/core/copy/copy-folder.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { copyingOutbox, openCopy } from './copying-outbox.ts';

const OWNER = copyOwner('gate-7', 'secret of this device');

/** A stick, and a folder and a file of this machine that nothing on a stick may lead to. */
function aStick() {
  const [stick, machine] = [temporaryFolder(), temporaryFolder()];
  const precious = path.join(machine, 'precious');
  writeFileSync(precious, 'of this machine');
  return { stick, machine, precious };
}

describe("a device's folder on a stick", () => {
  test.each([
    ['all copies', (stick: string) => path.join(stick, 'confera-kiosk-copy')],
    ["the device's", (stick: string) => deviceFolder(stick, OWNER.device)],
  ])('is refused where the folder of %s is a link', async (_name, folderOf) => {
    const { stick, machine } = aStick();
    const link = folderOf(stick);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(machine, link);
    await expect(makeDeviceFolder(stick, OWNER)).rejects.toMatchObject({ why: 'not-a-folder' });
    expect(readdirSync(machine)).toEqual(['precious']);
    // Not even if the link leads to a folder of this device.
    const another = temporaryFolder();
    await makeDeviceFolder(another, OWNER);
    const copied = temporaryFolder();
    const again = folderOf(copied);
    mkdirSync(path.dirname(again), { recursive: true });
    symlinkSync(folderOf(another), again);
    await expect(checkDeviceFolder(copied, OWNER)).rejects.toMatchObject({ why: 'not-a-folder' });
  });

  test('gets a device.json of its own in the place of a link, a torn one and one far too large', async () => {
    const { stick, precious } = aStick();
    const file = path.join(deviceFolder(stick, OWNER.device), 'device.json');
    mkdirSync(path.dirname(file), { recursive: true });
    symlinkSync(precious, file);
    await makeDeviceFolder(stick, OWNER);
    expect(readFileSync(precious, 'utf8')).toBe('of this machine');
    const written = readFileSync(file, 'utf8');
    expect(JSON.parse(written)).toEqual(OWNER);
    for (const text of ['', written.slice(0, 20), `${written}${' '.repeat(1_000_000)}`]) {
      writeFileSync(file, text);
      await expect(checkDeviceFolder(stick, OWNER)).rejects.toMatchObject({ why: 'gone' });
      await makeDeviceFolder(stick, OWNER);
      await checkDeviceFolder(stick, OWNER);
      expect(statSync(file).size).toBe(written.length);
    }
  });

  test('gets its next segment after whatever has the name of one', async () => {
    const { stick, precious } = aStick();
    await makeDeviceFolder(stick, OWNER);
    const folder = deviceFolder(stick, OWNER.device);
    symlinkSync(precious, path.join(folder, '000004.ckcopy'));
    const { file, handle } = await makeSegment(folder);
    await handle.close();
    expect(path.basename(file)).toBe('000005.ckcopy');
    expect(readFileSync(precious, 'utf8')).toBe('of this machine');
  });
});

test('a link and a folder that have the names of segments are told, and not read', async () => {
  const { copy, folder } = await copyingOutbox();
  await copy.close();
  const whole = path.join(folder, '000001.ckcopy');
  const elsewhere = path.join(temporaryFolder(), 'elsewhere');
  writeFileSync(elsewhere, readFileSync(whole));
  symlinkSync(elsewhere, path.join(folder, '000000.ckcopy'));
  mkdirSync(path.join(folder, '000002.ckcopy'));
  const read = await openCopy(folder);
  const files = read.ok ? read.troubles.map(({ file, is }) => [path.basename(file), is]) : [];
  expect(files).toEqual([
    ['000000.ckcopy', 'not-a-copy'],
    ['000002.ckcopy', 'not-a-copy'],
  ]);
});
