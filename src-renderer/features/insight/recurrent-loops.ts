import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec, RecurrentLayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** One recurrent layer in one direction. */
export interface RecurrentLoop {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  name: string;
  layer: RecurrentLayerSpec;
}

/** In the order in which the course explains them: what is written, kept and read, then the memories. */
const explainedVariables: Record<RecurrentLayerSpec['type'], readonly CellVariable[]> = {
  lstm: ['input-gate', 'forget-gate', 'output-gate', 'cell-state', 'hidden-state'],
  gru: ['update-gate', 'reset-gate', 'candidate', 'hidden-state'],
  simple_rnn: ['hidden-state'],
};

const layerTerms = { lstm: 'lstm', gru: 'gru', simple_rnn: 'simpleRnn' } as const;

export function recurrentLoops(model: ModelSpec): RecurrentLoop[] {
  return model.layers.flatMap((layer, index) => {
    if (layer.type !== 'lstm' && layer.type !== 'gru' && layer.type !== 'simple_rnn') return [];
    const names = layer.bidirectional === null ? [`${index}`] : [`${index}.forward`, `${index}.backward`];
    return names.map((name) => ({ name, layer }));
  });
}

export const variablesOf = (loop: RecurrentLoop): readonly CellVariable[] => explainedVariables[loop.layer.type];

/** `3 · LSTM →` */
export function loopLabel({ name, layer }: RecurrentLoop, t: Locale['t']): string {
  const [index, direction] = name.split('.');
  const arrow = direction === 'forward' ? ' →' : direction === 'backward' ? ' ←' : '';
  return `${Number(index) + 1} · ${t(`terms.${layerTerms[layer.type]}.name`)}${arrow}`;
}

export const loopOptions = (model: ModelSpec, t: Locale['t']): { value: string; label: string }[] =>
  recurrentLoops(model).map((loop) => ({ value: loop.name, label: loopLabel(loop, t) }));
