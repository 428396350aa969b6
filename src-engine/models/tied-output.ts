import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { layerShapes } from './layer-shapes.ts';
import { layerTitle, outputLayerIndex } from './model-problem.ts';
import type { ModelProblem } from './model-problem.ts';

/** Tells whether the layer has the table of the embedding for a kernel. */
export function isTied(layer: LayerSpec): layer is Extract<LayerSpec, { type: 'dense' }> & { tied: true } {
  return layer.type === 'dense' && layer.tied === true;
}

/** Tells whether an output scores tokens by the embedding's rows; the gradient of those then has all rows. */
export function hasTiedOutput({ layers }: Pick<ModelSpec, 'layers'>): boolean {
  return layers.some(isTied);
}

/**
 * Returns the problems of tied layers. Only a language model's output scores the tokens that the embedding has rows
 * for, and its inputs have to be as wide as these rows.
 */
export function checkTiedLayers(spec: ModelSpec): ModelProblem[] {
  return spec.layers.flatMap((layer, index) => (isTied(layer) ? checkTied(spec, index) : []));
}

function checkTied(spec: ModelSpec, layer: number): ModelProblem[] {
  const { task, layers } = spec;
  const title = layerTitle(layers, layer);
  const untie = { type: 'set', layer, field: 'tied', value: false } as const;
  if (taskFacts[task].outputsAre !== 'tokens' || layer !== outputLayerIndex(layers)) {
    const message = `${title} shares the embedding's weights, which only the last dense layer of a language model can.`;
    return [{ layer, code: 'tied-not-output', message, values: {}, fix: untie }];
  }
  const [embedding] = layers;
  if (embedding.type !== 'embedding') {
    const message = `${title} shares the weights of an embedding, but the first layer is none.`;
    return [{ layer, code: 'tied-without-embedding', message, values: {}, fix: untie }];
  }
  const width = layerShapes(spec).outputs[layer - 1].size;
  if (width === embedding.dim) return [];
  return [
    {
      layer,
      code: 'tied-to-other-width',
      message:
        `${title} shares the embedding's weights, which are ${embedding.dim} wide, but its input is ${width} wide. ` +
        'The two must be the same.',
      values: { width, dim: embedding.dim },
      fix: { type: 'set', layer: 0, field: 'dim', value: width },
    },
  ];
}
