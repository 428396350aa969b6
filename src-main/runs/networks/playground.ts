import type { ContinuationChange, GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import type { GenerateManyInput, GenerateManyUpdate } from '../../contract/writing/generate-many-records.ts';
import type { GenerateInput, GenerationUpdate, WritingModelInput } from '../../contract/writing/writing-records.ts';
import type { RunView } from '../../db/run-table.ts';
import { threadProgram, type DatabaseThread } from '../../db/threads/database-thread.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { requestWithNetwork } from '../engines/network-request.ts';
import { mergeChanges } from '../feed/merge-changes.ts';
import { streamUpdates } from '../feed/stream-updates.ts';
import { findWritingNetwork, type WritingOptions } from './find-writing-network.ts';
import type { TokenizerTasks } from './tokenizer-tasks.ts';

export interface PlaygroundOptions extends WritingOptions {
  supervisor: EngineSupervisor;
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
    const { checkpointId, ...network } = findWritingNetwork(this.#options, run, input);
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
    const { checkpointId, ...network } = findWritingNetwork(this.#options, run, input);
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
  async prepare(run: RunView, input: WritingModelInput, signal: AbortSignal | undefined): Promise<void> {
    const { job, load } = findWritingNetwork(this.#options, run, input);
    const engine = await this.#options.supervisor.connect();
    await requestWithNetwork(engine, { type: 'open-network', job }, load, { signal });
  }
}
