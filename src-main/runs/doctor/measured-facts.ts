import type { DataMeasurements } from '../../../src-engine/spec/data-measurements.ts';
import type { TrainingCounts, TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import { findCutTexts } from '../../datasets/cut-texts.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { StoredAnalysis } from '../../db/analysis-table.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { MeasuredData } from '../measurements/measured-data.ts';
import type { MeasureSignals } from '../starting/measure-signals.ts';
import type { CountTraining } from '../starting/recommendations.ts';
import type { DataFacts } from './facts.ts';

export interface MeasuredFactsOptions {
  datasets: Datasets;
  measuredData: MeasuredData;
  count: CountTraining;
  measureSignals: MeasureSignals;
}

/** The measurements that an engine makes of a training's data, and of its network before the first step. */
interface Measured {
  counts: TrainingCounts;
  signals: LayerSignal[];
  cutTexts: DataFacts['cutTexts'];
  data: DataMeasurements;
}

/** A training, begun or not, with a key of its own. */
interface Measurable {
  key: string;
  dataset: DatasetRow;
  analysis: StoredAnalysis;
  tokenizer: TokenizerSpec;
  job: Omit<TrainingJob, 'resumeFrom' | 'content' | 'tokenizer'>;
}

/** The most trainings whose measurements are remembered: they do not change while a training goes on. */
const mostKept = 200;

/** The errors which mean that a training could not begin now with its data, or its network. */
const ofData: readonly string[] = ['invalid-data', 'invalid-model', 'invalid-training', 'text-too-short'];

function isOfData(error: unknown): boolean {
  return error instanceof StudioError && ofData.includes(error.code);
}

/** Lets engines measure the facts that do not change while a training goes on, and remembers them. */
export class MeasuredFacts {
  readonly #options: MeasuredFactsOptions;
  /** The measurements by the keys of trainings, the oldest first. */
  readonly #known = new Map<string, Measured>();

  constructor(options: MeasuredFactsOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the known measurements or, with a signal, measures them. Null means that they are not known, or
   * cannot be made, as with data that an older studio read differently. Rejects as requests to the engine do.
   */
  async of(training: Measurable, signal: AbortSignal | null): Promise<Measured | null> {
    const known = this.#known.get(training.key) ?? null;
    if (known !== null || signal === null) return known;
    const measured = await this.#measure(training, signal).catch((error: unknown) => {
      if (signal.aborted || !isOfData(error)) throw error;
      return null;
    });
    if (measured === null) return null;
    this.#known.set(training.key, measured);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
    return measured;
  }

  async #measure({ dataset, analysis, tokenizer, job }: Measurable, signal: AbortSignal): Promise<Measured> {
    const { datasets, measuredData, count, measureSignals } = this.#options;
    const { model, train, preparation } = job;
    const content = await datasets.content(dataset);
    const cut = { tokenizer, keptTokens: train.sequenceLength };
    const counts = await count({ ...job, tokenizer: analysis.tokenizer, content });
    const data = { tokenizer: analysis.tokenizer, preparation, content };
    const signals = await measureSignals({ model, train, data }, signal);
    const cutTexts = model.task === 'classification' ? await findCutTexts(datasets, dataset, cut) : null;
    const measurements = await measuredData.measure(
      { dataset, analysis, task: model.task, train },
      { signal, onProgress: () => undefined },
    );
    return { counts, signals, cutTexts, data: measurements };
  }
}
