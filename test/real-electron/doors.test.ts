import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startPacked, startPackedKiosk } from './fixtures/packed-kiosk.ts';
import { checksIn } from './fixtures/scans.ts';

describe('the packed kiosk, as a stranger would start it', () => {
  it.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--no-sandbox',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--disable-web-security',
    '--user-data-dir=/tmp',
    '--app=/tmp',
    '--use-fake-device-for-media-stream',
  ])('ends with 2 when it is given %s', async (flag) => {
    // Without a supervisor it would first explain itself in a window.
    const kiosk = startPacked({ args: [flag], env: { KIOSK_SUPERVISED: '1' } });
    onTestFinished(kiosk.end);
    expect(await kiosk.exited).toBe(2);
    const [name] = flag.split('=');
    expect(await kiosk.saidInAll).toContain(`The installed kiosk does not take ${name}`);
  });

  it('is the kiosk all the same where the environment would make another program of it', async () => {
    const folder = temporaryFolder();
    const [taken, script] = ['taken', 'script.cjs'].map((name) => path.join(folder, name));
    writeFileSync(script ?? '', `require('node:fs').writeFileSync(${JSON.stringify(taken)}, '')`);
    const kiosk = await startPackedKiosk({
      env: {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${script} --inspect=127.0.0.1:0`,
        ELECTRON_OVERRIDE_DIST_PATH: folder,
        NODE_EXTRA_CA_CERTS: script ?? '',
      },
    });
    onTestFinished(kiosk.end);
    await checksIn(kiosk, 'TEST-PACKED-ENVIRONMENT');
    expect(() => readFileSync(taken ?? '')).toThrow('ENOENT');
    expect(kiosk.stderr()).not.toContain('Debugger listening');
  });
});
