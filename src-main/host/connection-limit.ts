import type { Server, Socket } from 'node:net';

/** The number of connections that may wait at the door; a browser opens six. */
const MOST_STRANGERS = 128;

/**
 * Keeps room for those who may come in: of connections that have not shown the cookie yet only so many are held, and where one more
 * comes the oldest goes. Slow ones by the thousand thus cost a fixed amount of memory, and keep nobody out.
 */
export class ConnectionLimit {
  /** The oldest first. */
  readonly #strangers = new Map<string, Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      const [oldest] = this.#strangers;
      if (oldest !== undefined && this.#strangers.size >= MOST_STRANGERS) {
        const [name, waiting] = oldest;
        this.#strangers.delete(name);
        waiting.destroy();
      }
      const name = nameOf(socket);
      this.#strangers.set(name, socket);
      socket.once('close', () => {
        if (this.#strangers.get(name) === socket) this.#strangers.delete(name);
      });
    });
  }

  /** Whoever speaks here has shown the cookie. */
  admit(socket: Socket): void {
    this.#strangers.delete(nameOf(socket));
  }
}

/** The same for a connection and for the encrypted one inside it. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
