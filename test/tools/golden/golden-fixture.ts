import type { CellField } from '../../../src-engine/cells/cell-facts.ts';
import { cellFacts, cellTypes, isCellType } from '../../../src-engine/cells/index.ts';
import type { CellType, RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import { attentionPooling, dense, embedding, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { ClipSpec, OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';

/** What another framework computed for a small model: forward, loss, gradients and the parameters after a few optimizer steps. */
export interface GoldenFixture {
  source: string;
  model: ModelSpec;
  optimizer: OptimizerSpec;
  clip: ClipSpec;
  stateCarried: boolean;
  /** The share of every target that is spread over all classes. */
  labelSmoothing: number;
  initial: Map<string, GoldenTensor>;
  steps: GoldenStep[];
  final: Map<string, GoldenTensor>;
}

export interface GoldenTensor {
  shape: number[];
  data: number[];
}

export interface GoldenStep {
  /** Token ids (B, T), or numbers (B, T, F). */
  input: { ids: number[][] } | { features: GoldenTensor };
  /** Length of each sequence; null: all T. */
  lengths: number[] | null;
  /** Class ids (B, T), or (B) of a classifier, below 0 where masked; numbers (B, O) of a model that predicts numbers. */
  targets: number[];
  /** (B, T, V), or (B, classes). */
  logits: GoldenTensor;
  /** Mean over the targets. */
  loss: number;
  /** Before clipping; the files have them for the first step. */
  gradients: Map<string, GoldenTensor> | null;
  gradientNorm: number;
}

/** The token ids (B, T) of a step. Throws an Error where the network reads numbers. */
export function idsOf({ input }: GoldenStep): number[][] {
  if (!('ids' in input)) throw new Error('This golden file has numbers in the place of token ids.');
  return input.ids;
}

/** The hyper-parameters that the files name by optimizer alone. */
const optimizers: Record<OptimizerSpec['type'], OptimizerSpec> = {
  sgd: { type: 'sgd', learningRate: 0.1 },
  momentum: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
  rmsprop: { type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 },
  adagrad: { type: 'adagrad', learningRate: 0.1, epsilon: 1e-10 },
  adam: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: {
    type: 'adamw',
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.1,
    decayBiases: true,
  },
};

/** Reads the JSON of a golden file. Throws an Error that says where it is not as expected. */
export function parseGoldenFixture(json: unknown): GoldenFixture {
  const file = record(json, 'The file');
  const layers = list(file.layers, 'layers').map((layer, n) => parseLayer(record(layer, `layers[${n}]`), n));
  const steps = list(file.steps, 'steps').map((step, n) => parseStep(record(step, `steps[${n}]`), n));
  if (steps.length === 0) throw new Error('steps is empty.');
  const clipNorm = file.clip_norm ?? null;
  return {
    source: typeof file.source === 'string' ? file.source : 'unknown',
    model: {
      task: taskOf(file, steps[0]),
      input:
        typeof file.features === 'number'
          ? { kind: 'features', size: file.features }
          : { kind: 'tokens', vocabularySize: number(file.vocab, 'vocab') },
      layers,
    },
    optimizer: optimizers[oneOf(file.optimizer, keysOf(optimizers), 'optimizer')],
    clip: clipNorm === null ? { type: 'none' } : { type: 'norm', max: number(clipNorm, 'clip_norm') },
    stateCarried: file.state_carried_between_steps === true,
    labelSmoothing: Number(/label smoothing ([\d.]+)/.exec(String(file.loss))?.[1] ?? 0),
    initial: tensors(file.initial, 'initial'),
    steps,
    final: tensors(file.final, 'final'),
  };
}

function taskOf({ loss, layers, vocab }: JsonRecord, { logits }: GoldenStep): ModelSpec['task'] {
  if (typeof loss === 'string' && loss.includes('squared error')) return 'regression';
  if (logits.shape.length === 2) return 'classification';
  // A language model predicts its vocabulary, and does not look ahead.
  const looksAhead = list(layers, 'layers').some((layer) => record(layer, 'A layer').bidirectional === true);
  return logits.shape[2] === vocab && !looksAhead ? 'language-model' : 'tagging';
}

const otherTypes = ['one_hot', 'embedding', 'layer_norm', 'attention_pooling', 'dense'] as const;

function parseLayer(layer: JsonRecord, n: number): LayerSpec {
  const at = `layers[${n}]`;
  const type = oneOf(layer.type, [...cellTypes, ...otherTypes], `${at}.type`);
  if (isCellType(type)) return parseRecurrentLayer(type, layer, at);
  switch (type) {
    case 'one_hot':
      return { type };
    case 'embedding':
      return embedding(number(layer.dim, `${at}.dim`));
    case 'layer_norm':
      return { type, epsilon: number(layer.epsilon, `${at}.epsilon`) };
    case 'attention_pooling':
      return attentionPooling(number(layer.units, `${at}.units`));
    case 'dense':
      return dense(number(layer.units, `${at}.units`), layer.tied === true ? { tied: true } : {});
  }
}

/** Fields that a file leaves out have the defaults of the cell's facts. */
function parseRecurrentLayer(type: CellType, layer: JsonRecord, at: string): RecurrentLayerSpec {
  const given = Object.entries(cellFacts(type).fields).flatMap(([name, field]) => {
    const key = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const value = layer[key];
    if (value === undefined) return [];
    return [[name, parseField(field, value, layer, `${at}.${key}`)]];
  });
  return recurrentLayer(type, number(layer.units, `${at}.units`), Object.fromEntries(given));
}

function parseField(field: CellField, value: unknown, layer: JsonRecord, at: string) {
  switch (field.kind) {
    case 'choice':
      return oneOf(value, field.options, at);
    case 'directions':
      return value === true ? oneOf(layer.merge ?? 'concat', ['concat', 'sum'], `${at} merge`) : null;
    case 'switch':
      return value !== false;
    case 'initializer':
      return field.default;
    case 'number':
    case 'share':
    case 'divisor':
      return number(value, at);
  }
}

function parseStep(step: JsonRecord, n: number): GoldenStep {
  const at = `steps[${n}]`;
  return {
    input:
      step.inputs === undefined
        ? { ids: list(step.ids, `${at}.ids`).map((row) => numbers(row, `${at}.ids`)) }
        : { features: tensor(step.inputs, `${at}.inputs`) },
    lengths: step.lengths === undefined ? null : numbers(step.lengths, `${at}.lengths`),
    targets: Array.isArray(step.targets)
      ? numbers(step.targets.flat(), `${at}.targets`)
      : tensor(step.targets, `${at}.targets`).data,
    logits: tensor(step.logits, `${at}.logits`),
    loss: number(step.loss, `${at}.loss`),
    gradients: step.grads === undefined ? null : tensors(step.grads, `${at}.grads`),
    gradientNorm: number(step.grad_norm_before_clip, `${at}.grad_norm_before_clip`),
  };
}

type JsonRecord = Record<string, unknown>;

function record(value: unknown, at: string): JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${at} is not an object.`);
  return { ...value };
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${at} is not a list.`);
  return value;
}

function number(value: unknown, at: string): number {
  if (typeof value !== 'number') throw new Error(`${at} is not a number.`);
  return value;
}

function numbers(value: unknown, at: string): number[] {
  return list(value, at).map((each) => number(each, at));
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], at: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Error(`${at} is ${JSON.stringify(value)}, not one of ${allowed.join(', ')}.`);
  return found;
}

function keysOf<T extends string>(of: Record<T, unknown>): T[] {
  return Object.keys(of) as T[];
}

function tensor(value: unknown, at: string): GoldenTensor {
  const { shape, data } = record(value, at);
  const extents = numbers(shape, `${at}.shape`);
  const elements = numbers(data, `${at}.data`);
  const size = extents.reduce((product, extent) => product * extent, 1);
  if (elements.length !== size) throw new Error(`${at} has ${elements.length} elements, not ${size}.`);
  return { shape: extents, data: elements };
}

function tensors(value: unknown, at: string): Map<string, GoldenTensor> {
  return new Map(Object.entries(record(value, at)).map(([name, each]) => [name, tensor(each, `${at}.${name}`)]));
}
