import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Logo, logoProblem } from '../../../electron/kiosk/logo.ts';
import { LARGEST_LOGO } from '../../../shared/bridge/logo.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { encodePng } from '../../simulator/images/png.ts';
import { logo } from '../../simulator/images/sample-images.ts';

const PNG = encodePng(logo(64));
const SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>';

const open = (folder: string) => new Logo(folder, () => {});

test.each<[string, Buffer, string | null]>([
  ['a PNG', PNG, null],
  ['nothing', Buffer.alloc(0), 'empty'],
  ['text', Buffer.from('not a picture'), 'not-a-picture'],
  ['an SVG', Buffer.from(SVG), 'svg'],
  [
    'a few bytes of 30,000 × 30,000',
    encodePng(logo(2), { width: 30_000, height: 30_000 }),
    'too-many-pixels',
  ],
  ['half a PNG', PNG.subarray(0, PNG.length / 2), 'damaged'],
  ['too many bytes', Buffer.alloc(LARGEST_LOGO + 1), 'too-large'],
])('a file of %s', (_, file, problem) => {
  expect(logoProblem(file)).toBe(problem);
});

describe('a logo', () => {
  test('is kept, and is there at the next start', () => {
    const folder = temporaryFolder();
    const first = open(folder);
    expect(first.path).toBeNull();
    expect(first.save(PNG)).toBeNull();
    const next = open(folder);
    expect(next.path).toBe(first.path);
    expect(next.picture(next.path?.slice('images/'.length) ?? '')?.body).toEqual(PNG);
  });

  test('is gone once it is removed', () => {
    const folder = temporaryFolder();
    const kept = open(folder);
    kept.save(PNG);
    expect(kept.remove()).toBeNull();
    expect([kept.path, open(folder).path, open(folder).isDamaged]).toEqual([null, null, false]);
  });

  test('that is damaged is not shown, until another one is chosen', () => {
    const folder = temporaryFolder();
    open(folder).save(PNG);
    const file = path.join(folder, 'logo.png');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(60) ^ 0xff, 60);
    writeFileSync(file, bytes);
    const next = open(folder);
    expect([next.path, next.isDamaged]).toEqual([null, true]);
    expect(next.save(PNG)).toBeNull();
    expect(next.isDamaged).toBe(false);
  });

  test('that is larger than the page encodes logos is not kept', () => {
    const large = encodePng(logo(300));
    expect(logoProblem(large)).toBeNull();
    expect(open(temporaryFolder()).save(large)).toBe('damaged');
  });

  test('that can’t be written leaves things as they are', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'logo.png'));
    expect(open(folder).save(PNG)).toBe('not-written');
  });
});
