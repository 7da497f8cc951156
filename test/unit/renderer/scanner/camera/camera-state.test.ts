import { expect, test } from 'vitest';
import { cameraProblemOf } from '../../../../../renderer/scanner/camera/camera-state.ts';

test.each([
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TimeoutError', 'busy'],
  ['SomethingNewError', 'none'],
])('%s means that the camera is %s', (name, problem) => {
  expect(cameraProblemOf(new DOMException('in words', name))).toBe(problem);
  const fromLibrary = `Error getting userMedia, error = ${name}: in words`;
  expect(cameraProblemOf(fromLibrary)).toBe(problem);
});

test('a page that may have no camera at all has none', () => {
  expect(cameraProblemOf('Camera streaming not supported by the browser.')).toBe('none');
  expect(cameraProblemOf(undefined)).toBe('none');
});
