import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withDropout, withEarlyStopping } from './fixes.ts';

/**
 * The number of parameters for each prediction from which a network can learn all of them by heart, and the number of
 * epochs that it takes for that.
 */
const mostForEach = 20;
const fewestEpochs = 10;
const dropoutRate = 0.4;

/**
 * Finds a plan that lets a network with far more parameters than things to predict read them often, with nothing to
 * keep it from learning them by heart (④). The predictions count, not the rows: a text has as many things to predict as
 * tokens. A training whose validation is measured is judged by that instead.
 */
export function parametersExceedSamples({
  stage,
  parameterCount,
  data,
  train,
  model,
  epochs,
}: RunFacts): Finding | null {
  const { trainingTargets } = data;
  const isSeen = epochs.some(({ validationLoss }) => validationLoss !== null);
  const hasDropout = model.layers.some((layer) => layer.type === 'dropout' && layer.rate > 0);
  if (trainingTargets === null || trainingTargets === 0 || isSeen || hasDropout || train.earlyStopping !== null)
    return null;
  const forEach = parameterCount / trainingTargets;
  if (!(forEach > mostForEach) || train.epochs < fewestEpochs || model.forecast !== undefined) return null;
  return {
    rule: 'parameters-exceed-samples',
    severity: 'warning',
    confidence: stage === 'planned' ? 0.6 : 0.5,
    evidence: [
      { measure: 'parameters-per-item', value: forEach, limit: mostForEach, unit: 'ratio' },
      { measure: 'parameters', value: parameterCount, unit: 'parameters' },
      { measure: 'predicted-items', value: trainingTargets, unit: 'items' },
    ],
    region: null,
    doubt: 'regularised-elsewhere',
    idea: 'overfitting',
    expectedGain: 0.2,
    fix: newRun(withEarlyStopping(train), withDropout(model, dropoutRate)),
  };
}
