import { randomUUID } from 'node:crypto';
import type { NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import type {
  DatasetContent,
  EngineEvent,
  Evaluation,
  EvaluationJob,
  GenerationJob,
  StoredNetwork,
  InspectedRun,
  EngineRequest,
  ManyGenerationsJob,
  NetworkJob,
} from '../../../src-engine/spec/engine-protocol.ts';
import type { ContinuationChange, GeneratedToken, GenerationEnd } from '../../../src-engine/spec/generation-spec.ts';
import type { Inspection } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { EngineSupervisor, RunningEngine } from './engine-supervisor.ts';

type Inspected = Extract<EngineEvent, { type: 'inspected' }>;
type Analyzed = Extract<EngineEvent, { type: 'analyzed' }>;

export interface ManyGenerationsResult {
  tokensPerSecond: number;
  /** Pieces of the prompt that the vocabulary does not have. */
  unknown: string[];
}

export interface GenerationResult extends ManyGenerationsResult {
  end: GenerationEnd;
}

/** Throws the engine's own StudioError, or `engine-failed` where its process ended. */
export async function requestAnalysis(
  supervisor: EngineSupervisor,
  content: DatasetContent,
  tokenizer: TokenizerSpec,
): Promise<Analyzed> {
  const engine = await supervisor.connect();
  const requestId = randomUUID();
  return new Promise((resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type !== 'analyzed') return;
      stop();
      resolve(event);
    });
    engine.send({ type: 'analyze', requestId, content, tokenizer });
  });
}

/** What is asked of a network that the engine may still have; `load` gives it where it has not, and may reject with a StudioError. */
export interface NetworkRequest<Job extends NetworkJob> {
  job: Omit<Job, 'network'>;
  load: () => Promise<StoredNetwork>;
}

/** Hands over the tokens of a generation as they come; rejects as `requestAnalysis` does, or as `load` does. `signal` cancels it. */
export function requestGeneration(
  supervisor: EngineSupervisor,
  { job, load }: NetworkRequest<GenerationJob>,
  signal: AbortSignal,
  onTokens: (tokens: GeneratedToken[]) => void,
): Promise<GenerationResult | null> {
  return requestOfNetwork(supervisor, load, signal, {
    requestWith: (requestId, network) => ({ type: 'generate', requestId, job: { ...job, network } }),
    onEvent(event, resolve) {
      if (event.type === 'tokens') onTokens(event.tokens);
      if (event.type !== 'generated') return;
      const { end, tokensPerSecond, unknown } = event;
      resolve({ end, tokensPerSecond, unknown });
    },
  });
}

/** As `requestGeneration`, of many continuations at once. */
export function requestManyGenerations(
  supervisor: EngineSupervisor,
  { job, load }: NetworkRequest<ManyGenerationsJob>,
  signal: AbortSignal,
  onChanges: (continuations: ContinuationChange[]) => void,
): Promise<ManyGenerationsResult | null> {
  return requestOfNetwork(supervisor, load, signal, {
    requestWith: (requestId, network) => ({ type: 'generate-many', requestId, job: { ...job, network } }),
    onEvent(event, resolve) {
      if (event.type === 'continuations') onChanges(event.continuations);
      if (event.type !== 'generated-many') return;
      const { tokensPerSecond, unknown } = event;
      resolve({ tokensPerSecond, unknown });
    },
  });
}

/** Makes a network ready to write. Rejects as `requestGeneration` does. */
export async function requestOpening(
  supervisor: EngineSupervisor,
  { job, load }: NetworkRequest<NetworkJob>,
  signal: AbortSignal,
): Promise<void> {
  await requestOfNetwork<true>(supervisor, load, signal, {
    requestWith: (requestId, network) => ({ type: 'open-network', requestId, job: { ...job, network } }),
    onEvent: (event, resolve) => event.type === 'network-opened' && resolve(true),
  });
}

interface NetworkDialogue<T> {
  requestWith: (requestId: string, network: StoredNetwork | null) => EngineRequest;
  onEvent: (event: EngineEvent, resolve: (result: T) => void) => void;
}

