import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviceIdentity } from '../../../../electron/core/system/device-identity.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const fileIn = (folder: string) => path.join(folder, 'device.json');

test('is made once and kept', () => {
  const folder = temporaryFolder();
  const made = deviceIdentity(folder);
  expect(deviceIdentity(folder)).toEqual(made);
  expect(readdirSync(folder)).toEqual(['device.json']);
});

test('makes the folder where there is none', () => {
  const folder = path.join(temporaryFolder(), 'not', 'yet');
  expect(deviceIdentity(folder)).toEqual(deviceIdentity(folder));
});

test('no two devices are the same', () => {
  const [one, other] = [deviceIdentity(temporaryFolder()), deviceIdentity(temporaryFolder())];
  expect(one.deviceId).not.toBe(other.deviceId);
  expect(one.codeSecret).not.toBe(other.codeSecret);
});

test('has a name that may stand in the setting and in the user agent', () => {
  expect(deviceIdentity(temporaryFolder()).deviceId).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
});

test('has a secret of 32 bytes', () => {
  expect(deviceIdentity(temporaryFolder()).codeSecret).toMatch(/^[0-9a-f]{64}$/);
});

test.skipIf(process.platform === 'win32')('is readable by nobody else', () => {
  const folder = path.join(temporaryFolder(), 'made');
  deviceIdentity(folder);
  expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe('a damaged file', () => {
  test.each([
    ['cut short', '{"deviceId":"kiosk-1","codeS'],
    ['empty', ''],
    ['no JSON at all', '\0\0\0\0'],
    ['without the secret', '{"deviceId":"kiosk-1"}'],
    ['with a number for a name', '{"deviceId":1,"codeSecret":"s"}'],
    ['null', 'null'],
  ])('%s is set aside as it is, and a new identity kept', (_how, damaged) => {
    const folder = temporaryFolder();
    writeFileSync(fileIn(folder), damaged);
    const made = deviceIdentity(folder);
    expect(made.codeSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(`${fileIn(folder)}.damaged`, 'utf8')).toBe(damaged);
    expect(deviceIdentity(folder)).toEqual(made);
  });
});

test('a file that cannot be read is not taken for a missing one', () => {
  const folder = temporaryFolder();
  mkdirSync(fileIn(folder));
  expect(() => deviceIdentity(folder)).toThrow(/device\.json is a folder/);
  expect(readdirSync(folder)).toEqual(['device.json']);
});

test('half a file from an earlier write is no obstacle', () => {
  const folder = temporaryFolder();
  writeFileSync(`${fileIn(folder)}.new`, '{"devi');
  const made = deviceIdentity(folder);
  expect(deviceIdentity(folder)).toEqual(made);
});
