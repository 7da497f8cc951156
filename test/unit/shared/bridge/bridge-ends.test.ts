import { describe, expect, test } from 'vitest';
import {
  BRIDGE_EVENTS,
  BRIDGE_METHODS,
  type BridgeHandlers,
  type BridgeMethod,
  type BridgeTransport,
  bridge,
} from '../../../../shared/bridge/bridge.ts';
import {
  type AdmitCall,
  answerBridgeCall,
  createBridgeClient,
  HandlerError,
} from '../../../../shared/bridge/bridge-ends.ts';

const LOCKED = { ok: false, problem: 'locked' };

/** An input that fits, for the methods that take one. */
const INPUTS: Partial<Record<BridgeMethod, object>> = {
  getCounts: { day: null },
  alive: { covered: false },
  scan: { raw: 'TEST-1', source: 'typed' },
  testConnection: { baseUrl: 'http://127.0.0.1:9', apiKey: null, mode: 'auto' },
  saveSettings: { values: {}, waitingScans: null },
  readProvisioning: { code: 'TEST-1' },
  applyProvisioning: { code: 'TEST-1', passphrase: 'correct horse', pin: null },
  makeSheet: {
    devices: { table: '' },
    common: { address: '', timeZone: '', language: '', event: '' },
    passphrase: '',
    days: 7,
  },
  saveSheet: { fileName: 'set-up-codes-BCDF.html', html: '' },
  keepSetUpDraft: { draft: {} },
  unlockStaff: { pin: '2468' },
  hostHub: { listen: '192.0.2.7' },
  startCopy: { folder: '/media/stick', passphrase: 'correct horse' },
  addHubDevice: { name: 'North', passphrase: 'correct horse' },
  endHubAccess: { id: 'abcdefgh' },
  sendVisitorsTo: { place: 'Gate B' },
  sendAgain: { scanId: null },
  dismiss: { scanId: 'a-scan', why: 'other' },
  getScans: { before: null, standing: null, kind: null, from: null, to: null, badge: null },
  getScanStory: { scanId: 'a-scan' },
  exportScans: { what: 'scans', day: null, to: null, after: null },
  makeDiagnostics: { to: null },
  wipeDevice: { loseWaiting: false },
  checkLogo: { file: '' },
  saveLogo: { png: '' },
};

/** Handlers that write down what reaches them, and answer what the contract of hardly any of them allows. */
function spies() {
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    BRIDGE_METHODS.map((method) => [method, () => void reached.push(method)]),
  ) as unknown as BridgeHandlers;
  return { reached, handlers };
}

describe('who may call', () => {
  const guarded = BRIDGE_METHODS.filter((method) => bridge.methods[method].mayCall !== 'anyone');

  test.each(guarded)(
    '%s doesn’t reach its handler where the screen isn’t admitted',
    async (method) => {
      const { reached, handlers } = spies();
      const session = { handlers, admit: () => false };
      expect(await answerBridgeCall(session, method, INPUTS[method] ?? {})).toEqual(LOCKED);
      expect(reached).toEqual([]);
    },
  );

  test('only what a visitor’s screen needs is for everybody', () => {
    const open = BRIDGE_METHODS.filter((method) => !guarded.includes(method));
    expect(open.sort()).toEqual(['alive', 'getState', 'lockStaff', 'scan', 'unlockStaff']);
  });

  test('stewards get what an entrance needs, and nothing else', () => {
    const stewards = BRIDGE_METHODS.filter(
      (method) => bridge.methods[method].mayCall === 'steward',
    );
    expect(stewards.sort()).toEqual([
      'closeEntrance',
      'dismiss',
      'getCounts',
      'getScanStory',
      'getScans',
      'getStaffOverview',
      'getVenue',
      'openEntrance',
      'passPreflight',
      'resumeBacklog',
      'runPreflight',
      'sendAgain',
      'sendVisitorsTo',
      'stayOpen',
    ]);
  });

  test('what the page asks by itself is told from what a person asks', async () => {
    const { handlers } = spies();
    const calls: [BridgeMethod, ...Parameters<AdmitCall>][] = [];
    for (const method of guarded) {
      const admit: AdmitCall = (call) => {
        calls.push([method, call]);
        return false;
      };
      await answerBridgeCall({ handlers, admit }, method, INPUTS[method] ?? {});
    }
    const polled = calls.filter(([, { isPolled }]) => isPolled).map(([method]) => method);
    expect(polled).toEqual([
      'getStaffOverview',
      'getCounts',
      'getVenue',
      'getHubHost',
      'getCopy',
      'getScans',
      'getScanStory',
      'getFiles',
    ]);
  });
});

test('an input that doesn’t fit is refused before anybody is asked, and is no defect of the core', async () => {
  const { reached, handlers } = spies();
  const admit = () => {
    throw new Error('asked');
  };
  const call = answerBridgeCall({ handlers, admit }, 'wipeDevice', { loseWaiting: 'yes' });
  await expect(call).rejects.not.toBeInstanceOf(HandlerError);
  await expect(answerBridgeCall({ handlers, admit }, 'toString', {})).rejects.toThrow('no such');
  expect(reached).toEqual([]);
});

test('an answer that the contract has no room for is a defect of the core', async () => {
  const { handlers } = spies();
  const call = answerBridgeCall({ handlers, admit: () => true }, 'getState', {});
  await expect(call).rejects.toBeInstanceOf(HandlerError);
});

test('the client passes on each event of the contract to those who asked for it, checked', () => {
  let deliver: Parameters<BridgeTransport['subscribe']>[0] = () => {};
  const transport: BridgeTransport = {
    call: async () => ({}),
    subscribe: (listener) => {
      deliver = listener;
      return () => {};
    },
    onReachable: () => () => {},
  };
  const client = createBridgeClient(transport);
  const heard: unknown[] = [];
  client.on('settled', (data) => heard.push(data));
  for (const event of BRIDGE_EVENTS.filter((name) => name !== 'settled')) deliver(event, {});
  deliver('settled', { scanId: 'a-scan', outcome: 'checked-in' });
  expect(heard).toEqual([{ scanId: 'a-scan', outcome: 'checked-in' }]);
  expect(() => deliver('settled', { scanId: 'a-scan', outcome: 'nonsense' })).toThrow();
});
