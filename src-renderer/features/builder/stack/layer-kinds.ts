import {
  ChartNoAxesColumn,
  CircleDashed,
  Focus,
  Grid3x3,
  Hash,
  Network,
  Repeat,
  Route,
  Scale,
  Sigma,
  Spline,
  Split,
  StepForward,
  Waypoints,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { CellFacts } from '../../../../src-engine/cells/cell-facts.ts';
import { cellFacts, cellTypes, isCellType, isRecurrent, type CellType } from '../../../../src-engine/cells/index.ts';
import {
  attentionPooling,
  dense,
  dropout,
  embedding,
  layerNorm,
  recurrentLayer,
  USUAL_UNITS,
} from '../../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';
import { layerTerm } from '../../../domain/models/layer-name.ts';
import type { Term } from '../../../ui/words.ts';
import { layerTypeName } from '../../../locales/model-problem-text.ts';

export type LayerType = LayerSpec['type'];

interface LayerKind {
  /** The kind's name, the same in every language. */
  name: string;
  icon: Component;
  term: Term;
  /** A layer as it comes from the palette. */
  create(): LayerSpec;
}

type OtherType = Exclude<LayerType, CellType>;

const otherKinds: Record<OtherType, Pick<LayerKind, 'icon' | 'create'>> = {
  one_hot: { icon: Hash, create: () => ({ type: 'one_hot' }) },
  embedding: { icon: Grid3x3, create: () => embedding(64) },
  layer_norm: { icon: Scale, create: layerNorm },
  mean_pooling: { icon: Sigma, create: () => ({ type: 'mean_pooling' }) },
  max_pooling: { icon: ChartNoAxesColumn, create: () => ({ type: 'max_pooling' }) },
  attention_pooling: { icon: Focus, create: () => attentionPooling(64) },
  dropout: { icon: CircleDashed, create: () => dropout(0.5) },
  dense: { icon: Network, create: () => dense(USUAL_UNITS) },
  activation: { icon: Spline, create: () => ({ type: 'activation', activation: 'softmax' }) },
};

/** The picture of a cell tells how it remembers: by a memory of its own, by gates, by heads, or by nothing but its loop. */
function cellIcon(type: CellType): Component {
  const { recurrentKernel, variables }: CellFacts = cellFacts(type);
  if (recurrentKernel === 'heads') return Split;
  if (recurrentKernel === 'none') return StepForward;
  if (variables.some(({ role }) => role === 'memory')) return Waypoints;
  return variables.some(({ kind }) => kind === 'gate') ? Route : Repeat;
}

export const layerKind = (type: LayerType): LayerKind => ({
  name: layerTypeName(type),
  term: layerTerm(type),
  ...(isCellType(type) ? { icon: cellIcon(type), create: () => recurrentLayer(type, USUAL_UNITS) } : otherKinds[type]),
});

export const paletteGroups = [
  { key: 'input', types: ['one_hot', 'embedding'] },
  { key: 'recurrent', types: cellTypes },
  { key: 'pooling', types: ['mean_pooling', 'max_pooling', 'attention_pooling'] },
  { key: 'other', types: ['layer_norm', 'dropout', 'dense', 'activation'] },
] as const satisfies { key: string; types: readonly LayerType[] }[];

/** Describes a layer's difference from others of its kind in the field's shorthand: `128 · softsign`. */
export function layerDetail(layer: LayerSpec): string {
  if (isRecurrent(layer)) {
    const own = 'activation' in layer && layer.activation !== 'tanh' ? [layer.activation] : [];
    const joined = layer.bidirectional === null ? [] : [`↔ ${layer.bidirectional}`];
    return [`${layer.units}`, ...own, ...joined].join(' · ');
  }
  switch (layer.type) {
    case 'one_hot':
    case 'layer_norm':
    case 'mean_pooling':
    case 'max_pooling':
      return '';
    case 'attention_pooling':
      return `${layer.units}`;
    case 'embedding':
      return `${layer.dim}`;
    case 'dropout':
      return `${layer.rate}`;
    case 'dense':
      return layer.tied === true ? `${layer.units} · tied` : `${layer.units}`;
    case 'activation':
      return layer.activation;
  }
}
