import type { GenerationJob } from '../../src-engine/spec/engine-protocol.ts';
import type { GeneratedToken } from '../../src-engine/spec/generation-spec.ts';
import type { ModelSpec, Task } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import { StudioError } from '../contract/errors.ts';
import type { GenerateInput, GenerationUpdate } from '../contract/records.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import { requestGeneration } from './engine-requests.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { Pulse } from './pulse.ts';
import type { Settings } from './settings.ts';
import type { TrainingQueue } from './training-queue.ts';

export interface PlaygroundOptions {
  store: Store;
  supervisor: EngineSupervisor;
  /** Who trains has the cores: a text is then written on one thread, since two that wait for each other would be slower. */
  queue: Pick<TrainingQueue, 'isTraining'>;
  settings: Settings;
}

/** Lets trained models write. Its engine is not the one that trains, so neither waits for the other. */
export class Playground {
  readonly #options: PlaygroundOptions;

  constructor(options: PlaygroundOptions) {
    this.#options = options;
  }

  /** How the run's tokenizer cuts a text, and which pieces it knows. */
  tokenize(run: RunView, text: string): { text: string; known: boolean }[] {
    const pieces = createTokenizer(this.#tokenizer(run)).pieces(text);
    return pieces.map((piece) => ({ text: piece.text, known: piece.id !== null }));
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
    const { store, queue, settings } = this.#options;
    const model = JSON.parse(run.model) as ModelSpec;
    if (model.task !== 'language-model') throw writesNothing(model.task);
    const checkpoint = findCheckpoint(store, run, input.checkpointId);
    const job: GenerationJob = {
      model,
      tokenizer: this.#tokenizer(run),
      checkpoint: store.checkpoints.load(checkpoint, 'parameter/'),
      prompt: input.prompt,
      length: input.length,
      sampling: input.sampling,
      clamps: input.clamps,
      backend: (JSON.parse(run.train) as TrainSpec).backend,
      threads: queue.isTraining ? 1 : settings.get().threads,
    };
    return this.#write(job, checkpoint.id, signal);
  }

  async *#write(
    job: GenerationJob,
    checkpointId: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<GenerationUpdate, void, void> {
    const cancellation = new AbortController();
    const pulse = new Pulse(signal);
    const written: GeneratedToken[] = [];
    const writing = requestGeneration(this.#options.supervisor, job, cancellation.signal, (tokens) => {
      written.push(...tokens);
      pulse.beat();
    });
    writing.then(
      () => pulse.end(),
      (error: unknown) => pulse.end(error),
    );
    try {
      while (await pulse.next()) yield { type: 'tokens', tokens: written.splice(0) };
      if (signal?.aborted) return;
      if (written.length > 0) yield { type: 'tokens', tokens: written.splice(0) };
      const result = await writing;
      if (result !== null) yield { type: 'end', ...result, checkpointId };
    } finally {
      cancellation.abort();
    }
  }

  #tokenizer(run: RunView): TokenizerState {
    const analysis = this.#options.store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    return analysis.tokenizer;
  }
}

function writesNothing(task: Exclude<Task, 'language-model'>): StudioError {
  const does = task === 'classification' ? 'tells classes apart' : 'predicts numbers';
  const message = `The network of this run ${does} and does not write. Choose a run of a language model.`;
  return new StudioError('invalid-model', message, { task });
}