/** Asks without the network first: to send one takes longer than to be told that it is missing. null: cancelled before it began. */
async function requestOfNetwork<T>(
  supervisor: EngineSupervisor,
  load: () => Promise<StoredNetwork>,
  signal: AbortSignal,
  { requestWith, onEvent }: NetworkDialogue<T>,
): Promise<T | null> {
  const engine = await supervisor.connect();
  if (signal.aborted) return null;
  return cancellable<T | null>(engine, signal, (requestId, resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type === 'network-wanted') return sendNetwork();
      onEvent(event, finish);
    });
    const finish = (result: T | null) => {
      stop();
      resolve(result);
    };
    const sendNetwork = () => {
      // The engine has forgotten the request, and with it that it was cancelled.
      if (signal.aborted) return finish(null);
      load().then(
        (network) => (signal.aborted ? finish(null) : engine.send(requestWith(requestId, network))),
        (error: unknown) => {
          stop();
          reject(error);
        },
      );
    };
    engine.send(requestWith(requestId, null));
  });
}

/** Looks into a network on this engine; null: cancelled by `signal`. Rejects as `requestAnalysis` does. */
export async function requestInspection(
  engine: RunningEngine,
  of: InspectedRun | StoredNetwork,
  inspection: Inspection,
  signal: AbortSignal | undefined,
): Promise<Inspected> {
  return cancellable(engine, signal, (requestId, resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type !== 'inspected') return;
      stop();
      resolve(event);
    });
    engine.send({ type: 'inspect', requestId, of, inspection });
  });
}

/** What a network makes of each input, in float64; null: cancelled by `signal`. Rejects as `requestAnalysis` does. */
export async function requestOutputs(
  supervisor: EngineSupervisor,
  network: { model: ModelSpec; parameters: NamedTensor[] },
  inputs: ParityInput[],
  signal: AbortSignal,
): Promise<Float64Array[] | null> {
  const engine = await supervisor.connect();
  return cancellable(engine, signal, (requestId, resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type !== 'computed') return;
      stop();
      resolve(event.outputs);
    });
    engine.send({ type: 'compute', requestId, ...network, inputs });
  });
}

/** How each network does on validation data; null: cancelled by `signal`. Rejects as `requestAnalysis` does. */
export async function requestEvaluation(
  supervisor: EngineSupervisor,
  job: EvaluationJob,
  signal: AbortSignal,
): Promise<Evaluation[] | null> {
  const engine = await supervisor.connect();
  return cancellable(engine, signal, (requestId, resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type !== 'evaluated') return;
      stop();
      resolve(event.evaluations);
    });
    engine.send({ type: 'evaluate', requestId, job });
  });
}

/** Asks for something under an id of its own, which is cancelled when `signal` aborts. */
async function cancellable<T>(
  engine: RunningEngine,
  signal: AbortSignal | undefined,
  ask: (requestId: string, resolve: (value: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  const requestId = randomUUID();
  const cancel = () => engine.send({ type: 'cancel', requestId });
  signal?.addEventListener('abort', cancel);
  try {
    return await new Promise<T>((resolve, reject) => ask(requestId, resolve, reject));
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Bytes of the machine's memory that the engine holds; 0 where none has been started. Rejects as `requestAnalysis` does. */
export async function requestMemory(supervisor: EngineSupervisor): Promise<number> {
  const engine = await supervisor.running();
  if (engine === null) return 0;
  const requestId = randomUUID();
  return new Promise((resolve, reject) => {
    const stop = follow(engine, requestId, reject, (event) => {
      if (event.type !== 'memory') return;
      stop();
      resolve(event.bytes);
    });
    engine.send({ type: 'measure-memory', requestId });
  });
}

/** Listens for one request's events until it fails or the returned function is called. */
function follow(
  engine: RunningEngine,
  requestId: string,
  reject: (error: StudioError) => void,
  onEvent: (event: EngineEvent) => void,
): () => void {
  const stop = engine.subscribe((event) => {
    if (!('requestId' in event) || event.requestId !== requestId) return;
    if (event.type !== 'failed') return onEvent(event);
    stop();
    reject(StudioError.relayed(event));
  });
  void engine.exited.then(({ detail }) => {
    stop();
    reject(
      new StudioError('engine-failed', `The engine process ended (${detail}). Try it once more.`, { reason: 'ended' }),
    );
  });
  return stop;
}
