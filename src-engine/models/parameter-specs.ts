import { cellDefinition } from '../cells/definitions.ts';
import { isRecurrent } from '../cells/index.ts';
import type { Initializer, LayerSpec, ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';
import { hasSparseGradient } from '../layers/embedding-parameter.ts';
import { initialBand } from './initial-band.ts';
import { layerShapes } from './layer-shapes.ts';
import { outputLayerIndex } from './model-problem.ts';
import { hasTiedOutput } from './tied-output.ts';

/** A parameter before it exists. */
export interface ParameterSpec {
  /** `<layer index>.<name>`; bidirectional `<index>.forward.<name>`, `<index>.backward.<name>`. */
  name: string;
  layer: number;
  shape: number[];
  /** `scale` is multiplied in and begins at 1; like a bias it is a vector. */
  role: 'embedding' | 'kernel' | 'recurrent' | 'bias' | 'scale';
  trainable: boolean;
  initializer: Initializer;
  /** G: the columns are G kernels side by side, each initialised on its own. */
  gates: number;
  /** Initial values that are not drawn; null means those of the initializer. */
  values: (() => Float64Array) | null;
  /** True when the gradient holds only the rows of the step's tokens. */
  sparse: boolean;
}

/** All parameters of a model in layer order. */
export function parameterSpecs(spec: ModelSpec): ParameterSpec[] {
  const { input, outputs } = layerShapes(spec);
  const output = outputLayerIndex(spec.layers);
  return spec.layers.flatMap((layer, index) =>
    layerParameters(layer, index === 0 ? input.size : outputs[index - 1].size).map((parameter) => ({
      ...parameter,
      ...(index === output && parameter.role === 'bias' && initialBand(spec, elementCount(parameter.shape))),
      sparse: isSparse(parameter, spec),
      name: `${index}.${parameter.name}`,
      layer: index,
    })),
  );
}

/**
 * Tells whether a gradient holds only the rows of the step's tokens. That of a table which a tied output shares does
 * not, since the scores reach all rows.
 */
function isSparse({ role, shape, trainable }: LayerParameterSpec, spec: ModelSpec): boolean {
  return role === 'embedding' && trainable && hasSparseGradient(shape) && !hasTiedOutput(spec);
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

type LayerParameterSpec = Omit<ParameterSpec, 'layer' | 'sparse'>;

function layerParameters(layer: LayerSpec, inputSize: number): LayerParameterSpec[] {
  if (isRecurrent(layer)) return recurrentParameters(layer, inputSize);
  switch (layer.type) {
    case 'embedding':
      return [
        {
          name: 'weights',
          shape: [inputSize, layer.dim],
          role: 'embedding',
          trainable: layer.trainable,
          initializer: layer.initializer,
          gates: 1,
          values: null,
        },
      ];
    case 'dense':
      return [
        ...(layer.tied ? [] : [kernel('kernel', [inputSize, layer.units], layer.kernelInitializer, 1)]),
        bias([layer.units], 1),
      ];
    case 'layer_norm':
      return [scale([inputSize]), { ...bias([inputSize], 1), name: 'beta' }];
    case 'attention_pooling':
      return [
        kernel('kernel', [inputSize, layer.units], layer.kernelInitializer, 1),
        bias([layer.units], 1),
        { ...kernel('kernel', [layer.units], layer.kernelInitializer, 1), name: 'context' },
      ];
    case 'mean_pooling':
    case 'max_pooling':
    case 'one_hot':
    case 'dropout':
    case 'activation':
      return [];
  }
}

function recurrentParameters(layer: RecurrentLayerSpec, inputSize: number): LayerParameterSpec[] {
  const parameters = cellDefinition(layer.type).parameters(layer, inputSize);
  const trained = parameters.map((parameter) => ({ ...parameter, trainable: true }));
  if (layer.bidirectional === null) return trained;
  return ['forward', 'backward'].flatMap((direction) =>
    trained.map((parameter) => ({ ...parameter, name: `${direction}.${parameter.name}` })),
  );
}

function kernel(name: 'kernel', shape: number[], initializer: Initializer, gates: number): LayerParameterSpec {
  return { name, shape, role: name, trainable: true, initializer, gates, values: null };
}

function bias(shape: number[], gates: number): LayerParameterSpec {
  return { name: 'bias', shape, role: 'bias', trainable: true, initializer: 'zeros', gates, values: null };
}

function scale(shape: number[]): LayerParameterSpec {
  return { ...bias(shape, 1), name: 'gamma', role: 'scale' };
}
