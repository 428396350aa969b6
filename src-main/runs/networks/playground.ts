import type { ContinuationChange, GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import { StudioError } from '../../contract/errors.ts';
import type { GenerateManyInput, GenerateManyUpdate } from '../../contract/generate-many-records.ts';
import type { GenerateInput, GenerationUpdate } from '../../contract/records.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { threadProgram, type DatabaseThread } from '../../db/threads/database-thread.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { requestWithNetwork, type NetworkSource } from '../engines/network-request.ts';
import { preparationOf } from './preparation-of.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { mergeChanges } from '../feed/merge-changes.ts';
import { streamUpdates } from '../feed/stream-updates.ts';
import type { Settings } from '../settings.ts';
import type { TokenizerTasks } from './tokenizer-tasks.ts';
import type { TrainingQueue } from '../training/training-queue.ts';

export interface PlaygroundOptions {
  store: Store;
  supervisor: EngineSupervisor;
  /** A training has the cores: a text is then written on one thread, since two that wait for each other would be slower. */
  queue: Pick<TrainingQueue, 'isTraining'>;
  settings: Settings;
}

/** Lets trained models write. Its engine is not the one that trains, so neither waits for the other. */
export class Playground {
  readonly #options: PlaygroundOptions;
  readonly #tokenizers: DatabaseThread<TokenizerTasks>;

  constructor(options: PlaygroundOptions) {
    this.#options = options;
    this.#tokenizers = options.store.openThread(threadProgram('tokenizer-thread', import.meta.url));
  }

  /** Cuts a text as the run's tokenizer does, and tells which pieces it knows. */
  async tokenize(run: RunView, text: string): Promise<{ text: string; known: boolean }[]> {
    const tokens = await this.#tokenizers.ask('tokenize', { analysisKey: run.analysis_key, text });
    if (tokens === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    return tokens;
  }

  /**
   * Tokens as they are written, at most 20 messages a second, then one `end`. Leaving the stream cancels the writing. Throws `invalid-model`
   * where the network is no language model.
   */
  generate(
    run: RunView,
    input: GenerateInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<GenerationUpdate, void, void> {
    const { checkpointId, ...network } = this.#find(run, input.checkpointId);
    const written: GeneratedToken[] = [];
    return streamUpdates<GenerationUpdate>(signal, {
      work: async (cancelled, hasWritten) => {
        const { prompt, length, sampling, clamps } = input;
        const answer = await requestWithNetwork(
          await this.#options.supervisor.connect(),
          { type: 'generate', job: { ...network.job, prompt, length, sampling, clamps } },
          network.load,
          {
            signal: cancelled,
            onEvent(event) {
              if (event.type !== 'tokens') return;
              written.push(...event.tokens);
              hasWritten();
            },
          },
        );
        if (answer === null) return null;
        const { end, tokensPerSecond, unknown } = answer;
        return { type: 'end', end, tokensPerSecond, unknown, checkpointId };
      },
      take: () => (written.length === 0 ? null : { type: 'tokens', tokens: written.splice(0) }),
    });
  }

  /** Does the same as `generate` for several continuations; each update carries their present texts. */
  generateMany(
    run: RunView,
    input: GenerateManyInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<GenerateManyUpdate, void, void> {
    const { checkpointId, ...network } = this.#find(run, input.checkpointId);
    let waiting: ContinuationChange[] | null = null;
    return streamUpdates<GenerateManyUpdate>(signal, {
      work: async (cancelled, hasWritten) => {
        const { prompt, length, way } = input;
        const answer = await requestWithNetwork(
          await this.#options.supervisor.connect(),
          { type: 'generate-many', job: { ...network.job, prompt, length, way } },
          network.load,
          {
            signal: cancelled,
            onEvent(event) {
              if (event.type !== 'continuations') return;
              const changes = event.continuations;
              waiting = waiting === null ? changes : mergeChanges(waiting, changes);
              hasWritten();
            },
          },
        );
        if (answer === null) return null;
        const { tokensPerSecond, unknown } = answer;
        return { type: 'end', tokensPerSecond, unknown, checkpointId };
      },
      take() {
        const continuations = waiting;
        waiting = null;
        return continuations && { type: 'continuations', continuations };
      },
    });
  }

  /** Makes the network ready, so that the first text begins at once. Throws as `generate` does. */
  async prepare(run: RunView, checkpointId: string | null, signal: AbortSignal | undefined): Promise<void> {
    const { job, load } = this.#find(run, checkpointId);
    const engine = await this.#options.supervisor.connect();
    await requestWithNetwork(engine, { type: 'open-network', job }, load, { signal });
  }

  /** Throws `invalid-model` where the network is no language model, and `checkpoint-not-found`. */
  #find(run: RunView, wanted: string | null): NetworkSource & { checkpointId: string } {
    const { store, queue, settings } = this.#options;
    const model = JSON.parse(run.model) as ModelSpec;
    if (!can(model.task, 'generate')) throw writesNothing(model.task);
    const checkpoint = findCheckpoint(store, run, wanted);
    return {
      checkpointId: checkpoint.id,
      job: { networkId: checkpoint.id, threads: queue.isTraining ? 1 : settings.get().threads },
      load: async () => ({
        model,
        tokenizer: this.#tokenizer(run),
        preparation: preparationOf(run),
        checkpoint: await store.checkpoints.load(checkpoint, 'parameter/'),
        backend: (JSON.parse(run.train) as TrainSpec).backend,
      }),
    };
  }

  #tokenizer(run: RunView): TokenizerState {
    const analysis = this.#options.store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    return analysis.tokenizer;
  }
}

function writesNothing(task: Task): StudioError {
  const { does } = taskFacts[task].words;
  const message = `The network of this run ${does} and does not write. Choose a run of a language model.`;
  return new StudioError('invalid-model', message, { reason: 'does-not-write' });
}
