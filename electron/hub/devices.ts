import { randomInt, X509Certificate } from 'node:crypto';
import { nkeys } from '@nats-io/transport-node';
import { writeJoinLine } from '../../shared/hub/join-line.ts';
import { trimmed } from '../../shared/text/trimmed.ts';
import { fingerprintOf } from '../core/hub/nats/pinned-certificate.ts';
import { BadSettingError } from '../core/system/bad-setting.ts';
import { hostAndPort, reachableAt } from './addresses.ts';
import type { HubDevice, HubFolder, HubIdentity } from './hub-folder.ts';
import { type Given, settleIdentity } from './settle-identity.ts';

const LONGEST_NAME = 64;
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 8;

/** Characters that break a line, control a terminal or can't be seen. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/u;

/** A device can't be joined by that name. */
export class DeviceNameError extends BadSettingError {
  readonly why: 'not-accepted' | 'taken';

  constructor(why: 'not-accepted' | 'taken', message: string) {
    super(message);
    this.why = why;
  }
}

/** Where a device was joined, and what it is to be told. */
export type Joined = {
  device: HubDevice;
  /** The join line, a secret. It is kept nowhere: whoever loses it joins the device again. */
  line: string;
  listen: string;
};

/**
 * Joins a device: makes a key of its own for it, which the hub can revoke. A hub that runs lets it in from then on.
 *
 * @param now Unix milliseconds
 * @throws DeviceNameError for a name that is bad or taken
 * @throws BadSettingError for another port or address than the hub has
 * @throws HubRunsError for another port or address while the hub runs
 */
export async function joinDevice(
  folder: HubFolder,
  given: Given & { name: string },
  now = Date.now(),
): Promise<Joined> {
  const name = checkedName(given.name);
  return folder.change(async () => {
    const devices = folder.devices();
    if (devices.some((device) => device.revokedAt === null && isSame(device.name, name))) {
      throw new DeviceNameError(
        'taken',
        `A device has the name ${quoted(name)} already. Choose another, or revoke that device first`,
      );
    }
    const identity = await settleIdentity(folder, given);
    const { listen, certificate, secret } = identity;
    const keys = nkeys.createUser();
    const device: HubDevice = {
      name,
      id: freeId(devices),
      publicKey: keys.getPublicKey(),
      joinedAt: now,
      revokedAt: null,
    };
    folder.saveDevices([...devices, device]);
    const line = writeJoinLine({
      addresses: addressesOf(identity),
      fingerprint: fingerprintOf(new X509Certificate(certificate).raw),
      device: device.id,
      seed: new TextDecoder().decode(keys.getSeed()),
      secret,
    });
    keys.clear();
    return { device, line, listen };
  });
}

/**
 * Ends a device's access for good. A hub that runs cuts it off within a second. Its name may be given again.
 *
 * @throws BadSettingError if no device with access has this name
 */
export async function revokeDevice(
  folder: HubFolder,
  named: string,
  now = Date.now(),
): Promise<void> {
  const name = plain(named);
  return folder.change(() => {
    const devices = folder.devices();
    const found = devices.find((each) => each.revokedAt === null && isSame(each.name, name));
    if (!found) throw new BadSettingError(noSuchDevice(name, devices));
    folder.saveDevices(
      devices.map((device) => (device === found ? { ...device, revokedAt: now } : device)),
    );
  });
}

/** Where devices find the hub: any of its nodes, if it has several. */
function addressesOf({ cluster, listen, port }: HubIdentity): string[] {
  return cluster ? cluster.nodes.map((node) => hostAndPort(node, port)) : reachableAt(listen, port);
}

function noSuchDevice(name: string, devices: readonly HubDevice[]): string {
  if (devices.some((device) => isSame(device.name, name))) {
    return `${quoted(name)} is revoked already`;
  }
  return `No device has the name ${quoted(name)}. See which there are: npm run hub -- list`;
}

function checkedName(given: string): string {
  const name = plain(given);
  const length = [...name].length;
  if (length >= 1 && length <= LONGEST_NAME && !UNPRINTABLE.test(name)) return name;
  throw new DeviceNameError(
    'not-accepted',
    `A device's name must have 1 to ${LONGEST_NAME} characters, and none that can't be seen`,
  );
}

/** Another keyboard may write the same letters in another form. */
const plain = (name: string) => trimmed(name.normalize('NFC'));

/** Nobody should have to tell "Gate a" from "Gate A". */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const quoted = (name: string) => JSON.stringify(name);

function freeId(devices: readonly HubDevice[]): string {
  for (;;) {
    const id = Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]);
    const made = id.join('');
    if (devices.every((device) => device.id !== made)) return made;
  }
}
