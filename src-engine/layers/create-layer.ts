import type { EmbeddingParameter } from './embedding-parameter.ts';
import type { Parameter } from '../models/model.ts';
import type { LayerSpec } from '../spec/model-spec.ts';
import { createActivation } from './activation.ts';
import { createAttentionPooling } from './attention-pooling.ts';
import { createBidirectional } from './bidirectional.ts';
import { createDense } from './dense.ts';
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
}

/** The layer at `index` of a valid model. The index names its dropout masks. */
export function createLayer(spec: LayerSpec, index: number, parameters: LayerParameters): Layer {
  const recurrent = (prefix: string) => ({
    kernel: parameters.parameter(`${prefix}kernel`),
    recurrent: parameters.parameter(`${prefix}recurrent`),
    bias: parameters.parameter(`${prefix}bias`),
  });
  switch (spec.type) {
    case 'one_hot':
      return createOneHot();
    case 'embedding':
      return createEmbedding(parameters.embedding(), spec.dim);
    case 'simple_rnn':
    case 'lstm':
    case 'gru':
      return spec.bidirectional === null
        ? createRecurrent(spec, index, recurrent(''))
        : createBidirectional(spec, spec.bidirectional, index, {
            forward: recurrent('forward.'),
            backward: recurrent('backward.'),
          });
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
      return createDense({ kernel: parameters.parameter('kernel'), bias: parameters.parameter('bias') }, spec.units);
    case 'activation':
      return createActivation(spec.activation);
  }
}
