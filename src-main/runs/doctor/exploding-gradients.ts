import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { customaryRate, newRun, withRate } from './fixes.ts';
import { withUsualInitialValues } from './bad-initialisation.ts';
import { median } from './loss-course.ts';

/**
 * The multiple of the clipping norm beyond which, for most of a training, only the direction of the gradients is left.
 */
const farAboveClip = 10;
/** The norm from which an unclipped gradient is too large; that of a mean loss is about 1. */
const largeNorm = 100;
const usualClip = { type: 'norm', max: 1 } as const;

/**
 * Finds gradients that grow on their way back through time or layers (Pascanu et al. 2013): at the start, before updates can
 * have done it, or for most of the training.
 */
export function explodingGradients(facts: RunFacts): Finding | null {
  const { steps, train, outcome, model, looks } = facts;
  const norms = steps.map(({ gradientNorm }) => gradientNorm).filter(Number.isFinite);
  if (norms.length === 0) return null;
  const limit = limitOf(train);
  const first = norms[0];
  const usual = median(norms);
  const isBroken = outcome?.kind === 'diverged' && outcome.reason === 'gradient';
  const explodesAtOnce = first > limit;
  if (!explodesAtOnce && !(usual > limit) && !isBroken) return null;
  const slower = Math.min(train.optimizer.learningRate, customaryRate(facts));
  return {
    rule: 'exploding-gradients',
    severity: 'fault',
    confidence: explodesAtOnce || isBroken ? 0.9 : 0.6,
    evidence: [
      { measure: 'gradient-norm', value: Math.max(first, usual), limit, unit: 'norm' },
      { measure: 'clipped-share', value: norms.filter((norm) => norm > limit).length / norms.length, unit: 'share' },
    ],
    region: { chart: 'gradient-norm', fromStep: steps[0].step, toStep: steps.at(-1)?.step ?? 1 },
    doubt: train.clip.type === 'none' ? 'may-recover' : 'already-clipped',
    idea: 'clipping',
    expectedGain: explodesAtOnce ? 0.95 : 0.5,
    fix: newRun(
      { clip: usualClip, ...withRate(train, slower) },
      looks.length > 0 ? withUsualInitialValues(model) : undefined,
    ),
  };
}

function limitOf({ clip }: Pick<TrainSpec, 'clip'>): number {
  return clip.type === 'norm' ? farAboveClip * clip.max : largeNorm;
}

/** Tells whether gradients were too large before any update could have made them so. */
export function beginsExploded({ steps, train }: Pick<RunFacts, 'steps' | 'train'>): boolean {
  const [first] = steps;
  return first?.step === 1 && !(first.gradientNorm <= limitOf(train));
}
