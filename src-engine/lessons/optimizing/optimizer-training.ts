import { lstm } from '../../models/default-layers.ts';
import type { LessonCurve } from '../../spec/lesson-spec.ts';
import type { ClipSpec, OptimizerSpec } from '../../spec/train-spec.ts';
import { createTrainer } from '../../training/trainer.ts';
import type { Trainer } from '../../training/trainer.ts';
import { characterModel } from '../character-model.ts';
import type { LessonRun } from '../lesson-experiment.ts';
import { lossMeter } from '../short-text/loss-meter.ts';
import type { ShortText } from '../short-text/short-text.ts';
import { shortTextTraining } from '../short-text/short-text-training.ts';
import { unhurried } from '../unhurried.ts';

const UNITS = 48;
const STEPS = 1620;
const STEPS_PER_POINT = 54;
/** The steps around which lengths are measured: from 100 to sixteen times as many, equally far apart on a logarithmic axis. */
const LOOKS = Array.from({ length: 9 }, (_, n) => Math.round(100 * 2 ** (n / 2)));
/** One step tells little, since each has a batch of its own. */
const STEPS_AROUND_LOOK = 20;
/** So short that all gradients are longer, and are made as long as one another. */
const EQUAL_LENGTH = 0.1;

type OptimizerRun = Pick<LessonRun, 'backend' | 'clock' | 'seed'> & { text: ShortText; optimizer: OptimizerSpec };

export interface LossesSoFar {
  /** The share that is done, from 0 to 1. */
  done: number;
  /** By step: the mean training loss of the last steps, in nats. */
  loss: LessonCurve;
  /** The loss on the text that is held out, at the end. */
  validation: number | null;
}

/** Trains a small network with one optimizer. */
export async function* trainWithOptimizer(run: OptimizerRun): AsyncGenerator<LossesSoFar, void> {
  const trainer = trainerOf(run, { type: 'norm', max: 5 });
  const validationLoss = lossMeter(trainer.model, run.text.validation);
  const loss: LessonCurve = { x: [], y: [] };
  const losses: number[] = [];
  for (let step = 1; step <= STEPS; step++) {
    if (trainer.isEpochComplete) await trainer.endEpoch(unhurried);
    losses.push((await trainer.step()).loss);
    if (step % STEPS_PER_POINT !== 0) continue;
    loss.x.push(step);
    loss.y.push(mean(losses.splice(0)));
    yield { done: step / STEPS, loss, validation: step === STEPS ? await validationLoss() : null };
  }
}

export interface StepLengthsSoFar {
  /** The share that is done, from 0 to 1. */
  done: number;
  /** By step: how far a step moves the recurrent kernel, as ‖Δw‖; the geometric mean of the steps around it. */
  length: LessonCurve;
}

/** Trains the same network with gradients that clipping makes equally long, as the formulas for the lengths of steps assume. */
export async function* measureStepLengths(run: OptimizerRun): AsyncGenerator<StepLengthsSoFar, void> {
  const trainer = trainerOf(run, { type: 'norm', max: EQUAL_LENGTH });
  const lengths = new Map<number, number[]>(LOOKS.map((look) => [look, []]));
  for (let step = 1; step <= STEPS; step++) {
    if (trainer.isEpochComplete) await trainer.endEpoch(unhurried);
    const look = LOOKS.find((each) => Math.abs(each - step) <= STEPS_AROUND_LOOK);
    if (look === undefined) await trainer.step();
    else lengths.get(look)?.push(await measuredStep(trainer));
    if (step % STEPS_PER_POINT === 0) yield { done: step / STEPS, length: curveOf(lengths) };
  }
}

function trainerOf({ backend, clock, seed, text, optimizer }: OptimizerRun, clip: ClipSpec): Trainer {
  return createTrainer({
    backend,
    model: characterModel(text, [lstm(UNITS)]),
    train: { ...shortTextTraining(text, { seed, epochs: STEPS }), maxSteps: STEPS, optimizer, clip },
    data: { training: text.training, validation: null },
    resumeFrom: null,
    clock,
  });
}

/** Takes a step, and tells how far it moved the recurrent kernel, which every step uses whole. */
async function measuredStep(trainer: Trainer): Promise<number> {
  const { insight } = await trainer.lookingStep({ parabola: false, gradientByLag: false });
  const update = insight?.updates.find(({ name }) => name === '1.recurrent');
  if (update === undefined) throw new Error('There is memory for a look at a small network.');
  return update.updateNorm;
}

/** Leaves out what is still to be measured. */
function curveOf(lengths: ReadonlyMap<number, readonly number[]>): LessonCurve {
  const measured = [...lengths].filter(([, values]) => values.length === 2 * STEPS_AROUND_LOOK + 1);
  return {
    x: measured.map(([look]) => look),
    y: measured.map(([, values]) => Math.exp(mean(values.map(Math.log)))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
