import { perplexity } from '../losses/perplexity.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { OptimizerSpec } from '../spec/train-spec.ts';
import { customaryOptimizers } from '../optimizers/customary-optimizers.ts';
import { divergenceRule } from '../training/divergence.ts';
import type { Trainer } from '../training/trainer.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { cutLessonText } from './small-writer/lesson-text.ts';
import type { LessonText } from './small-writer/lesson-text.ts';
import { charactersOf, createWriterTrainer } from './small-writer/writer-trainer.ts';

const STEPS = 120;
/** The steps at the end whose mean loss is the result: each reads text that the network has not seen. */
const JUDGED_STEPS = 10;
const REPORT_EVERY = 8;
/** Perplexities beyond it are told as this one: a diverged network soon has more than a number can hold. */
const HIGHEST_PERPLEXITY = 1e9;
/** The rates that are tried reach from a ten-thousandth to a hundred, two in each decade. */
const RATES = Array.from({ length: 13 }, (_, n) => Number((10 ** (n / 2 - 4)).toPrecision(2)));

const controls = {
  rate: { kind: 'number', default: 1, minimum: 1e-4, maximum: 100, step: 0.125, logarithmic: true },
  optimizer: { kind: 'choice', default: 'sgd', choices: ['sgd', 'rmsprop', 'adam'] },
} as const;

/** One network is trained from the same beginning on the same text at the person's rate, and then at each rate of a ladder. */
export const learningRate: LessonExperiment<typeof controls> = {
  controls,
  texts: ['moby-dick'],
  async *run(options) {
    const text = cutLessonText(await options.readText('moby-dick'), { training: charactersOf(STEPS), heldOut: 0 });
    const rates = [options.settings.rate, ...RATES];
    const trainings: Training[] = [];
    for (const rate of rates) {
      const training = { rate, losses: [] as number[] };
      trainings.push(training);
      for await (const step of train(options, text, training)) {
        const done = (trainings.length - 1 + step / STEPS) / rates.length;
        if (step % REPORT_EVERY === 0 && done < 1) yield { done, outcome: outcomeOf(text, trainings) };
      }
    }
    return outcomeOf(text, trainings);
  },
  claims: [
    { id: 'too-high-diverges', figure: 'excessAtHighest', unit: 'nats', atLeast: 1 },
    { id: 'too-low-hardly-learns', figure: 'lowestBehindBest', unit: 'nats', atLeast: 0.5 },
    { id: 'best-is-close-to-the-edge', figure: 'decadesToEdge', unit: 'plain', atMost: 1.25 },
  ],
};

interface Training {
  rate: number;
  /** By step. The last one is what ended a training that diverged. */
  losses: number[];
}

/** Yields the number of each step. A training that diverges ends before the others. */
async function* train(
  { backend, clock, seed, settings }: LessonRun<typeof controls>,
  text: LessonText,
  { rate, losses }: Training,
): AsyncGenerator<number, void> {
  const train = { optimizer: optimizerOf(settings.optimizer, rate), ...unhelped };
  const trainer = createWriterTrainer({ backend, clock, seed, text, steps: STEPS, train });
  while (losses.length < STEPS) {
    const loss = await lossOfStep(trainer);
    losses.push(loss.value);
    yield losses.length;
    if (loss.isLast) return;
  }
}

/** Nothing else limits the steps. */
const unhelped = { schedule: { type: 'constant', warmupSteps: 0 }, clip: { type: 'none' } } as const;

function optimizerOf(type: string, learningRate: number): OptimizerSpec {
  const { sgd, rmsprop, adam } = customaryOptimizers;
  const optimizer = [rmsprop, adam].find((each) => each.type === type) ?? sgd;
  return { ...optimizer, learningRate };
}

/** The loss of a training that the engine ends for having diverged is at least the limit that it may reach. */
async function lossOfStep(trainer: Trainer): Promise<{ value: number; isLast: boolean }> {
  try {
    return { value: (await trainer.step()).loss, isLast: false };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'diverged') throw error;
    const { limit } = divergenceRule(trainer.model.spec, 1);
    const loss = error.details['loss'];
    return { value: typeof loss === 'number' ? Math.max(loss, limit) : limit, isLast: true };
  }
}

function outcomeOf({ vocabularySize }: LessonText, trainings: readonly Training[]): LessonOutcome {
  const [own, ...ladder] = trainings.map(({ rate, losses }) => ({ rate, losses, loss: finalLoss(losses) }));
  const ignorance = Math.log(vocabularySize);
  const figures: Record<string, number> = { vocabularySize, yourPerplexity: toldPerplexity(own.loss) };
  if (ladder.length > 0) {
    const best = ladder.reduce((lowest, each) => (each.loss < lowest.loss ? each : lowest));
    Object.assign(figures, { bestRate: best.rate, bestPerplexity: toldPerplexity(best.loss) });
    const edge = ladder.find(({ rate, loss }) => rate > best.rate && loss > ignorance);
    if (edge !== undefined)
      Object.assign(figures, { divergingRate: edge.rate, decadesToEdge: Math.log10(edge.rate / best.rate) });
    Object.assign(figures, {
      lowestBehindBest: ladder[0].loss - best.loss,
      excessAtHighest: ladder[ladder.length - 1].loss - ignorance,
    });
  }
  const curves: Record<string, LessonCurve> = {
    yours: stepCurve(own.losses),
    ...Object.fromEntries(ladder.map(({ rate, losses }) => [`rate-${rate}`, stepCurve(losses)])),
    byRate: { x: ladder.map(({ rate }) => rate), y: ladder.map(({ loss }) => toldPerplexity(loss)) },
  };
  return { figures, curves, grids: {}, texts: {} };
}

/** The mean over the last steps; the highest of them where the training diverged. */
function finalLoss(losses: readonly number[]): number {
  if (losses.length < STEPS) return losses[losses.length - 1];
  const last = losses.slice(-JUDGED_STEPS);
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

const stepCurve = (losses: readonly number[]): LessonCurve => ({
  x: losses.map((_, n) => n + 1),
  y: losses.map(toldPerplexity),
});

const toldPerplexity = (loss: number): number => Math.min(HIGHEST_PERPLEXITY, perplexity(loss));
