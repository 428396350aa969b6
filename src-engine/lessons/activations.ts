import type { Backend } from '../backends/backend.ts';
import { createStream } from '../random/stream.ts';
import type { BoundedActivation } from '../spec/insight-spec.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import { evaluateActivation } from './evaluate-activation.ts';
import type { LessonExperiment } from './lesson-experiment.ts';

/** By function: the inputs at which it has a corner, and differences say nothing about the slope. */
const corners = {
  sigmoid: [],
  hard_sigmoid: [-2.5, 2.5],
  tanh: [],
  // Its second derivative jumps.
  softsign: [0],
  relu: [0],
} as const satisfies Record<BoundedActivation, readonly number[]>;
const activationNames = Object.keys(corners) as (keyof typeof corners)[];

const REACH = 6;
const POINTS = Array.from({ length: 121 }, (_, n) => (n - 60) / 10);
const RANDOM_POINTS = 500;
const CHAINS = 1000;

const controls = {
  layers: { kind: 'number', default: 10, minimum: 1, maximum: 30, step: 1 },
  difference: { kind: 'number', default: 0.01, minimum: 1e-4, maximum: 1, step: 0.25, logarithmic: true },
} as const;

/**
 * The slopes that the engine multiplies gradients by, beside difference quotients of the same functions, and what is left of a gradient
 * behind many of them.
 */
export const activations: LessonExperiment<typeof controls> = {
  controls,
  async *run({ backend, settings, seed }) {
    const measured: Measured[] = [];
    for (const name of activationNames) {
      measured.push(await measure(backend, name, { ...settings, seed }));
      const done = measured.length / activationNames.length;
      if (done < 1) yield { done, outcome: outcomeOf(measured) };
    }
    return outcomeOf(measured);
  },
  claims: [
    { id: 'slopes-are-derivatives', figure: 'largestGap', unit: 'plain', atMost: 5e-4 },
    { id: 'sigmoid-is-a-quarter-at-most', figure: 'sigmoidSteepest', unit: 'plain', atLeast: 0.2499, atMost: 0.2501 },
    { id: 'tanh-is-one-at-most', figure: 'tanhSteepest', unit: 'plain', atLeast: 0.9999, atMost: 1.0001 },
    { id: 'softsign-is-one-at-most', figure: 'softsignSteepest', unit: 'plain', atLeast: 0.9999, atMost: 1.0001 },
    { id: 'hard-sigmoid-is-a-fifth', figure: 'hardSigmoidSteepest', unit: 'plain', atLeast: 0.1999, atMost: 0.2001 },
    { id: 'sigmoids-let-no-gradient-through', figure: 'sigmoidLeft', unit: 'plain', atMost: 1e-6 },
    { id: 'tanh-lets-more-through', figure: 'tanhOverSigmoid', unit: 'ratio', atLeast: 100 },
    { id: 'tanh-lets-more-through-than-softsign', figure: 'tanhOverSoftsign', unit: 'ratio', atLeast: 2 },
  ],
};

interface Measured {
  name: keyof typeof corners;
  value: LessonCurve;
  slope: LessonCurve;
  quotient: LessonCurve;
  /** The largest difference between slope and quotient, away from corners. */
  gap: number;
  /** The largest slope. */
  steepest: number;
  /** The share of a gradient that is left behind so many functions, by their number: a geometric mean. */
  left: LessonCurve;
}

async function measure(
  backend: Backend,
  name: keyof typeof corners,
  { layers, difference, seed }: { layers: number; difference: number; seed: number },
): Promise<Measured> {
  const shown = await evaluateActivation(backend, name, POINTS);
  const quotient = await quotients(backend, name, POINTS, difference);
  const random = createStream(seed, `lesson/${name}`, 0);
  const isSmooth = (x: number) => corners[name].every((corner) => Math.abs(x - corner) > 2 * difference);
  const drawn = Array.from({ length: RANDOM_POINTS }, () => REACH * (2 * random.uniform() - 1)).filter(isSmooth);
  const { slopes } = await evaluateActivation(backend, name, drawn);
  const estimates = await quotients(backend, name, drawn, difference);
  const left: LessonCurve = { x: [0], y: [1] };
  for (let layer = 1; layer <= layers; layer++) {
    const inputs = Array.from({ length: CHAINS }, () => random.normal());
    const { slopes: factors } = await evaluateActivation(backend, name, inputs);
    left.x.push(layer);
    left.y.push(left.y[layer - 1] * geometricMean(factors));
  }
  return {
    name,
    value: { x: POINTS, y: shown.values },
    slope: { x: POINTS, y: shown.slopes },
    quotient: { x: POINTS, y: quotient },
    gap: Math.max(...slopes.map((slope, n) => Math.abs(slope - estimates[n]))),
    steepest: Math.max(...shown.slopes),
    left,
  };
}

/** (f(x + h) − f(x − h)) / 2h. */
async function quotients(backend: Backend, name: BoundedActivation, x: readonly number[], h: number) {
  // Inputs as the engine rounds them, so that the quotient has the distance that they really have.
  const [right, left] = [h, -h].map((by) => x.map((each) => Math.fround(each + by)));
  const [above, below] = [
    await evaluateActivation(backend, name, right),
    await evaluateActivation(backend, name, left),
  ];
  return right.map((each, n) => (above.values[n] - below.values[n]) / (each - left[n]));
}

/** 0 as soon as one factor is 0: nothing comes back through a relu that is closed. */
function geometricMean(factors: readonly number[]): number {
  return Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length);
}

function outcomeOf(measured: readonly Measured[]): LessonOutcome {
  const figures: Record<string, number> = { largestGap: Math.max(...measured.map(({ gap }) => gap)) };
  const curves: Record<string, LessonCurve> = {};
  for (const { name, value, slope, quotient, steepest, left } of measured) {
    const prefix = prefixes[name];
    figures[`${prefix}Steepest`] = steepest;
    figures[`${prefix}Left`] = left.y[left.y.length - 1];
    Object.assign(curves, { [`${prefix}Value`]: value, [`${prefix}Slope`]: slope, [`${prefix}Quotient`]: quotient });
    curves[`${prefix}Gradient`] = left;
  }
  if (figures['tanhLeft'] !== undefined) figures['tanhOverSigmoid'] = figures['tanhLeft'] / figures['sigmoidLeft'];
  if (figures['softsignLeft'] !== undefined)
    figures['tanhOverSoftsign'] = figures['tanhLeft'] / figures['softsignLeft'];
  return { figures, curves, grids: {}, texts: {} };
}

const prefixes = {
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hardSigmoid',
  tanh: 'tanh',
  softsign: 'softsign',
  relu: 'relu',
} as const;
