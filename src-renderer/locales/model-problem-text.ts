import type { ErrorValues } from '../../src-engine/spec/engine-errors.ts';
import { cellFacts, cellTypes, isCellType, type CellType } from '../../src-engine/cells/index.ts';
import type { LayerSpec } from '../../src-engine/spec/model-spec.ts';
import type { MessageKey } from './messages.ts';

/** The translation function of a Locale. */
interface Texts {
  t(key: MessageKey, values?: ErrorValues): string;
  has(key: string): key is MessageKey;
}

const otherNames: Record<Exclude<LayerSpec['type'], CellType>, string> = {
  one_hot: 'OneHot',
  embedding: 'Embedding',
  dropout: 'Dropout',
  layer_norm: 'LayerNorm',
  mean_pooling: 'MeanPool',
  max_pooling: 'MaxPool',
  attention_pooling: 'AttentionPool',
  dense: 'Dense',
  activation: 'Activation',
};

/** The name of a kind of layer, the same in every language. */
export const layerTypeName = (type: LayerSpec['type']): string =>
  isCellType(type) ? cellFacts(type).displayName : otherNames[type];

/** `Layer 2 (LSTM)`, counted from 1; without a type it is the input. */
export function layerTitle({ t }: Pick<Texts, 't'>, n: number, type: LayerSpec['type'] | undefined): string {
  return type === undefined ? t('builder.input') : t('builder.layerTitle', { n, name: layerTypeName(type) });
}

/** Explains why a model cannot be built, see `problemDetails` of the engine; null for a problem that is not known here. */
export function modelProblemText(locale: Texts, details: ErrorValues): string | null {
  const key = `problems.${details['problem'] ?? ''}`;
  if (!locale.has(key)) return null;
  const { layer, before, ...values } = details;
  const field = `layerFields.${details['field'] ?? ''}`;
  return locale.t(key, {
    ...values,
    ...(locale.has(field) && { field: locale.t(field) }),
    layer: layerTitle(locale, Number(layer), typeOf(details['layerType'])),
    before: layerTitle(locale, Number(before), typeOf(details['beforeType'])),
  });
}

const typeOf = (value: string | number | undefined): LayerSpec['type'] | undefined =>
  [...cellTypes, ...Object.keys(otherNames)].find((type): type is LayerSpec['type'] => type === value);
