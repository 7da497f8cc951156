import { expect, test } from 'vitest';
import {
  type Installation,
  installUpdate,
} from '../../../../electron/shell/updates/install-update.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

function installation(changes: Partial<Installation> = {}) {
  const clock = new ManualClock();
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const given: Installation = {
    close: async () => note('close')(),
    quitAndInstall: (relaunch) => note(relaunch ? 'install and relaunch' : 'install')(),
    supervised: false,
    endForSupervisor: note('end with 75'),
    restart: ({ isClosed }) => note(isClosed ? 'restart' : 'restart at once')(),
    clock,
    ...changes,
  };
  return { clock, done, installed: installUpdate(given) };
}

test('what is under way is written down first', async () => {
  const { done, installed } = installation();
  await installed;
  expect(done).toEqual(['close', 'install and relaunch']);
});

test('under a supervisor the new version is left to it', async () => {
  const { done, installed } = installation({ supervised: true });
  await installed;
  expect(done).toEqual(['close', 'end with 75', 'install']);
});

test('a process that still lives after a minute starts anew', async () => {
  const { clock, done, installed } = installation();
  await installed;
  clock.advance(59_000);
  expect(done).not.toContain('restart');
  clock.advance(1_000);
  expect(done.at(-1)).toBe('restart');
});

test('so does one whose work never ends', () => {
  const { clock, done } = installation({ close: () => new Promise(() => {}) });
  clock.advance(60_000);
  expect(done).toEqual(['restart at once']);
});

test('an installation that fails starts the old one anew at once', async () => {
  const { done, installed } = installation({
    quitAndInstall: () => {
      throw new Error('no file');
    },
  });
  await installed;
  expect(done).toEqual(['close', 'restart']);
});
