import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineConnection, EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { createHost } from '../../../src-main/host/create-host.ts';

const VOCABULARY = 400_000;
const TENSORS = 3;
const TENSOR_BYTES = 80 * 2 ** 20;
const CHECKPOINT_EVERY_MS = 10_000;
const CALL_EVERY_MS = 5;

export interface CallLatency {
  call: string;
  calls: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** Small enough for any machine in spite of its vocabulary. */
const model = {
  task: 'language-model' as const,
  input: { kind: 'tokens' as const, vocabularySize: VOCABULARY },
  layers: [
    { type: 'embedding' as const, dim: 2 },
    { type: 'simple_rnn' as const, units: 2 },
    { type: 'dense' as const, units: VOCABULARY },
  ],
};
const train = { batchSize: 2, sequenceLength: 5 };

/**
 * Asks what a dashboard asks, while a checkpoint of 240 MB arrives every ten seconds and the vocabulary has 400,000 words. A call lasts from
 * when it was due, so that one which could not even be made counts. The engine is played in this process: what it sends is not measured.
 */
export async function measureHostLatency(seconds: number): Promise<CallLatency[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kioku-bench-'));
  const engine = new PlayedEngine();
  const host = await createHost({
    dataDir,
    role: 'command',
    spawnEngine: () => engine.connection(),
    version: '0',
    log: () => undefined,
  });
  try {
    const { client } = host;
    const file = new Blob(['the quick brown fox jumps over the lazy dog\n'.repeat(2000)]);
    const { id: datasetId } = await client.datasets.import({ name: 'words.txt', file });
    const tokenizer = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
    const { id: runId } = await client.runs.start({ datasetId, presetId: null, model, train, tokenizer });
    const calls: Record<string, () => Promise<unknown>> = {
      'runs.list': () => client.runs.list(),
      'runs.get': () => client.runs.get({ runId }),
      'runs.metrics': () => client.runs.metrics({ runId, afterStep: 0, maxPoints: 2000 }),
      'runs.checkpoints': () => client.runs.checkpoints({ runId }),
      'runs.events': () => client.runs.events({ runId }),
      'playground.tokenize': () => client.playground.tokenize({ runId, text: 'the quick brown fox' }),
    };
    const durations = new Map(Object.keys(calls).map((name): [string, number[]] => [name, []]));
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      for (const [name, call] of Object.entries(calls)) {
        const due = performance.now() + CALL_EVERY_MS;
        await delay(CALL_EVERY_MS);
        await call();
        durations.get(name)?.push(performance.now() - due);
      }
    }
    return [...durations].map(([call, all]) => summarize(call, all));
  } finally {
    engine.end();
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function summarize(call: string, durations: number[]): CallLatency {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { call, calls: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
}

/** An engine whose training is nothing but its news: steps, and checkpoints of fresh weights. */
class PlayedEngine {
  readonly #timers: NodeJS.Timeout[] = [];
  #endAll: (() => void)[] = [];

  connection(): EngineConnection {
    const listeners: ((event: EngineEvent) => void)[] = [];
    const say = (event: EngineEvent) => listeners.forEach((listener) => listener(event));
    let leave: () => void = () => undefined;
    queueMicrotask(() =>
      say({ type: 'ready', info: { backends: ['reference'], threads: 1, variant: null, gigaflops: null } }),
    );
    this.#endAll.push(() => leave());
    return {
      send: (request) => this.#hear(request, say, () => leave()),
      onEvent: (listener) => void listeners.push(listener),
      onExit: (listener) => void (leave = () => listener({ clean: true, detail: 'over' })),
      kill: () => leave(),
    };
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const leave of this.#endAll.splice(0)) leave();
  }

  #hear(request: EngineRequest, say: (event: EngineEvent) => void, leave: () => void): void {
    if (request.type === 'shutdown') queueMicrotask(leave);
    if (request.type === 'train') this.#train(request.runId, say);
    const isCount = request.type === 'count-characters';
    if (isCount && !request.isLast) queueMicrotask(() => say({ type: 'counted', requestId: request.requestId }));
    if (request.type !== 'analyze' && !(isCount && request.isLast)) return;
    const { requestId } = request;
    const spec = request.type === 'analyze' ? request.tokenizer : ({ type: 'character', minimumFrequency: 1 } as const);
    const size = request.type === 'analyze' ? VOCABULARY : 2;
    const vocabulary = Array.from({ length: size }, (_, n) => `word${n}`);
    const tokenizer = { spec, vocabulary, unknownId: size > 2 ? 0 : null, merges: [] };
    queueMicrotask(() =>
      say({ type: 'analyzed', requestId, tokenizer, tokenCount: 18_000, frequencies: vocabulary.map(() => 1) }),
    );
  }

  #train(runId: string, say: (event: EngineEvent) => void): void {
    const sizes = { stepsPerEpoch: 1e6, totalSteps: 1e6, parameterCount: 1, tokensPerStep: 1, memoryBytes: 1 };
    queueMicrotask(() => say({ type: 'started', runId, backend: 'reference', threads: 1, ...sizes }));
    let step = 0;
    const numbers = { epoch: 1, loss: 2, gradientNorm: 1, learningRate: 0.01, tokensPerSecond: 100 };
    const steps = () => say({ type: 'steps', runId, steps: [{ step: ++step, elapsedMs: step * 50, ...numbers }] });
    this.#timers.push(
      setInterval(steps, 50),
      setInterval(() => void this.#save(runId, step, say), CHECKPOINT_EVERY_MS),
    );
  }

  async #save(runId: string, step: number, say: (event: EngineEvent) => void): Promise<void> {
    const tensors = [];
    for (let n = 0; n < TENSORS; n++) {
      const bytes = new Uint8Array(TENSOR_BYTES);
      for (let place = 0; place < TENSOR_BYTES; place += 2 ** 20) {
        randomFillSync(bytes, place, 64);
        bytes.fill(n + 1, place + 64, place + 2 ** 20);
        await delay(0);
      }
      tensors.push({ name: `parameter/${n}.kernel`, shape: [TENSOR_BYTES / 4], type: 'float32' as const, bytes });
    }
    const progress = { ...initialProgress, step };
    say({ type: 'checkpoint', runId, reason: 'interval', checkpoint: { progress, tensors } });
  }
}
