import { Pool } from 'undici';

/** The venue's proxy is the trouble: it refused a tunnel to Confera, or it can't be reached itself. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** The status that the proxy answered with, or 0 if it gave no answer. */
  readonly status: number;

  constructor(message: string, { status = 0, cause }: { status?: number; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}

/**
 * Makes the connections to a proxy, and marks their failures as the proxy's. The connection to Confera behind it fails
 * with the same codes, and undici gives the proxy's status only in words.
 */
export function proxyConnections(proxy: URL, options: object): Pool {
  const pool = new Pool(proxy, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: async (request: Parameters<typeof connect>[0]) => {
      const tunnel = await connect(request).catch((cause: unknown) => {
        throw new ProxyError("The venue's proxy can't be reached", { cause });
      });
      const { statusCode: status, socket } = tunnel;
      if (status === 200) return tunnel;
      socket.on('error', () => {}).destroy();
      throw new ProxyError(`The venue's proxy answered ${status}`, { status });
    },
  });
}
