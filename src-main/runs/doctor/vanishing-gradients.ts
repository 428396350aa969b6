import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { replaceCells } from '../../../src-engine/models/replace-cells.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import { chanceLoss, withUsualInitialValues } from './bad-initialisation.ts';
import type { RunFacts } from './facts.ts';
import { newRun } from './fixes.ts';

/** The root mean square of the singular values below which a recurrent kernel forgets a gradient within a few steps. */
const shrinkingKernel = 0.5;
/** The share of the distance to remember that a gradient should reach. */
const reachedShare = 0.35;
const reachedShareOfSequence = 0.25;
/**
 * The share of a gradient at the far end of a long sequence below which simple cells, which have no path that keeps it,
 * leave too little of it; and the length from which a sequence is long.
 */
const littleLeft = 0.2;
const longSequence = 30;
/** The share of a guess’s loss above which a classifier has learnt nothing. */
const unlearntShare = 0.9;
/**
 * The ratio of the gradients of the first recurrent layer to those of the last, below which the first stays as it was
 * drawn.
 */
const lostInLayers = 1e-4;

/**
 * Finds gradients that vanish before they reach what has to be remembered (Bengio et al. 1994, Hochreiter 1991): σᵏ
 * after k steps through a kernel of simple cells, or less than a hundredth of the gradient at a lag where the data
 * still depends on the past.
 */
export function vanishingGradients(facts: RunFacts): Finding | null {
  const shrinking = shrinkingEvidence(facts);
  const evidence = shrinking ?? spanEvidence(facts) ?? layerEvidence(facts);
  if (evidence === null) return null;
  const { model, steps } = facts;
  // Simple cells whose kernels keep a gradient need not give way to others.
  const needsOtherCells = shrinking === null && model.layers.some(({ type }) => type === 'simple_rnn');
  return {
    rule: 'vanishing-gradients',
    severity: 'fault',
    confidence: 0.8,
    evidence,
    region: { chart: 'gradient-norm', fromStep: steps[0]?.step ?? 1, toStep: steps.at(-1)?.step ?? 1 },
    doubt: 'no-better-possible',
    idea: 'vanishingGradient',
    expectedGain: 0.5,
    fix: newRun({}, withUsualInitialValues(needsOtherCells ? replaceCells(model, 'lstm') : model)),
  };
}

/**
 * The evidence from the kernel that a simple cell began with: ‖R‖ = √units for an orthogonal one, whose singular values
 * are all 1.
 */
function shrinkingEvidence({ looks, model, beginsAnew }: RunFacts): Evidence[] | null {
  const [first] = looks;
  if (!beginsAnew || first === undefined || first.step > 1) return null;
  for (const [index, layer] of model.layers.entries()) {
    if (layer.type !== 'simple_rnn') continue;
    const kernel = first.updates.find(({ name }) => name === `${index}.recurrent`);
    const gain = kernel === undefined ? 1 : kernel.valueNorm / Math.sqrt(layer.units);
    if (gain >= shrinkingKernel) continue;
    return [
      { measure: 'kernel-gain', value: gain, limit: shrinkingKernel, unit: 'ratio' },
      { measure: 'layer', value: index },
    ];
  }
  return null;
}

function lastFlows(looks: RunFacts['looks']) {
  return looks.findLast(({ gradientByLag }) => Array.isArray(gradientByLag))?.gradientByLag ?? [];
}

/**
 * The longest reach of a gradient in the last look, over all layers and states; null means that a gradient reaches as
 * far back as was measured.
 */
function longestSpan({ looks }: RunFacts): number | null {
  const flows = lastFlows(looks);
  const spans = flows.map(({ span }) => span ?? Infinity);
  const longest = Math.max(...spans);
  return flows.length === 0 || longest === Infinity ? null : longest;
}

function spanEvidence(facts: RunFacts): Evidence[] | null {
  const { model, train, data } = facts;
  const span = longestSpan(facts);
  if (taskFacts[model.task].reads !== 'chunks') return sequenceEvidence(facts, span);
  if (span === null) return null;
  const dependency = data.measured?.dependency?.length ?? 0;
  const needed = Math.min(dependency, train.sequenceLength);
  if (!(span < reachedShare * needed) || beatsLongestNGrams(facts)) return null;
  return [
    { measure: 'gradient-span', value: span, limit: needed, unit: 'steps' },
    { measure: 'dependency-length', value: dependency, unit: 'tokens' },
  ];
}

/** A network that predicts better than long n-grams carries far enough what it needs, however short its gradients are. */
function beatsLongestNGrams({ data, epochs }: RunFacts): boolean {
  const counted = data.measured?.nGrams?.models.map((each) => each.loss) ?? [];
  const loss = epochs.at(-1)?.validationLoss ?? null;
  return counted.length > 0 && loss !== null && loss < Math.min(...counted);
}

/**
 * The evidence from a sequence classifier. The place in a sequence that tells its class is not known: a gradient that
 * does not reach all of it is to blame where nothing was learnt.
 */
function sequenceEvidence({ model, train, data, epochs, looks }: RunFacts, span: number | null): Evidence[] | null {
  const chance = chanceLoss(model);
  const last = epochs.at(-1)?.validationLoss ?? null;
  const length = Math.min(train.sequenceLength, data.cutTexts?.longest ?? train.sequenceLength);
  if (chance === null || last === null || last < unlearntShare * chance) return null;
  const loss: Evidence = { measure: 'validation-loss', value: last, limit: chance, unit: 'nats' };
  if (span !== null && span < reachedShareOfSequence * length)
    return [{ measure: 'gradient-span', value: span, limit: length, unit: 'steps' }, loss];
  const areSimple = model.layers.every((layer) => !isRecurrent(layer) || layer.type === 'simple_rnn');
  const left = Math.max(...lastFlows(looks).map(({ shares }) => shares.at(-1) ?? 1));
  if (!areSimple || length < longSequence || !(left < littleLeft)) return null;
  return [{ measure: 'recurrent-gradient-share', value: left, limit: littleLeft, unit: 'share' }, loss];
}

function layerEvidence({ looks, model }: RunFacts): Evidence[] | null {
  const indices = [...model.layers.entries()].flatMap(([index, layer]) => (isRecurrent(layer) ? [index] : []));
  const [first] = indices;
  const last = indices.at(-1);
  const look = looks[0];
  if (look === undefined || first === undefined || last === undefined || first === last) return null;
  const norm = (index: number) =>
    Math.hypot(...look.updates.flatMap(({ name, gradientNorm }) => (name.startsWith(`${index}.`) ? gradientNorm : [])));
  const share = norm(first) / norm(last);
  if (!(share < lostInLayers)) return null;
  return [
    { measure: 'layer-gradient-ratio', value: share, limit: lostInLayers, unit: 'ratio' },
    { measure: 'layer', value: first },
  ];
}
