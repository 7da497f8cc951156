import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How many connections there may be at once: far fewer than the files that a process may have open (256 on macOS, 1024
 * on Linux), which the database, the log and the way to Confera need, too. A page has seven at most.
 */
export const MOST_CONNECTIONS = 100;

/**
 * Keeps the connections to a server within a limit, so that nobody locks the kiosk's own page out by holding many: one
 * more than that takes the place of the oldest that has not proved to be a page's.
 *
 * @returns to be told of each connection whose request was admitted
 */
export function limitConnections(server: Server, most = MOST_CONNECTIONS): (of: Socket) => void {
  /** In the order in which they go. */
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
