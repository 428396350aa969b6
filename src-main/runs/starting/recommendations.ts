import { chooseRecipe, operationsPerToken } from '../../../src-engine/recipes/choose-recipe.ts';
import { fitSteps, timeOfTraining, warmupOf, type FittedTraining } from '../../../src-engine/recipes/fit-steps.ts';
import { fitTemplate } from '../../../src-engine/recipes/fit-template.ts';
import { settledReasons } from '../../../src-engine/recipes/settled-reasons.ts';
import { usualTemplate } from '../../../src-engine/recipes/usual-template.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import type { EngineInfo, TrainingCounts, TrainingJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Budget, RecipeReason, TrainingCost } from '../../../src-engine/spec/recipe-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type {
  Recommendation,
  RecommendInput,
  TrainingCountsRecord,
  TrainingTimeRecord,
} from '../../contract/recipe-records.ts';
import { startRun, type StartRun } from '../../contract/runs/start-records.ts';
import { dataSizes } from '../../datasets/data-sizes.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import { tokenizerForTask } from '../../datasets/task-tokenizer.ts';
import type { Runs } from '../runs.ts';
import type { Settings } from '../settings.ts';

/** Measures, in an engine process, what a training takes here; the measurement takes about `forMs`. */
export type MeasureTraining = (
  job: Omit<TrainingJob, 'resumeFrom'>,
  forMs: number,
  signal?: AbortSignal,
) => Promise<TrainingCost>;

/** Counts, in an engine process, the steps and samples of a training, of which nothing is computed. */
export type CountTraining = (job: Omit<TrainingJob, 'resumeFrom'>, signal?: AbortSignal) => Promise<TrainingCounts>;

interface RecommendationsOptions {
  datasets: Datasets;
  runs: Runs;
  settings: Settings;
  measure: MeasureTraining;
  count: CountTraining;
  engineInfo: () => Promise<EngineInfo>;
}

/** Kernels reach about this share of their measured speed in whole training steps. */
const UTILISATION = 0.6;
/** The speed of unknown kernels. */
const MODEST_GIGAFLOPS = 2;
/** A measurement takes this share of the budget, within bounds. */
const MEASURED_SHARE = 0.01;
const SHORTEST_MEASUREMENT_MS = 700;
const LONGEST_MEASUREMENT_MS = 2500;
/** The measured speed may ask for another network, whose speed is another one. */
const MOST_ROUNDS = 3;
const KEPT_COSTS = 50;

const usualTokenizer: TokenizerSpec = { type: 'character', minimumFrequency: 1 };

/** Chooses networks and trainings for a dataset and a time, from what was measured before and what this machine does now. */
export class Recommendations {
  readonly #options: RecommendationsOptions;
  /** Measurements by the questions that they answer, the oldest first. */
  readonly #costs = new Map<string, TrainingCost>();

  constructor(options: RecommendationsOptions) {
    this.#options = options;
  }

  /**
   * Recommends a training. Rejects as `runs.start` does if the dataset cannot be learnt from, and with the signal's
   * reason once that has aborted.
   */
  async recommend(input: RecommendInput, signal?: AbortSignal): Promise<Recommendation> {
    const { kind } = this.#options.datasets.row(input.datasetId);
    const isChosen = input.presetId === null && input.model === null && kind === 'text';
    return isChosen ? this.#recommendForText(input, signal) : this.#recommendTemplate(input, signal);
  }

  /** Tells the time that `runs.start` with the same input would take. */
  async estimateTime(input: StartRun, signal?: AbortSignal): Promise<TrainingTimeRecord> {
    const { cost, train } = await this.#measure(input, SHORTEST_MEASUREMENT_MS, signal);
    const { steps, seconds } = timeOfTraining(train, cost);
    return { seconds, steps, parameters: cost.parameterCount, stepsPerEpoch: cost.stepsPerEpoch };
  }

  /** Counts the steps and samples that `runs.start` with the same input would have, as the training itself counts them. */
  async countTraining(input: StartRun, signal?: AbortSignal): Promise<TrainingCountsRecord> {
    const { datasets, runs, count } = this.#options;
    const { dataset, analysis, preparation, model, train } = await runs.setUp(input);
    signal?.throwIfAborted();
    const content = await datasets.content(dataset);
    return count({ model, train, tokenizer: analysis.tokenizer, preparation, content }, signal);
  }

