import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { coreSettings, runCore } from '../fixtures/running-core.ts';

/** A server, or whoever stands in its place, that repeats what it was sent wherever it can. */

const KEY = 'cat_repeated_Zx81';

/** On a busy machine, too, the request must have been made before the kiosk ends. */
const PATIENT = { timeoutMs: 8000 };

type Repeat = (key: string, code: string) => { status: number; id: string; body: object | string };

async function repeatingServer(repeat: Repeat) {
  const server = http.createServer(async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString();
    const code = sent ? (JSON.parse(sent) as { qr: string }).qr : '';
    const { status, id, body } = repeat(String(request.headers['x-api-key']), code);
    response.writeHead(status, `No ${code}`, { 'x-request-id': id, 'x-other': code });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Everything in the folder that is text or holds some, but for the codes of scans that wait: those are kept. */
function keptIn(dataDir: string): { log: string; files: string } {
  const all = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && !entry.name.startsWith('device.'));
  const text = (names: typeof files) =>
    names
      .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'))
      .join('\n');
  return { log: text(files.filter(({ name }) => name.endsWith('.log'))), files: text(files) };
}

const CASES: [string, Repeat][] = [
  [
    'a refusal',
    (key, code) => ({
      status: 404,
      id: `req ${key} ${code}`,
      body: { error: { code: `NO_${code}_${key}`, message: `No ${code} for ${key}` } },
    }),
  ],
  [
    'a failing server',
    (key, code) => ({
      status: 503,
      id: `${encodeURIComponent(code)};${key.toUpperCase()}`,
      body: { code: code.toLowerCase(), message: key },
    }),
  ],
  [
    'a sign-in page',
    (key, code) => ({ status: 200, id: code + key, body: `<html>${code} ${key}</html>` }),
  ],
  ['a success', (key, code) => ({ status: 200, id: `${key}${code}`, body: { ok: true } })],
  ['a refused key', (key, code) => ({ status: 401, id: code, body: { error: key + code } })],
];

test.each(CASES)('%s leaves neither the key nor the code in the log', async (_what, repeat) => {
  const url = await repeatingServer(repeat);
  for (const code of ['TEST-REPEATED/77', 'confera-attendance:DAY-77-LONG']) {
    const kiosk = runCore(coreSettings(url, { apiKey: KEY, ...PATIENT }));
    const result = await kiosk.scan(code);
    expect(JSON.stringify([result, kiosk.core.status()])).not.toMatch(/REPEATED|DAY-77|Zx81/i);
    await kiosk.close();
    const { log, files } = keptIn(kiosk.dataDir);
    expect(log).toContain('"msg":"confera"');
    expect(log).not.toMatch(/TEST-REPEATED|DAY-77-LONG|Zx81/i);
    expect(files).not.toContain(KEY);
  }
});

test('the database keeps no code of an error with the scanned code in it', async () => {
  const url = await repeatingServer((_key, code) => ({
    status: 422,
    id: 'a',
    body: { code: `BAD_${code}` },
  }));
  const kiosk = runCore(coreSettings(url, PATIENT));
  const { scanId } = await kiosk.scan('TEST-REPEATED-78');
  await kiosk.core.dismiss(scanId ?? '', 'other');
  await kiosk.close();
  // Once it is put away, nothing of the code but its end is left.
  expect(keptIn(kiosk.dataDir).files).not.toContain('REPEATED-78');
});

test('a request id is kept in one line, without what turns it around, and bounded', async () => {
  const ids = ['', `req-\u0080\u009b1;31m-${'x'.repeat(120)}`, 'y'.repeat(5000), 'req-good-1'];
  const url = await repeatingServer((_key, code) => ({
    status: 404,
    id: ids[Number(code.at(-1))] ?? '',
    body: { code: 'A\u202eB\nC' },
  }));
  const kiosk = runCore(coreSettings(url, PATIENT));
  for (let n = 1; n <= 3; n += 1) await kiosk.scan(`TEST-${n}`);
  await kiosk.close();
  const { log } = keptIn(kiosk.dataDir);
  expect(log).toContain('"requestId":"req-good-1"');
  expect(log).toContain('"code":"AB C"');
  expect(log).not.toMatch(/[\u0080-\u009f\u202e]|y{100}/);
});
