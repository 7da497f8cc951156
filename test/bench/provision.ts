import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { startKioskProcess } from '../e2e/drivers/kiosk-process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { inFolder, several, timed } from './core-under-test.ts';
import { aimed, type Measurement } from './measurement.ts';

const KIOSKS = 20;
/** How many are set up at a time. Every kiosk stays up until the last one has scanned. */
const AT_ONCE = 2;
/** A person needs longer than this to walk to twenty kiosks. */
const GOAL_S = 120;

const ROOT = path.resolve(import.meta.dirname, '../..');
const NODE = ['--disable-warning=ExperimentalWarning'];
const PASSPHRASE = 'bench horse battery staple';

/**
 * Measures how long it takes from one printed sheet to twenty served kiosks that have each checked somebody in, with a key
 * of its own: starting the process, opening the code, testing the connection, saving and the first scan.
 *
 * @throws if one of them isn't green
 */
export async function provisionBench(): Promise<Measurement[]> {
  const names = Array.from({ length: KIOSKS }, (_, n) => `Entrance ${n + 1}`);
  const keys = names.map((_, n) => `cat_bench_provisioned_${n + 1}`);
  const live = { state: 'live', scopes: ['badges:write', 'attendance:write'] } as const;
  const simulator = await startSimulator({
    keys: Object.fromEntries(keys.map((key) => [key, live])),
  });
  const kiosks: ReturnType<typeof startKioskProcess>[] = [];
  try {
    return await inFolder(async (folder) => {
      const table = names.map((name, n) => `${name},self-service,${keys[n]}`).join('\n');
      writeFileSync(path.join(folder, 'devices.csv'), `location,purpose,key\n${table}\n`);
      const codes: string[] = [];
      const sheetMs = await timed(async () => {
        codes.push(...(await printedCodes(folder, simulator.url)));
      });
      const allMs = await timed(() =>
        several(KIOSKS, AT_ONCE, async (n) => {
          const env = { KIOSK_DATA_DIR: path.join(folder, `kiosk-${n}`) };
          const main = path.join(ROOT, 'electron/start/main.ts');
          const kiosk = startKioskProcess([main, '--host', 'browser', '--no-open'], env);
          kiosks.push(kiosk);
          await setUp((await kiosk.line('kiosk ')).slice('kiosk '.length), codes[n] ?? '', n);
        }),
      );
      const ends = await Promise.all(kiosks.map((kiosk) => kiosk.close()));
      if (ends.some((code) => code !== 0)) throw new Error(`Some ended with ${ends.join(', ')}`);
      const tails = new Set(simulator.journal().map(({ apiKeyTail }) => apiKeyTail));
      if (tails.size < KIOSKS) throw new Error(`Only ${tails.size} keys were used`);
      return [
        aimed({ name: 'sheet of twenty', value: sheetMs / 1000, unit: 's', n: 1, goal: 60 }),
        aimed({ name: 'twenty kiosks', value: allMs / 1000, unit: 's', n: KIOSKS, goal: GOAL_S }),
      ];
    });
  } finally {
    await Promise.all(kiosks.map((kiosk) => kiosk.close()));
    await simulator.close();
  }
}

/** Makes the sheet as an organiser does, and reads the codes in it. */
async function printedCodes(folder: string, address: string): Promise<string[]> {
  const sheet = path.join(folder, 'sheet.html');
  const args = ['--csv', path.join(folder, 'devices.csv'), '--address', address, '--out', sheet];
  const main = path.join(ROOT, 'build/provision.ts');
  const env = { PATH: process.env.PATH, KIOSK_PASSPHRASE: PASSPHRASE };
  await promisify(execFile)(process.execPath, [...NODE, main, ...args], { env });
  return [...readFileSync(sheet, 'utf8').matchAll(/data-code="([^"]*)"/g)].map(
    ([, code]) => code ?? '',
  );
}

/** Shows a code to a served kiosk, as its page does, and scans a badge there. */
async function setUp(url: string, code: string, n: number): Promise<void> {
  const { headers, body } = await request(url);
  await body.dump();
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const base = new URL(String(headers.location ?? ''), url);
  const call = async (method: string, input: object) => {
    const answer = await request(new URL(`bridge/${method}`, base), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await answer.body.json()) as Record<string, unknown>;
  };
  const applied = await call('applyProvisioning', {
    code,
    passphrase: PASSPHRASE,
    pin: '90371528',
  });
  const scanned = await call('scan', { raw: `TEST-BENCH-${n}`, source: 'wedge' });
  if (scanned.outcome !== 'checked-in') {
    throw new Error(`Kiosk ${n + 1}: ${JSON.stringify({ applied, scanned })}`);
  }
}
