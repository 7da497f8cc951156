import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCopies } from '../../../../electron/core/copy/find-copies.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

/** A stick with folders of the system's, and with the copies of these devices. */
function aStick(devices: readonly string[]) {
  const stick = temporaryFolder();
  for (const name of ['lost+found', 'photos']) mkdirSync(path.join(stick, name));
  for (const device of devices) {
    const folder = path.join(stick, 'confera-kiosk-copy', device);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '000001.ckcopy'), '');
  }
  return { stick, of: (device: string) => path.join(stick, 'confera-kiosk-copy', device) };
}

/** The system's answer to who may not look into some folders. It's made here, because root may look into all. */
function listBut(closed: readonly string[], code = 'EACCES') {
  return (folder: string) => {
    const isOpen = folder.split(path.sep).every((name) => !closed.includes(name));
    if (isOpen) return readdirSync(folder, { withFileTypes: true });
    throw Object.assign(new Error(`${code}: scandir '${folder}'`), { code });
  };
}

describe('the copies on a stick', () => {
  test('are found from the stick, from the folder of all copies, and from the folder of one device', () => {
    const { stick, of } = aStick(['kiosk-1']);
    for (const named of [stick, path.dirname(of('kiosk-1')), of('kiosk-1')]) {
      expect(findCopies(named)).toEqual({ copies: [of('kiosk-1')], closed: [] });
    }
    expect(findCopies(path.join(stick, 'nothing'))).toEqual({ copies: [], closed: [] });
  });

  test.each(['EACCES', 'EPERM'])('are found beside folders that answer with %s', (code) => {
    const { stick, of } = aStick(['kiosk-1', 'kiosk-2']);
    const list = listBut(['lost+found', 'kiosk-2'], code);
    expect(findCopies(stick, list)).toEqual({ copies: [of('kiosk-1')], closed: [of('kiosk-2')] });
    expect(findCopies(path.dirname(of('kiosk-1')), list).copies).toEqual([of('kiosk-1')]);
  });

  test('that nobody may look into are named, and so is every other folder that is closed', () => {
    const { stick, of } = aStick(['kiosk-1']);
    const { copies, closed } = findCopies(stick, listBut(['lost+found', 'kiosk-1']));
    expect(copies).toEqual([]);
    expect(closed).toEqual([of('kiosk-1'), path.join(stick, 'lost+found')]);
  });

  test('are missing where the folder of all copies is closed, which is named once', () => {
    const { stick, of } = aStick(['kiosk-1']);
    const all = path.dirname(of('kiosk-1'));
    const found = findCopies(stick, listBut([path.basename(all)]));
    expect(found).toEqual({ copies: [], closed: [all] });
  });

  test('are not looked for in a folder that is closed itself, and not said to be missing where the stick fails', () => {
    const { stick, of } = aStick(['kiosk-1']);
    const device = of('kiosk-1');
    expect(findCopies(device, listBut(['kiosk-1']))).toEqual({ copies: [], closed: [device] });
    expect(() => findCopies(stick, listBut(['kiosk-1'], 'EIO'))).toThrow('EIO');
  });
});
