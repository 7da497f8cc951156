import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/**
 * The certificate authorities that may vouch for Confera: Node's own, the operating system's (where a venue's IT
 * installs its private one), and those in the file that `NODE_EXTRA_CA_CERTS` names.
 *
 * Node adds that file by itself only if it reads its variables at start, which a hardened Electron doesn't do.
 *
 * @returns PEM texts
 */
export function trustedAuthorities(env: NodeJS.ProcessEnv): string[] {
  return [
    ...tls.getCACertificates('default'),
    ...tls.getCACertificates('system'),
    ...extraAuthorities(env.NODE_EXTRA_CA_CERTS),
  ];
}

function extraAuthorities(file: string | undefined): string[] {
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    // Node ignores an unreadable file as well. The connection then fails with a clearer message of its own.
    return [];
  }
}
