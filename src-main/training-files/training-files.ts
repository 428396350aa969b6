import type { TrainingFileText } from '../contract/training-files/training-file-procedures.ts';
import type { Store } from '../db/open-store.ts';
import type { Runs } from '../runs/runs.ts';
import { fileOfRun } from './file-of-run.ts';
import { writeTrainingFile } from './write-training-file.ts';

interface TrainingFilesOptions {
  store: Store;
  runs: Runs;
}

/** Trainings as files. */
export class TrainingFiles {
  readonly #options: TrainingFilesOptions;

  constructor(options: TrainingFilesOptions) {
    this.#options = options;
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
