import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A browser without a window. */
export interface HeadlessBrowser {
  readonly version: string;
  /** Opens an address in a page of its own. Rejects where it cannot be loaded. */
  open(url: string): Promise<BrowserPage>;
  close(): Promise<void>;
}

export interface BrowserPage {
  /** The value, as JSON has it, that an expression's promise settles to. Rejects with what it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

const startLimitMs = 20_000;
const closeLimitMs = 2_000;

/** Path of a Chromium, Chrome or Edge on this machine; null: there is none. An explicit KIOKU_CHROMIUM wins. */
export function findChromium(): string | null {
  const explicit = process.env['KIOKU_CHROMIUM'];
  const candidates = explicit === undefined || explicit === '' ? usualPlaces() : [explicit];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32': {
      const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
      const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
      return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
    }
    default: {
      const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
      return names.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

/** Starts the browser with a profile of its own, which goes with it. Rejects where it does not start; it ends with the signal. */
export async function startBrowser(path: string, signal: AbortSignal): Promise<HeadlessBrowser> {
  signal.throwIfAborted();
  const profile = await mkdtemp(join(tmpdir(), 'kioku-browser-'));
  const options = [
    ...['--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    ...['--no-first-run', '--disable-gpu', '--disable-dev-shm-usage', '--disable-extensions', '--disable-sync'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps'],
    // Chromium has no sandbox for root, and then refuses to start with one.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const child = spawn(path, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit').catch(() => undefined); // 'error': it did not start
  const end = () => child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  const connection = new Connection(child);

  async function close(): Promise<void> {
    connection.send('Browser.close').catch(() => undefined);
    await Promise.race([exited, setTimeout(closeLimitMs)]);
    end();
    await exited;
    signal.removeEventListener('abort', end);
    // Its last children may still write.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  }

  try {
    const late = setTimeout(startLimitMs, null, { ref: false }).then(() => {
      throw new Error(`The browser did not start within ${startLimitMs / 1000} seconds.`);
    });
    const { product } = (await Promise.race([connection.send('Browser.getVersion'), late])) as { product: string };
    return { version: product.replace(/^.*\//, ''), open: (url) => openPage(connection, url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(connection: Connection, url: string): Promise<BrowserPage> {
  const { targetId } = (await connection.send('Target.createTarget', { url: 'about:blank' })) as { targetId: string };
  const attached = await connection.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = attached as { sessionId: string };
  const { errorText } = (await connection.send('Page.navigate', { url }, sessionId)) as { errorText?: string };
  if (errorText !== undefined) throw new Error(`The browser could not open the page: ${errorText}.`);
  return {
    async evaluate(expression) {
      const parameters = { expression, awaitPromise: true, returnByValue: true };
      const answer = await connection.send('Runtime.evaluate', parameters, sessionId);
      const { result, exceptionDetails } = answer as Evaluated;
      if (exceptionDetails === undefined) return result.value;
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    },
    async close() {
      await connection.send('Target.closeTarget', { targetId });
    },
  };
}

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** The DevTools protocol over a browser's pipes: JSON messages that end with a NUL. */
class Connection {
  readonly #output: Writable;
  readonly #pending = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #nextId = 1;
  #ended: Error | null = null;

  constructor(child: ChildProcess) {
    const [, , , output, input] = child.stdio as [null, null, null, Writable, Readable];
    this.#output = output;
    const parts: Buffer[] = [];
    input.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        parts.push(chunk.subarray(start, end));
        this.#settle(JSON.parse(Buffer.concat(parts.splice(0)).toString()) as Answer);
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
    });
    const end = () => this.#end(new Error('The browser ended unexpectedly.'));
    child.once('exit', end);
    child.once('error', (error) => this.#end(error));
    output.on('error', end);
    input.on('error', end);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #settle({ id, result, error }: Answer): void {
    const waiting = this.#pending.get(id ?? 0);
    if (waiting === undefined) return;
    this.#pending.delete(id ?? 0);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}
