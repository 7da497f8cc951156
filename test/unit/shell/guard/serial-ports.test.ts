import { expect, test } from 'vitest';
import { SerialPorts } from '../../../../electron/shell/guard/serial-ports.ts';

const SCANNER = { vendorId: '3118', productId: '3242' };
const SCANNER_ID = '0c2e:0caa';
const OTHER = { vendorId: '1208', productId: '3605' };
const OTHER_ID = '04b8:0e15';

type Port = { portId: string; vendorId: string; productId: string };
type Request = { by: 'shell' | 'person'; told: boolean; end: () => void };

/**
 * A page as Electron keeps it: only its last request is open, Electron tells of a request later than it is made, and
 * of ports that are plugged in while one is open.
 */
class MachineWithPorts {
  readonly serialPorts: SerialPorts;
  settings: string[];
  isSupervisorThere = false;
  plugged: Port[] = [];
  /** What the page got, and by whose request. */
  readonly got: string[] = [];
  #lastPort = 0;
  #open: Request | null = null;

  constructor(settings: string[]) {
    this.settings = settings;
    this.serialPorts = new SerialPorts({
      inSettings: () => this.settings,
      isSupervisorThere: () => this.isSupervisorThere,
    });
  }

  plug(ids: Omit<Port, 'portId'>): string {
    this.#lastPort += 1;
    const port = { portId: `port-${this.#lastPort}`, ...ids };
    this.plugged.push(port);
    if (this.#open?.told) this.serialPorts.onPlugged(port);
    return port.portId;
  }

  unplugAll(): void {
    this.plugged = [];
  }

  /** The page loads, or staff save settings. */
  async open(settings = this.settings): Promise<void> {
    this.settings = settings;
    this.serialPorts.openOn({
      executeJavaScript: async (script: string) => {
        if (script.includes('= [];')) return;
        await this.#request('shell');
      },
    });
    await this.settle();
  }

  async pressAdd(): Promise<void> {
    void this.#request('person');
    await this.settle();
  }

  /** Tells of all requests that are made in turn. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const request = this.#open;
      if (!request || request.told) continue;
      request.told = true;
      const answer = (portId: string) => {
        if (portId) this.got.push(`${portId} by ${request.by}`);
        else this.got.push(`nothing by ${request.by}`);
        request.end();
      };
      this.serialPorts.onRequest(this.plugged, answer);
    }
  }

  #request(by: Request['by']): Promise<void> {
    this.#open?.end();
    return new Promise((end) => {
      this.#open = { by, told: false, end };
    });
  }
}

test('every port of an added scanner is opened when the page loads, and no other', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.plug(SCANNER);
  machine.plug(OTHER);
  machine.plug(SCANNER);
  await machine.open();
  expect(machine.got).toEqual(['port-1 by shell', 'port-3 by shell']);
});

test('a scanner that is plugged in again is opened again, each time', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  await machine.open();
  for (const _ of [1, 2, 3]) {
    machine.plug(SCANNER);
    await machine.settle();
    machine.unplugAll();
  }
  machine.plug(OTHER);
  await machine.settle();
  expect(machine.got).toEqual(['port-1 by shell', 'port-2 by shell', 'port-3 by shell']);
});

test('a new page gets what the last one had', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.plug(SCANNER);
  await machine.open();
  await machine.open();
  expect(machine.got).toEqual(['port-1 by shell', 'port-1 by shell']);
});

test('staff add another scanner while we wait for the first, and both are opened from then on', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.isSupervisorThere = true;
  await machine.open();
  machine.plug(OTHER);
  await machine.pressAdd();
  expect(machine.got).toEqual(['port-1 by person']);
  await machine.open([SCANNER_ID, OTHER_ID]);
  machine.unplugAll();
  machine.plug(OTHER);
  await machine.settle();
  machine.plug(SCANNER);
  await machine.settle();
  expect(machine.got.slice(1)).toEqual(['port-1 by shell', 'port-2 by shell', 'port-3 by shell']);
});

test('staff who add nothing leave our request as it was', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.isSupervisorThere = true;
  await machine.open();
  await machine.pressAdd();
  machine.plug(SCANNER);
  await machine.settle();
  expect(machine.got).toEqual(['nothing by person', 'port-1 by shell']);
});

test('without staff a page that requests a port gets none', async () => {
  const machine = new MachineWithPorts([]);
  machine.plug(OTHER);
  await machine.open();
  await machine.pressAdd();
  await machine.open([SCANNER_ID]);
  await machine.pressAdd();
  expect(machine.got).toEqual(['nothing by person', 'nothing by person']);
});

test('a scanner that staff have removed stays away, even one that was added a moment ago', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.isSupervisorThere = true;
  await machine.open();
  machine.plug(OTHER);
  await machine.pressAdd();
  await machine.open([]);
  machine.unplugAll();
  machine.plug(OTHER);
  machine.plug(SCANNER);
  await machine.settle();
  expect(machine.got).toEqual(['port-1 by person']);
  expect(machine.serialPorts.allowed).toEqual([]);
});

test('if the page can’t make our request, a person’s is still theirs', async () => {
  const machine = new MachineWithPorts([SCANNER_ID]);
  machine.isSupervisorThere = true;
  machine.serialPorts.openOn({ executeJavaScript: () => Promise.reject(new Error('gone')) });
  await machine.settle();
  machine.plug(OTHER);
  await machine.pressAdd();
  expect(machine.got).toEqual(['port-1 by person']);
});
