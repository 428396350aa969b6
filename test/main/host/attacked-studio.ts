import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

type Message =
  | { type: 'listening'; url: string }
  | { type: 'memory'; peak: number }
  | { type: 'logged'; message: string; error: string };

/** A served studio in a process of its own, and ways to it that no browser would take. */
export class AttackedStudio {
  readonly port: number;
  readonly host: string;
  readonly origin: string;
  readonly cookie: string;
  /** Defects that it has logged. */
  readonly logged: string[] = [];
  /** What it has written, which should be nothing. */
  written = '';
  readonly #child: ChildProcess;
  readonly #folder: string;

  static async start(): Promise<AttackedStudio> {
    const folder = mkdtempSync(join(tmpdir(), 'kioku-attacked-'));
    const pages = join(folder, 'pages');
    mkdirSync(join(pages, 'assets'), { recursive: true });
    writeFileSync(join(pages, 'index.html'), '<title>the studio</title>');
    writeFileSync(join(pages, 'assets', 'index.js'), 'run()');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    const program = fileURLToPath(new URL('./served-host.ts', import.meta.url));
    const child = fork(program, [join(folder, 'data'), pages], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const [{ url }] = (await once(child, 'message')) as [Extract<Message, { type: 'listening' }>];
    const entrance = await fetch(url, { redirect: 'manual' });
    const [cookie = ''] = (entrance.headers.get('set-cookie') ?? '').split(';');
    return new AttackedStudio(child, folder, new URL(url), cookie);
  }

  private constructor(child: ChildProcess, folder: string, url: URL, cookie: string) {
    this.#child = child;
    this.#folder = folder;
    this.port = Number(url.port);
    this.host = url.host;
    this.origin = url.origin;
    this.cookie = cookie;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.written += String(chunk)));
    child.on('message', (message: Message) => {
      if (message.type === 'logged') this.logged.push(`${message.message}: ${message.error}`);
    });
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The most memory that it has had so far, in bytes. */
  async peakMemory(): Promise<number> {
    const answer = new Promise<number>((resolve) => {
      const listen = (message: Message) => {
        if (message.type !== 'memory') return;
        this.#child.off('message', listen);
        resolve(message.peak);
      };
      this.#child.on('message', listen);
    });
    this.#child.send('memory');
    return answer;
  }

  async end(): Promise<void> {
    if (this.isAlive) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Headers of someone who is in. */
  get insider(): Record<string, string> {
    return { cookie: this.cookie, origin: this.origin };
  }

  head(method: string, path: string, headers: Record<string, string> = {}): string {
    const lines = Object.entries({ host: this.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  }

  connect(): Socket {
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    return socket;
  }

  /** The answer to one request, and its status. */
  async ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> {
    const socket = this.connect();
    socket.write(this.head(method, path, { connection: 'close', ...headers }));
    const text = await everything(socket);
    return { status: statusOf(text), text };
  }

  /** A WebSocket as bytes, after the handshake. */
  async rawWebSocket(): Promise<Socket> {
    const socket = this.connect();
    socket.write(
      this.head('GET', '/api', {
        ...this.insider,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      }),
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (statusOf(String(answer)) !== 101) throw new Error(`No handshake: ${String(answer)}`);
    return socket;
  }

  async webSocket(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://${this.host}/api`, { headers: this.insider });
    await once(socket, 'open');
    return socket;
  }
}

/** All that comes until the connection ends. */
export async function everything(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
