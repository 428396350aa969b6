import { isRecurrent } from '../../../../src-engine/cells/index.ts';
import type { LayerSignal } from '../../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';

/** The judgement of a stack's variances on its initial values. `layer` is a place in the stack. */
export type SignalVerdict =
  | { kind: 'kept'; least: number; most: number }
  | { kind: 'shrinks' | 'grows'; layer: number; share: number }
  | { kind: 'gradientShrinks' | 'gradientGrows'; layer: number; share: number }
  | { kind: 'zeroBelow'; layer: number };

/** A change of the variance by less than this, from one end of the stack to the other, is no reason to act. */
const bearable = 10;

/** Compares the recurrent layers with each other: embeddings and outputs have sizes of their own. */
export function signalVerdicts({ layers }: ModelSpec, signals: readonly LayerSignal[]): SignalVerdict[] {
  const above = signals.find(
    ({ gradient }, place) => (gradient?.variance ?? 0) > 0 && signals[place - 1]?.gradient?.variance === 0,
  );
  const stack = signals.filter(({ layer }) => isRecurrent(layers[layer]));
  const first = stack[0];
  const last = stack.at(-1);
  const verdicts: SignalVerdict[] = above === undefined ? [] : [{ kind: 'zeroBelow', layer: above.layer }];
  if (first === undefined || last === undefined || first === last) return verdicts;

  const shares = stack.map(({ activation }) => activation.variance / first.activation.variance);
  const share = shares[shares.length - 1];
  if (share * bearable < 1) verdicts.push({ kind: 'shrinks', layer: last.layer, share });
  else if (share > bearable) verdicts.push({ kind: 'grows', layer: last.layer, share });
  else verdicts.push({ kind: 'kept', least: Math.min(...shares), most: Math.max(...shares) });

  const back = (first.gradient?.variance ?? 0) / (last.gradient?.variance ?? 0);
  if (above === undefined && back * bearable < 1)
    verdicts.push({ kind: 'gradientShrinks', layer: last.layer, share: back });
  else if (back > bearable && Number.isFinite(back))
    verdicts.push({ kind: 'gradientGrows', layer: last.layer, share: back });
  return verdicts;
}

/** A change of the variance from one recurrent layer to the next that is worth a look, well before it is unbearable. */
const notable = 4;

/** The direction in which each layer changes the variance of outputs, in comparison with the recurrent layer before it, where it changes much. */
export function layerTrends(
  { layers }: ModelSpec,
  signals: readonly LayerSignal[],
): Map<number, { kind: 'shrinks' | 'grows'; share: number }> {
  const stack = signals.filter(({ layer }) => isRecurrent(layers[layer]));
  const trends = new Map<number, { kind: 'shrinks' | 'grows'; share: number }>();
  stack.slice(1).forEach(({ layer, activation }, n) => {
    const share = activation.variance / stack[n].activation.variance;
    if (share * notable < 1) trends.set(layer, { kind: 'shrinks', share });
    else if (share > notable) trends.set(layer, { kind: 'grows', share });
  });
  return trends;
}
