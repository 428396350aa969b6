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
  Waypoints,
} from '@lucide/vue';
import type { Component } from 'vue';
import { isRecurrent } from '../../../src-engine/cells/index.ts';
import {
  attentionPooling,
  dense,
  dropout,
  embedding,
  gru,
  layerNorm,
  lstm,
  simpleRnn,
  USUAL_UNITS,
} from '../../../src-engine/models/default-layers.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Term } from '../../locales/messages.ts';
import { layerNames } from '../../locales/model-problem-text.ts';

export type LayerType = LayerSpec['type'];

interface LayerKind {
  /** The kind's name as the summary table writes it, the same in every language. */
  name: string;
  icon: Component;
  term: Term;
  /** A layer as it comes from the palette. */
  create(): LayerSpec;
}

export const layerKinds: Record<LayerType, LayerKind> = {
  one_hot: { name: layerNames.one_hot, icon: Hash, term: 'oneHot', create: () => ({ type: 'one_hot' }) },
  embedding: { name: layerNames.embedding, icon: Grid3x3, term: 'embedding', create: () => embedding(64) },
  simple_rnn: { name: layerNames.simple_rnn, icon: Repeat, term: 'simpleRnn', create: () => simpleRnn(USUAL_UNITS) },
  lstm: { name: layerNames.lstm, icon: Waypoints, term: 'lstm', create: () => lstm(USUAL_UNITS) },
  gru: { name: layerNames.gru, icon: Route, term: 'gru', create: () => gru(USUAL_UNITS) },
  layer_norm: { name: layerNames.layer_norm, icon: Scale, term: 'layerNorm', create: layerNorm },
  mean_pooling: {
    name: layerNames.mean_pooling,
    icon: Sigma,
    term: 'meanPooling',
    create: () => ({ type: 'mean_pooling' }),
  },
  max_pooling: {
    name: layerNames.max_pooling,
    icon: ChartNoAxesColumn,
    term: 'maxPooling',
    create: () => ({ type: 'max_pooling' }),
  },
  attention_pooling: {
    name: layerNames.attention_pooling,
    icon: Focus,
    term: 'attentionPooling',
    create: () => attentionPooling(64),
  },
  dropout: { name: layerNames.dropout, icon: CircleDashed, term: 'dropout', create: () => dropout(0.5) },
  dense: { name: layerNames.dense, icon: Network, term: 'dense', create: () => dense(USUAL_UNITS) },
  activation: {
    name: layerNames.activation,
    icon: Spline,
    term: 'activationLayer',
    create: () => ({ type: 'activation', activation: 'softmax' }),
  },
};

export const paletteGroups = [
  { key: 'input', types: ['one_hot', 'embedding'] },
  { key: 'recurrent', types: ['simple_rnn', 'lstm', 'gru'] },
  { key: 'pooling', types: ['mean_pooling', 'max_pooling', 'attention_pooling'] },
  { key: 'other', types: ['layer_norm', 'dropout', 'dense', 'activation'] },
] as const satisfies { key: string; types: LayerType[] }[];

/** Describes a layer's difference from others of its kind in the field's shorthand: `128 · softsign`. */
export function layerDetail(layer: LayerSpec): string {
  if (isRecurrent(layer)) {
    const joined = layer.bidirectional === null ? [] : [`↔ ${layer.bidirectional}`];
    return [`${layer.units}`, ...(layer.activation === 'tanh' ? [] : [layer.activation]), ...joined].join(' · ');
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
      return `${layer.units}`;
    case 'activation':
      return layer.activation;
  }
}
