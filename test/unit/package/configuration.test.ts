import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { configuration } from '../../../build/package/configuration.ts';

const { default: AppImageTarget } = createRequire(import.meta.url)(
  'app-builder-lib/out/targets/appimage/AppImageTarget.js',
);

test("the AppImage's menu entry starts it with its sandbox", async () => {
  const config = configuration({ root: '/r', app: 'app', output: 'o', electron: 'e', quick: true });
  const packager = { config, platformSpecificBuildOptions: config.linux, appInfo: {} };
  const helper = { computeDesktopEntry: (_options: unknown, exec: string) => exec };
  const target = new AppImageTarget('AppImage', packager, helper, 'o');
  expect(await target.desktopEntry.value).toBe('AppRun %U');
});
