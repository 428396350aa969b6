import type { Backend } from '../backends/backend.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import { customaryOptimizers } from '../optimizers/customary-optimizers.ts';
import type { Trainer } from '../training/trainer.ts';
import { evaluateActivation } from './evaluate-activation.ts';
import type { LessonExperiment } from './lesson-experiment.ts';
import { cutLessonText } from './small-writer/lesson-text.ts';
import { charactersOf, createWriterTrainer } from './small-writer/writer-trainer.ts';

const STEPS = 400;
const LOOK_EVERY = 20;
/** The steps at the end whose mean loss is the result: each reads text that the networks have not seen. */
const JUDGED_STEPS = 40;
const squashers = ['tanh', 'softsign'] as const;
type Squasher = (typeof squashers)[number];

const controls = {
  learningRate: { kind: 'number', default: 0.01, minimum: 0.001, maximum: 0.1, step: 0.125, logarithmic: true },
} as const;

/**
 * How fast tanh and softsign come to their ends, as the engine computes them, and how many candidates of two LSTMs stay there
 * while these are trained from the same beginning on the same text.
 */
export const softsign: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run({ backend, settings, seed, clock, readText }) {
    const approach = await measureApproach(backend);
    const text = cutLessonText(await readText('moby-dick'), { training: charactersOf(STEPS), heldOut: 0 });
    const optimizer = { ...customaryOptimizers.adam, learningRate: settings.learningRate };
    const courses = Object.fromEntries(
      squashers.map((activation) => [activation, { losses: [], saturation: { x: [], y: [] } }]),
    ) as unknown as Record<Squasher, Course>;
    const trainers = squashers.map((activation) => ({
      course: courses[activation],
      trainer: createWriterTrainer({
        backend,
        clock,
        seed,
        text,
        steps: STEPS,
        cell: { activation },
        train: { optimizer },
      }),
    }));
    for (let step = 1; step <= STEPS; step++) {
      for (const { trainer, course } of trainers) await takeStep(trainer, course, step);
      if (step % LOOK_EVERY === 1) yield { done: step / STEPS, outcome: outcomeOf(approach, courses) };
    }
    return outcomeOf(approach, courses);
  },
  claims: [
    { id: 'tanh-is-exponential', figure: 'tanhSlope', unit: 'plain', atLeast: -2.02, atMost: -1.97 },
    { id: 'softsign-is-polynomial', figure: 'softsignSlope', unit: 'plain', atLeast: -1.02, atMost: -0.97 },
    { id: 'softsign-lets-more-through', figure: 'slopeRatioAtFive', unit: 'ratio', atLeast: 100 },
    { id: 'tanh-is-steeper-near-zero', figure: 'slopesCross', unit: 'plain', atLeast: 1.6, atMost: 1.63 },
    { id: 'softsign-hardly-saturates', figure: 'softsignSaturated', unit: 'share', atMost: 0.02 },
    { id: 'tanh-saturates-more', figure: 'saturationDifference', unit: 'share', atLeast: 0.02 },
    { id: 'softsign-ends-behind', figure: 'lossDifference', unit: 'nats', atLeast: 0 },
    { id: 'both-learn-alike', figure: 'lossDifference', unit: 'nats', atLeast: -0.15, atMost: 0.15 },
  ],
};

interface Course {
  losses: number[];
  /** The share of the candidates that are beyond ±0.9, by step. */
  saturation: LessonCurve;
}

async function takeStep(trainer: Trainer, { losses, saturation }: Course, step: number): Promise<void> {
  if (step % LOOK_EVERY !== 1 && step !== STEPS) {
    losses.push((await trainer.step()).loss);
    return;
  }
  const { metrics, insight } = await trainer.lookingStep({ parabola: false, gradientByLag: false });
  losses.push(metrics.loss);
  const candidates = insight?.saturation.find(({ variable }) => variable === 'candidate');
  if (candidates === undefined) return;
  saturation.x.push(step);
  saturation.y.push(candidates.low + candidates.high);
}

