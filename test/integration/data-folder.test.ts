import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  asOtherUser,
  readableByOther,
  readLockByOther,
  whyNoOtherUser,
} from '../fixtures/other-user.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** The data folder, and what a second user of the machine can do to it: he is a real one here. */

const noOther = whyNoOtherUser();
const attack = test.skipIf(noOther !== null);
const named = (name: string) => (noOther ? `${name} (not tried: ${noOther})` : name);

/** What is in a folder, and the folder itself. */
const allIn = (folder: string) => [
  folder,
  ...readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))),
];

const modeOf = (file: string) => (lstatSync(file).mode & 0o777).toString(8);

async function environment(dataDir: string) {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return {
    CONFERA_BASE_URL: simulator.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: dataDir,
  };
}

async function runGate(dataDir: string, under: readonly string[] = []) {
  return runGateOver('TEST-1\n', { env: await environment(dataDir), under });
}

/** A folder that others can pass through, with one for the data in it that doesn't exist yet. */
function passable(mode = 0o755) {
  const above = temporaryFolder();
  chmodSync(above, mode);
  return { above, dataDir: path.join(above, 'data') };
}

test.each([
  { place: 'in its place', below: '' },
  { place: 'on the path to it', below: 'data' },
])('a file $place is told as a bad setting, and left as it is', async ({ below }) => {
  const file = path.join(temporaryFolder(), 'a-file');
  writeFileSync(file, 'mine');
  const { code, stderr, events } = await runGate(path.join(file, below));
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^KIOSK_DATA_DIR can't be [^\n]+a-file[^\n]*: there is a file in its place[^\n]+\n$/,
  );
  expect(events).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test.skipIf(process.platform === 'win32').each(['000', '077', '777'])(
  'all that is made is for this user’s eyes alone, with a umask of %s',
  async (umask) => {
    const { dataDir } = passable();
    const under = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'];
    expect(await runGate(dataDir, under)).toMatchObject({ code: 0 });
    const open = allIn(dataDir).filter((file) => {
      return modeOf(file) !== (lstatSync(file).isDirectory() ? '700' : '600');
    });
    expect(open).toEqual([]);
    expect(readdirSync(dataDir)).toContain('kiosk.db');
    expect(readdirSync(path.join(dataDir, 'logs'))).toContain('kiosk.log');
  },
);

attack(named('what an earlier version left open is shut'), async () => {
  const { dataDir } = passable();
  expect(await runGate(dataDir)).toMatchObject({ code: 0 });
  for (const file of allIn(dataDir)) chmodSync(file, lstatSync(file).isDirectory() ? 0o755 : 0o644);
  const files = allIn(dataDir).filter((file) => lstatSync(file).isFile());
  expect(readableByOther(files)).toEqual(files);
  expect(await runGate(dataDir)).toMatchObject({ code: 0 });
  expect(readableByOther(files)).toEqual([]);
  expect(allIn(dataDir).filter((file) => !/^[67]00$/.test(modeOf(file)))).toEqual([]);
});

attack.each(['777', '770'])(
  named('a folder with mode %s, to which others may write, is refused and left as it is'),
  async (mode) => {
    const { dataDir } = passable();
    mkdirSync(dataDir);
    chownSync(dataDir, 0, 65_534);
    chmodSync(dataDir, Number.parseInt(mode, 8));
    const { code, events, stderr } = await runGate(dataDir);
    expect(stderr).toMatch(
      /^KIOSK_DATA_DIR can't be [^\n]+: other users may write to it\. [^\n]+\n$/,
    );
    expect(stderr).toContain(`chmod 700 ${dataDir}`);
    expect({ code, events }).toEqual({ code: 2, events: [] });
    expect({ mode: modeOf(dataDir), files: readdirSync(dataDir) }).toEqual({ mode, files: [] });

    chmodSync(dataDir, 0o700);
    expect(await runGate(dataDir)).toMatchObject({ code: 0 });
  },
);

attack.each([
  ['settings', `echo '{"deskName":"me"}' > settings.json`],
  ['a log', 'mkdir logs && touch logs/kiosk.log'],
  ['a link to a file of ours', 'ln -s ../victim device.json.new'],
  ['a link to the database', 'ln -s ../victim kiosk.db'],
  ['a pipe', 'mkfifo device.json'],
  ['anything at all', 'touch somebodys'],
])(named('a folder into which somebody else has put %s is refused'), async (_, line) => {
  const { above, dataDir } = passable();
  const victim = path.join(above, 'victim');
  writeFileSync(victim, 'precious');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o777);
  asOtherUser(`cd ${dataDir} && ${line}`);
  // Its owner has closed it since, and not looked.
  chmodSync(dataDir, 0o755);
  const { code, events, stderr } = await runGate(dataDir);
  expect(stderr).toMatch(/^KIOSK_DATA_DIR can't be [^\n]+ belongs to another user[^\n]+\n$/);
  expect({ code, events }).toEqual({ code: 2, events: [] });
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});

attack(named('another user’s folder is refused, also by root'), async () => {
  const { dataDir } = passable();
  mkdirSync(dataDir, { mode: 0o700 });
  chownSync(dataDir, 65_534, 65_534);
  const { code, stderr } = await runGate(dataDir);
  expect(stderr).toMatch(/^KIOSK_DATA_DIR can't be .* belongs to another user \(65534\)/);
  expect(code).toBe(2);
  expect(readdirSync(dataDir)).toEqual([]);
});

attack(named('a folder is refused that another user could swap for his own'), async () => {
  const { above, dataDir } = passable(0o777);
  const open = await runGate(dataDir);
  expect(open.stderr).toMatch(/other users may write to [^\n]+chmod go-w/);
  expect(open.code).toBe(2);
  expect(existsSync(dataDir)).toBe(false);

  chmodSync(above, 0o755);
  chownSync(above, 65_534, 65_534);
  const owned = await runGate(dataDir);
  expect(owned.stderr).toContain('belongs to another user (65534), who can change what is there');
  expect(owned.code).toBe(2);
});

attack(
  named('in a folder like /tmp a folder of one’s own will do, and nobody else’s'),
  async () => {
    const { above, dataDir } = passable(0o1777);
    expect(await runGate(dataDir)).toMatchObject({ code: 0 });

    asOtherUser(`mkdir ${above}/theirs; ln -s ${dataDir} ${above}/link`);
    for (const name of ['theirs', 'link']) {
      const { code, stderr } = await runGate(path.join(above, name));
      expect(stderr).toContain('belongs to another user (65534)');
      expect(code).toBe(2);
    }
  },
);

test.skipIf(process.platform === 'win32')('a link of one’s own leads to the folder', async () => {
  const { above, dataDir } = passable();
  mkdirSync(path.join(above, 'disk'));
  symlinkSync('disk', dataDir);
  expect(await runGate(dataDir)).toMatchObject({ code: 0 });
  expect(readdirSync(path.join(above, 'disk'))).toContain('kiosk.db');
});

attack(named('a lock that somebody took while the folder was open keeps no kiosk'), async () => {
  const { dataDir } = passable();
  const env = await environment(dataDir);
  expect(await runGateOver('', { env })).toMatchObject({ code: 0 });
  const lock = path.join(dataDir, 'instance.lock');
  chmodSync(dataDir, 0o755);
  chmodSync(lock, 0o644);
  await readLockByOther(lock);

  const first = startGate({ env });
  first.child.stdin.write('TEST-2\n');
  expect(await first.event(({ event }) => event === 'scan')).toMatchObject({
    outcome: 'checked-in',
  });
  // It is a lock still.
  expect(await runGateOver('TEST-3\n', { env })).toMatchObject({ code: 4, events: [] });
  first.child.stdin.end();
  expect(await first.exited).toBe(0);
  expect(readableByOther([lock])).toEqual([]);
});
