import type { Backend } from '../../backends/backend.ts';
import type { CellType } from '../../cells/index.ts';
import type { LessonCurve, LessonOutcome } from '../../spec/lesson-spec.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import type { Trainer } from '../../training/trainer.ts';
import type { LessonStage } from '../lesson-experiment.ts';
import type { Criterion, Experiment } from './experiment.ts';
import { createExperimentTrainer } from './experiment-trainer.ts';
import { measureModel } from './run-experiment.ts';

/** Networks of several cells that learn the same task, batch by batch from the same sequences. */
export interface SideBySide<Contender extends CellType> {
  experiment: Experiment<Contender>;
  contenders: readonly Contender[];
  seed: number;
  totalSteps: number;
  /** The criteria that are told, by the name that they have in the outcome. */
  criteria: Readonly<Record<string, Criterion['id']>>;
  /** The number of times that they are measured after the beginning. */
  stages: number;
  /** The number of test sequences, whole batches of them, on the way and at the end. */
  tested: { onTheWay: number; atTheEnd: number };
  backend: Backend;
  clock: () => number;
}

interface Contest {
  trainer: Trainer;
  loss: LessonCurve;
  /** By name. */
  measured: Record<string, LessonCurve>;
}

/**
 * Trains the networks in turns. The outcome has for each cell, in camel case, the curve of its loss over the steps
 * (`simpleRnnLoss`), and both a curve and a figure for each criterion (`simpleRnnRight`). The figures are those of the
 * last step; on the way they are measured on fewer sequences, none of which is trained on. Throws EngineError
 * `diverged`, and OutOfMemoryError.
 */
export async function* trainSideBySide<Contender extends CellType>(
  options: SideBySide<Contender>,
): AsyncGenerator<LessonStage, LessonOutcome, undefined> {
  const { experiment, contenders, criteria, seed, totalSteps, stages, tested } = options;
  const data = experiment.data(seed, totalSteps);
  const names = Object.keys(criteria);
  const contests = new Map<Contender, Contest>();
  const measure = async (contest: Contest, count: number): Promise<void> => {
    const { model, progress } = contest.trainer;
    const found = await measureModel(model, experiment, firstOf(data.test, count));
    for (const name of names) {
      const figure = found.find(({ id }) => id === criteria[name]);
      if (figure === undefined) throw new Error(`The experiment does not measure ${criteria[name]}.`);
      contest.measured[name].x.push(progress.step);
      contest.measured[name].y.push(figure.value);
    }
  };
  const advance = async (stage: number): Promise<LessonOutcome> => {
    for (const contest of contests.values()) {
      await trainUntil(contest, Math.round((totalSteps * stage) / stages));
      await measure(contest, stage < stages ? tested.onTheWay : tested.atTheEnd);
    }
    return outcomeOf(contests);
  };
  try {
    for (const contender of contenders) {
      contests.set(contender, {
        trainer: createExperimentTrainer(experiment, data, { ...options, contender }),
        loss: { x: [], y: [] },
        measured: Object.fromEntries(names.map((name) => [name, { x: [], y: [] }])),
      });
    }
    for (let stage = 0; stage < stages; stage++) yield { done: stage / stages, outcome: await advance(stage) };
    return await advance(stages);
  } finally {
    for (const { trainer } of contests.values()) trainer.model.dispose();
  }
}

async function trainUntil({ trainer, loss }: Contest, last: number): Promise<void> {
  const first = trainer.progress.step;
  if (last === first) return;
  let sum = 0;
  while (trainer.progress.step < last) sum += (await trainer.step()).loss;
  loss.x.push(last);
  loss.y.push(sum / (last - first));
}

/** Copies everything, since the outcome leaves while the contest goes on. */
function outcomeOf(contests: ReadonlyMap<CellType, Contest>): LessonOutcome {
  const figures: Record<string, number> = {};
  const curves: Record<string, LessonCurve> = {};
  for (const [cell, { loss, measured }] of contests) {
    curves[nameInOutcome(cell, 'loss')] = copyOf(loss);
    for (const [name, curve] of Object.entries(measured)) {
      curves[nameInOutcome(cell, name)] = copyOf(curve);
      figures[nameInOutcome(cell, name)] = curve.y[curve.y.length - 1];
    }
  }
  return { figures, curves, grids: {}, texts: {} };
}

const copyOf = ({ x, y }: LessonCurve): LessonCurve => ({ x: [...x], y: [...y] });

/** Returns the name of a cell's figure or curve: `simpleRnnRight` for `simple_rnn` and `right`. */
export function nameInOutcome(cell: CellType, name: string): string {
  return `${cell}_${name}`.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function firstOf(samples: SequenceSamples, count: number): SequenceSamples {
  return { ...samples, lengths: Array.from({ length: count }, (_, sample) => samples.lengths[sample]) };
}