function outcomeOf(approach: Approach, courses: Record<Squasher, Course>): LessonOutcome {
  const [tanhShare, softsignShare] = squashers.map((activation) => courses[activation].saturation.y.at(-1) ?? 0);
  const [tanhLoss, softsignLoss] = squashers.map((activation) => finalLoss(courses[activation].losses));
  return {
    figures: {
      ...approach.figures,
      tanhSaturated: tanhShare,
      softsignSaturated: softsignShare,
      saturationDifference: tanhShare - softsignShare,
      tanhLoss,
      softsignLoss,
      lossDifference: softsignLoss - tanhLoss,
    },
    curves: {
      ...approach.curves,
      ...Object.fromEntries(
        squashers.flatMap((activation) => {
          const { losses, saturation } = courses[activation];
          const byStep: LessonCurve = { x: losses.map((_, n) => n + 1), y: [...losses] };
          return [
            [`${activation}Saturation`, { x: [...saturation.x], y: [...saturation.y] }],
            [`${activation}Loss`, byStep],
          ];
        }),
      ),
    },
    grids: {},
    texts: {},
  };
}

function finalLoss(losses: readonly number[]): number {
  const last = losses.slice(-JUDGED_STEPS);
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

type Approach = Pick<LessonOutcome, 'figures' | 'curves'>;

/** The inputs at which 1 − tanh x is far above the rounding of 32 bits, and those at which 1 − softsign x = 1/(1 + x) is close to 1/x. */
const tanhRange = Array.from({ length: 33 }, (_, n) => 2 + n / 8);
const softsignRange = Array.from({ length: 33 }, (_, n) => 10 ** (1.5 + n / 16));
/** Between them the slope of softsign, which is smaller at first, overtakes that of tanh. */
const crossingRange = Array.from({ length: 3500 }, (_, n) => 0.5 + n / 1000);
/** The inputs reach from a tenth to a thousand; tanh has come too near to 1 for 32 bits long before. */
const powers = Array.from({ length: 81 }, (_, n) => 10 ** (n / 20 - 1));
const nearPowers = powers.filter((x) => x <= 7);
const shownRange = Array.from({ length: 61 }, (_, n) => n / 10);

/** Measures the distance to 1: its logarithm against x where it falls exponentially, and against ln x where it falls as a power of x. */
async function measureApproach(backend: Backend): Promise<Approach> {
  const distance = async (activation: Squasher, x: readonly number[]) =>
    (await evaluateActivation(backend, activation, x)).values.map((value) => 1 - value);
  const logarithms = (values: readonly number[]) => values.map(Math.log);
  const [tanhAtFive, softsignAtFive] = await Promise.all(
    squashers.map((each) => evaluateActivation(backend, each, [5])),
  );
  const [ofTanh, ofSoftsign] = await Promise.all(
    squashers.map((each) => evaluateActivation(backend, each, crossingRange)),
  );
  return {
    figures: {
      tanhSlope: slopeOf(tanhRange, logarithms(await distance('tanh', tanhRange))),
      softsignSlope: slopeOf(logarithms(softsignRange), logarithms(await distance('softsign', softsignRange))),
      slopeRatioAtFive: softsignAtFive.slopes[0] / tanhAtFive.slopes[0],
      slopesCross: crossingRange[ofSoftsign.slopes.findIndex((slope, n) => slope > ofTanh.slopes[n])],
    },
    curves: {
      tanhDistance: { x: shownRange, y: await distance('tanh', shownRange) },
      softsignDistance: { x: shownRange, y: await distance('softsign', shownRange) },
      tanhPower: { x: nearPowers, y: await distance('tanh', nearPowers) },
      softsignPower: { x: powers, y: await distance('softsign', powers) },
    },
  };
}

/** Returns the slope of the line of least squares. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = x.map((value, n) => (value - meanX) * (y[n] - meanY));
  return mean(products) / mean(x.map((value) => (value - meanX) ** 2));
}
