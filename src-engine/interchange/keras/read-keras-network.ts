import { embedding, dense, dropout, gru, lstm, simpleRnn } from '../../models/default-layers.ts';
import { gateCounts } from '../../models/parameter-specs.ts';
import type { Activation, LayerSpec, ModelSpec, RecurrentLayerSpec, Task } from '../../spec/model-spec.ts';
import type { ParameterTensor } from '../trained-model.ts';
import { hardSigmoidAsKeras } from './hard-sigmoid.ts';
import { innerLayer, KerasError, textOf, type DescribedLayer } from './read-keras-chain.ts';

/** Layers of Keras with what has been read of their weights. */
export interface KerasFile {
  layers: readonly DescribedLayer[];
  /** Keras 3 has another hard sigmoid than those before. */
  isKeras3: boolean;
  /** Ids are one higher than those of tokens, and row 0 of the embedding is for padding. */
  isPadded: boolean;
  /** In Keras' order; of a Bidirectional layer first those of the cell that reads forward. Throws KerasError. */
  weightsOf: (layer: DescribedLayer) => ParameterTensor[];
}

/**
 * The same network in the engine's layers. `task` is the task to read it for, by default the one that its shape suggests. Throws KerasError where a
 * layer does something that the engine does not do.
 */
export function readKerasNetwork(
  file: KerasFile,
  task?: Task,
): { model: ModelSpec; parameters: Map<string, ParameterTensor> } {
  const reader = new Reader(file);
  for (const layer of file.layers) reader.read(layer);
  return reader.finish(task);
}

class Reader {
  readonly #file: KerasFile;
  readonly #layers: LayerSpec[] = [];
  readonly #parameters = new Map<string, ParameterTensor>();
  /** Columns that go into the next layer; null means the network's input. */
  #width: number | null = null;
  #input: { kind: 'ids' | 'numbers'; size: number } | null = null;
  /** Factor of a Rescaling layer on the way to the next activation. */
  #scale = 1;

  constructor(file: KerasFile) {
    this.#file = file;
  }

  read(layer: DescribedLayer): void {
    const { className, config, name } = layer;
    if (this.#scale !== 1 && !(className === 'Activation' && config['activation'] === 'hard_sigmoid'))
      throw unsupported(name, 'Rescaling', 'scales numbers by a Rescaling layer');
    switch (className) {
      case 'Masking':
        return;
      case 'Dropout':
      case 'SpatialDropout1D':
        return this.#dropout(config['rate']);
      case 'Embedding':
        return this.#embedding(layer);
      case 'Dense':
        return this.#dense(layer, config);
      case 'TimeDistributed': {
        const inner = innerLayer(config['layer']);
        if (inner.className !== 'Dense')
          throw unsupported(
            name,
            `TimeDistributed(${textOf(inner.className)})`,
            `repeats ${textOf(inner.className)} over time`,
          );
        return this.#dense(layer, inner.config);
      }
      case 'LayerNormalization':
        return this.#layerNorm(layer);
      case 'Activation':
        return this.#activation(name, config['activation']);
      case 'Softmax':
        return this.#activation(name, 'softmax');
      case 'ReLU':
        return this.#activation(name, 'relu');
      case 'Rescaling':
        if (typeof config['scale'] !== 'number' || config['offset'] !== 0)
          throw unsupported(name, 'Rescaling', 'is a Rescaling layer');
        this.#scale = config['scale'];
        return;
      case 'LSTM':
      case 'GRU':
      case 'SimpleRNN':
        return this.#recurrent(layer, { className, name, config }, null);
      case 'Bidirectional':
        return this.#bidirectional(layer);
      default:
        throw unsupported(name, textOf(className), `is of the kind ${textOf(className)}`);
    }
  }

  finish(task: Task | undefined) {
    const input = this.#input;
    if (input === null || this.#width === null)
      throw new KerasError('has no layers with weights.', { reason: 'no-layers' });
    const proposed = this.#proposedTask(input);
    const model: ModelSpec = {
      task: task ?? proposed,
      input: { kind: 'tokens', vocabularySize: input.size },
      layers: this.#layers,
    };
    if (input.kind === 'numbers' && (model.task === 'regression' || proposed !== 'language-model'))
      model.input = { kind: 'features', size: input.size };
    else if (input.kind === 'numbers') this.#insertOneHot();
    if (model.task === 'language-model') keepSequence(this.#layers);
    if (model.task === 'classification') this.#twoClasses();
    return { model, parameters: this.#parameters };
  }

  /** One output a character, or a step: a language model. Keras’ characters come as rows of 0 and 1. */
  #proposedTask(input: { kind: 'ids' | 'numbers'; size: number }): Task {
    const last = this.#layers.findLast(isRecurrentSpec);
    const activation = this.#layers.at(-1);
    const isSoftmax = activation?.type === 'activation' && activation.activation === 'softmax';
    const isSame = this.#width === input.size;
    if (input.kind === 'ids')
      return isSame && (last?.returnSequences === true || isSoftmax) ? 'language-model' : 'classification';
    if (isSame && isSoftmax) return 'language-model';
    return isSoftmax || (activation?.type === 'activation' && activation.activation === 'sigmoid')
      ? 'classification'
      : 'regression';
  }

  #insertOneHot(): void {
    this.#layers.unshift({ type: 'one_hot' });
    const moved = [...this.#parameters].map(([name, tensor]) => {
      const [index, ...rest] = name.split('.');
      return [[Number(index) + 1, ...rest].join('.'), tensor] as const;
    });
    this.#parameters.clear();
    for (const [name, tensor] of moved) this.#parameters.set(name, tensor);
  }

  /** σ(z) is the second of the shares that softmax makes of 0 and z. */
  #twoClasses(): void {
    const last = this.#layers.at(-1);
    const index = this.#layers.length - 2;
    const output = this.#layers[index];
    if (last?.type !== 'activation' || last.activation !== 'sigmoid' || output?.type !== 'dense' || output.units !== 1)
      return;
    this.#layers.splice(index, 2, dense(2), { type: 'activation', activation: 'softmax' });
    for (const part of ['kernel', 'bias']) {
      const { values } = this.#parameters.get(`${index}.${part}`) ?? { values: new Float32Array() };
      const doubled = new Float32Array(2 * values.length);
      values.forEach((value, n) => (doubled[2 * n + 1] = value));
      this.#parameters.set(`${index}.${part}`, { shape: part === 'bias' ? [2] : [values.length, 2], values: doubled });
    }
  }

