import type { EngineConnection, EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';

type RequestOf<Type extends EngineRequest['type']> = EngineRequest & { type: Type };

/** An engine that says exactly what a test makes it say: for what a real one only does by misfortune. */
export class ScriptedEngine implements EngineConnection {
  readonly requests: EngineRequest[] = [];
  readonly #eventListeners: ((event: EngineEvent) => void)[] = [];
  readonly #exitListeners: ((exit: { clean: boolean; detail: string }) => void)[] = [];
  #isGone = false;

  send(request: EngineRequest): void {
    this.requests.push(request);
    if (request.type === 'shutdown') queueMicrotask(() => this.exit('exit code 0'));
    if (request.type === 'analyze') queueMicrotask(() => this.#analyze(request.requestId, request.tokenizer));
    if (request.type === 'count-characters') queueMicrotask(() => this.#count(request));
  }

  onEvent(listener: (event: EngineEvent) => void): void {
    this.#eventListeners.push(listener);
  }

  onExit(listener: (exit: { clean: boolean; detail: string }) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    this.exit('killed by SIGKILL');
  }

  say(...events: EngineEvent[]): void {
    for (const event of events) for (const listener of this.#eventListeners) listener(event);
  }

  exit(detail: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    for (const listener of this.#exitListeners) listener({ clean: false, detail });
  }

  /** The last request of this kind. */
  asked<Type extends EngineRequest['type']>(type: Type): RequestOf<Type> | undefined {
    return this.requests.findLast((request): request is RequestOf<Type> => request.type === type);
  }

  #analyze(requestId: string, spec: TokenizerSpec): void {
    const tokenizer = { spec, vocabulary: ['a', 'b'], unknownId: null, merges: [] };
    this.say({ type: 'analyzed', requestId, tokenizer, tokenCount: 3000, frequencies: [60, 40] });
  }

  #count({ requestId, isLast }: RequestOf<'count-characters'>): void {
    if (isLast) this.#analyze(requestId, { type: 'character', minimumFrequency: 1 });
    else this.say({ type: 'counted', requestId });
  }
}

export const ready: EngineEvent = {
  type: 'ready',
  info: { backends: ['reference'], threads: 1, variant: null, gigaflops: null, variants: [] },
};

export const started = (runId: string): EngineEvent => ({
  type: 'started',
  runId,
  backend: 'reference',
  threads: 1,
  stepsPerEpoch: 10,
  totalSteps: 100,
  parameterCount: 1234,
  tokensPerStep: 50,
  memoryBytes: 1000,
});

export const steps = (runId: string, from: number, to: number, loss = 2): EngineEvent => ({
  type: 'steps',
  runId,
  steps: Array.from({ length: to - from + 1 }, (_, index) => ({
    step: from + index,
    epoch: 1,
    loss,
    gradientNorm: 1,
    learningRate: 0.002,
    tokensPerSecond: 500,
    elapsedMs: 100 * (from + index),
  })),
});

/** Makes a checkpoint of one tensor of so many elements, filled with the step. */
export const checkpoint = (runId: string, step: number, content = String(step), elements = 1): EngineEvent => ({
  type: 'checkpoint',
  runId,
  reason: 'interval',
  checkpoint: {
    progress: { ...initialProgress, step, elapsedMs: 100 * step },
    tensors: [
      {
        name: 'parameter/0.kernel',
        shape: [elements],
        type: 'float32',
        bytes: Buffer.from(content.padEnd(4 * elements)),
      },
    ],
  },
});
