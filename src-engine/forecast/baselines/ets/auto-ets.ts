import type { Interruptible } from '../../../spec/interruptible.ts';
import type { EtsComponents } from './ets-model.ts';
import { fitEts } from './fit-ets.ts';
import type { FittedEts } from './fit-ets.ts';

/** All admissible models without a multiplicative trend (Hyndman et al. 2008): the additive error goes with no multiplicative season. */
const MODELS: readonly EtsComponents[] = (['additive', 'multiplicative'] as const).flatMap((error) =>
  (['none', 'additive', 'damped'] as const).flatMap((trend) =>
    (['none', 'additive', 'multiplicative'] as const)
      .filter((season) => error === 'multiplicative' || season !== 'multiplicative')
      .map((season) => ({ error, trend, season })),
  ),
);

/**
 * Returns the model with the least AICc. Models with a multiplicative part are for positive values alone, those with a season for more than
 * one season of values. Rejects nothing: null means that it was aborted, or that there are too few values for any model.
 */
export async function autoEts(
  values: Float64Array,
  period: number,
  { signal, yieldToEventLoop }: Interruptible,
): Promise<FittedEts | null> {
  const isPositive = values.every((value) => value > 0);
  const isSeasonal = period > 1 && values.length > period;
  let best: FittedEts | null = null;
  for (const components of MODELS) {
    if (components.error === 'multiplicative' && !isPositive) continue;
    if (components.season !== 'none' && !isSeasonal) continue;
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const fitted = fitEts(values, components, period);
    if (fitted !== null && fitted.aicc < (best?.aicc ?? Infinity)) best = fitted;
  }
  return best;
}
