import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

type Parameters = Record<string, unknown>;

interface Answer {
  id?: number;
  method?: string;
  params?: Parameters;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

/** Chromium's DevTools protocol over a pair of pipes: JSON texts that end with a zero byte. */
export class DevTools {
  readonly #write: Writable;
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #sessions = new Map<string, DevToolsSession>();
  /** Of the browser as a whole. */
  readonly browser: DevToolsSession;
  #lastId = 0;
  #rest = '';

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    this.browser = new DevToolsSession(this, undefined);
    // A browser that has ended says nothing any more.
    write.on('error', () => undefined);
    read.setEncoding('utf8').on('data', (chunk: string) => {
      const texts = (this.#rest + chunk).split('\0');
      this.#rest = texts.pop() ?? '';
      for (const text of texts) this.#hear(JSON.parse(text) as Answer);
    });
  }

  send(method: string, params: Parameters, sessionId: string | undefined): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#asked.set(id, answer);
    this.#write.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer.promise;
  }

  /** A session with one of its pages. */
  async attach(targetId: string): Promise<DevToolsSession> {
    const attached = await this.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const { sessionId } = attached as { sessionId: string };
    const session = new DevToolsSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  #hear({ id, method = '', params = {}, sessionId, result, error }: Answer): void {
    if (id === undefined) {
      const session = sessionId === undefined ? this.browser : this.#sessions.get(sessionId);
      session?.emit(method, params);
      return;
    }
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message));
  }
}

/** Commands to a page or to the browser, and their events by name. */
export class DevToolsSession extends EventEmitter {
  readonly #devTools: DevTools;
  readonly #id: string | undefined;

  constructor(devTools: DevTools, id: string | undefined) {
    super();
    this.#devTools = devTools;
    this.#id = id;
  }

  send<Result = unknown>(method: string, params: Parameters = {}): Promise<Result> {
    return this.#devTools.send(method, params, this.#id) as Promise<Result>;
  }

  /** For what a page that is just going cannot be told any more. */
  tell(method: string, params: Parameters = {}): void {
    this.send(method, params).catch(() => undefined);
  }
}
