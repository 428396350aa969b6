import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { layerShapes } from '../../../src-engine/models/layer-shapes.ts';
import type { Initializer, LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Evidence, Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';
import { newRun, withRecurrentLayers } from './fixes.ts';

/** The share of ln V by which a first loss may lie above it; batches of few targets may do so by chance. */
const aboveChance = 0.25;
/**
 * The share of a layer’s variance that the next layer of the same kind should keep: with Xavier’s values it is more
 * than a half.
 */
const keptVariance = 0.05;

/**
 * Finds initial values with which a network begins with a loss above that of a guess, which is ln V (Karpathy 2019,
 * “verify loss at init”), or with which its signals fade from layer to layer (⑧, Glorot & Bengio 2010).
 */
export function badInitialisation(facts: RunFacts): Finding | null {
  const sign = firstLossSign(facts) ?? fadingSign(facts) ?? zeroSign(facts);
  if (sign === null) return null;
  return {
    rule: 'bad-initialisation',
    severity: sign.severity,
    confidence: 0.85,
    evidence: sign.evidence,
    region: { chart: 'loss', fromStep: 1, toStep: Math.max(1, Math.min(10, facts.steps.length)) },
    doubt: 'may-recover',
    idea: 'xavier',
    expectedGain: sign.severity === 'fault' ? 0.7 : 0.2,
    fix: newRun({}, withUsualInitialValues(facts.model)),
  };
}

type Sign = Pick<Finding, 'severity'> & { evidence: Evidence[] };

function firstLossSign(facts: RunFacts): Sign | null {
  const { model, beginsAnew, train } = facts;
  const first = firstLoss(facts);
  const chance = chanceLoss(model);
  if (chance === null || first === null || !beginsAnew || train.classWeights !== null) return null;
  if (!(first > (1 + aboveChance) * chance + aboveChance)) return null;
  return {
    severity: first > 2 * chance ? 'fault' : 'warning',
    evidence: [
      { measure: 'first-loss', value: first, limit: (1 + aboveChance) * chance + aboveChance, unit: 'nats' },
      { measure: 'chance-loss', value: chance, unit: 'nats' },
    ],
  };
}

/**
 * Returns the loss before the first update, which may have ended the training at once; null means that it is not known.
 */
function firstLoss({ steps, outcome }: RunFacts): number | null {
  const [first] = steps;
  if (first !== undefined) return first.step === 1 ? first.loss : null;
  return outcome?.kind === 'diverged' && outcome.step === 1 ? outcome.loss : null;
}

function fadingSign({ signals, model, beginsAnew }: RunFacts): Sign | null {
  const hidden = signals?.filter(({ layer }) => isRecurrent(model.layers[layer])) ?? [];
  const [first] = hidden;
  const last = hidden.at(-1);
  if (!beginsAnew || first === undefined || last === undefined || hidden.length < 2) return null;
  const kept = (last.activation.variance / first.activation.variance) ** (1 / (hidden.length - 1));
  if (!(kept < keptVariance)) return null;
  return {
    severity: 'fault',
    evidence: [
      { measure: 'initial-variance', value: last.activation.variance, limit: first.activation.variance, unit: 'ratio' },
      { measure: 'layer', value: last.layer },
    ],
  };
}

/**
 * Kernels of nothing but zeros make all units of a layer the same for ever. The kernel of the output may be zero, since
 * no layer follows it.
 */
function zeroSign({ model, beginsAnew }: RunFacts): Sign | null {
  const layer = model.layers.findIndex((each) => kernelInitializer(each) === 'zeros' && isRecurrent(each));
  if (!beginsAnew || layer < 0) return null;
  return {
    severity: 'fault',
    evidence: [
      { measure: 'initial-variance', value: 0, unit: 'ratio' },
      { measure: 'layer', value: layer },
    ],
  };
}

function kernelInitializer(layer: LayerSpec): Initializer | null {
  return 'kernelInitializer' in layer ? layer.kernelInitializer : null;
}

/** Returns ln V for V classes or tokens; null means that numbers are predicted. */
export function chanceLoss(model: ModelSpec): number | null {
  if (taskFacts[model.task].loss === 'squared-error') return null;
  const classes = layerShapes(model).outputs.at(-1)?.size;
  return classes === undefined ? null : Math.log(classes);
}

/** Returns the model with Xavier's kernels, orthogonal recurrent kernels, and forget gates that begin open. */
export function withUsualInitialValues(model: ModelSpec): ModelSpec {
  const recurrent = withRecurrentLayers(
    model,
    (layer) =>
      ({
        ...layer,
        ...('kernelInitializer' in layer && { kernelInitializer: 'xavier_uniform' as const }),
        ...('recurrentInitializer' in layer && { recurrentInitializer: 'orthogonal' as const }),
        ...('forgetBias' in layer && { forgetBias: 1 }),
      }) as LayerSpec,
  );
  const layers = recurrent.layers.map((layer): LayerSpec => {
    if (layer.type === 'embedding') return { ...layer, initializer: 'uniform' };
    return layer.type === 'dense' && model.forecast === undefined
      ? { ...layer, kernelInitializer: 'xavier_uniform' }
      : layer;
  });
  return { ...recurrent, layers };
}
