import type { Breakdown } from '../../../src-engine/spec/evaluation-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { DoctorBeforeInput } from '../../contract/doctor/doctor-records.ts';
import type { RunState } from '../../contract/runs/run-records.ts';
import { datasetRecord } from '../../datasets/dataset-record.ts';
import type { WordVectors } from '../../datasets/word-vectors.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { CopiedTexts } from '../measurements/copied-texts.ts';
import { modelHash } from '../model-hash.ts';
import { preparationOf } from '../networks/preparation-of.ts';
import { runOutcome } from '../outcomes/run-outcome.ts';
import { checkpointRecord } from '../run-record.ts';
import type { Runs } from '../runs.ts';
import { dataFacts } from './data-facts.ts';
import type { RunFacts } from './facts.ts';
import { findRival } from './find-rival.ts';
import type { MeasuredFacts } from './measured-facts.ts';

export interface FactsOptions {
  store: Store;
  runs: Runs;
  vectors: WordVectors;
  measurements: MeasuredFacts;
  copiedTexts: CopiedTexts;
}

/** The steps that rules look at: the number of pieces, and the number of consecutive steps in each. */
const seenSteps = { pieces: 100, length: 40 };
const seenLooks = 200;
/**
 * The share of the validation loss below which the training loss of a language model suggests that it recites; it is
 * then asked to write.
 */
const suspiciousShare = 0.75;

/** Gathers the facts about trainings from the store, and lets an engine measure those that are missing. */
export class GatherFacts {
  readonly #options: FactsOptions;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the facts about a run. With a signal, an engine measures unknown facts, which rejects with the
   * engine's errors and the signal's reason; without one, such facts are null.
   */
  async ofRun(row: RunView, signal: AbortSignal | null): Promise<RunFacts> {
    const { store, measurements } = this.#options;
    const model = JSON.parse(row.model) as ModelSpec;
    const train = JSON.parse(row.train) as TrainSpec;
    const tokenizer = JSON.parse(row.tokenizer_spec) as TokenizerSpec;
    const dataset = store.datasets.get(row.dataset_id);
    const analysis = store.analyses.get(row.analysis_key);
    const job = { model, train, preparation: preparationOf(row) };
    const isHere = dataset !== undefined && dataset.is_missing === 0 && analysis !== null;
    const measured = isHere
      ? await measurements.of({ key: `run ${row.key}`, dataset, analysis, tokenizer, job }, signal)
      : null;
    const epochs = store.epochMetrics.list(row.key, 0);
    const report = dataset === undefined ? null : datasetRecord(dataset).report;
    return {
      stage: stageOf(row.state),
      ...{ model, train, tokenizer },
      parameterCount: row.parameter_count,
      beginsAnew: row.parent === null && !this.#hasFirstWeights(row),
      totalSteps: row.total_steps,
      outcome: runOutcome(row),
      data: {
        ...dataFacts({ model, train, report, tokens: row.token_count, counts: measured?.counts ?? null }),
        cutTexts: measured?.cutTexts ?? null,
        vectorShare: row.vector_share,
        measured: measured?.data ?? null,
      },
      steps: store.stepMetrics.listPieces(row.key, seenSteps),
      epochs,
      looks: store.stepInsights.list(row.key, 0, seenLooks),
      checkpoints: store.checkpoints.list(row.key).map((each) => checkpointRecord(each, row.id, train)),
      classRecalls: classRecalls(store.epochMetrics.breakdown(row.key, null)?.breakdown ?? null),
      signals: measured?.signals ?? null,
      memorisation: await this.#memorisation(row, { model, epochs }, isHere ? signal : null),
      foundRate: dataset === undefined ? null : this.#foundRate(model, train, dataset),
      rival: findRival(store, row),
    };
  }

  /** Resolves with the facts about a run that `runs.start` would start. Rejects as it does, and as `ofRun` does. */
  async ofPlan({ measure, ...input }: DoctorBeforeInput, signal: AbortSignal | null): Promise<RunFacts> {
    const { runs, vectors, measurements } = this.#options;
    const { dataset, tokenizer, analysis, preparation, model, train, parameterCount } = await runs.setUp(input);
    const key = JSON.stringify(['plan', dataset.id, tokenizer, model, train]);
    const job = { model, train, preparation };
    const measured = await measurements.of({ key, dataset, analysis, tokenizer, job }, measure ? signal : null);
    const { report } = datasetRecord(dataset);
    const coverage =
      input.vectors === undefined ? null : await vectors.coverage(input.vectors.importId, dataset.id, tokenizer);
    return {
      stage: 'planned',
      ...{ model, train, tokenizer, parameterCount },
      beginsAnew: true,
      totalSteps: measured?.counts.totalSteps ?? null,
      outcome: null,
      data: {
        ...dataFacts({ model, train, report, tokens: analysis.tokenCount, counts: measured?.counts ?? null }),
        cutTexts: measured?.cutTexts ?? null,
        vectorShare: coverage?.tokenShare ?? null,
        measured: measured?.data ?? null,
      },
      ...{ steps: [], epochs: [], looks: [], checkpoints: [] },
      classRecalls: null,
      signals: measured?.signals ?? null,
      memorisation: null,
      foundRate: this.#foundRate(model, train, dataset),
      rival: null,
    };
  }

  #foundRate(model: ModelSpec, { optimizer }: TrainSpec, dataset: DatasetRow): RunFacts['foundRate'] {
    return this.#options.store.foundRates.get(modelHash(model, dataset), optimizer.type);
  }

  /**
   * The passages that the trained network recites, as far as they are known; with a signal, they are measured where the
   * losses make them likely.
   */
  async #memorisation(
    row: RunView,
    { model, epochs }: Pick<RunFacts, 'model' | 'epochs'>,
    signal: AbortSignal | null,
  ): Promise<RunFacts['memorisation']> {
    const { store, copiedTexts } = this.#options;
    const newest = store.checkpoints.last(row.key);
    if (!can(model.task, 'generate') || newest === undefined) return null;
    const known = copiedTexts.known(row, newest.id);
    const last = epochs.at(-1);
    const isOver = stageOf(row.state) === 'over' && row.state !== 'diverged';
    if (known !== null || signal === null || !isOver || last === undefined) return known;
    const isSuspicious = last.validationLoss === null || last.trainLoss < suspiciousShare * last.validationLoss;
    return isSuspicious ? copiedTexts.memorisation(row, newest.id, { signal, onProgress: () => undefined }) : null;
  }

  /**
   * Tells whether a run began with trained weights: such a run has a checkpoint of them before its first step that it
   * did not draw itself.
   */
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
