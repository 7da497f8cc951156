import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/**
 * The certificate authorities that may vouch for Confera: Node's own, the operating system's (a venue's IT
 * installs its private one there) and those of the file that `NODE_EXTRA_CA_CERTS` names.
 *
 * Node adds the file by itself only where it reads its variables at start, which a hardened Electron doesn't.
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
    // As Node does: an unreadable file leaves the connection to fail by its own, clearer message.
    return [];
  }
}
