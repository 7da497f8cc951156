import packageJson from '../../../package.json' with { type: 'json' };
import { type Finding, finding } from '../../../shared/preflight/findings.ts';

/** How many of the other devices' versions are named. */
const NAMED = 3;

/**
 * Compares this app's version with those of the venue's other devices.
 *
 * @param others the version of each other device that is there; null on a device without a hub
 */
export function checkVersion(others: readonly string[] | null): Finding {
  const { version } = packageJson;
  if (others === null) return finding('version', 'alone', { version });
  if (others.length === 0) return finding('version', 'unheard', { version });
  const different = others.filter((other) => other !== version);
  const count = different.length;
  if (count === 0) return finding('version', 'alike', { version, count: others.length });
  const named = [...new Set(different)].sort().slice(0, NAMED).join(', ');
  return finding('version', 'differs', { version, count, others: named });
}
