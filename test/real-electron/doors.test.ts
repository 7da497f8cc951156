import { describe, expect, it, onTestFinished } from 'vitest';
import { startPacked } from './fixtures/packed-kiosk.ts';

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
    expect(kiosk.stderr()).toContain(`The installed kiosk does not take ${name}`);
  });
});
