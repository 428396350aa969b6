import { measureGradientFlow } from '../insight/gradient-flow.ts';
import { dense, lstm, simpleRnn } from '../models/default-layers.ts';
import type { Clamp } from '../spec/insight-spec.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import type { Batch } from '../training/batch-source.ts';
import type { Trainer } from '../training/trainer.ts';
import { batchOf, createDrawnTrainer } from './drawn-trainer.ts';
import { drawFirstSymbol, FIRST_SYMBOL } from './first-symbol.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { likeliestClasses, shareRight } from './likeliest-classes.ts';
import { lessonTraining } from './memory-tasks/lesson-training.ts';

const controls = {
  forgetBias: { kind: 'number', default: 5, minimum: -2, maximum: 8, step: 0.5 },
} as const;

/** σ(−30) is 10⁻¹³: nothing of the last cell state is added to the next one, and training cannot bring it back. */
const CUT = -30;
const UNITS = 32;
/** With these units the SimpleRNN has as many parameters as the LSTM. */
const RNN_UNITS = 68;
const TESTED = 256;
/** The question of the lesson is about this many steps. */
const ASKED_LAG = 50;
/** Reports on each network's training. */
const PARTS = 10;

const training = lessonTraining({
  maxSteps: 300,
  batchSize: 32,
  sequenceLength: FIRST_SYMBOL.steps,
  learningRate: 0.005,
});

/** The what-if of the trained network: nothing is kept from one step to the next. */
const keepNothing: Clamp = { loop: '1', variable: 'forget-gate', units: null, value: 0 };

type Contender = 'kept' | 'cut' | 'rnn';

/**
 * Measures how much of the loss's gradient is left at each lag in one LSTM with its sum over time and without, and in a
 * SimpleRNN, before any training; then trains each of them on a class that only the first symbol tells.
 */
export const additivePath: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const { forgetBias } = options.settings;
    const test = batchOf(drawFirstSymbol(TESTED, options.seed, 'test'), FIRST_SYMBOL.steps);
    const trainers: Record<Contender, Trainer> = {
      kept: trainerOf(lstm(UNITS, { forgetBias, returnSequences: false }), options),
      cut: trainerOf(lstm(UNITS, { forgetBias: CUT, returnSequences: false }), options),
      rnn: trainerOf(simpleRnn(RNN_UNITS, { returnSequences: false }), options),
    };
    try {
      let outcome = await gradientsOf(trainers, test, forgetBias);
      let done = 0.1;
      yield { done, outcome };
      for (const contender of Object.keys(trainers) as Contender[]) {
        const trainer = trainers[contender];
        for (let part = 0; part <= PARTS; part++) {
          while (trainer.progress.step < (training.maxSteps * part) / PARTS) await trainer.step();
          const accuracy = shareRight(await likeliestClasses(trainer.model, test), test.targets);
          outcome = withAccuracy(outcome, contender, { step: trainer.progress.step, accuracy });
          done += 0.89 / (3 * (PARTS + 1));
          yield { done, outcome };
        }
      }
      const clamped = await likeliestClasses(trainers.kept.model, test, [keepNothing]);
      const clampedAccuracy = shareRight(clamped, test.targets);
      return { ...outcome, figures: { ...outcome.figures, clampedAccuracy } };
    } finally {
      for (const { model } of Object.values(trainers)) model.dispose();
    }
  },
  claims: [
    { id: 'kept-carries', figure: 'keptShare', unit: 'ratio', atLeast: 0.5 },
    { id: 'cut-dies', figure: 'cutShare', unit: 'plain', atMost: 1e-6 },
    { id: 'rnn-dies', figure: 'rnnShare', unit: 'share', atMost: 0.01 },
    { id: 'kept-learns', figure: 'keptAccuracy', unit: 'share', atLeast: 0.95 },
    { id: 'cut-cannot-learn', figure: 'cutAccuracy', unit: 'share', atLeast: 0.4, atMost: 0.6 },
    { id: 'without-the-sum-it-forgets', figure: 'clampedAccuracy', unit: 'share', atLeast: 0.4, atMost: 0.6 },
  ],
};

function trainerOf(layer: LayerSpec, { backend, seed, clock }: LessonRun<typeof controls>): Trainer {
  const model: ModelSpec = {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: FIRST_SYMBOL.symbols },
    layers: [{ type: 'one_hot' }, layer, dense(FIRST_SYMBOL.classes)],
  };
  const draw = (count: number, n: number) => drawFirstSymbol(count, seed, `training/${n}`);
  return createDrawnTrainer({ model, train: { ...training, seed }, draw, backend, clock });
}

/** Compares the shares of the gradient at lag 0 that are left at each lag, and the power of the forget gate. */
async function gradientsOf(
  trainers: Record<Contender, Trainer>,
  test: Batch,
  forgetBias: number,
): Promise<LessonOutcome> {
  const shares = async (contender: Contender, state: 'c' | 'h'): Promise<number[]> => {
    const [{ norms }] = await measureGradientFlow(trainers[contender].model, test);
    return Array.from(norms[state], (norm) => norm / norms[state][0]);
  };
  const kept = await shares('kept', 'c');
  const cut = await shares('cut', 'c');
  const rnn = await shares('rnn', 'h');
  const gate = 1 / (1 + Math.exp(-forgetBias));
  const curveOf = (y: number[]): LessonCurve => ({ x: Array.from(y.keys()), y });
  return {
    figures: {
      keptShare: kept[ASKED_LAG],
      cutShare: cut[ASKED_LAG],
      rnnShare: rnn[ASKED_LAG],
      power: gate ** ASKED_LAG,
    },
    curves: {
      kept: curveOf(kept),
      cut: curveOf(cut),
      rnn: curveOf(rnn),
      power: curveOf(kept.map((_, lag) => gate ** lag)),
    },
    grids: {},
    texts: {},
  };
}

function withAccuracy(
  { figures, curves, ...rest }: LessonOutcome,
  contender: Contender,
  { step, accuracy }: { step: number; accuracy: number },
): LessonOutcome {
  const name = `${contender}Accuracy`;
  const before = curves[name] ?? { x: [], y: [] };
  const curve = { x: [...before.x, step], y: [...before.y, accuracy] };
  return { ...rest, figures: { ...figures, [name]: accuracy }, curves: { ...curves, [name]: curve } };
}
