import { randomUUID } from 'node:crypto';
import type { EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunningEngine } from './running-engine.ts';

/** Nobody waits longer for an engine that says nothing. */
export const GIVE_UP_MS = 30_000;

/** The events that can answer each request: exactly one of them comes, and no other event of the request after it. */
const answers = {
  analyze: ['analyzed'],
  'measure-texts': ['texts-measured'],
  'count-characters': ['counted', 'analyzed'],
  'open-network': ['network-opened', 'network-wanted'],
  generate: ['generated', 'network-wanted'],
  'generate-many': ['generated-many', 'network-wanted'],
  complete: ['completed', 'network-wanted'],
  inspect: ['inspected', 'network-wanted'],
  compute: ['computed'],
  evaluate: ['evaluated'],
  'measure-signals': ['signals-measured'],
  'prepare-series': ['series-prepared'],
  forecast: ['forecasted', 'network-wanted'],
  backtest: ['backtested', 'network-wanted'],
  'find-anomalies': ['anomalies-found', 'network-wanted'],
  'measure-data': ['data-measured'],
  'measure-copies': ['copies-measured'],
  'measure-memory': ['memory'],
  'measure-training': ['training-measured'],
  'find-learning-rate': ['learning-rate-found'],
  'plan-training': ['training-planned'],
  'run-lesson': ['lesson-finished'],
} as const satisfies Partial<Record<EngineRequest['type'], readonly EngineEvent['type'][]>>;

type AnsweredRequest = keyof typeof answers;
export type RequestMessage<T extends AnsweredRequest> = { type: T } & Omit<
  Extract<EngineRequest, { type: T }>,
  'type' | 'requestId'
>;
export type Answer<T extends AnsweredRequest> = Extract<EngineEvent, { type: (typeof answers)[T][number] }>;

export interface RequestOptions {
  /** Asks the engine to cancel the request, which it answers even so: with what it has, or with null. */
  signal?: AbortSignal | undefined;
  /** Takes the events that come before the answer. */
  onEvent?: (event: EngineEvent) => void;
}

/**
 * Sends a request to an engine and resolves with its answer. Rejects with the engine's own StudioError, with `engine-failed` where its
 * process ends first or says nothing at all for half a minute, and with the signal's reason where that has aborted already.
 */
export async function request<T extends AnsweredRequest>(
  engine: RunningEngine,
  message: RequestMessage<T>,
  { signal, onEvent }: RequestOptions = {},
): Promise<Answer<T>> {
  signal?.throwIfAborted();
  const requestId = randomUUID();
  const { promise: answer, resolve, reject } = Promise.withResolvers<Answer<T>>();
  const answerTypes: readonly string[] = answers[message.type];
  const isAnswer = (event: EngineEvent): event is Answer<T> => answerTypes.includes(event.type);
  const unsubscribe = engine.subscribe({
    onEvent(event) {
      if (!('requestId' in event) || event.requestId !== requestId) return;
      if (event.type === 'failed') reject(StudioError.relayed(event));
      else if (isAnswer(event)) resolve(event);
      else onEvent?.(event);
    },
    onSilent(silentMs) {
      if (silentMs >= GIVE_UP_MS) reject(noAnswer());
    },
    onExit: ({ detail }) => reject(engineEnded(detail)),
  });
  const cancel = () => engine.send({ type: 'cancel', requestId });
  signal?.addEventListener('abort', cancel);
  try {
    engine.send({ ...message, requestId } as unknown as EngineRequest);
    return await answer;
  } finally {
    signal?.removeEventListener('abort', cancel);
    unsubscribe();
  }
}

export function noAnswer(): StudioError {
  const seconds = GIVE_UP_MS / 1000;
  const message =
    `The engine has not answered for ${seconds} s: it is in the middle of a long computation, or stuck. What was asked of a training is ` +
    'done as soon as it answers.';
  return new StudioError('engine-failed', message, { reason: 'no-answer', seconds });
}

function engineEnded(detail: string): StudioError {
  const message = `The engine process ended (${detail}). Try it once more.`;
  return new StudioError('engine-failed', message, { reason: 'ended' });
}
