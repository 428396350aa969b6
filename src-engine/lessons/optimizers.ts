import { customaryOptimizers } from '../optimizers/customary-optimizers.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { pathOn, surfaces } from './optimizing/optimizer-paths.ts';
import type { SurfaceName } from './optimizing/optimizer-paths.ts';
import { measureStepLengths, trainWithOptimizer } from './optimizing/optimizer-training.ts';
import { exponentOf } from './power-law.ts';
import { shortText } from './short-text/short-text.ts';
import { shortTextSizes } from './short-text/short-text-training.ts';

const contenders = ['sgd', 'rmsprop', 'adagrad', 'adam'] as const;
/** Those whose steps are measured. */
const measured = ['adagrad', 'rmsprop'] as const;

const CHARACTERS = { training: 40_000, validation: 5000, test: 2 };
/** The learning rates on the surface, at a factor of 1. SGD diverges from 2/25 on. */
const surfaceRates = { sgd: 0.07, rmsprop: 0.1, adagrad: 0.7, adam: 0.2 } as const;

const controls = {
  surface: { kind: 'choice', default: 'valley', choices: ['valley', 'turned'] },
  factor: { kind: 'number', default: 1, minimum: 0.25, maximum: 1.25, step: 0.05 },
} as const;

/**
 * Lets four optimizers go down a valley of two parameters, and then train the same small network on the same text, each with its
 * customary settings. Where gradients keep their size, the length of AdaGrad's t-th step falls as 1/√t (Duchi et al. 2011), and
 * RMSProp's steps keep theirs.
 */
export const optimizers: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const { backend, settings } = options;
    const surface = surfaces[settings.surface as SurfaceName];
    const figures: Record<string, number> = {};
    const curves: Record<string, LessonCurve> = {};
    const outcome = (): LessonOutcome => ({
      figures: { ...figures },
      curves: { ...curves },
      grids: {},
      texts: { surface: settings.surface },
    });
    for (const type of contenders) {
      const learningRate = settings.factor * surfaceRates[type];
      const path = await pathOn(surface, { ...customaryOptimizers[type], learningRate }, backend);
      curves[`${type}Path`] = path;
      figures[`${type}Height`] = surface.valueAt(path.x[path.x.length - 1], path.y[path.y.length - 1]);
    }
    yield { done: 0.01, outcome: outcome() };
    const text = await shortText(options, { characters: CHARACTERS, ...shortTextSizes });
    const run = { ...options, text };
    const trainings = contenders.length + measured.length;
    for (const [n, type] of measured.entries()) {
      for await (const { done, length } of measureStepLengths({ ...run, optimizer: customaryOptimizers[type] })) {
        if (length.x.length > 0) curves[`${type}Step`] = length;
        yield { done: (n + done) / trainings, outcome: outcome() };
      }
    }
    const { adagradStep, rmspropStep } = curves;
    curves['adagradRoot'] = asRootFrom(adagradStep);
    Object.assign(figures, {
      adagradExponent: exponentOf(adagradStep),
      rmspropExponent: exponentOf(rmspropStep),
      adagradLeft: lastOf(adagradStep.y) / adagradStep.y[0],
      rmspropLeft: lastOf(rmspropStep.y) / rmspropStep.y[0],
    });
    for (const [n, type] of contenders.entries()) {
      for await (const { done, loss, validation } of trainWithOptimizer({
        ...run,
        optimizer: customaryOptimizers[type],
      })) {
        curves[`${type}Loss`] = copyOf(loss);
        if (validation !== null) figures[`${type}Validation`] = validation;
        yield { done: (measured.length + n + done) / trainings, outcome: outcome() };
      }
    }
    figures['sgdMinusRmsprop'] = figures['sgdValidation'] - figures['rmspropValidation'];
    figures['sgdMinusAdam'] = figures['sgdValidation'] - figures['adamValidation'];
    return outcome();
  },
  claims: [
    { id: 'adagrad-falls-as-root', figure: 'adagradExponent', unit: 'plain', atLeast: -0.6, atMost: -0.4 },
    { id: 'rmsprop-does-not-fall', figure: 'rmspropExponent', unit: 'plain', atLeast: -0.1, atMost: 0.1 },
    { id: 'adagrad-left-after-sixteenfold', figure: 'adagradLeft', unit: 'share', atLeast: 0.18, atMost: 0.35 },
    { id: 'rmsprop-beats-sgd', figure: 'sgdMinusRmsprop', unit: 'nats', atLeast: 0.1 },
    { id: 'adam-beats-sgd', figure: 'sgdMinusAdam', unit: 'nats', atLeast: 0.1 },
  ],
};

const copyOf = ({ x, y }: LessonCurve): LessonCurve => ({ x: [...x], y: [...y] });
const lastOf = (values: readonly number[]) => values[values.length - 1];

/** The line of a step length that falls as 1/√t from its first value on. */
function asRootFrom({ x, y }: LessonCurve): LessonCurve {
  return { x: [...x], y: x.map((step) => y[0] * Math.sqrt(x[0] / step)) };
}
