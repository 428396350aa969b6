import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { branchRun, startRun } from '../runs/start-records.ts';
import { fileProblem } from './faults.ts';

/** A training as a file, and the name that it is usually saved under. */
const trainingFileText = z.object({ fileName: z.string(), text: z.string() });

const readTrainingFile = z.object({ text: z.string().max(4_000_000), fileName: z.string().max(1000) });

/** The run that a file starts, as `runs.start` or `runs.branch` takes it, or the mistakes of the file. */
const plannedTrainingFile = z.object({
  problems: z.array(fileProblem),
  start: startRun.nullable(),
  branch: branchRun.nullable(),
  /** The seeds that it is trained with; null means its own alone. */
  seeds: z.int().nullable(),
});

/** Trainings as files, in YAML; see `trainingFileSchema`. */
export const trainingFileProcedures = {
  /** Plans the training of a file in YAML or JSON; may measure this machine where it has a budget. */
  plan: procedure.input(readTrainingFile).output(plannedTrainingFile),
  /** Writes the file that repeats a run to the same bits. */
  ofRun: procedure.input(z.object({ runId: z.string() })).output(trainingFileText),
};

export type PlannedTrainingFile = z.infer<typeof plannedTrainingFile>;
export type TrainingFileText = z.infer<typeof trainingFileText>;
