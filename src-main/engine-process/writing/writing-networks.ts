import { storedParameters, writeTensors } from '../../../src-engine/checkpoint/stored-tensors.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import type { NetworkJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import type { Tokenizer } from '../../../src-engine/text/tokenizer.ts';
import type { EngineBackends } from '../node-backends.ts';

/** Steps of fewer multiply-adds lie in one core's own cache, where telling another thread takes as long as the work. */
const FEWEST_MULTIPLY_ADDS_TO_SHARE = 2 ** 20;
/** Two that are compared. */
const MOST_KEPT = 2;
const MOST_KEPT_BYTES = 256 * 2 ** 20;
const KEPT_MS = 10 * 60_000;

/** Texts that are written at once where it is not known how many there will be: a choice of threads that suits few and many. */
export const lanesToShare = 8;

/** A network with a memory of its own. */
export interface WritingNetwork {
  readonly model: Model;
  readonly tokenizer: Tokenizer;
  /** `null` where it reads no numbers over time. */
  readonly preparation: Preparation | null;
}

interface KeptNetwork extends WritingNetwork {
  id: string;
  threads: number | null;
  weights: WeightPrecision;
  expiry: NodeJS.Timeout | null;
}

/** Networks that write or forecast. Those that did last are kept for a while, since sending and preparing one takes longer than its first tokens. */
export class WritingNetworks {
  readonly #backends: EngineBackends;
  /** That nobody uses now, the last one used last. */
  #kept: KeptNetwork[] = [];

  constructor(backends: EngineBackends) {
    this.#backends = backends;
  }

  /**
   * Lends the network to `work`, which is to write `lanes` texts at once; nobody else has it meanwhile. `null` means that it is not here, and `job`
   * does not bring it.
   */
  async use<T>(job: NetworkJob, lanes: number, work: (network: WritingNetwork) => Promise<T>): Promise<T | null> {
    const network = this.#take(job, lanes) ?? this.#open(job, lanes);
    if (network === null) return null;
    let result: T;
    try {
      result = await work(network);
    } catch (error) {
      network.model.backend.dispose();
      throw error;
    }
    this.#keep(network);
    return result;
  }

  #take({ networkId, threads, weights = 'float32' }: NetworkJob, lanes: number): KeptNetwork | null {
    const place = this.#kept.findIndex(
      (kept) =>
        kept.id === networkId &&
        kept.weights === weights &&
        kept.threads === threadsFor(kept.model.spec, lanes, threads),
    );
    if (place < 0) return null;
    const [network] = this.#kept.splice(place, 1);
    clearTimeout(network.expiry ?? undefined);
    return network;
  }

  #open(job: NetworkJob, lanes: number): KeptNetwork | null {
    const { networkId: id, network, threads: allowed, weights = 'float32' } = job;
    if (network === null) return null;
    const threads = threadsFor(network.model, lanes, allowed);
    const backend = this.#backends.createPortable(network.backend, threads);
    try {
      const model = createModel(backend, network.model);
      writeTensors(backend, network.checkpoint.tensors, storedParameters(model));
      model.freeze(weights);
      const { preparation } = network;
      const tokenizer = createTokenizer(network.tokenizer);
      return { id, model, preparation, tokenizer, threads, weights, expiry: null };
    } catch (error) {
      backend.dispose();
      throw error;
    }
  }

  #keep(network: KeptNetwork): void {
    network.expiry = setTimeout(() => this.#drop(network), KEPT_MS).unref();
    this.#kept.push(network);
    const bytes = () => this.#kept.reduce((sum, { model }) => sum + model.backend.allocatedBytes, 0);
    while (this.#kept.length > MOST_KEPT || bytes() > MOST_KEPT_BYTES) this.#drop(this.#kept[0]);
  }

  #drop(network: KeptNetwork): void {
    clearTimeout(network.expiry ?? undefined);
    this.#kept = this.#kept.filter((kept) => kept !== network);
    network.model.backend.dispose();
  }
}

function threadsFor(model: ModelSpec, lanes: number, allowed: number | null): number | null {
  const { multiplyAddsPerToken } = summarizeModel(model, { batch: 1, steps: 1, optimizer: 'sgd' });
  return lanes * multiplyAddsPerToken >= FEWEST_MULTIPLY_ADDS_TO_SHARE ? allowed : 1;
}
