import type { CellType } from '../../cells/index.ts';
import type { Model } from '../../models/model.ts';
import { createPassSet } from '../../training/pass-set.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import type { Experiment } from './experiment.ts';
import { createExperimentTrainer } from './experiment-trainer.ts';
import type { ContenderOptions } from './experiment-trainer.ts';
import { figuresOf } from './figures.ts';
import type { Figure } from './figures.ts';
import { testBatches } from './test-batches.ts';

export interface ExperimentProgress {
  type: 'progress';
  contender: CellType;
  step: number;
  totalSteps: number;
  /** Mean since the last report. */
  loss: number;
}

export interface ExperimentResult {
  type: 'result';
  contender: CellType;
  parameterCount: number;
  totalSteps: number;
  /** The time of the training alone. */
  elapsedMs: number;
  figures: Figure[];
  /** All goals are reached. */
  isSolved: boolean;
}

const REPORTS = 10;

/**
 * Trains one of the networks, reporting on the way, and gives its result on sequences that it has not seen. Throws EngineError
 * `diverged`, and OutOfMemoryError.
 */
export async function* runExperiment<Contender extends CellType>(
  experiment: Experiment<Contender>,
  options: ContenderOptions<Contender>,
): AsyncGenerator<ExperimentProgress | ExperimentResult, void> {
  const { contender, seed, totalSteps } = options;
  const data = experiment.data(seed, totalSteps);
  const trainer = createExperimentTrainer(experiment, data, options);
  for (let report = 1; report <= REPORTS; report++) {
    const first = trainer.progress.step;
    const last = Math.ceil((totalSteps * report) / REPORTS);
    if (last === first) continue;
    let lossSum = 0;
    while (trainer.progress.step < last) lossSum += (await trainer.step()).loss;
    yield { type: 'progress', contender, step: last, totalSteps, loss: lossSum / (last - first) };
  }
  const { parameterCount } = trainer.plan;
  const { elapsedMs } = trainer.progress;
  const figures = await measureModel(trainer.model, experiment, data.test);
  const isSolved = figures.every(({ isReached }) => isReached);
  yield { type: 'result', contender, parameterCount, totalSteps, elapsedMs, figures, isSolved };
}

/** Returns how a network does on test sequences. Throws OutOfMemoryError. */
export async function measureModel(
  model: Model,
  experiment: Pick<Experiment, 'train' | 'longestTest' | 'judge' | 'criteria'>,
  test: SequenceSamples,
): Promise<Figure[]> {
  const source = testBatches(experiment, test);
  const passes = createPassSet(model, source, { training: false, classWeights: null });
  const judged: (number | null)[][] = [];
  for (let n = 0; n < source.count; n++) {
    const batch = source.batch(0, n);
    const pass = passes.load(n, batch);
    pass.forward({ seed: 0, step: 0 });
    judged.push(...experiment.judge(batch, await model.backend.read(pass.output)));
  }
  for (const pass of passes.passes) pass.dispose();
  return figuresOf(experiment.criteria, judged);
}
