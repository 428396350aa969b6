import type { Copies } from '../../../src-engine/spec/copies-spec.ts';
import type { Continuation } from '../../../src-engine/spec/generation-spec.ts';
import { plainSampling } from '../../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../contract/apply-changes.ts';
import type { MemorisationRecord } from '../../contract/measurement-records.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { request } from '../engines/request.ts';
import type { Followed } from '../feed/follow-progress.ts';
import { findCheckpoint } from '../networks/find-checkpoint.ts';
import type { Playground } from '../networks/playground.ts';
import type { MeasuredData } from './measured-data.ts';
import { SharedWork } from './shared-work.ts';

/**
 * The texts that a network writes for the comparison: each has random draws of its own, and a temperature below 1, as
 * people sample.
 */
const SAMPLE = { count: 8, length: 250, sampling: { ...plainSampling, temperature: 0.5 } };

export interface CopiedTextsOptions {
  store: Store;
  measuredData: MeasuredData;
  playground: Playground;
  supervisor: EngineSupervisor;
}

/** Measures the passages that language models have copied from the texts that they were trained on. */
export class CopiedTexts {
  readonly #options: CopiedTextsOptions;
  readonly #work = new SharedWork<MemorisationRecord>();

  constructor(options: CopiedTextsOptions) {
    this.#options = options;
  }

  /**
   * Compares texts with those that the run was trained on. Rejects as `request` does, with the signal's reason, and
   * with `dataset-missing`.
   */
  async compare(run: RunView, texts: string[], signal: AbortSignal | undefined): Promise<Copies> {
    const { measuredData, supervisor } = this.#options;
    const data = await measuredData.splitData(measuredData.dataOf(run));
    const { copies } = await request(await supervisor.connect(), { type: 'measure-copies', data, texts }, { signal });
    signal?.throwIfAborted();
    if (copies === null) throw new Error('A comparison was cancelled that nobody cancelled.');
    return copies;
  }

  /**
   * Returns the earlier result for a run's checkpoint, where a null id stands for the best one; null means that there
   * is none.
   */
  known(run: RunView, checkpointId: string | null): MemorisationRecord | null {
    return this.#options.store.memorisations.get(findCheckpoint(this.#options.store, run, checkpointId).key);
  }

  /**
   * Lets a network write some texts and compares them with those that it was trained on, which takes some seconds where
   * it was not done before. Rejects as `compare` does, with `checkpoint-not-found`, and with `invalid-model` where the
   * network does not write.
   */
  async memorisation(run: RunView, checkpointId: string | null, followed: Followed): Promise<MemorisationRecord> {
    const { store } = this.#options;
    const checkpoint = findCheckpoint(store, run, checkpointId);
    const known = store.memorisations.get(checkpoint.key);
    if (known !== null) return known;
    return this.#work.ask(checkpoint.id, followed, async (shared) => {
      const found = await this.#measure(run, checkpoint, shared);
      store.transaction(() => {
        // The checkpoint may have been thinned out meanwhile.
        if (store.checkpoints.get(run.key, checkpoint.id) !== undefined)
          store.memorisations.insert(checkpoint.key, found);
      });
      return found;
    });
  }

  async #measure(
    run: RunView,
    checkpoint: CheckpointRow,
    { signal, onProgress }: Followed,
  ): Promise<MemorisationRecord> {
    const { count, length, sampling } = SAMPLE;
    const input = { runId: run.id, checkpointId: checkpoint.id, prompt: '', length };
    let written: readonly Continuation[] = [];
    const stream = this.#options.playground.generateMany(
      run,
      { ...input, way: { way: 'sample', count, sampling } },
      signal,
    );
    for await (const update of stream) {
      if (update.type === 'continuations') written = applyChanges(written, update.continuations);
      onProgress(
        written.reduce((sum, { tokens }) => sum + tokens, 0),
        count * length,
      );
    }
    signal.throwIfAborted();
    const copies = await this.compare(
      run,
      written.map(({ text }) => text),
      signal,
    );
    const tokens = copies.texts.reduce((sum, text) => sum + text.tokens, 0);
    const { written: figures, heldOut, recites } = copies;
    return {
      step: checkpoint.step,
      temperature: sampling.temperature,
      texts: count,
      tokens,
      written: figures,
      heldOut,
      recites,
    };
  }
}
