import { memorySpan } from '../../../src-engine/insight/memory-span.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { FlowData, InspectedRows } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import { splitStratified } from '../../../src-engine/text/stratified-split.ts';
import { StudioError } from '../../contract/errors.ts';
import type { AttributionInput, AttributionRecord } from '../../contract/insight/attribution-records.ts';
import type * as records from '../../contract/insight-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import { longestTextOf } from '../../datasets/longest-text.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { classNames } from './class-names.ts';
import type { InspectedNetworks } from './inspected-networks.ts';
import { preparationOf } from './preparation-of.ts';
import { flowOfNumbers, rowsToRead } from './read-rows.ts';

/** The part of the dataset that one answer is drawn from where a person gives no text. */
const DATASET_CHARACTERS = 20_000;
const DATASET_SAMPLES = 16;
/** Texts of which a confusion matrix is made. */
const MOST_CONFUSED = 5000;
const SHOWN_CHARACTERS = 500;
/** The tokens before a prediction that it is explained by, so that an answer takes about a second at most. */
const EXPLAINED_TOKENS = 500;

export interface InsightOptions {
  store: Store;
  datasets: Datasets;
  networks: InspectedNetworks;
}

/** Looks into networks: those in training as they are, and those in checkpoints. */
export class Insight {
  readonly #options: InsightOptions;
  readonly #networks: InspectedNetworks;

  constructor(options: InsightOptions) {
    this.#options = options;
    this.#networks = options.networks;
  }

