import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { configuration } from '../../../build/package/configuration.ts';
import { fusesFor } from '../../../build/package/fuses.ts';

const { default: AppImageTarget } = createRequire(import.meta.url)(
  'app-builder-lib/out/targets/appimage/AppImageTarget.js',
);

const given = { root: '/r', app: 'app', output: 'o', electron: 'e', quick: true };

test("the AppImage's menu entry starts it with its sandbox", async () => {
  const machine = { platform: 'linux', arch: 'x64' } as const;
  const config = configuration({ ...given, machine, host: 'linux' });
  const packager = { config, platformSpecificBuildOptions: config.linux, appInfo: {} };
  const helper = { computeDesktopEntry: (_options: unknown, exec: string) => exec };
  const target = new AppImageTarget('AppImage', packager, helper, 'o');
  expect(await target.desktopEntry.value).toBe('AppRun %U');
});

test.each([
  ['darwin', 'arm64', 'darwin', true],
  ['darwin', 'arm64', 'linux', false],
  ['darwin', 'x64', 'darwin', false],
  ['linux', 'arm64', 'linux', false],
  ['win32', 'x64', 'win32', false],
] as const)(
  'an app for %s %s made on %s gets a valid signature of its own: %s',
  (platform, arch, host, does) => {
    expect(fusesFor({ platform, arch }, host).resetAdHocDarwinSignature).toBe(does);
  },
);
