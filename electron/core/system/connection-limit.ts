import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How many connections there may be at once. A process may have 256 files open on macOS and 1024 on Linux, and the
 * database, the log and the requests to Confera need some of them. A page has seven connections at most.
 */
export const MOST_CONNECTIONS = 100;

/**
 * Limits the connections to a server, so that nobody can lock out the kiosk's own page by holding many. One connection
 * too many closes the oldest one whose requests were never admitted.
 *
 * @returns call it with each connection whose request was admitted
 */
export function limitConnections(server: Server, most = MOST_CONNECTIONS): (of: Socket) => void {
  /** The oldest first, which is closed first. */
  const strangers = new Set<Socket>();
  const admitted = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => {
      strangers.delete(socket);
      admitted.delete(socket);
    });
    if (strangers.size + admitted.size <= most) return;
    const [oldest] = strangers;
    oldest?.destroy();
  });
  return (socket) => {
    if (strangers.delete(socket)) admitted.add(socket);
  };
}
