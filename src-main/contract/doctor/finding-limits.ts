import type { FindingMeasure, FindingRule } from './doctor-records.ts';

/**
 * The meanings of the number beside a measured one: a bound that it should not pass, or another number that it is
 * compared with.
 */
export const limitKinds = [
  'most',
  'least',
  'above',
  'usual',
  'first',
  'lowest',
  'last-gain',
  'guess',
  'counts',
  'first-layer',
  'range-end',
  'held-out',
  'read-at-once',
  'seeds-alone',
] as const;

export type LimitKind = (typeof limitKinds)[number];

/** The kinds that hold for a measure whatever the rule; all other limits are upper bounds. */
const kindsOfMeasures: Partial<Record<FindingMeasure, LimitKind>> = {
  'loss-at-end': 'first',
  'loss-jump': 'lowest',
  'learning-rate': 'usual',
  'gradient-span': 'least',
  'recurrent-gradient-share': 'least',
  'kernel-gain': 'least',
  'layer-gradient-ratio': 'least',
  'dependency-length': 'read-at-once',
  'sequence-length': 'least',
  'initial-variance': 'first-layer',
  units: 'above',
  'smallest-class-items': 'least',
  'class-recall': 'least',
  'validation-items': 'least',
  'copied-share': 'held-out',
  'longest-copy': 'held-out',
  'steps-per-epoch': 'above',
  'loss-difference': 'seeds-alone',
};

/** The kinds that a measure has with one rule only. */
const kindsOfRules: Partial<Record<FindingRule, Partial<Record<FindingMeasure, LimitKind>>>> = {
  'learning-rate-too-high': { 'validation-loss': 'counts' },
  'learning-rate-too-low': { 'update-ratio': 'least', alpha: 'least' },
  'vanishing-gradients': { 'validation-loss': 'guess' },
  'over-fitting': { 'validation-loss': 'lowest' },
  'under-fitting': { 'train-loss': 'guess' },
  'wasted-epochs': { 'validation-loss': 'last-gain' },
  memorising: { 'train-loss': 'least' },
  'no-better-than-n-grams': { 'validation-loss': 'counts' },
  plateau: { 'learning-rate': 'least' },
  'rate-outside-found': { 'learning-rate': 'range-end' },
};

/** Returns the meaning of the limit of a measured number. */
export function limitKind(rule: FindingRule, measure: FindingMeasure): LimitKind {
  return kindsOfRules[rule]?.[measure] ?? kindsOfMeasures[measure] ?? 'most';
}
