import { Pool } from 'undici';

/** The venue's proxy stands in the way: it has refused a tunnel to Confera, or can't be reached itself. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** What the proxy answered; 0 where it gave no answer. */
  readonly status: number;

  constructor(message: string, { status = 0, cause }: { status?: number; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}

/**
 * Connections to a proxy, whose failures are told from those of the connection behind it: both have the same codes,
 * and undici gives the proxy's status only in words.
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
