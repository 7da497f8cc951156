import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { served } from '../e2e/drivers/served.ts';
import { outcomeIs, screenIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { WORDS } from '../fixtures/words.ts';

/**
 * A tablet had lain in a drawer until its battery was flat, and its clock began years in the past: every certificate
 * was "not valid yet", and staff, told to check the cable, changed cables for an hour.
 */

const TLS = path.resolve(import.meta.dirname, '../fixtures/tls');
const pem = (name: string) => readFileSync(path.join(TLS, name));

/** A Confera whose certificate begins after what this device takes for today. */
async function conferaOfTheFuture(): Promise<string> {
  const server = https.createServer(
    { cert: pem('early.pem'), key: pem('server.key') },
    (_request, response) => response.end('{"ok":true}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

test('staff are sent to the device’s clock, and visitors go in', async () => {
  const { page } = await runKiosk(served, {
    env: {
      ...readySettings({ url: await conferaOfTheFuture() }),
      NODE_EXTRA_CA_CERTS: path.join(TLS, 'venue-ca.pem'),
    },
  });
  await screenIs(page, 'scan');
  await (await WedgeScanner.attachTo(page)).scan('TEST-1');
  await outcomeIs(page, 'queued');
  expect(await page.locator('main').innerText()).not.toMatch(/certificate|clock/i);

  await openStaff(page, PIN);
  const connection = page.locator('[data-problem="connection"]');
  await connection.getByText(WORDS.facts.trouble['certificate-early']).waitFor();
  expect(await connection.innerText()).not.toMatch(/cable/i);
});
