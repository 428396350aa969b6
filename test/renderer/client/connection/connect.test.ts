// @vitest-environment node
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { contract } from '../../../../src-main/contract/contract.ts';
import type { RunRecord, RunUpdate } from '../../../../src-main/contract/runs/run-records.ts';
import { tellRunChanges } from '../../../../src-main/runs/feed/tell-changes.ts';
import { connect, type Connection } from '../../../../src-renderer/client/connection/connect.ts';
import {
  isConnectionError,
  NotConnectedError,
  studioErrorOf,
} from '../../../../src-renderer/client/connection/errors.ts';
import { followRun } from '../../../../src-renderer/client/runs/follow-run.ts';
import { webSocketTransport } from '../../../../src-renderer/client/connection/transport.ts';
import { aRun, aStep, anEpoch } from '../../studio/sample-records.ts';

/** A server that trains a run by hand and can be killed and started again on its port, as `kioku serve` may be. */
class Server {
  run: RunRecord = aRun({ id: 'r', state: 'running' });
  steps: RunUpdate['steps'] = [];
  epochs: RunUpdate['epochs'] = [];
  deleted = false;
  /** What clients asked to be told again: the step after which. */
  asked: number[] = [];
  port = 0;
  private watchers = new Set<(update: RunUpdate | null) => void>();
  private sockets: WebSocketServer | null = null;

  async start(): Promise<void> {
    const sockets = new WebSocketServer({ port: this.port, host: '127.0.0.1' });
    await new Promise((resolve) => sockets.once('listening', resolve));
    const address = sockets.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    this.port = address.port;
    const handler = new RPCHandler(this.router());
    sockets.on('connection', (socket) => void handler.upgrade(socket, { context: {} }));
    this.sockets = sockets;
  }

  /** Breaks all lines at once, without a goodbye. */
  async kill(): Promise<void> {
    const sockets = this.sockets;
    this.sockets = null;
    this.watchers.clear();
    sockets?.clients.forEach((socket) => socket.terminate());
    await new Promise((resolve) => (sockets === null ? resolve(null) : sockets.close(resolve)));
  }

  train(upTo: number): void {
    const from = (this.steps.at(-1)?.step ?? 0) + 1;
    const steps = Array.from({ length: upTo - from + 1 }, (_, index) => aStep(from + index));
    this.steps.push(...steps);
    for (const watcher of this.watchers) watcher({ run: this.run, steps, epochs: [] });
  }

  delete(): void {
    this.deleted = true;
    for (const watcher of this.watchers) watcher(null);
  }

  private router() {
    const os = implement(contract);
    const watchers = this.watchers;
    const present = () => ({ run: this.run, steps: [], epochs: [] });
    const updates = async function* (signal: AbortSignal | undefined) {
      yield present();
      const queue: (RunUpdate | null)[] = [];
      let wake: (() => void) | undefined;
      const watcher = (update: RunUpdate | null) => {
        queue.push(update);
        wake?.();
      };
      watchers.add(watcher);
      signal?.addEventListener('abort', () => watcher(null));
      for (;;) {
        while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const update = queue.shift();
        if (update === null || update === undefined) return;
        yield update;
      }
    };
    return {
      system: {
        info: os.system.info.handler(() => ({
          version: '1',
          dataDir: '/',
          backends: ['reference'],
          threads: 1,
          variant: null,
          gigaflops: null,
          variants: [],
        })),
      },
      runs: {
        watch: os.runs.watch.handler(({ signal, errors }) => {
          if (this.deleted) throw errors.STUDIO({ data: { code: 'run-not-found', details: {} } });
          return updates(signal);
        }),
        follow: os.runs.follow.handler(({ signal, errors }) => {
          if (this.deleted) throw errors.STUDIO({ data: { code: 'run-not-found', details: {} } });
          return tellRunChanges(updates(signal));
        }),
        metrics: os.runs.metrics.handler(({ input }) => {
          this.asked.push(input.afterStep);
          return {
            steps: this.steps.filter(({ step }) => step > input.afterStep),
            epochs: this.epochs.filter(({ step }) => step > input.afterStep),
          };
        }),
      },
    };
  }
}