  #put(name: string, tensor: ParameterTensor): void {
    this.#parameters.set(`${this.#layers.length}.${name}`, tensor);
  }

  /** The width of what comes in, which the first kernel tells. */
  #enter(name: string, rows: number): number {
    this.#input ??= { kind: 'numbers', size: rows };
    const width = this.#width ?? rows;
    if (rows !== width)
      throw new KerasError(`is damaged: the weights of ${textOf(name)} do not fit what comes before.`);
    return rows;
  }

  #dropout(rate: unknown): void {
    const before = this.#layers.at(-1);
    if (typeof rate !== 'number' || !(rate > 0 && rate < 1) || before === undefined || before.type === 'one_hot')
      return;
    this.#layers.push(dropout(rate));
  }

  #embedding(layer: DescribedLayer): void {
    if (this.#input !== null) throw unsupported(layer.name, 'Embedding', 'is an Embedding that is not the first layer');
    const [table] = this.#weights(layer, 1);
    const [rows, dim] = extents(layer.name, table, 2);
    const padding = this.#file.isPadded ? 1 : 0;
    const size = rows - padding;
    const values = table.values.slice(padding * dim);
    const isTrainable = layer.config['trainable'] !== false;
    this.#input = { kind: 'ids', size };
    this.#width = dim;
    if (!isTrainable && size === dim && isIdentity(values, size)) {
      this.#layers.push({ type: 'one_hot' });
      return;
    }
    this.#put('weights', { shape: [size, dim], values });
    this.#layers.push({ ...embedding(dim), trainable: isTrainable } as LayerSpec);
  }

  #dense(layer: DescribedLayer, config: Record<string, unknown>): void {
    const hasBias = config['use_bias'] !== false;
    const [kernel, bias] = this.#weights(layer, hasBias ? 2 : 1);
    const [rows, units] = extents(layer.name, kernel, 2);
    this.#enter(layer.name, rows);
    this.#put('kernel', kernel);
    this.#put('bias', expect(layer.name, hasBias ? bias : zeros([units]), [units]));
    this.#layers.push(dense(units));
    this.#width = units;
    this.#activation(layer.name, config['activation'] ?? 'linear');
  }

  /** Either half of it may be missing: a scale of 1, or a shift of 0. */
  #layerNorm(layer: DescribedLayer): void {
    const { config, name } = layer;
    const axes = [config['axis'] ?? -1].flat();
    if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== 2))
      throw unsupported(name, `axis=${textOf(config['axis'])}`, 'normalises over other axes than the last');
    if (this.#width === null) throw unsupported(name, 'LayerNormalization', 'normalises the input itself');
    const size = this.#width;
    const [hasScale, hasShift] = [config['scale'] !== false, config['center'] !== false];
    const weights = this.#weights(layer, Number(hasScale) + Number(hasShift));
    const ones = { shape: [size], values: new Float32Array(size).fill(1) };
    this.#put('gamma', expect(name, hasScale ? weights[0] : ones, [size]));
    this.#put('beta', expect(name, hasShift ? weights[weights.length - 1] : zeros([size]), [size]));
    const { epsilon } = config;
    this.#layers.push({ type: 'layer_norm', epsilon: typeof epsilon === 'number' ? epsilon : 1e-3 });
  }

  #activation(name: string, value: unknown): void {
    const activation = nameOf(value);
    if (activation === 'linear') return;
    if (activation !== 'softmax' && !isActivation(activation))
      throw unsupported(name, textOf(value), `uses the activation ${textOf(value)}`);
    if (activation === 'hard_sigmoid') this.#hardSigmoid(name);
    this.#layers.push({ type: 'activation', activation });
  }

  /** Keras 3’s is ours of a smaller number, which goes into the layer before. */
  #hardSigmoid(name: string): void {
    const factor = this.#scale / (this.#file.isKeras3 ? hardSigmoidAsKeras.scale : 1);
    this.#scale = 1;
    if (factor === 1) return;
    const index = this.#layers.length - 1;
    if (this.#layers[index]?.type !== 'dense')
      throw unsupported(name, 'hard_sigmoid', 'uses a hard sigmoid that does not follow a Dense layer');
    for (const part of ['kernel', 'bias']) {
      const tensor = this.#parameters.get(`${index}.${part}`);
      if (tensor !== undefined)
        this.#parameters.set(`${index}.${part}`, { ...tensor, values: tensor.values.map((each) => each * factor) });
    }
  }

  #bidirectional(layer: DescribedLayer): void {
    const { config, name } = layer;
    const merge = config['merge_mode'] ?? 'concat';
    if (merge !== 'concat' && merge !== 'sum')
      throw unsupported(name, `merge_mode=${textOf(merge)}`, `joins its directions by ${textOf(merge)}`);
    const forward = innerLayer(config['layer']);
    const other = config['backward_layer'] ?? null;
    const backward = other === null ? null : innerLayer(other);
    if (backward !== null && sameParts.some((part) => textOf(backward.config[part]) !== textOf(forward.config[part])))
      throw unsupported(name, 'backward_layer', 'has two directions that differ');
    this.#recurrent(layer, forward, merge);
  }

  #recurrent(layer: DescribedLayer, cell: ReturnType<typeof innerLayer>, merge: 'concat' | 'sum' | null): void {
    const { name } = layer;
    const { config } = cell;
    const hasBias = config['use_bias'] !== false;
    const all = this.#weights(layer, (hasBias ? 3 : 2) * (merge === null ? 1 : 2));
    const [recurrentRows] = extents(name, all[1], 2);
    const spec = recurrentSpec(name, cell, recurrentRows, merge);
    const width = gateCounts[spec.type] * spec.units;
    const [inputs] = extents(name, all[0], 2);
    this.#enter(name, inputs);
    if (typeof config['dropout'] === 'number' && this.#layers.length > 0) this.#dropout(config['dropout']);
    const biasShape = spec.type === 'gru' ? [2, width] : [width];
    for (const [n, prefix] of (merge === null ? [''] : ['forward.', 'backward.']).entries()) {
      const [kernel, recurrent, bias] = all.slice(n * (hasBias ? 3 : 2));
      const put = (part: string, tensor: ParameterTensor, shape: number[]) => {
        const checked = expect(name, tensor, shape);
        this.#put(prefix + part, this.#file.isKeras3 ? hardSigmoidAsKeras.ownWeights(spec, checked) : checked);
      };
      put('kernel', kernel, [inputs, width]);
      put('recurrent', recurrent, [spec.units, width]);
      put('bias', hasBias ? bias : zeros(biasShape), biasShape);
    }
    this.#layers.push(spec);
    this.#width = spec.units * (merge === 'concat' ? 2 : 1);
  }

  #weights(layer: DescribedLayer, count: number): ParameterTensor[] {
    const found = this.#file.weightsOf(layer);
    if (found.length < count) throw new KerasError(`is damaged: weights of ${textOf(layer.name)} are missing.`);
    return found;
  }
}

