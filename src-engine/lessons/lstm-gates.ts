import { createStream } from '../random/stream.ts';
import type { LessonCurve, LessonOutcome } from '../spec/lesson-spec.ts';
import type { MemorySymbol } from '../spec/memory-cell.ts';
import type { Trainer } from '../training/trainer.ts';
import { createDrawnTrainer } from './drawn-trainer.ts';
import type { LessonExperiment, LessonRun } from './lesson-experiment.ts';
import { measureCell } from './memory-cell/measure-cell.ts';
import { drawSignMemory, drawSymbols, MEMORY_STEPS, signMemoryModel } from './memory-cell/sign-memory.ts';
import type { SignMemoryPart } from './memory-cell/sign-memory.ts';
import { lessonTraining } from './memory-tasks/lesson-training.ts';

const controls = {
  steps: { kind: 'number', default: 1200, minimum: 300, maximum: 2400, step: 300 },
} as const;

/** Half of all cells begin where training leads them nowhere, so that of several the one goes on that has learnt to keep best. */
const CELLS = 8;
/** The shares of the steps from which a cell has to delete too, and to be silent. */
const DELETES_FROM = 0.3;
const SILENT_FROM = 0.6;
/** The number of points of a curve while cells learn to keep, of whose last ones the losses choose the cell, and from then on. */
const KEEP_STAGES = 6;
const STAGES = 14;
/** The symbols of the sequence on which the gates are measured. */
const MEASURED = 400;

/** Trains an LSTM of a single unit to keep, delete and say a sign, and measures its gates by what each step asks for. */
export const lstmGates: LessonExperiment<typeof controls> = {
  controls,
  async *run(options) {
    const total = options.settings.steps;
    const chosenAt = Math.round(DELETES_FROM * total);
    const symbols = drawSymbols(MEASURED, 'be-silent', createStream(options.seed, 'lesson/test', 0));
    const cells = Array.from({ length: CELLS }, (_, n) => createCell(options, n));
    try {
      const learnt: Learner[] = [];
      for (const cell of cells) {
        let learner: Learner = { cell, loss: NaN, curves: {} };
        for (let stage = 0; stage <= KEEP_STAGES; stage++) {
          learner = await advance(learner, Math.round((stage / KEEP_STAGES) * chosenAt), symbols);
        }
        learnt.push(learner);
        yield { done: (0.5 * learnt.length) / CELLS, outcome: await outcomeOf(learner, symbols) };
      }
      let best = learnt.reduce((least, each) => (each.loss < least.loss ? each : least));
      for (let stage = 1; stage <= STAGES; stage++) {
        best = await advance(best, chosenAt + Math.round((stage / STAGES) * (total - chosenAt)), symbols);
        if (stage < STAGES) yield { done: 0.5 + (0.5 * stage) / STAGES, outcome: await outcomeOf(best, symbols) };
      }
      return await outcomeOf(best, symbols);
    } finally {
      for (const { model } of cells) model.dispose();
    }
  },
  claims: [
    { id: 'keeps', figure: 'keepAtPass', unit: 'share', atLeast: 0.85 },
    { id: 'deletes', figure: 'keepAtDelete', unit: 'share', atMost: 0.2 },
    { id: 'overwrites', figure: 'keepAtWrite', unit: 'share', atMost: 0.3 },
    { id: 'writes-what-counts', figure: 'writeGap', unit: 'share', atLeast: 0.5 },
    { id: 'reads-when-asked', figure: 'readGap', unit: 'share', atLeast: 0.5 },
    { id: 'answers', figure: 'rightRecalls', unit: 'share', atLeast: 0.97 },
    { id: 'is-near', figure: 'networkDistance', unit: 'plain', atMost: 0.1 },
  ],
};

type Curves = Readonly<Record<string, LessonCurve>>;

/** A cell in training. */
interface Learner {
  cell: Trainer;
  /** The mean of its last steps. */
  loss: number;
  /** The course of its gates so far. */
  curves: Curves;
}

/** Trains a cell, and adds what its gates are then to its curves. */
async function advance({ cell, curves }: Learner, last: number, symbols: readonly MemorySymbol[]): Promise<Learner> {
  const loss = await trainUntil(cell, last);
  const { figures } = await measureCell(cell.model, symbols);
  return { cell, loss, curves: withPoint(curves, last, figures) };
}

async function outcomeOf({ cell, curves }: Learner, symbols: readonly MemorySymbol[]): Promise<LessonOutcome> {
  return { ...(await measureCell(cell.model, symbols)), curves, texts: {} };
}

/** Each cell has an initialisation of its own, and sees the same sequences. */
function createCell({ settings, seed, backend, clock }: LessonRun<typeof controls>, n: number): Trainer {
  const { steps } = settings;
  const size = { maxSteps: steps, batchSize: 32, sequenceLength: MEMORY_STEPS, learningRate: 0.05 };
  return createDrawnTrainer({
    model: signMemoryModel(),
    train: { ...lessonTraining(size), seed: createStream(seed, 'lesson/cell', n).nextUint32() },
    draw: (count, step) => drawSignMemory(count, partAt(step / steps), createStream(seed, 'lesson/train', step)),
    backend,
    clock,
  });
}

function partAt(share: number): SignMemoryPart {
  if (share < DELETES_FROM) return 'keep';
  return share < SILENT_FROM ? 'delete' : 'be-silent';
}

/** Returns the mean loss of the steps that it has taken, NaN where it has taken none. */
async function trainUntil(trainer: Trainer, last: number): Promise<number> {
  const first = trainer.progress.step;
  let sum = 0;
  while (trainer.progress.step < last) sum += (await trainer.step()).loss;
  return sum / (last - first);
}

function withPoint(curves: Curves, x: number, values: Readonly<Record<string, number>>): Curves {
  const longer = Object.entries(values).map(([name, y]): [string, LessonCurve] => {
    const before = curves[name] ?? { x: [], y: [] };
    return [name, { x: [...before.x, x], y: [...before.y, y] }];
  });
  return Object.fromEntries(longer);
}
