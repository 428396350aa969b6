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
import type { RunOutcome } from '../../contract/outcome-records.ts';
import type { CheckpointRecord } from '../../contract/records.ts';

/** The facts that rules judge a training by, all of them plain data. What is null is not known, and rules are silent about it. */
export interface RunFacts {
  /** planned: nothing of it has been trained; over: it will not go on by itself. */
  stage: 'planned' | 'training' | 'over';
  model: ModelSpec;
  train: TrainSpec;
  tokenizer: TokenizerSpec;
  parameterCount: number;
  /** False where it began with weights that were trained before. */
  beginsAnew: boolean;
  totalSteps: number | null;
  outcome: RunOutcome | null;
  data: DataFacts;
  /** In order: all of them or, of a long training, evenly spread pieces of consecutive ones. */
  steps: readonly StepMetrics[];
  /** The unfinished epoch at the end of a training included, if that was measured. */
  epochs: readonly EpochMetrics[];
  looks: readonly StepInsightRecord[];
  checkpoints: readonly CheckpointFacts[];
  /** The last known share of each class's samples in the validation part that was told right, and how many samples that are. */
  classRecalls: readonly { samples: number; recall: number | null }[] | null;
  /** The layers' signals before the first step. */
  signals: readonly LayerSignal[] | null;
  /** What the best network so far writes by heart. */
  memorisation: MemorisationRecord | null;
  /** The rate that was last found for this network, its data and the type of its optimizer. */
  foundRate: FoundRate | null;
  /** Its best losses beside those of another setting, with what seeds make of such a loss; null where none of that is known. */
  rival: Rival | null;
}

/** A training that a person may compare with this one: the nearest one in loss on the same data, with other settings. */
export interface Rival {
  loss: number;
  rivalLoss: number;
  /** The standard deviation of such a loss over seeds, by repeats of trainings on this data. */
  seedDeviation: number;
}

/** What is known of the data without reading it. */
export interface DataFacts {
  stepsPerEpoch: number | null;
  /** Things that are predicted in an epoch, and in a validation: tokens, labels, tags, or windows of numbers. */
  trainingTargets: number | null;
  validationTargets: number | null;
  /** Texts, sentences, sequences or windows that are held back; null for one running text. */
  validationItems: number | null;
  trainingItems: number | null;
  /** Samples of each class or tag. */
  classCounts: readonly number[] | null;
  /** Validation samples that are in the training part as well. */
  leaked: { items: number; validationItems: number } | null;
  cutTexts: Omit<CutTextsRecord, 'examples'> | null;
  /** The share of the text's tokens that have a vector in the file that the embedding begins with; null where there is no file. */
  vectorShare: number | null;
  measured: DataMeasurements | null;
}

export type CheckpointFacts = Pick<
  CheckpointRecord,
  'id' | 'step' | 'epoch' | 'validationLoss' | 'restoredEpoch' | 'reason'
>;
