import { isRecurrent } from '../../cells/index.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import { isPooling } from '../../models/model-problem.ts';
import { parameterSpecs } from '../../models/parameter-specs.ts';
import { isTied } from '../../models/tied-output.ts';
import { taskFacts } from '../../tasks/facts.ts';
import type { LayerSpec, ModelSpec, PoolingLayerSpec, RecurrentLayerSpec } from '../../spec/model-spec.ts';
import { quantizeWeights } from '../quantize-weights.ts';
import type { StoredTensor } from '../quantize-weights.ts';
import type { TrainedModel, WeightPrecision } from '../trained-model.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { addPooling } from './onnx-pooling.ts';
import { addRecurrent } from './onnx-recurrent.ts';
import { addGatheredRows, addWeights, matrixWeights } from './stored-weights.ts';

interface Around {
  precision: WeightPrecision;
  /** (T, B, F), or ids (T, B). */
  input: string;
  /** (B) int32; null means that all sequences have T steps. */
  lengths: string | null;
  /** True when the states of recurrent layers are inputs and outputs of the graph. */
  carriesState: boolean;
}

/** Adds all layers of a network. Returns the name of the last one's output. */
export function addLayers(graph: OnnxGraph, trained: TrainedModel, around: Around): string {
  const { model } = trained;
  const { lengths, carriesState } = around;
  const stored = storedParameters(trained, around.precision);
  return model.layers.reduce((input, spec, index) => {
    const parameter = (name: string) => stored(`${index}.${name}`);
    if (isRecurrent(spec)) return addRecurrent(graph, { index, spec, parameter, input, lengths, carriesState });
    if (isPooling(spec)) return addPooling(graph, { index, spec, parameter, input, lengths });
    return addLayer(graph, { index, spec, parameter, table: () => stored('0.weights'), input, model });
  }, around.input);
}

function storedParameters(trained: TrainedModel, precision: WeightPrecision): (name: string) => StoredTensor {
  const roles = new Map(parameterSpecs(trained.model).map(({ name, role }) => [name, role]));
  return (name) => {
    const tensor = trained.parameters.get(name);
    const role = roles.get(name);
    if (tensor === undefined || role === undefined) throw new Error(`The model has no parameter ${name}.`);
    return quantizeWeights(tensor, role, precision);
  };
}

interface PlainNode {
  index: number;
  spec: Exclude<LayerSpec, RecurrentLayerSpec | PoolingLayerSpec>;
  parameter(name: string): StoredTensor;
  /** The embedding's weights, which a tied output shares. */
  table(): StoredTensor;
  input: string;
  model: ModelSpec;
}

function addLayer(graph: OnnxGraph, { index, spec, parameter, table, input, model }: PlainNode): string {
  const output = `${index}.output`;
  switch (spec.type) {
    case 'one_hot': {
      const depth = graph.integers(layerShapes(model).input.size);
      const offAndOn = graph.constant('off_and_on', { type: 'float32', shape: [2], content: Float32Array.of(0, 1) });
      return graph.add('OneHot', output, [input, depth, offAndOn]);
    }
    case 'embedding':
      return addGatheredRows(graph, `${index}.weights`, matrixWeights(parameter('weights')), input);
    case 'dropout':
      return input;
    case 'layer_norm': {
      const [gamma, beta] = ['gamma', 'beta'].map((name) =>
        graph.constant(`${index}.${name}`, matrixWeights(parameter(name)).tensor),
      );
      const rank = layerShapes(model).outputs[index].sequence ? 3 : 2;
      const attributes = { axis: rank - 1, epsilon: { float: spec.epsilon } };
      return graph.add('LayerNormalization', output, [input, gamma, beta], attributes);
    }
    case 'dense': {
      const kernel = addKernel(graph, index, isTied(spec) ? { table: table() } : { kernel: parameter('kernel') });
      const product = graph.add('MatMul', `${index}.product`, [input, kernel]);
      const bias = graph.constant(`${index}.bias`, matrixWeights(parameter('bias')).tensor);
      return graph.add('Add', output, [product, bias]);
    }
    case 'activation':
      return addActivation(graph, spec.activation, output, input, model);
  }
}

/** Returns the name of a dense layer's kernel (I, O). A table (O, I) is in the file already, for the rows that the input gathers. */
function addKernel(
  graph: OnnxGraph,
  index: number,
  weights: { table: StoredTensor } | { kernel: StoredTensor },
): string {
  const name = `${index}.kernel`;
  if ('kernel' in weights) return addWeights(graph, name, matrixWeights(weights.kernel));
  const table = addWeights(graph, '0.weights', matrixWeights(weights.table));
  return graph.add('Transpose', name, [table], { perm: [1, 0] });
}

const operators = { tanh: 'Tanh', softsign: 'Softsign', relu: 'Relu', sigmoid: 'Sigmoid' } as const;

function addActivation(
  graph: OnnxGraph,
  activation: Extract<LayerSpec, { type: 'activation' }>['activation'],
  output: string,
  input: string,
  { task }: ModelSpec,
): string {
  switch (activation) {
    case 'linear':
      return input;
    case 'softmax':
      // Language models and classifiers have it as an output of its own, beside the logits.
      return taskFacts[task].loss === 'squared-error' ? graph.add('Softmax', output, [input]) : input;
    case 'hard_sigmoid':
      return graph.add('HardSigmoid', output, [input], { alpha: { float: 0.2 }, beta: { float: 0.5 } });
    default:
      return graph.add(operators[activation], output, [input]);
  }
}
