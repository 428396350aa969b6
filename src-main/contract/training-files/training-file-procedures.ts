import { z } from 'zod';
import { procedure } from '../procedure.ts';

/** A training as a file, and the name that it is usually saved under. */
const trainingFileText = z.object({ fileName: z.string(), text: z.string() });

/** Trainings as files, in YAML; see `trainingFileSchema`. */
export const trainingFileProcedures = {
  /** Writes the file that repeats a run to the same bits. */
  ofRun: procedure.input(z.object({ runId: z.string() })).output(trainingFileText),
};

export type TrainingFileText = z.infer<typeof trainingFileText>;
