import type { PlannedTrainingFile, TrainingFileText } from '../contract/training-files/training-file-procedures.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Store } from '../db/open-store.ts';
import type { Runs } from '../runs/runs.ts';
import type { Recommendations } from '../runs/starting/recommendations.ts';
import { fileOfRun } from './file-of-run.ts';
import { readTrainingFile, TrainingFileError } from './parse-training-file.ts';
import { startOfFile, UnfitFileError } from './start-of-file.ts';
import { writeTrainingFile } from './write-training-file.ts';

interface TrainingFilesOptions {
  store: Store;
  datasets: Datasets;
  recommendations: Pick<Recommendations, 'recommend'>;
  runs: Runs;
}

/** Trainings as files. */
export class TrainingFiles {
  readonly #options: TrainingFilesOptions;

  constructor(options: TrainingFilesOptions) {
    this.#options = options;
  }

  /** Plans the run that a file starts, or tells its mistakes. */
  async plan(text: string, fileName: string): Promise<PlannedTrainingFile> {
    const { datasets, runs, recommendations } = this.#options;
    const nothing = { start: null, branch: null, seeds: null };
    try {
      const { file, problemAt } = readTrainingFile(text, fileName);
      try {
        const start = await startOfFile(file, {
          datasets: datasets.list(),
          runs: runs.list(),
          checkpointsOf: (runId) => runs.checkpoints(runId),
          recommend: (input) => recommendations.recommend(input),
        });
        return { problems: [], ...start, seeds: file.seeds ?? null };
      } catch (error) {
        if (error instanceof UnfitFileError) return { problems: [problemAt(error.problem)], ...nothing };
        throw error;
      }
    } catch (error) {
      if (error instanceof TrainingFileError) return { problems: error.problems, ...nothing };
      throw error;
    }
  }

  /** Writes the file that repeats a run to the same bits. */
  ofRun(runId: string): TrainingFileText {
    const { store, runs } = this.#options;
    const run = runs.get(runId);
    const events = runs.events(runId);
    const dataset = store.datasets.get(run.datasetId) ?? null;
    const file = fileOfRun({
      run,
      dataset,
      checkpoints: runs.checkpoints(runId),
      events,
    });
    const isLonger = events.some(({ kind }) => kind === 'extend');
    return {
      fileName: `${fileNameOf(run.name)}.yaml`,
      text: writeTrainingFile(file, headingOf(run.name, file.from !== undefined, isLonger)),
    };
  }
}

function headingOf(name: string, begins: boolean, isLonger: boolean): string[] {
  return [
    `The training of “${name.replaceAll(/\s+/g, ' ')}”. It gives the same losses, to the last bit, on the same data:`,
    '  kioku train --config THIS_FILE',
    ...(begins ? ['It begins with the first checkpoint of that run, which has to be in the data folder.'] : []),
    ...(isLonger ? ['That run was made longer after its end; this file trains the whole length in one go.'] : []),
    '',
  ];
}

function fileNameOf(name: string): string {
  return (
    name
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
      .replaceAll(/^[-.]+|-+$/g, '')
      .slice(0, 80) || 'run'
  );
}