  async activations(
    run: RunView,
    input: records.ActivationsInput,
    signal?: AbortSignal,
  ): Promise<records.ActivationsRecord> {
    const inspection = { type: 'activations' as const, ...(await this.#reading(run, input)) };
    const { step, result } = await this.#networks.inspect(run, input, inspection, signal);
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

  async cellSteps(run: RunView, input: records.CellStepsInput, signal?: AbortSignal): Promise<records.CellStepsRecord> {
    const { loop, unit } = input;
    const inspection = { type: 'cell-steps' as const, loop, unit, ...(await this.#reading(run, input)) };
    const { step, result } = await this.#networks.inspect(run, input, inspection, signal);
    const { tokens, steps } = result;
    return {
      step,
      tokens,
      columns: steps.columns.map((column) => ({
        ...column,
        input: Array.from(column.input),
        recurrent: Array.from(column.recurrent),
      })),
      states: steps.states.map(({ name, before, after }) => ({
        name,
        before: Array.from(before),
        after: Array.from(after),
      })),
      variables: steps.variables.map(({ variable, values }) => ({ variable, values: Array.from(values) })),
    };
  }

  /** The content that the person chose to be read: a text, or rows of the run's dataset. */
  async #reading(
    run: RunView,
    { text, rows }: Pick<records.ActivationsInput, 'text' | 'rows'>,
  ): Promise<{ text: string } | { rows: InspectedRows }> {
    const { input } = JSON.parse(run.model) as ModelSpec;
    if (input.kind === 'tokens') {
      if (text !== null) return { text };
      throw new StudioError('invalid-data', 'The network reads texts. Give it one.', { reason: 'needs-text' });
    }
    const { datasets } = this.#options;
    const content = await datasets.content(datasets.row(run.dataset_id));
    const asked = rows ?? { series: null, origin: null };
    return { rows: rowsToRead(content, preparationOf(run), asked) };
  }

  async gradientFlow(
    run: RunView,
    input: records.GradientFlowInput,
    signal?: AbortSignal,
  ): Promise<records.GradientFlowRecord> {
    const data = input.text === null ? await this.#flowData(run) : { kind: 'texts' as const, texts: [input.text] };
    const { step, result } = await this.#networks.inspect(
      run,
      input,
      { type: 'gradient-flow', data, steps: input.steps },
      signal,
    );
    const flows = result.flows.map(({ loop, norms }) => {
      const states = Object.entries(norms).map(([state, byLag]) => ({
        state,
        norms: Array.from(byLag),
        span: memorySpan(byLag),
      }));
      const hidden = states.find(({ state }) => state === 'h');
      const cell = states.find(({ state }) => state === 'c');
      return {
        loop,
        states,
        hidden: hidden?.norms ?? [],
        hiddenSpan: hidden?.span ?? null,
        cell: cell?.norms ?? null,
        cellSpan: cell?.span ?? null,
      };
    });
    return { step, flows };
  }

  async spectra(run: RunView, input: records.Network, signal?: AbortSignal): Promise<records.SpectraRecord> {
    const { step, result } = await this.#networks.inspect(run, input, { type: 'spectra' }, signal);
    return {
      step,
      spectra: result.spectra.map((spectrum) => ({ ...spectrum, singularValues: Array.from(spectrum.singularValues) })),
    };
  }

  async cells(run: RunView, input: records.CellsInput, signal?: AbortSignal): Promise<records.CellsRecord> {
    const { text, property, count } = input;
    const { step, result } = await this.#networks.inspect(run, input, { type: 'cells', text, property, count }, signal);
    return { step, matches: result.matches, tokens: result.tokens, values: Array.from(result.values) };
  }

  async counterfactual(
    run: RunView,
    input: records.CounterfactualInput,
    signal?: AbortSignal,
  ): Promise<records.CounterfactualRecord> {
    const { text, clamps } = input;
    const { step, result } = await this.#networks.inspect(run, input, { type: 'counterfactual', text, clamps }, signal);
    return {
      step,
      tokens: result.tokens,
      losses: Array.from(result.losses),
      clampedLosses: Array.from(result.clampedLosses),
    };
  }

  async classify(run: RunView, input: records.ClassifyInput, signal?: AbortSignal): Promise<records.ClassifiedRecord> {
    const longest = longestTextOf(this.#options.store, run);
    const { step, probabilities } = await this.#classify(run, input, input.texts, longest, signal);
    return { step, classes: await classNames(this.#options.datasets, run), probabilities };
  }

  /** Represents texts by the hidden states of the network that reads them. */
  async embed(run: RunView, input: records.EmbedInput, signal?: AbortSignal): Promise<records.EmbeddedRecord> {
    const { texts, pooling } = input;
    const { step, result } = await this.#networks.inspect(run, input, { type: 'embed', texts, pooling }, signal);
    const { size, vectors, tokens } = result;
    return { step, size, tokens, vectors: new Blob([Float32Array.from(vectors)]) };
  }

  /** Over what the run held back to validate on, read as far as training reads it. */
  async confusion(run: RunView, input: records.Network, signal?: AbortSignal): Promise<records.ConfusionRecord> {
    if (!can((JSON.parse(run.model) as ModelSpec).task, 'classify')) {
      throw new StudioError('invalid-data', 'Only a classifier has a confusion matrix. Choose a run that has one.', {
        reason: 'no-classifier',
      });
    }
    const { texts, labels, classes, heldBack } = await this.#labelled(run);
    const cut = JSON.parse(run.train) as TrainSpec;
    const { train, validation } = splitStratified(labels, cut, heldBack);
    const isHeldBack = validation.length > 0;
    const known = isHeldBack ? validation : train;
    const asked = known.slice(0, MOST_CONFUSED);
    const askedTexts = asked.map((row) => texts[row]);
    const { step, probabilities } = await this.#classify(run, input, askedTexts, cut.sequenceLength, signal);
    const rows = asked.map((row, n) => {
      const probability = Math.max(...probabilities[n]);
      const predicted = probabilities[n].indexOf(probability);
      return { row, text: beginningOf(texts[row]), actual: labels[row], predicted, probability };
    });
    return { step, classes, isHeldBack, total: known.length, rows };
  }

  /** Explains a prediction of a network of tokens by what it read. */
  async attribution(run: RunView, input: AttributionInput, signal?: AbortSignal): Promise<AttributionRecord> {
    const { task } = JSON.parse(run.model) as ModelSpec;
    const { outputsAre } = taskFacts[task];
    if (outputsAre === 'numbers') {
      throw new StudioError(
        'invalid-data',
        'The network predicts numbers. Choose one that writes, classifies or tags.',
        {
          reason: 'predicts-numbers',
        },
      );
    }
    const names = outputsAre === 'tokens' ? null : await classNames(this.#options.datasets, run);
    const { text, written, position } = input;
    const output = names !== null && typeof input.output === 'string' ? outputOf(names, input.output) : input.output;
    const question = { type: 'attribution' as const, text, written, position, output, reach: EXPLAINED_TOKENS };
    const { step, result } = await this.#networks.inspect(run, input, question, signal);
    const name = names === null ? result.outputText : (names[result.output] ?? '');
    return {
      step,
      pieces: result.pieces,
      position: result.position,
      output: { id: result.output, name, endsDocument: names === null && name === '' },
      logit: result.logit,
      probability: result.probability,
      outputs: names,
    };
  }

  async samples(run: RunView, input: records.SamplesInput, signal?: AbortSignal): Promise<records.SamplesRecord> {
    const { prompt, length, samplings } = input;
    const { step, result } = await this.#networks.inspect(
      run,
      input,
      { type: 'sample', prompt, length, samplings },
      signal,
    );
    return { step, texts: result.texts };
  }

  /** Looks that the training itself took. */
  steps(run: RunView, afterStep: number, maxPoints: number): records.StepInsightRecord[] {
    return this.#options.store.stepInsights.list(run.key, afterStep, maxPoints);
  }

  /** Probabilities of the classes for each text, of which at most so many tokens are read. */
  async #classify(
    run: RunView,
    network: records.Network,
    texts: string[],
    mostTokens: number | null,
    signal: AbortSignal | undefined,
  ): Promise<{ step: number; probabilities: number[][] }> {
    const { step, result } = await this.#networks.inspect(
      run,
      network,
      { type: 'classify', texts, mostTokens },
      signal,
    );
    const size = result.probabilities.length / texts.length;
    const ofText = (n: number) => Array.from(result.probabilities.subarray(n * size, (n + 1) * size));
    return { step, probabilities: texts.map((_, n) => ofText(n)) };
  }

  /**
   * Returns some of the data that the run learnt from. Throws `invalid-data` where gradients cannot be followed through
   * it.
   */
  async #flowData(run: RunView): Promise<FlowData> {
    const { datasets } = this.#options;
    const { task } = JSON.parse(run.model) as ModelSpec;
    if (taskFacts[task].outputsAre === 'tokens') {
      return { kind: 'texts', texts: [await datasets.preview(run.dataset_id, DATASET_CHARACTERS)] };
    }
    const content = await datasets.content(datasets.row(run.dataset_id));
    if (content.kind === 'tagged') {
      const sentences = content.sentences.slice(0, DATASET_SAMPLES).map(({ tokens, tags }) => ({
        tokens,
        tags: tags.map((tag) => content.tags.indexOf(tag)),
      }));
      return { kind: 'tagged', sentences };
    }
    const numbers = flowOfNumbers(content);
    if (numbers !== null) return numbers;
    const { texts, labels } = await this.#labelled(run);
    return {
      kind: 'labelled',
      texts: texts.slice(0, DATASET_SAMPLES),
      labels: Array.from(labels.subarray(0, DATASET_SAMPLES)),
    };
  }

  /** Throws `invalid-data` for a run whose dataset has no labels. */
  async #labelled(run: RunView): Promise<Extract<DatasetContent, { kind: 'labelled' }>> {
    const { datasets } = this.#options;
    const content = await datasets.content(datasets.row(run.dataset_id));
    if (content.kind !== 'labelled') {
      throw new StudioError('invalid-data', 'This dataset has no texts with labels.', { reason: 'needs-labels' });
    }
    return content;
  }
}

function outputOf(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const known = names.join(', ');
  throw new StudioError('invalid-data', `The network has no output “${name}”. It has: ${known}.`, {
    reason: 'no-such-class',
    name,
    known,
  });
}

const beginningOf = (text: string) =>
  text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`;
