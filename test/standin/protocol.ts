import { addScheme } from './addresses.ts';
import { theApp } from './app.ts';
import { acceptOnly, NotProvidedError, provideOnly } from './provide-only.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type CustomScheme = { scheme: string; privileges?: Record<string, boolean> };

/** The privileges that an https origin, which replaces the scheme here, has in any case. */
const PRIVILEGES = ['standard', 'secure', 'supportFetchAPI', 'stream'];

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

/** The handler for an address with one of the app's schemes; undefined for any other address. */
export function protocolHandler(url: string): Handler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')));
}

export const protocol = provideOnly(
  'protocol',
  {
    registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
      if (theApp.isReady) throw new Error('Schemes are registered before the app is ready');
      for (const custom of schemes) {
        acceptOnly('protocol scheme', custom, ['scheme', 'privileges']);
        acceptOnly('privileges', custom.privileges ?? {}, PRIVILEGES);
        if (!PRIVILEGES.every((name) => custom.privileges?.[name])) {
          throw new NotProvidedError(`a scheme without ${PRIVILEGES.join(', ')}`);
        }
        privileged.add(custom.scheme);
        addScheme(custom.scheme);
      }
    },
    handle(scheme: string, handler: Handler): void {
      if (!theApp.isReady) throw new Error('Protocols are handled once the app is ready');
      if (!privileged.has(scheme)) {
        throw new NotProvidedError(`protocol.handle for the unregistered scheme ${scheme}`);
      }
      if (handlers.has(scheme)) throw new Error(`The protocol ${scheme} is handled already`);
      handlers.set(scheme, handler);
    },
  },
  ['registerSchemesAsPrivileged', 'handle'],
);