let server: Server;
let connection: Connection;

async function begin(): Promise<void> {
  server = new Server();
  await server.start();
  connection = connect(webSocketTransport(() => new WebSocket(`ws://127.0.0.1:${server.port}`)));
}

afterEach(async () => {
  connection.close();
  await server.kill();
});

/** What a dashboard would hear. */
function follow() {
  const heard = { runs: 0, steps: [] as number[], epochs: [] as number[], gone: false, errors: [] as unknown[] };
  const end = followRun(connection, 'r', 1000, {
    onRun: () => (heard.runs += 1),
    onMetrics({ steps, epochs }) {
      heard.steps.push(...steps.map(({ step }) => step));
      heard.epochs.push(...epochs.map(({ epoch }) => epoch));
    },
    onGone: () => (heard.gone = true),
    onError: (error) => heard.errors.push(error),
  });
  return { heard, end };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('the first calls wait until the line is open', async () => {
  await begin();
  expect(connection.status.value).toBe('connecting');
  expect((await connection.client.system.info()).version).toBe('1');
  expect(connection.status.value).toBe('connected');
});

test('calls fail at once while the line is lost, and work again when it is back', async () => {
  await begin();
  await connection.client.system.info();
  await server.kill();
  await expect.poll(() => connection.status.value).toBe('lost');
  await expect(connection.client.system.info()).rejects.toBeInstanceOf(NotConnectedError);
  await server.start();
  await expect.poll(() => connection.status.value).toBe('connected');
  expect(connection.generation.value).toBe(2);
  expect((await connection.client.system.info()).version).toBe('1');
});

test('a call that is under way when the line breaks fails as not connected', async () => {
  await begin();
  await connection.client.system.info();
  const messages = await connection.client.runs.watch({ runId: 'r' });
  await messages.next();
  const pending = messages.next();
  await server.kill();
  await expect(pending).rejects.toSatisfy(isConnectionError);
});

test('a followed run is told from its beginning and then live, each step once', async () => {
  await begin();
  server.train(40);
  server.epochs.push(anEpoch(1, 40));
  const { heard, end } = follow();
  await expect.poll(() => heard.steps.length).toBe(40);
  server.train(55);
  await expect.poll(() => heard.steps).toEqual(upTo(55));
  expect(heard.epochs).toEqual([1]);
  expect(heard.errors).toEqual([]);
  end();
});

test('after a lost connection a followed run is told what was missed, from the last step', async () => {
  await begin();
  server.train(10);
  const { heard, end } = follow();
  await expect.poll(() => heard.steps.length).toBe(10);
  await server.kill();
  server.train(25); // nobody hears
  await server.start();
  await expect.poll(() => heard.steps).toEqual(upTo(25));
  server.train(30);
  await expect.poll(() => heard.steps).toEqual(upTo(30));
  expect(server.asked).toEqual([0, 10]);
  expect(heard.gone).toBe(false);
  end();
});

test('a deleted run is gone, whether it is deleted now or while nobody was connected', async () => {
  await begin();
  const first = follow();
  await expect.poll(() => first.heard.runs).toBe(1);
  const second = follow();
  await expect.poll(() => second.heard.runs).toBe(1);
  first.end();
  server.delete();
  await expect.poll(() => second.heard.gone).toBe(true);
  expect(first.heard.gone).toBe(false);

  await server.kill();
  await server.start();
  const third = follow();
  await expect.poll(() => third.heard.gone).toBe(true);
  expect(third.heard.errors).toEqual([]);
});

test('what a STUDIO error says comes through the line', async () => {
  await begin();
  server.deleted = true;
  await server.kill();
  await server.start();
  await expect.poll(() => connection.status.value).toBe('connected');
  const refusal = await connection.client.runs.watch({ runId: 'r' }).catch((error: unknown) => error);
  expect(studioErrorOf(refusal)).toEqual({ code: 'run-not-found', details: {} });
});
