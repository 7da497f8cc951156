import { expect, it } from 'vitest';
import type { Beat } from '../../../../electron/core/hub/claim-hub.ts';
import { Fleet } from '../../../../electron/core/venue/fleet.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const HOUR = 3_600_000;
const OWN = { device: 'ownownow', deviceId: 'gate-own' };
/** What the hub's clock shows when a test begins. */
const HUBS_TIME = Date.UTC(2026, 10, 30, 9);

const BEAT: Beat = {
  deviceId: 'gate-b',
  location: 'Gate B',
  version: '1.0.0',
  connection: 'online',
  storage: null,
  queued: 0,
  oldestMs: null,
  lastScanMs: null,
  letInTwice: 0,
  clock: HUBS_TIME,
};

const OWN_BEAT: Beat = { ...BEAT, deviceId: OWN.deviceId, location: 'Gate own' };

/** A venue that a test makes heard; every clock in it is right unless a beat says otherwise. */
class TestVenue {
  readonly clock = new ManualClock();
  readonly fleet = new Fleet({ clock: this.clock, ...OWN });

  hears(device: string, said: Partial<Beat> = {}, agoMs = 0) {
    const at = HUBS_TIME + this.clock.uptime() - agoMs;
    const beat = { ...BEAT, clock: at, ...said };
    this.fleet.note({ is: 'beat', device, beat, at, agoMs });
  }

  /** This device says how it is, and hears it from the hub. */
  beats(said: Partial<Beat> = {}) {
    const beat = { ...OWN_BEAT, clock: HUBS_TIME + this.clock.uptime(), ...said };
    this.fleet.sent(beat);
    this.hears(OWN.device, beat);
  }

  passes(seconds: number, everyFive: () => void = () => this.beats()) {
    for (let left = seconds; left > 0; left -= 5) {
      this.clock.advance(Math.min(5, left) * 1000);
      everyFive();
    }
  }

  get view() {
    return this.fleet.view(OWN_BEAT);
  }

  device(deviceId: string) {
    return this.view.devices.find((each) => each.deviceId === deviceId);
  }

  get names() {
    return this.view.devices.map(({ deviceId }) => deviceId);
  }
}

it('shows this device as it is, before the hub has told anything', () => {
  const { view } = new TestVenue();
  expect(view.devices).toHaveLength(1);
  expect(view.devices[0]).toMatchObject({
    ...{ deviceId: 'gate-own', isThis: true, presence: 'here', clockAheadMs: null },
    ...{ sharesJoin: false, formerId: null },
  });
  expect(view.silentMs).toBe(0);
});

it('shows what each device has said last', () => {
  const venue = new TestVenue();
  venue.hears('bbbbbbbb', { queued: 7, oldestMs: 4000, connection: 'offline' });
  venue.hears('cccccccc', { deviceId: 'gate-c', storage: 'disk-full', letInTwice: 2 });
  venue.hears('bbbbbbbb', { queued: 9, oldestMs: 9000, connection: 'offline' });
  expect(venue.device('gate-b')).toMatchObject({ queued: 9, oldestMs: 9000, presence: 'here' });
  expect(venue.device('gate-c')).toMatchObject({ storage: 'disk-full', letInTwice: 2 });
  expect(venue.names.sort()).toEqual(['gate-b', 'gate-c', 'gate-own']);
});

it('tells of a trouble with the storage that this version doesn’t know as of another one', () => {
  const venue = new TestVenue();
  venue.hears('bbbbbbbb', { storage: 'eaten-by-mice' });
  expect(venue.device('gate-b')?.storage).toBe('other');
});

it('calls a device gone after fifteen seconds without a beat, and keeps it', () => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb');
  venue.passes(15);
  expect(venue.device('gate-b')?.presence).toBe('here');
  venue.passes(5);
  expect(venue.device('gate-b')).toMatchObject({ presence: 'gone', heardMs: 20_000 });
  venue.hears('bbbbbbbb');
  expect(venue.device('gate-b')).toMatchObject({ presence: 'here', heardMs: 0 });
});

it.each([4, 8, 12, 30])(
  'calls nobody gone when the hub is lost for %i seconds, whoever has spoken last',
  (seconds) => {
    const venue = new TestVenue();
    venue.beats();
    venue.hears('bbbbbbbb');
    venue.clock.advance(4900);
    venue.beats();
    for (let n = 0; n < seconds; n += 1) {
      venue.clock.advance(1000);
      expect(venue.device('gate-b')?.presence).not.toBe('gone');
    }
    // Back again, its own beat is the first that it hears.
    venue.beats();
    expect(venue.device('gate-b')?.presence).not.toBe('gone');
    venue.hears('bbbbbbbb');
    expect(venue.device('gate-b')?.presence).toBe('here');
  },
);

it('calls nobody gone while it hears nothing itself, nor right after', () => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb');
  venue.passes(40, () => {});
  expect(venue.view.silentMs).toBe(40_000);
  expect(venue.device('gate-b')?.presence).toBe('unknown');
  expect(venue.device('gate-own')?.presence).toBe('here');
  venue.beats();
  expect(venue.view.silentMs).toBe(0);
  expect(venue.device('gate-b')?.presence).toBe('unknown');
  venue.passes(15);
  expect(venue.device('gate-b')?.presence).toBe('gone');
});