  async #recommendForText(
    { datasetId, budget, tokenizer, train }: RecommendInput,
    signal: AbortSignal | undefined,
  ): Promise<Recommendation> {
    const { datasets } = this.#options;
    const dataset = datasets.row(datasetId);
    const asked = tokenizerForTask(tokenizer ?? usualTokenizer, 'language-model', dataset);
    const { tokens, inputs, documents } = await dataSizes(datasets, dataset, asked);
    const question = { tokens, vocabularySize: inputs, documents, budget };
    let operationsPerSecond = await this.#usualSpeed(given(train));
    for (let round = 1; ; round++) {
      signal?.throwIfAborted();
      const recipe = chooseRecipe({ ...question, operationsPerSecond });
      const wanted = { ...recipe.train, ...given(train) };
      const start = startRun.parse({ datasetId, tokenizer: asked, model: recipe.model, train: wanted });
      const measured = await this.#measure(start, measurementMs(budget), signal);
      operationsPerSecond = speedOf(measured);
      const better = chooseRecipe({ ...question, operationsPerSecond });
      if (round < MOST_ROUNDS && JSON.stringify(better) !== JSON.stringify(recipe)) continue;
      const fitted = fitSteps(measured.train, { ...recipe, budget, cost: measured.cost });
      const reasons = [...recipe.reasons, ...fitted.reasons];
      return this.#recommendation({ presetId: null, tokenizer: asked, measured, fitted, given: given(train), reasons });
    }
  }

  async #recommendTemplate(input: RecommendInput, signal: AbortSignal | undefined): Promise<Recommendation> {
    const { datasetId, budget, train } = input;
    const dataset = this.#options.datasets.get(datasetId);
    const presetId = input.model === null ? (input.presetId ?? usualTemplate(dataset)) : null;
    const template = modelTemplates(1).find(({ id }) => id === presetId);
    const tokenizer = input.tokenizer ?? template?.tokenizer ?? usualTokenizer;
    const start = startRun.parse({ datasetId, tokenizer, presetId, model: input.model, train: given(train) });
    const measured = await this.#measure(start, measurementMs(budget), signal);
    const fitted = fitTemplate(measured.train, { budget, cost: measured.cost });
    // A series has set it to the length of its window, as the start of the run does again; a short text has made it
    // shorter.
    const own = dataset.kind === 'text' ? undefined : template?.train.sequenceLength;
    const sequenceLength = train.sequenceLength ?? own ?? measured.train.sequenceLength;
    const reasons: RecipeReason[] = [{ key: 'template', values: {} }, ...fitted.reasons];
    const asked = { ...fitted, train: { ...fitted.train, sequenceLength } };
    return this.#recommendation({ presetId, tokenizer, measured, fitted: asked, given: given(train), reasons });
  }

  /** A person's own decisions take the place of what was chosen. */
  #recommendation({
    presetId,
    tokenizer,
    measured: { model, cost },
    fitted,
    given: decided,
    reasons,
  }: {
    presetId: string | null;
    tokenizer: TokenizerSpec;
    measured: { model: ModelSpec; cost: TrainingCost };
    fitted: FittedTraining;
    given: Partial<TrainSpec>;
    reasons: RecipeReason[];
  }): Recommendation {
    const maxSteps = decided.epochs === undefined ? fitted.train.maxSteps : null;
    const asked = { ...fitted.train, maxSteps, ...decided };
    // The epochs of a training without an end say nothing; how many are likely does.
    const isOpen = fitted.steps < fitted.train.epochs * cost.stepsPerEpoch && fitted.train.maxSteps === null;
    const isDecided = decided.epochs !== undefined || decided.maxSteps !== undefined;
    const { steps, seconds } = isOpen && !isDecided ? fitted : timeOfTraining(asked, cost);
    const training = isDecided ? { ...asked, schedule: withWarmup(asked.schedule, steps) } : asked;
    const { parameterCount: parameters, stepsPerEpoch, tokensPerStep, stepMs } = cost;
    const tokensPerSecond = (1000 * tokensPerStep) / stepMs;
    return {
      presetId,
      tokenizer,
      model,
      training,
      seconds,
      parameters,
      steps,
      stepsPerEpoch,
      tokensPerSecond,
      reasons: settledReasons(reasons, { chosen: fitted.train, settled: training, steps }),
    };
  }

  async #measure(input: StartRun, forMs: number, signal: AbortSignal | undefined) {
    const { datasets, runs, settings, measure } = this.#options;
    const { dataset, analysis, preparation, model, train } = await runs.setUp(input);
    signal?.throwIfAborted();
    const threads = train.threads ?? settings.get().threads;
    const { batchSize, sequenceLength, validationFraction, gradientAccumulation, optimizer, backend } = train;
    const settled = { batchSize, sequenceLength, validationFraction, gradientAccumulation, backend, threads };
    const key = JSON.stringify([dataset.id, analysis.tokenizer.spec, model, optimizer.type, settled]);
    const known = this.#costs.get(key);
    if (known !== undefined) return { model, train, cost: known };
    const content = await datasets.content(dataset);
    const job = { model, train: { ...train, threads }, tokenizer: analysis.tokenizer, preparation, content };
    signal?.throwIfAborted();
    const cost = await measure(job, forMs, signal);
    this.#costs.set(key, cost);
    const [oldest] = this.#costs.keys();
    if (this.#costs.size > KEPT_COSTS && oldest !== undefined) this.#costs.delete(oldest);
    return { model, train, cost };
  }

  /** Floating-point operations a second that trainings are thought to reach before one was measured. */
  async #usualSpeed({ threads }: Partial<TrainSpec>): Promise<number> {
    const info = await this.#options.engineInfo();
    const count = threads ?? this.#options.settings.get().threads ?? info.threads;
    return (info.gigaflops ?? MODEST_GIGAFLOPS) * 1e9 * count * UTILISATION;
  }
}

function speedOf({ model, train, cost }: { model: ModelSpec; train: TrainSpec; cost: TrainingCost }): number {
  return (operationsPerToken(model, train.sequenceLength) * cost.tokensPerStep * 1000) / cost.stepMs;
}

/** A rate that rises for a share of the steps rises no longer than for this share of those that somebody has decided. */
function withWarmup(schedule: TrainSpec['schedule'], steps: number): TrainSpec['schedule'] {
  if (schedule.type !== 'cosine') return schedule;
  return { ...schedule, warmupSteps: Math.min(schedule.warmupSteps, warmupOf(steps)) };
}

function measurementMs(budget: Budget): number {
  const share = budget.kind === 'time' ? MEASURED_SHARE * budget.seconds * 1000 : LONGEST_MEASUREMENT_MS;
  return Math.min(LONGEST_MEASUREMENT_MS, Math.max(SHORTEST_MEASUREMENT_MS, share));
}

/** Leaves out what is undefined, so that it does not take the place of what was chosen. */
function given(train: RecommendInput['train']): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(train).filter(([, value]) => value !== undefined));
}
