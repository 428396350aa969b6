import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { model, train } from './scripted-run.ts';

/** Milliseconds. */
interface Latency {
  /** A call of the API, or what the person did while the event loop was watched. */
  name: string;
  /** null: the event loop is watched all the time. */
  calls: number | null;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

export interface HostLatency {
  calls: Latency[];
  /** How long the host's event loop was blocked while the person did something. */
  eventLoop: Latency[];
  /** Of the machine over the last minute: what else runs here makes everything slower. */
  loadAverage: number;
}

type Client = Host['client'];

/** The calls of a dashboard and how often it makes them; those of a page that is opened are made as if one was opened each second. */
const calls: Record<string, { everyMs: number; call: (client: Client, runId: string) => Promise<unknown> }> = {
  'runs.list': { everyMs: 1000, call: (client) => client.runs.list() },
  'runs.get': { everyMs: 1000, call: (client, runId) => client.runs.get({ runId }) },
  'runs.metrics': {
    everyMs: 1000,
    call: (client, runId) => client.runs.metrics({ runId, afterStep: 0, maxPoints: 2000 }),
  },
  'runs.checkpoints': { everyMs: 1000, call: (client, runId) => client.runs.checkpoints({ runId }) },
  'runs.events': { everyMs: 1000, call: (client, runId) => client.runs.events({ runId }) },
  'insight.steps': {
    everyMs: 2500,
    call: (client, runId) => client.insight.steps({ runId, afterStep: 0, maxPoints: 1500 }),
  },
  'system.memory': { everyMs: 2000, call: (client) => client.system.memory() },
  'playground.tokenize': {
    everyMs: 500,
    call: (client, runId) => client.playground.tokenize({ runId, text: 'the quick brown fox' }),
  },
};

/**
 * Asks what a dashboard asks, while a scripted engine, which is a process as the real one is, sends a checkpoint of 240 MB every ten
 * seconds. Meanwhile a run over a vocabulary of 400,000 words is started, its network opened, and the run stopped and resumed.
 */
export async function measureHostLatency(seconds: number): Promise<HostLatency> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kioku-bench-'));
  const program = new URL('./scripted-engine.ts', import.meta.url);
  const host = await createHost({
    dataDir,
    role: 'command',
    spawnEngine: () => spawnEngineChild(program),
    version: '0',
    log: () => undefined,
  });
  const dashboard = new Dashboard(host.client);
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  const eventLoop: Latency[] = [];
  const watch = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    blocked.reset();
    const result = await work();
    eventLoop.push(summarizeHistogram(name, blocked));
    return result;
  };
  try {
    const { client } = host;
    const file = new Blob(['the quick brown fox jumps over the lazy dog\n'.repeat(2000)]);
    const { id: datasetId } = await client.datasets.import({ name: 'words.txt', file });
    const tokenizer = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
    await client.system.info();
    blocked.enable();
    const runId = await watch('starting a run', async () => {
      const { id } = await client.runs.start({ datasetId, presetId: null, model, train, tokenizer });
      await until(client, id, 'running');
      return id;
    });
    await dashboard.open(runId);
    await watch('storing checkpoints', async () => {
      await delay(seconds * 1000);
      // A slow disk may still be at the first one.
      while ((await client.runs.checkpoints({ runId })).length === 0) await delay(1000);
    });
    await watch('opening a network', () => client.playground.prepare({ runId, checkpointId: null }));
    await watch('stopping a run', async () => {
      // A slow disk may take longer to store the last checkpoint than the call waits.
      await client.runs.stop({ runId }).catch(() => undefined);
      await until(client, runId, 'stopped');
    });
    await watch('resuming a run', async () => {
      await client.runs.resume({ runId });
      await until(client, runId, 'running');
      await delay(2000);
    });
    return { calls: await dashboard.close(), eventLoop, loadAverage: loadavg()[0] ?? 0 };
  } finally {
    await dashboard.close();
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Follows a run as its page does, and keeps how long each answer took. */
class Dashboard {
  readonly #client: Client;
  readonly #closing = new AbortController();
  readonly #durations = new Map(Object.keys(calls).map((name): [string, number[]] => [name, []]));
  #loops: Promise<void>[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  async open(runId: string): Promise<void> {
    const { signal } = this.#closing;
    const updates = [
      await this.#client.runs.watch({ runId }, { signal }),
      await this.#client.runs.changes(undefined, { signal }),
    ];
    const asking = Object.keys(calls).map((name) => this.#ask(name, runId));
    this.#loops = [...updates.map(drain), ...asking];
  }

  async close(): Promise<Latency[]> {
    this.#closing.abort();
    await Promise.all(this.#loops);
    return [...this.#durations].map(([name, all]) => summarize(name, all));
  }

  /** A call lasts from when it was due, so that one which could not even be made counts. */
  async #ask(name: string, runId: string): Promise<void> {
    const { everyMs, call } = calls[name];
    for (let due = performance.now() + everyMs; !this.#closing.signal.aborted; due += everyMs) {
      await delay(Math.max(0, due - performance.now()));
      await call(this.#client, runId);
      this.#durations.get(name)?.push(performance.now() - due);
    }
  }
}

async function drain(updates: AsyncIterable<unknown>): Promise<void> {
  const iterator = updates[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

async function until(client: Client, runId: string, state: string): Promise<void> {
  const closing = new AbortController();
  for await (const { run } of await client.runs.watch({ runId }, { signal: closing.signal })) {
    const hasStarted = state !== 'running' || run.totalSteps !== null;
    if (run.state === state && hasStarted) return closing.abort();
  }
}

function summarize(name: string, durations: number[]): Latency {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { name, calls: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
}

function summarizeHistogram(name: string, histogram: ReturnType<typeof monitorEventLoopDelay>): Latency {
  const ms = (nanoseconds: number) => nanoseconds / 1e6;
  return {
    name,
    calls: null,
    p50Ms: ms(histogram.percentile(50)),
    p99Ms: ms(histogram.percentile(99)),
    maxMs: ms(histogram.max),
  };
}
