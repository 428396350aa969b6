import type { ModelProblem } from '../models/model-problem.ts';
import type { DatasetContent } from '../spec/dataset-content.ts';
import type { ForecastSpec } from '../spec/forecast-spec.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { TokenizerState } from '../spec/tokenizer-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { TrainingData } from '../training/batch-source.ts';
import type { TaskFacts } from './facts.ts';

/** The forecast of a model, and the preparation that was fitted to its data. */
interface SeriesSetting {
  forecast: ForecastSpec | undefined;
  preparation: Preparation | null;
}

/** Everything that the engine knows about one task. */
export interface TaskDefinition {
  readonly facts: TaskFacts;
  /** Returns the problems of a stack of layers that works, but not for this task; each has a fix. */
  check(spec: ModelSpec): ModelProblem[];
  /** Settings with which a model of usual size learns from data of usual size; a person may choose others. */
  readonly usualTraining: Pick<TrainSpec, 'batchSize' | 'sequenceLength' | 'epochs'> & { learningRate: number };
  /**
   * Makes the batches of a dataset, and the scorer that measures predictions of them. `tokenizer` is null for numbers;
   * `series` says how numbers over time are read, and is left out where there are none.
   * Throws EngineError `invalid-data` where the content is of another kind than the task learns from, and
   * `text-too-short` where there is not enough of it.
   */
  createData(
    content: DatasetContent,
    tokenizer: TokenizerState | null,
    train: TrainSpec,
    series?: SeriesSetting,
  ): TrainingData;
}