const sameParts = ['units', 'activation', 'recurrent_activation', 'use_bias', 'return_sequences', 'reset_after'];

function recurrentSpec(
  name: string,
  { className, config }: ReturnType<typeof innerLayer>,
  units: number,
  bidirectional: 'concat' | 'sum' | null,
): RecurrentLayerSpec {
  const activation = nameOf(config['activation'] ?? 'tanh');
  if (activation !== 'tanh' && activation !== 'softsign' && activation !== 'relu')
    throw unsupported(name, textOf(config['activation']), `uses the activation ${textOf(config['activation'])}`);
  if (config['go_backwards'] === true) throw unsupported(name, 'go_backwards=True', 'reads backwards');
  if (config['time_major'] === true) throw unsupported(name, 'time_major=True', 'takes time before the batch');
  const changes = {
    activation,
    bidirectional,
    returnSequences: config['return_sequences'] === true,
    recurrentDropout: typeof config['recurrent_dropout'] === 'number' ? config['recurrent_dropout'] : 0,
  } as const;
  if (className === 'SimpleRNN') return simpleRnn(units, changes);
  const recurrentActivation = nameOf(config['recurrent_activation'] ?? 'sigmoid');
  if (recurrentActivation !== 'sigmoid' && recurrentActivation !== 'hard_sigmoid')
    throw unsupported(
      name,
      textOf(config['recurrent_activation']),
      `uses the gate activation ${textOf(config['recurrent_activation'])}`,
    );
  if (className === 'LSTM') return lstm(units, { ...changes, recurrentActivation });
  if (className !== 'GRU') throw unsupported(name, textOf(className), `is of the kind ${textOf(className)}`);
  if (config['reset_after'] !== true)
    throw unsupported(
      name,
      'reset_after=False',
      'is a GRU with reset_after=False, which resets the state before the product',
    );
  return gru(units, { ...changes, recurrentActivation });
}

