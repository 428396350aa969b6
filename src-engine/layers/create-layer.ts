import { isRecurrent } from '../cells/index.ts';
import type { RecurrentLayerSpec } from '../cells/index.ts';
import type { EmbeddingParameter } from './embedding-parameter.ts';
import type { Parameter } from '../models/model.ts';
import type { LayerSpec } from '../spec/model-spec.ts';
import { createActivation } from './activation.ts';
import { createAttentionPooling } from './attention-pooling.ts';
import { createBidirectional } from './bidirectional.ts';
import { createDense, createTiedDense } from './dense.ts';
import { createDropout } from './dropout.ts';
import { createEmbedding } from './embedding.ts';
import { createLayerNorm } from './layer-norm.ts';
import type { Layer } from './layer.ts';
import { createOneHot } from './one-hot.ts';
import { createPooling } from './pooling.ts';
import { createRecurrent } from './recurrent.ts';

/** A layer's own parameters, by the last part of their names: `kernel`, `forward.kernel`, … */
export interface LayerParameters {
  parameter(name: string): Parameter;
  embedding(): EmbeddingParameter;
  /** The table of the model's embedding, which a tied output shares. */
  table(): Parameter;
}

/** The layer at `index` of a valid model. The index names its dropout masks. */
export function createLayer(spec: LayerSpec, index: number, parameters: LayerParameters): Layer {
  if (isRecurrent(spec)) return createRecurrentLayer(spec, index, parameters);
  switch (spec.type) {
    case 'one_hot':
      return createOneHot();
    case 'embedding':
      return createEmbedding(parameters.embedding(), spec.dim);
    case 'dropout':
      return createDropout(spec.rate, index);
    case 'layer_norm':
      return createLayerNorm(
        { gamma: parameters.parameter('gamma'), beta: parameters.parameter('beta') },
        spec.epsilon,
      );
    case 'mean_pooling':
      return createPooling('mean');
    case 'max_pooling':
      return createPooling('max');
    case 'attention_pooling':
      return createAttentionPooling(
        {
          kernel: parameters.parameter('kernel'),
          bias: parameters.parameter('bias'),
          context: parameters.parameter('context'),
        },
        spec.units,
      );
    case 'dense':
      return spec.tied === true
        ? createTiedDense({ table: parameters.table(), bias: parameters.parameter('bias') }, spec.units)
        : createDense({ kernel: parameters.parameter('kernel'), bias: parameters.parameter('bias') }, spec.units);
    case 'activation':
      return createActivation(spec.activation);
  }
}

function createRecurrentLayer(spec: RecurrentLayerSpec, index: number, { parameter }: LayerParameters): Layer {
  if (spec.bidirectional === null) return createRecurrent(spec, index, parameter);
  return createBidirectional(spec, spec.bidirectional, index, {
    forward: (name) => parameter(`forward.${name}`),
    backward: (name) => parameter(`backward.${name}`),
  });
}
