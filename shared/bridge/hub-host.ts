import { z } from 'zod';
import { PROVISIONING_PREFIX } from '../scan/provisioning-code.ts';
import { time } from './time.ts';

// The answers about a venue's hub that this kiosk hosts. No field has room for a line for a hub: one for another device
// comes out only inside a sealed code.

/** Why this kiosk can't host the hub. */
export const hostProblem = z.discriminatedUnion('is', [
  /** There is no nats-server on this machine. */
  z.object({ is: z.literal('no-server') }),
  /** What is there is no nats-server that starts, or too old. */
  z.object({ is: z.literal('bad-server'), program: z.string() }),
  /** This machine doesn't have the address on which it is to listen. */
  z.object({ is: z.literal('no-such-address'), address: z.string() }),
  z.object({ is: z.literal('port-in-use'), port: z.number() }),
  z.object({ is: z.literal('port-refused'), port: z.number() }),
  /** A command on this machine is the hub already. */
  z.object({ is: z.literal('runs-already') }),
  /** The hub is one of three machines, each of which is started by a command. */
  z.object({ is: z.literal('three-machines') }),
  /** A file of the hub's can't be read as what it should be. It is left as it is. */
  z.object({ is: z.literal('damaged'), file: z.enum(['hub.json', 'devices.json']) }),
  /** nats-server ends by itself, or takes no claims. */
  z.object({ is: z.literal('server-fails') }),
  /** The disk refuses. */
  z.object({ is: z.literal('storage') }),
]);
export type HostProblem = z.infer<typeof hostProblem>;

/** Why this kiosk can't be the hub, as an answer. */
export const cannotHost = z.object({
  ok: z.literal(false),
  problem: z.literal('cannot-host'),
  why: hostProblem,
});

/** This device has joined another hub, which it has to leave first. */
export const joinedElsewhere = z.object({
  ok: z.literal(false),
  problem: z.literal('joined-elsewhere'),
  /** Whether the line of that one comes with each start, so that no screen can leave it. */
  isGiven: z.boolean(),
});

/** This kiosk hosts nothing, or its hub isn't up yet. */
export const notHosting = z.object({ ok: z.literal(false), problem: z.literal('not-hosting') });

/** Where the hub may listen. */
export const hubPlaces = z.object({
  ok: z.literal(true),
  places: z.array(z.object({ address: z.string(), card: z.string() })),
  /** The one to begin with: where the hub has listened before, or the only one; null if somebody has to choose. */
  suggested: z.string().nullable(),
  /** Whether no other machine reaches the hub there, since this one is in no network. */
  isAlone: z.boolean(),
});

/** A device that may join the hub. */
const hubDevice = z.object({
  id: z.string(),
  name: z.string(),
  joinedAt: time,
  /** Whether it is this kiosk itself. */
  isThis: z.boolean(),
});
export type HubDeviceView = z.infer<typeof hubDevice>;

const ok = z.literal(true);

/** How far this kiosk is the hub. */
export const hubHost = z.discriminatedUnion('is', [
  z.object({ ok, is: z.literal('off') }),
  z.object({ ok, is: z.literal('starting') }),
  /** It is to host, can't, and tries again and again. */
  z.object({ ok, is: z.literal('failed'), why: hostProblem }),
  z.object({
    ok,
    is: z.literal('on'),
    /** `tls://HOST:PORT` */
    url: z.string(),
    /** To be opened in this machine's firewall. */
    port: z.number(),
    /** Whether no other machine reaches it. */
    isAlone: z.boolean(),
    /** Whether its server takes claims; otherwise it is being started again. */
    isUp: z.boolean(),
    /** Whether this machine has lost the address on which the hub listens. */
    hasLostAddress: z.boolean(),
    /** Those with access, in the order in which they joined; null if the list can't be read. */
    devices: z.array(hubDevice).nullable(),
  }),
]);
export type HubHostView = z.infer<typeof hubHost>;

/** The code by which another kiosk joins, for that kiosk alone. */
export const hubDeviceAdded = z.object({
  ok,
  name: z.string(),
  /** Sealed: nothing but the letters of a provisioning code. */
  code: z.string().regex(new RegExp(`^${PROVISIONING_PREFIX}[A-Z]+$`)),
  expiresAt: time,
  /** Whether the hub goes by the new list already. */
  isInForce: z.boolean(),
});

export const badDeviceName = z.object({
  ok: z.literal(false),
  problem: z.literal('bad-name'),
  why: z.enum(['not-accepted', 'taken']),
});

/** The list is saved, but the hub still goes by the one before: the device still has access. */
export const notInForce = z.object({ ok: z.literal(false), problem: z.literal('not-in-force') });

/** The longest name of a device that a call carries, in characters; the hub's own bound is lower. */
export const LONGEST_NAME_SENT = 200;