/** In a Keras model for one prediction a text, the last recurrent layer gives its last state; each step is what it would have given there. */
function keepSequence(layers: LayerSpec[]): void {
  layers.forEach((layer, index) => {
    if (isRecurrentSpec(layer)) layers[index] = { ...layer, returnSequences: true };
  });
}

function isRecurrentSpec(layer: LayerSpec): layer is RecurrentLayerSpec {
  return layer.type === 'lstm' || layer.type === 'gru' || layer.type === 'simple_rnn';
}

function isActivation(name: unknown): name is Activation {
  return ['tanh', 'softsign', 'relu', 'sigmoid', 'hard_sigmoid', 'linear'].includes(name as string);
}

/** Keras 3 may write a function as an object. */
function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'config' in value ? value.config : value;
}

function isIdentity(values: Float32Array, size: number): boolean {
  return values.every((value, n) => value === (n % (size + 1) === 0 ? 1 : 0));
}

function extents(name: string, { shape }: ParameterTensor, count: number): [number, number] {
  if (shape.length !== count || shape.includes(0)) throw misshapen(name);
  return [shape[0], shape[1]];
}

function expect(name: string, tensor: ParameterTensor, shape: number[]): ParameterTensor {
  if (tensor.shape.join() !== shape.join()) throw misshapen(name);
  return { ...tensor, shape };
}

function misshapen(name: string): KerasError {
  return new KerasError(`is damaged: weights of ${textOf(name)} have shapes that do not fit.`);
}

function zeros(shape: number[]): ParameterTensor {
  return { shape, values: new Float32Array(shape.reduce((size, extent) => size * extent, 1)) };
}

/** `detail`: what the studio does not have, in Keras' words; `what` says it after the layer's name. */
function unsupported(name: string, detail: string, what: string): KerasError {
  const layer = textOf(name);
  const message = `cannot be imported: its layer ${layer} ${what}, which the studio does not have.`;
  return new KerasError(message, { reason: 'unknown-layer', layer, detail });
}
