import { randomUUID } from 'node:crypto';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PortMessage } from './message-port-main.ts';

/** What two processes say to each other about ports that lead from one to the other. */
export type RelayedMessage =
  { type: 'port-message'; portId: string; message: unknown; ports: string[] } | { type: 'port-closed'; portId: string };

/** One end of a line to another process, over which ports are transferred: Node's own stay in the process that they were made in. */
export class PortRelay {
  readonly #say: (message: RelayedMessage) => void;
  readonly #ports = new Map<string, MessagePort>();

  constructor(say: (message: RelayedMessage) => void) {
    this.#say = say;
  }

  /** Transfers a port. Returns the name that it arrives under. */
  send(port: MessagePort): string {
    const portId = randomUUID();
    this.#carry(portId, port);
    return portId;
  }

  /** The port that has arrived under this name. */
  receive(portId: string): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#carry(portId, port2);
    return port1;
  }

  hear(said: RelayedMessage): void {
    const port = this.#ports.get(said.portId);
    if (said.type === 'port-closed') {
      this.#ports.delete(said.portId);
      port?.close();
    } else {
      const ports = said.ports.map((portId) => this.receive(portId));
      port?.postMessage({ message: said.message, ports } satisfies PortMessage, ports);
    }
  }

  /** The other process is gone, and all that led there with it. */
  close(): void {
    for (const [portId, port] of this.#ports) {
      this.#ports.delete(portId);
      port.close();
    }
  }

  #carry(portId: string, port: MessagePort): void {
    this.#ports.set(portId, port);
    port.on('message', ({ message, ports }: PortMessage) =>
      this.#say({ type: 'port-message', portId, message, ports: ports.map((each) => this.send(each)) }),
    );
    port.on('close', () => {
      if (this.#ports.delete(portId)) this.#say({ type: 'port-closed', portId });
    });
  }
}
