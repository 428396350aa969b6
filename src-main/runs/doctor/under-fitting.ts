import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import { chanceLoss } from './bad-initialisation.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withRecurrentLayers } from './fixes.ts';
import { isValidated } from './over-fitting.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/**
 * The dropout that can leave too little to learn with, the one that leaves hardly anything, and the penalty that is
 * stronger than gradients.
 */
const strongDropout = 0.6;
const extremeDropout = 0.85;
const strongPenalty = 3e-3;
const usualDropout = 0.2;
/** The number of units up to which a layer holds no more than the last token. */
const fewUnits = 6;
const enoughUnits = 64;
/**
 * The share of the loss of pairs of tokens, and of that of a guess, below which even a small network is large enough.
 */
const shareOfBigram = 0.85;
const shareOfChance = 0.5;
/**
 * The share of a guess's loss above which a classifier has learnt nothing, and the number of steps from which that
 * counts.
 */
const unlearntShare = 0.95;
const enoughSteps = 150;
/** The share of the validation loss by which training with dropout may be harder than validation without. */
const harderBy = 0.05;

/**
 * Finds a network that cannot learn even its training data, since it is too small or too strongly regularised (⑤: stack
 * layers, or widen them).
 */
export function underFitting(facts: RunFacts): Finding | null {
  const { model, train, epochs, steps, stage } = facts;
  const last = epochs.filter(isValidated).at(-1);
  if (stage !== 'over' || last === undefined) return null;
  const dropout = Math.max(0, ...model.layers.map((layer) => (layer.type === 'dropout' ? layer.rate : 0)));
  const units = recurrentUnits(model);
  const smoothed = train.labelSmoothing ?? 0;
  const isHarder = smoothed === 0 && last.trainLoss > (1 + harderBy) * last.validationLoss;
  const evidence: Evidence[] = [];
  const isTooStrong = dropout >= extremeDropout && isFarOff(facts, last.validationLoss);
  if ((dropout >= strongDropout && isHarder) || isTooStrong)
    evidence.push({ measure: 'dropout', value: dropout, limit: strongDropout, unit: 'share' });
  if (train.l2 >= strongPenalty) evidence.push({ measure: 'l2', value: train.l2, limit: strongPenalty, unit: 'ratio' });
  if (units !== null && units <= fewUnits && isFarOff(facts, last.validationLoss))
    evidence.push({ measure: 'units', value: units, limit: fewUnits, unit: 'units' });
  const chance = chanceLoss(model);
  const isUnlearnt =
    model.task === 'classification' &&
    chance !== null &&
    last.step >= enoughSteps &&
    Math.min(last.trainLoss, last.validationLoss) > unlearntShare * chance;
  if (evidence.length === 0 && !isUnlearnt) return null;
  return {
    rule: 'under-fitting',
    severity: evidence.length > 0 ? 'fault' : 'warning',
    confidence: evidence.length > 0 ? 0.8 : 0.5,
    evidence: [
      ...evidence,
      { measure: 'train-loss', value: last.trainLoss, ...(chance !== null && { limit: chance }), unit: 'nats' },
      { measure: 'validation-loss', value: last.validationLoss, unit: 'nats' },
    ],
    region: { chart: 'loss', fromStep: steps[0]?.step ?? 1, toStep: last.step },
    doubt: 'hard-data',
    idea: 'stacking',
    expectedGain: 0.5,
    fix: newRun(withoutPenalty(train), freer(model)),
  };
}

/** Returns the units of the widest recurrent layer; null means that there is none. */
function recurrentUnits({ layers }: ModelSpec): number | null {
  const units = layers.flatMap((layer) => ('units' in layer && 'bidirectional' in layer ? layer.units : []));
  return units.length === 0 ? null : Math.max(...units);
}

/**
 * Tells whether a loss is far from the loss that a network of some size reaches, as far as that is known; for numbers
 * there is no comparison.
 */
function isFarOff({ model, data }: RunFacts, loss: number): boolean {
  const bigram = data.measured?.nGrams?.models.find(({ order }) => order === 2)?.loss;
  if (bigram !== undefined) return loss > shareOfBigram * bigram;
  const chance = chanceLoss(model);
  return chance !== null && loss > shareOfChance * chance;
}

/** Returns the model with more units in every recurrent layer. */
export function wider(model: ModelSpec): ModelSpec {
  return withRecurrentLayers(model, (layer) => ({ ...layer, units: Math.min(1024, 2 * layer.units) }) as LayerSpec);
}

/** Returns the change that takes away a penalty that is stronger than gradients. */
export function withoutPenalty({ l2 }: RunFacts['train']): { l2?: 0 } {
  return l2 >= strongPenalty ? { l2: 0 } : {};
}

/** Returns the model with dropout that is no stronger than usual. */
export function withMilderDropout(model: ModelSpec): ModelSpec {
  const layers = model.layers.map((layer) =>
    layer.type === 'dropout' ? { ...layer, rate: Math.min(layer.rate, usualDropout) } : layer,
  );
  return { ...model, layers };
}

/** Returns the model with milder dropout, and with at least some units in every recurrent layer. */
function freer(model: ModelSpec): ModelSpec {
  return withRecurrentLayers(
    withMilderDropout(model),
    (layer) => ({ ...layer, units: Math.max(layer.units, Math.min(enoughUnits, 16 * layer.units)) }) as LayerSpec,
  );
}
