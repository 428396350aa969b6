import { isCellType, type CellType } from '../../../src-engine/cells/index.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Term } from '../../ui/words.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { factsOf } from '../cells/cell-variables.ts';

type LayerType = LayerSpec['type'];

const otherTerms: Record<Exclude<LayerType, CellType>, Term> = {
  one_hot: 'oneHot',
  embedding: 'embedding',
  layer_norm: 'layerNorm',
  mean_pooling: 'meanPooling',
  max_pooling: 'maxPooling',
  attention_pooling: 'attentionPooling',
  dropout: 'dropout',
  dense: 'dense',
  activation: 'activationLayer',
};

/** The term that names and explains a kind of layer. */
export const layerTerm = (type: LayerType): Term => (isCellType(type) ? factsOf(type).term : otherTerms[type]);

const arrows: Record<string, string> = { forward: ' →', backward: ' ←' };

/** `3 · LSTM →`: a layer by its place in the stack and its kind. `name` begins with its index, and a direction may follow. */
export function layerName(name: string, model: ModelSpec, t: Locale['t']): string {
  const [index, direction = ''] = name.split('.');
  const { type } = model.layers[Number(index)];
  const kind = isCellType(type) ? factsOf(type).displayName : t(`terms.${layerTerm(type)}.name`);
  return `${Number(index) + 1} · ${kind}${arrows[direction] ?? ''}`;
}
