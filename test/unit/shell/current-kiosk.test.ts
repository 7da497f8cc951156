import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../../electron/core/system/log.ts';
import { Kiosk } from '../../../electron/kiosk/kiosk.ts';
import { fileKeyStore } from '../../../electron/settings/key-store.ts';
import { CurrentKiosk } from '../../../electron/shell/current-kiosk.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { openScreen } from '../../fixtures/open-screen.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('a log that was opened before the kiosk hides the saved key, and one that is saved later', async () => {
  const dataDir = temporaryFolder();
  const keyStore = fileKeyStore(dataDir);
  keyStore.save({ origin: 'https://a.example', key: 'cat_saved_before' });
  const current = new CurrentKiosk();
  const options = { file: 'shell.log', secrets: () => current.secrets ?? ['cat_given'] } as const;
  const { log, close } = openLog(dataDir, new ManualClock(), {}, options);
  log.info({ about: 'with cat_given' }, 'early');

  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
  onTestFinished(() => kiosk.close());
  current.set(kiosk);
  await kiosk.start();
  log.info({ err: new Error('with cat_saved_before') }, 'failed');
  const values = { baseUrl: 'https://b.example', apiKey: 'cat_new', staffPin: '2468' };
  expect(await openScreen(kiosk).saveSettings({ values, waitingScans: null })).toEqual({
    ok: true,
  });
  log.info({ about: 'with cat_new' }, 'later');
  await close();

  const text = readFileSync(path.join(dataDir, 'logs/shell.log'), 'utf8');
  expect(text.split('\n')).toHaveLength(4);
  expect(text).not.toMatch(/cat_given|cat_saved_before|cat_new/);
});
