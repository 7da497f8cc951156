import { expect, test } from 'vitest';
import { steppedZoom } from '../../../../../renderer/scanner/camera/camera-controls.ts';
import { camerasAmong, chosenCamera } from '../../../../../renderer/scanner/camera/cameras.ts';
import { hasMoved } from '../../../../../renderer/scanner/camera/motion.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({
  kind,
  deviceId,
  label,
});
const CAMERAS = camerasAmong([
  device('audioinput', 'm', 'Microphone'),
  device('videoinput', '1', 'Built-in'),
  device('videoinput', '2', 'Webcam'),
  device('videoinput', '3', 'Webcam'),
]);

test('only cameras are listed, and two of the same name are told apart', () => {
  expect(CAMERAS).toEqual([
    { deviceId: '1', name: 'Built-in' },
    { deviceId: '2', name: 'Webcam' },
    { deviceId: '3', name: 'Webcam #2' },
  ]);
});

test('cameras whose names are kept from the page are listed without', () => {
  const unnamed = [device('videoinput', '', ''), device('videoinput', '', '')];
  expect(camerasAmong(unnamed).map(({ name }) => name)).toEqual(['', '']);
});

test.each([
  ['Webcam', '2'],
  ['Webcam #2', '3'],
  ['Unplugged', undefined],
  [null, undefined],
])('the camera chosen as %s is %s', (name, deviceId) => {
  expect(chosenCamera(CAMERAS, name)?.deviceId).toBe(deviceId);
});

test.each<[number, 1 | -1, number]>([
  [1, 1, 2],
  [6, 1, 7],
  [6.5, 1, 7],
  [2, -1, 1],
  [1, -1, 1],
])('zooming from %f in direction %i leads to %f', (now, direction, to) => {
  expect(steppedZoom({ min: 1, max: 7 }, now, direction)).toBe(to);
});

const WALL = new Uint8Array(576).map((_, index) => 90 + (index % 40));
const changed = (change: (pixel: number, index: number) => number) => WALL.map(change);
test.each<[string, Uint8Array, boolean]>([
  ['nothing', WALL, false],
  ['noise', changed((pixel, index) => pixel + ((index * 7) % 13) - 6), false],
  ['a lamp that is switched on', changed((pixel) => pixel + 60), false],
  ['a fly', changed((pixel, index) => (index < 8 ? 255 : pixel)), false],
  ['a person', changed((pixel, index) => (index % 32 < 6 ? 20 : pixel)), true],
])('%s is told from motion', (_, after, moved) => {
  expect(hasMoved(WALL, after)).toBe(moved);
});
