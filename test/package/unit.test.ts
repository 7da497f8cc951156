// What the shipped units do when the kiosk ends, seen on systemd itself.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startUserManager } from './fixtures/user-manager.ts';

const folder = path.resolve(import.meta.dirname, '../../build/linux');

/** Stands where the kiosk is: notes how it was started, and ends with what it is told. */
function makeProgram() {
  const place = temporaryFolder();
  const file = (name: string) => path.join(place, name);
  writeFileSync(
    file('kiosk'),
    `#!/bin/sh
trap 'exit 0' TERM
echo "$DISPLAY $KIOSK_SUPERVISED $KIOSK_LOCATION $(umask)" >> ${file('started')}
while ! code=$(cat ${file('end')} 2>/dev/null); do sleep 0.05; done
rm ${file('end')}
exit "$code"
`,
    { mode: 0o755 },
  );
  return {
    program: file('kiosk'),
    // Its last line may still be under way, and the file is there before its first.
    starts: () =>
      existsSync(file('started'))
        ? readFileSync(file('started'), 'utf8').split('\n').slice(0, -1)
        : [],
    end: (code: number) => {
      // All at once: a script that found the file still empty would end with 2.
      writeFileSync(file('end.new'), String(code));
      renameSync(file('end.new'), file('end'));
    },
  };
}

it.for(['confera-kiosk', 'confera-kiosk-served'])(
  '%s starts with the display, and comes back from everything but staff and a bad setting',
  async (name, { skip }) => {
    const { program, starts, end } = makeProgram();
    const shipped = readFileSync(path.join(folder, `${name}.service`), 'utf8');
    const manager = await startUserManager({
      [`${name}.service`]: shipped
        .replace(/^ExecStart=.*$/m, `ExecStart=${program}`)
        .replace(/^RestartSec=.*$/m, 'RestartSec=100ms'),
    });
    if (typeof manager === 'string') return skip(manager);
    const { systemctl, home, giveSettings } = manager;
    giveSettings({ KIOSK_LOCATION: 'gate-z' });
    const state = () => systemctl('show', '-p', 'ActiveState', '--value', name);
    const startedTimes = (times: number) => until(() => expect(starts()).toHaveLength(times));

    systemctl('enable', name);
    for (const target of ['default', 'graphical-session']) {
      const wanted = path.join(home, `.config/systemd/user/${target}.target.wants`);
      expect(readdirSync(wanted)).toEqual([`${name}.service`]);
    }

    // There is no display yet: it goes on trying.
    systemctl('start', '--no-block', name);
    const tries = () => Number(systemctl('show', '-p', 'NRestarts', '--value', name));
    await until(() => expect(tries()).toBeGreaterThan(1));
    expect(starts()).toEqual([]);
    systemctl('set-environment', 'DISPLAY=:5');
    await startedTimes(1);
    const supervised = name === 'confera-kiosk' ? '1' : '';
    expect(starts()).toEqual([`:5 ${supervised} gate-z 0077`]);

    systemctl('kill', '--kill-whom=main', '--signal=SEGV', name);
    await startedTimes(2);
    for (const [index, code] of [0, 1, 4, 75].entries()) {
      end(code);
      await startedTimes(3 + index);
    }

    end(7);
    await until(() => expect(state()).toBe('inactive'));
    expect(systemctl('show', '-p', 'Result', '--value', name)).toBe('success');
    systemctl('start', name);
    await startedTimes(7);
    end(2);
    await until(() => expect(state()).toBe('failed'));
    systemctl('start', name);
    await startedTimes(8);
    systemctl('stop', name);
    expect(state()).toBe('inactive');

    // It can also be ended while it waits for a display.
    systemctl('start', name);
    await startedTimes(9);
    systemctl('unset-environment', 'DISPLAY');
    end(0);
    await until(() => expect(tries()).toBeGreaterThan(1));
    systemctl('stop', name);
    // The try that is under way ends in one state or the other.
    expect(state()).toMatch(/^(inactive|failed)$/);
    expect(starts()).toHaveLength(9);
  },
);
