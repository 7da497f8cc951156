import { sealHubCode } from './seal.ts';
import { expiryOf, type Validity } from './validity.ts';

/** A code that brings nothing but a hub, to one device. */
export type HubCode = {
  /** Nothing but the letters of a provisioning code. */
  code: string;
  /** When it expires, in Unix milliseconds. */
  expiresAt: number;
};

/**
 * Makes the code by which a kiosk that is set up joins a hub.
 *
 * @param line the device's own line, a secret
 */
export async function sealHub(
  line: string,
  passphrase: string,
  validity: Validity,
): Promise<HubCode> {
  const expiresAt = expiryOf(validity);
  return { code: await sealHubCode({ hub: line, expiresAt }, passphrase), expiresAt };
}
