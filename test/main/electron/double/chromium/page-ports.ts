import type { MessagePort } from 'node:worker_threads';
import { nodePorts } from '../message-port-main.ts';
import { PortRelay, type RelayedMessage } from '../port-relay.ts';
import type { DevToolsSession } from './devtools.ts';
import type { Carried, FromPage, ToPage } from './in-page.ts';

/** The way into the world of a page's preload script, with the ports that lead there. Ends with the document. */
export class PagePorts {
  readonly #page: DevToolsSession;
  readonly #world: number;
  readonly #hear: string;
  readonly #relay = new PortRelay((said) => this.tell(toPage(said)));

  /** `hear`: the name of the function that hears. */
  constructor(page: DevToolsSession, world: number, hear: string) {
    this.#page = page;
    this.#world = world;
    this.#hear = hear;
  }

  tell(message: ToPage): void {
    const expression = `globalThis[${JSON.stringify(this.#hear)}](${JSON.stringify(message)})`;
    this.#page.tell('Runtime.evaluate', { contextId: this.#world, expression });
  }

  post(channel: string, message: unknown, ports: Electron.MessagePortMain[]): void {
    const sent = nodePorts(ports).map((port: MessagePort) => this.#relay.send(port));
    this.tell({ type: 'post', channel, message, ports: sent });
  }

  hear(said: Extract<FromPage, { portId: string }>): void {
    this.#relay.hear(said.type === 'port-closed' ? said : { ...said, message: unpack(said.data), ports: [] });
  }

  /** Asks Chromium where the files lie that a call brings; a file that a page made itself lies nowhere. */
  async findFiles(callId: string, count: number): Promise<void> {
    const paths: string[] = [];
    for (let n = 0; n < count; n++) {
      const expression = `globalThis[${JSON.stringify(`${this.#hear}-file`)}](${JSON.stringify(callId)}, ${n})`;
      const asked = { contextId: this.#world, expression };
      const { result } = await this.#page.send<{ result: { objectId: string } }>('Runtime.evaluate', asked);
      const { objectId } = result;
      paths.push((await this.#page.send<{ path: string }>('DOM.getFileInfo', { objectId })).path);
    }
    this.tell({ type: 'files-found', callId, paths });
  }

  close(): void {
    this.#relay.close();
  }
}

function toPage(said: RelayedMessage): ToPage {
  if (said.type === 'port-closed') return said;
  if (said.ports.length > 0) throw new Error('The double carries no ports within ports to a page.');
  return { type: 'port-message', portId: said.portId, data: pack(said.message) };
}

function pack(message: unknown): Carried {
  if (typeof message === 'string') return { text: message };
  return message instanceof Uint8Array ? { bytes: Buffer.from(message).toString('base64') } : { json: message };
}

function unpack(data: Carried): unknown {
  if ('text' in data) return data.text;
  return 'json' in data ? data.json : new Uint8Array(Buffer.from(data.bytes, 'base64'));
}