it('takes a beat that it hears late for as old as it is', () => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb', { queued: 1, oldestMs: 3000, lastScanMs: 1000 }, 12_000);
  expect(venue.device('gate-b')).toMatchObject({
    ...{ heardMs: 12_000, oldestMs: 15_000, lastScanMs: 13_000 },
  });
});

it('shows two devices with one join line as two, and says so', () => {
  const venue = new TestVenue();
  const both = () => {
    venue.beats();
    venue.hears('bbbbbbbb');
    venue.hears('bbbbbbbb', { deviceId: 'gate-x' });
  };
  both();
  venue.passes(5, both);
  expect(venue.device('gate-b')).toMatchObject({ sharesJoin: true, formerId: null });
  expect(venue.device('gate-x')).toMatchObject({ sharesJoin: true, formerId: null });
  venue.passes(20, () => {
    venue.beats();
    venue.hears('bbbbbbbb');
  });
  expect(venue.device('gate-b')?.sharesJoin).toBe(false);
  expect(venue.device('gate-x')).toMatchObject({ sharesJoin: false, presence: 'gone' });
});

it('shows a device that was renamed once, with its former name', () => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb');
  venue.passes(5);
  venue.hears('bbbbbbbb', { deviceId: 'north' });
  expect(venue.names).toEqual(['gate-own', 'north']);
  expect(venue.device('north')).toMatchObject({ formerId: 'gate-b', sharesJoin: false });
  venue.hears('bbbbbbbb', { deviceId: 'north', location: 'North entrance' });
  expect(venue.device('north')).toMatchObject({ location: 'North entrance', formerId: 'gate-b' });
});

it('shows a device that was revoked and has joined again once, by its new line', () => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb');
  venue.passes(20);
  expect(venue.device('gate-b')).toMatchObject({ hubId: 'bbbbbbbb', presence: 'gone' });
  venue.hears('cccccccc');
  expect(venue.names).toEqual(['gate-own', 'gate-b']);
  expect(venue.device('gate-b')).toMatchObject({ hubId: 'cccccccc', presence: 'here' });
  // Two devices with one name are both there.
  venue.passes(5);
  venue.hears('bbbbbbbb');
  expect(venue.names).toEqual(['gate-own', 'gate-b', 'gate-b']);
});

it('shows this device once after it has joined by a new line itself', () => {
  const venue = new TestVenue();
  venue.hears('oldoldol', { deviceId: OWN.deviceId }, 20_000);
  expect(venue.names).toEqual(['gate-own']);
  expect(venue.device('gate-own')).toMatchObject({ hubId: OWN.device, isThis: true });
});

it('shows this device once after it was renamed itself', () => {
  const venue = new TestVenue();
  venue.hears(OWN.device, { deviceId: 'gate-old' }, 8000);
  venue.passes(5);
  expect(venue.names).toEqual(['gate-own']);
  expect(venue.device('gate-own')).toMatchObject({ formerId: 'gate-old', isThis: true });
});

it('notices a device that is a copy of this one, name and join line', () => {
  const venue = new TestVenue();
  venue.passes(10);
  expect(venue.device('gate-own')?.sharesJoin).toBe(false);
  venue.hears(OWN.device, { ...OWN_BEAT, clock: 17 });
  expect(venue.device('gate-own')?.sharesJoin).toBe(true);
  venue.passes(20);
  expect(venue.device('gate-own')?.sharesJoin).toBe(false);
});

it('doesn’t take the last beat of an earlier start for that of a copy', () => {
  const venue = new TestVenue();
  venue.hears(OWN.device, { ...OWN_BEAT, clock: 17 }, 3000);
  expect(venue.device('gate-own')?.sharesJoin).toBe(false);
});

it.each([HOUR, -HOUR])('tells of a clock that is %d ms off', (off) => {
  const venue = new TestVenue();
  venue.beats();
  venue.hears('bbbbbbbb', { clock: HUBS_TIME + venue.clock.uptime() + off });
  venue.hears('cccccccc', { deviceId: 'gate-c' });
  expect(venue.device('gate-b')?.clockAheadMs).toBe(off);
  expect(venue.device('gate-c')?.clockAheadMs).toBe(0);
  expect(venue.device('gate-own')?.clockAheadMs).toBe(0);
  expect(venue.view.hubAheadMs).toBe(0);
});

it('tells that the hub’s clock is off, rather than every device’s', () => {
  const venue = new TestVenue();
  const late = HUBS_TIME + venue.clock.uptime() - HOUR;
  venue.beats({ clock: late });
  venue.hears('bbbbbbbb', { clock: late });
  venue.hears('cccccccc', { deviceId: 'gate-c', clock: late });
  venue.hears('dddddddd', { deviceId: 'gate-d', clock: late + HOUR });
  expect(venue.view.hubAheadMs).toBe(HOUR);
  expect(venue.device('gate-b')?.clockAheadMs).toBe(0);
  expect(venue.device('gate-d')?.clockAheadMs).toBe(HOUR);
});

it('shows a bounded number of devices, whatever one of them writes', () => {
  const venue = new TestVenue();
  for (let n = 0; n < 20; n += 1) venue.hears('bbbbbbbb', { deviceId: `name-${n}` });
  for (let n = 0; n < 300; n += 1) {
    venue.hears(String(n).padStart(8, 'd'), { deviceId: `gate-${n}` });
  }
  expect(venue.names.length).toBeLessThanOrEqual(201);
  expect(venue.names).toContain('gate-299');
});
