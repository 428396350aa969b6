import type { FindingRule } from '../../contract/doctor/doctor-records.ts';
import { badInitialisation } from './bad-initialisation.ts';
import { batchTooLarge } from './batch-too-large.ts';
import { bpttTooShort } from './bptt-too-short.ts';
import { classImbalance } from './class-imbalance.ts';
import { deadUnits } from './dead-units.ts';
import { explodingGradients } from './exploding-gradients.ts';
import { learningRateTooHigh } from './learning-rate-too-high.ts';
import { learningRateTooLow } from './learning-rate-too-low.ts';
import { lowEmbeddingCoverage } from './low-embedding-coverage.ts';
import { memorising } from './memorising.ts';
import { noBetterThanNGrams } from './no-better-than-n-grams.ts';
import { overFitting } from './over-fitting.ts';
import { parametersExceedSamples } from './parameters-exceed-samples.ts';
import { plateau } from './plateau.ts';
import { rateOutsideFound } from './rate-outside-found.ts';
import type { Rule } from './rule.ts';
import { saturatedGates } from './saturated-gates.ts';
import { seedNoise } from './seed-noise.ts';
import { splitLeak } from './split-leak.ts';
import { textsCut } from './texts-cut.ts';
import { tooFewValidationItems } from './too-few-validation-items.ts';
import { underFitting } from './under-fitting.ts';
import { vanishingGradients } from './vanishing-gradients.ts';
import { wastedEpochs } from './wasted-epochs.ts';

/** The rules by the names of the faults that they find. */
export const rules: Readonly<Record<FindingRule, Rule>> = {
  'learning-rate-too-high': learningRateTooHigh,
  'learning-rate-too-low': learningRateTooLow,
  'exploding-gradients': explodingGradients,
  'vanishing-gradients': vanishingGradients,
  'saturated-gates': saturatedGates,
  'dead-units': deadUnits,
  'bad-initialisation': badInitialisation,
  'over-fitting': overFitting,
  'under-fitting': underFitting,
  'bptt-too-short': bpttTooShort,
  'class-imbalance': classImbalance,
  'split-leak': splitLeak,
  'texts-cut': textsCut,
  'too-few-validation-items': tooFewValidationItems,
  'wasted-epochs': wastedEpochs,
  memorising,
  'no-better-than-n-grams': noBetterThanNGrams,
  plateau,
  'batch-too-large': batchTooLarge,
  'parameters-exceed-samples': parametersExceedSamples,
  'low-embedding-coverage': lowEmbeddingCoverage,
  'seed-noise': seedNoise,
  'rate-outside-found': rateOutsideFound,
};
