import type { Breakdown } from '../../../src-engine/spec/evaluation-spec.ts';
import type { TrainingCounts, TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { DoctorBeforeInput } from '../../contract/doctor-records.ts';
import type { RunState } from '../../contract/records.ts';
import { findCutTexts } from '../../datasets/cut-texts.ts';
import { datasetRecord } from '../../datasets/dataset-record.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { WordVectors } from '../../datasets/word-vectors.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { preparationOf } from '../networks/preparation-of.ts';
import { runOutcome } from '../outcomes/run-outcome.ts';
import { checkpointRecord } from '../run-record.ts';
import type { Runs } from '../runs.ts';
import type { MeasureSignals } from '../starting/measure-signals.ts';
import type { CountTraining } from '../starting/recommendations.ts';
import { dataFacts } from './data-facts.ts';
import type { RunFacts } from './facts.ts';

export interface FactsOptions {
  store: Store;
  datasets: Datasets;
  runs: Runs;
  vectors: WordVectors;
  count: CountTraining;
  measureSignals: MeasureSignals;
}

/** Steps that rules look at: so many pieces, of so many consecutive steps each. */
const seenSteps = { pieces: 100, length: 40 };
const seenLooks = 200;
/** Trainings whose measurements are remembered: they do not change while a training goes on. */
const keptMeasurements = 200;

type Job = Omit<TrainingJob, 'resumeFrom'>;

/** The facts that an engine measures before a training's first step. */
interface Measured {
  counts: TrainingCounts;
  signals: LayerSignal[];
  cutTexts: RunFacts['data']['cutTexts'];
}

/** Gathers the facts about trainings from the store, and has an engine measure those that are not there. */
export class GatherFacts {
  readonly #options: FactsOptions;
  /** Measurements by what they are of, the oldest first. */
  readonly #measured = new Map<string, Measured>();

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /** Facts about a run. `measures`: has the engine measure what is not known; without it such facts are null. */
  async ofRun(row: RunView, measures: boolean): Promise<RunFacts> {
    const { store } = this.#options;
    const model = JSON.parse(row.model) as ModelSpec;
    const train = JSON.parse(row.train) as TrainSpec;
    const dataset = store.datasets.get(row.dataset_id);
    const analysis = store.analyses.get(row.analysis_key);
    const key = `run ${row.key}`;
    const tokenizer = JSON.parse(row.tokenizer_spec) as TokenizerSpec;
    const canMeasure = dataset !== undefined && dataset.is_missing === 0 && analysis !== null;
    const job = { model, train, preparation: preparationOf(row) };
    const measured =
      this.#measured.get(key) ??
      (measures && canMeasure
        ? await this.#measure(key, { ...job, tokenizer: analysis.tokenizer }, { dataset, spec: tokenizer })
        : null);
    return {
      stage: stageOf(row.state),
      ...{ model, train, tokenizer },
      parameterCount: row.parameter_count,
      beginsAnew: row.parent === null && !this.#hasFirstWeights(row),
      totalSteps: row.total_steps,
      outcome: runOutcome(row),
      data: {
        ...dataFacts({
          model,
          train,
          dataset: dataset === undefined ? { report: null } : datasetRecord(dataset),
          tokens: row.token_count,
          counts: measured?.counts ?? null,
        }),
        cutTexts: measured?.cutTexts ?? null,
        vectors: null,
      },
      steps: store.stepMetrics.listPieces(row.key, seenSteps),
      epochs: store.epochMetrics.list(row.key, 0),
      looks: store.stepInsights.list(row.key, 0, seenLooks),
      checkpoints: store.checkpoints.list(row.key).map((each) => checkpointRecord(each, row.id, train)),
      classRecalls: classRecalls(store.epochMetrics.breakdown(row.key, null)?.breakdown ?? null),
      signals: measured?.signals ?? null,
    };
  }

  /** Facts about a run that `runs.start` would start. Rejects as it does. */
  async ofPlan({ measure, ...input }: DoctorBeforeInput): Promise<RunFacts> {
    const { runs, vectors } = this.#options;
    const { dataset, tokenizer, analysis, preparation, model, train, parameterCount } = await runs.setUp(input);
    const key = JSON.stringify(['plan', dataset.id, tokenizer, model, train]);
    const known = this.#measured.get(key);
    const job = { model, train, preparation, tokenizer: analysis.tokenizer };
    const measured = known ?? (measure ? await this.#measure(key, job, { dataset, spec: tokenizer }) : null);
    const sizes = { model, train, dataset: datasetRecord(dataset), tokens: analysis.tokenCount };
    return {
      stage: 'planned',
      ...{ model, train, tokenizer, parameterCount },
      beginsAnew: true,
      totalSteps: measured?.counts.totalSteps ?? null,
      outcome: null,
      data: {
        ...dataFacts({ ...sizes, counts: measured?.counts ?? null }),
        cutTexts: measured?.cutTexts ?? null,
        vectors:
          input.vectors === undefined ? null : await vectors.coverage(input.vectors.importId, dataset.id, tokenizer),
      },
      ...{ steps: [], epochs: [], looks: [], checkpoints: [] },
      classRecalls: null,
      signals: measured?.signals ?? null,
    };
  }

  async #measure(
    key: string,
    job: Omit<Job, 'content'>,
    { dataset, spec }: { dataset: DatasetRow; spec: TokenizerSpec },
  ): Promise<Measured> {
    const { datasets, count, measureSignals } = this.#options;
    const { model, train, tokenizer, preparation } = job;
    const content = await datasets.content(dataset);
    const cut =
      model.task === 'classification'
        ? await findCutTexts(datasets, dataset, { tokenizer: spec, keptTokens: train.sequenceLength })
        : null;
    const measured = {
      counts: await count({ ...job, content }),
      signals: await measureSignals({ model, train, data: { tokenizer, preparation, content } }, undefined),
      cutTexts: cut,
    };
    this.#measured.set(key, measured);
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > keptMeasurements && oldest !== undefined) this.#measured.delete(oldest);
    return measured;
  }

  /** A run that began with trained weights has a checkpoint of them before its first step that it did not draw itself. */
  #hasFirstWeights(row: RunView): boolean {
    const [first] = this.#options.store.checkpoints.list(row.key);
    return first !== undefined && first.reason === 'branch' && first.step > 0;
  }
}

function stageOf(state: RunState): RunFacts['stage'] {
  if (state === 'queued') return 'planned';
  return state === 'running' || state === 'paused' ? 'training' : 'over';
}

function classRecalls(breakdown: Breakdown | null): RunFacts['classRecalls'] {
  if (breakdown === null || breakdown.kind !== 'classes') return null;
  const classes = new Map<number, { samples: number; right: number }>();
  for (const [actual, predicted, count] of breakdown.confusion) {
    const known = classes.get(actual) ?? { samples: 0, right: 0 };
    classes.set(actual, { samples: known.samples + count, right: known.right + (actual === predicted ? count : 0) });
  }
  return [...classes]
    .toSorted(([a], [b]) => a - b)
    .map(([, { samples, right }]) => ({ samples, recall: samples === 0 ? null : right / samples }));
}
