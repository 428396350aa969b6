import type {
  EngineEvent,
  EngineRequest,
  NetworkJob,
  StoredNetwork,
} from '../../../src-engine/spec/engine-protocol.ts';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { Inspection } from '../../../src-engine/spec/insight-spec.ts';
import { request, type Answer, type RequestMessage, type RequestOptions } from './request.ts';
import type { RunningEngine } from './running-engine.ts';

type NetworkRequest =
  'open-network' | 'generate' | 'generate-many' | 'complete' | 'forecast' | 'backtest' | 'find-anomalies';
type AnswerOfNetwork<T extends NetworkRequest> = Exclude<Answer<T>, { type: 'network-wanted' }>;
type WithoutNetwork<T extends NetworkRequest> = {
  type: T;
  job: Omit<Extract<EngineRequest, { type: T }>['job'], 'network'>;
};

/** A network that the engine may still have. */
export interface NetworkSource {
  job: Omit<NetworkJob, 'network'>;
  /** Reads the network where the engine does not have it. May reject with a StudioError. */
  load: () => Promise<StoredNetwork>;
}

/**
 * Asks without the network first, since sending one takes longer than being told that it is missing. Resolves with null where `signal`
 * aborts before the engine has the network. Rejects as `request` does, and as `load` does.
 */
export async function requestWithNetwork<T extends NetworkRequest>(
  engine: RunningEngine,
  { type, job }: WithoutNetwork<T>,
  load: () => Promise<StoredNetwork>,
  options: RequestOptions,
): Promise<AnswerOfNetwork<T> | null> {
  const ask = (network: StoredNetwork | null) =>
    request<T>(engine, { type, job: { ...job, network } } as unknown as RequestMessage<T>, options);
  if (options.signal?.aborted) return null;
  const answer = await ask(null);
  if ((answer as EngineEvent).type !== 'network-wanted') return answer as AnswerOfNetwork<T>;
  const network = await load();
  if (options.signal?.aborted) return null;
  return (await ask(network)) as AnswerOfNetwork<T>;
}

/** Looks into a stored network, which is read where the engine does not have it. Otherwise like requestWithNetwork. */
export async function inspectNetwork(
  engine: RunningEngine,
  { id, weights, load }: { id: string; weights: WeightPrecision | undefined; load: () => Promise<StoredNetwork> },
  inspection: Inspection,
  options: RequestOptions,
): Promise<Extract<EngineEvent, { type: 'inspected' }> | null> {
  const ask = (network: StoredNetwork | null) =>
    request(engine, { type: 'inspect', of: { networkId: id, network, weights }, inspection }, options);
  const answer = await ask(null);
  if (answer.type === 'inspected') return answer;
  const network = await load();
  if (options.signal?.aborted) return null;
  const inspected = await ask(network);
  if (inspected.type === 'inspected') return inspected;
  throw new Error('The engine has not taken the network that it was sent.');
}
