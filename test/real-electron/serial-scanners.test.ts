import { expect, it, onTestFinished } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type PackedKiosk, START_MS, startPackedKiosk } from './fixtures/packed-kiosk.ts';
import { BELIEVES_UDEV, makeSerialPorts, type SerialPorts } from './fixtures/serial-ports.ts';

const SCANNER = '0c2e:0caa';
const PRINTER = '04b8:0e15';

/** How long a scanner waits until it is scanned with again, in milliseconds. Its port may not be open yet. */
const AGAIN_MS = 1_000;

it('the packed kiosk opens the serial scanners in its settings by itself, also after a new start and when they are plugged in again', async ({
  skip,
}) => {
  const ports = await makeSerialPorts();
  if (typeof ports === 'string') return skip(ports);
  const env = { KIOSK_SERIAL_SCANNERS: SCANNER, ...BELIEVES_UDEV };
  const dataDir = temporaryFolder();
  // Two of a model, without serial numbers: only their ports tell them apart.
  await ports.plug('scanner-1', SCANNER);
  await ports.plug('scanner-2', SCANNER);
  await ports.plug('printer', PRINTER);

  const first = await startPackedKiosk({ env, dataDir });
  onTestFinished(first.end);
  await scansWith(ports, 'scanner-1', first);
  await scansWith(ports, 'scanner-2', first);
  await first.end();
  await ports.free();

  const second = await startPackedKiosk({ env, dataDir });
  onTestFinished(second.end);
  await scansWith(ports, 'scanner-1', second);
  await scansWith(ports, 'scanner-2', second);

  await ports.unplug('scanner-1');
  await ports.plug('scanner-1', SCANNER);
  await scansWith(ports, 'scanner-1', second);

  for (const name of ['scanner-1', 'scanner-2']) await ports.unplug(name);
  for (const name of ['scanner-1', 'scanner-2']) await ports.plug(name, SCANNER);
  await ports.send('printer', 'TEST-PRINTER\r');
  await scansWith(ports, 'scanner-1', second);
  await scansWith(ports, 'scanner-2', second);
  expect(codesAt(second)).not.toContain('TEST-PRINTER');
});

const codesAt = ({ simulator }: PackedKiosk) => simulator.journal().map(({ code }) => code);

let scans = 0;

/** Scans badges with a scanner until one of them reaches Confera. */
function scansWith(ports: SerialPorts, name: string, kiosk: PackedKiosk): Promise<void> {
  return until(async () => {
    scans += 1;
    const code = `TEST-SERIAL-${scans}`;
    await ports.send(name, `${code}\r`);
    await until(() => expect(codesAt(kiosk)).toContain(code), AGAIN_MS);
  }, START_MS);
}
