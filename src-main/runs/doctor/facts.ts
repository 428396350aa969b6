import type { EpochMetrics, StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';
import type { DataMeasurements } from '../../../src-engine/spec/data-measurements.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StepInsightRecord } from '../../contract/insight-records.ts';
import type { MemorisationRecord } from '../../contract/measurement-records.ts';
import type { CutTextsRecord } from '../../contract/model-records.ts';
import type { FoundRate } from '../../db/found-rate-table.ts';
import type { RunOutcome } from '../../contract/runs/outcome-records.ts';
import type { CheckpointRecord } from '../../contract/runs/checkpoint-records.ts';

/**
 * The facts by which rules judge a training, all of them plain data. Null means that a fact is not known, and rules are
 * silent about it.
 */
export interface RunFacts {
  /** `planned` means that nothing of the run has been trained; `over` means that it will not go on by itself. */
  stage: 'planned' | 'training' | 'over';
  model: ModelSpec;
  train: TrainSpec;
  tokenizer: TokenizerSpec;
  parameterCount: number;
  /** `false` means that the run began with weights that were trained before. */
  beginsAnew: boolean;
  totalSteps: number | null;
  outcome: RunOutcome | null;
  data: DataFacts;
  /** The steps in order: all of them or, for a long training, evenly spread pieces of consecutive ones. */
  steps: readonly StepMetrics[];
  /** The epochs, including the unfinished one at the end of a training, if that was measured. */
  epochs: readonly EpochMetrics[];
  looks: readonly StepInsightRecord[];
  checkpoints: readonly CheckpointFacts[];
  /** The last known recall of each class in the validation part, and the number of samples that it was measured on. */
  classRecalls: readonly { samples: number; recall: number | null }[] | null;
  /** The layers' signals before the first step. */
  signals: readonly LayerSignal[] | null;
  /** The passages that the best network so far writes by heart. */
  memorisation: MemorisationRecord | null;
  /** The rate that was last found for this network, its data and the type of its optimizer. */
  foundRate: FoundRate | null;
  /**
   * The run's best loss beside that of another setting, and the spread of such a loss over seeds; null means that none
   * of that is known.
   */
  rival: Rival | null;
}

/** A training that a person may compare with this one: the nearest one in loss on the same data, with other settings. */
export interface Rival {
  loss: number;
  rivalLoss: number;
  /** The standard deviation of such a loss over seeds, from repeats of trainings on this data. */
  seedDeviation: number;
}

/** The facts about the data that are known without reading it. */
export interface DataFacts {
  stepsPerEpoch: number | null;
  /** The number of predictions in an epoch, and in a validation: tokens, labels, tags, or windows of numbers. */
  trainingTargets: number | null;
  validationTargets: number | null;
  /** The number of texts, sentences, sequences or windows that are held back; null for one running text. */
  validationItems: number | null;
  trainingItems: number | null;
  /** The number of samples of each class or tag. */
  classCounts: readonly number[] | null;
  /** The number of validation samples that are in the training part as well. */
  leaked: { items: number; validationItems: number } | null;
  cutTexts: Omit<CutTextsRecord, 'examples'> | null;
  /**
   * The share of the text's tokens that have a vector in the file that the embedding begins with; null means that there
   * is no file.
   */
  vectorShare: number | null;
  measured: DataMeasurements | null;
}

export type CheckpointFacts = Pick<
  CheckpointRecord,
  'id' | 'step' | 'epoch' | 'validationLoss' | 'restoredEpoch' | 'reason'
>;
