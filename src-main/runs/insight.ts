import { memorySpan } from '../../src-engine/insight/memory-span.ts';
import type { InspectedCheckpoint } from '../../src-engine/spec/engine-protocol.ts';
import type { Inspection, InspectionResult } from '../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type * as records from '../contract/insight-records.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import { requestInspection } from './engine-requests.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import type { TrainingQueue } from './training-queue.ts';

/** What one answer is drawn from where a person gives no text. */
const DATASET_CHARACTERS = 20_000;
const DATASET_SAMPLES = 16;

export interface InsightOptions {
  store: Store;
  datasets: Datasets;
  queue: TrainingQueue;
  /** Not the engine that trains, so that neither waits for the other. */
  supervisor: EngineSupervisor;
}

/** Looks into networks: those in training as they are, and those in checkpoints. */
export class Insight {
  readonly #options: InsightOptions;

  constructor(options: InsightOptions) {
    this.#options = options;
  }

  async activations(
    run: RunView,
    input: records.ActivationsInput,
    signal?: AbortSignal,
  ): Promise<records.ActivationsRecord> {
    const { step, result } = await this.#inspect(run, input, { type: 'activations', text: input.text }, signal);
    const loops = result.loops.filter(({ loop }) => input.loop === null || loop === input.loop);
    return {
      step,
      tokens: result.tokens,
      loops: loops.map(({ loop, units, variables }) => ({
        loop,
        units,
        variables: variables.map(({ variable, values }) => ({
          variable,
          values: new Blob([Float32Array.from(values)]),
        })),
      })),
    };
  }

  async gradientFlow(
    run: RunView,
    input: records.GradientFlowInput,
    signal?: AbortSignal,
  ): Promise<records.GradientFlowRecord> {
    const data = input.text === null ? await this.#datasetTexts(run) : { texts: [input.text], labels: null };
    const { step, result } = await this.#inspect(
      run,
      input,
      { type: 'gradient-flow', ...data, steps: input.steps },
      signal,
    );
    const flows = result.flows.map(({ loop, hidden, cell }) => ({
      loop,
      hidden: Array.from(hidden),
      cell: cell && Array.from(cell),
      hiddenSpan: memorySpan(hidden),
      cellSpan: cell && memorySpan(cell),
    }));
    return { step, flows };
  }

  async spectra(run: RunView, input: records.Network, signal?: AbortSignal): Promise<records.SpectraRecord> {
    const { step, result } = await this.#inspect(run, input, { type: 'spectra' }, signal);
    return {
      step,
      spectra: result.spectra.map((spectrum) => ({ ...spectrum, singularValues: Array.from(spectrum.singularValues) })),
    };
  }

  async cells(run: RunView, input: records.CellsInput, signal?: AbortSignal): Promise<records.CellsRecord> {
    const { text, property, count } = input;
    const { step, result } = await this.#inspect(run, input, { type: 'cells', text, property, count }, signal);
    return { step, matches: result.matches, tokens: result.tokens, values: Array.from(result.values) };
  }

  async counterfactual(
    run: RunView,
    input: records.CounterfactualInput,
    signal?: AbortSignal,
  ): Promise<records.CounterfactualRecord> {
    const { text, clamps } = input;
    const { step, result } = await this.#inspect(run, input, { type: 'counterfactual', text, clamps }, signal);
    return {
      step,
      tokens: result.tokens,
      losses: Array.from(result.losses),
      clampedLosses: Array.from(result.clampedLosses),
    };
  }

  async classify(run: RunView, input: records.ClassifyInput, signal?: AbortSignal): Promise<records.ClassifiedRecord> {
    const { texts } = input;
    const { step, result } = await this.#inspect(run, input, { type: 'classify', texts }, signal);
    const { probabilities } = result;
    const size = probabilities.length / texts.length;
    const rows = texts.map((_, n) => Array.from(probabilities.subarray(n * size, (n + 1) * size)));
    return { step, classes: await this.#classes(run, size), probabilities: rows };
  }

  async samples(run: RunView, input: records.SamplesInput, signal?: AbortSignal): Promise<records.SamplesRecord> {
    const { prompt, length, samplings } = input;
    const { step, result } = await this.#inspect(run, input, { type: 'sample', prompt, length, samplings }, signal);
    return { step, texts: result.texts };
  }

  /** Looks that the training itself took. */
  steps(run: RunView, afterStep: number, maxPoints: number): records.StepInsightRecord[] {
    return this.#options.store.stepInsights.list(run.key, afterStep, maxPoints);
  }

  /** Throws `invalid-data` for a live look at a run that does not train, and what the engine throws. */
  async #inspect<I extends Inspection>(
    run: RunView,
    { live, checkpointId }: records.Network,
    inspection: I,
    signal: AbortSignal | undefined,
  ): Promise<{ step: number; result: Extract<InspectionResult, { type: I['type'] }> }> {
    const { queue, supervisor } = this.#options;
    const engine = live ? queue.engineOf(run.key) : supervisor.connect();
    if (engine === null) {
      throw new StudioError('invalid-data', 'This run is not training now. Look at one of its checkpoints.');
    }
    const of = live ? { runId: run.id } : this.#stored(run, checkpointId);
    const { step, result } = await requestInspection(await engine, of, inspection, signal);
    if (result === null) throw new StudioError('internal', 'The look into the network was given up.');
    return { step, result: result as Extract<InspectionResult, { type: I['type'] }> };
  }

  #stored(run: RunView, checkpointId: string | null): InspectedCheckpoint {
    const { store } = this.#options;
    const analysis = store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    return {
      model: JSON.parse(run.model) as ModelSpec,
      tokenizer: analysis.tokenizer,
      checkpoint: store.checkpoints.load(findCheckpoint(store, run, checkpointId), 'parameter/'),
      backend: (JSON.parse(run.train) as TrainSpec).backend,
    };
  }

  async #datasetTexts(run: RunView): Promise<{ texts: string[]; labels: number[] | null }> {
    const { datasets } = this.#options;
    if ((JSON.parse(run.model) as ModelSpec).task === 'language-model') {
      return { texts: [await datasets.preview(run.dataset_id, DATASET_CHARACTERS)], labels: null };
    }
    const content = await datasets.content(datasets.row(run.dataset_id));
    if (content.kind !== 'labelled') throw new StudioError('invalid-data', 'This dataset has no texts with labels.');
    return {
      texts: content.texts.slice(0, DATASET_SAMPLES),
      labels: Array.from(content.labels.subarray(0, DATASET_SAMPLES)),
    };
  }

  async #classes(run: RunView, count: number): Promise<string[]> {
    const classes = await this.#options.datasets.classes(run.dataset_id);
    return classes ?? Array.from({ length: count }, (_, n) => String(n + 1));
  }
}
