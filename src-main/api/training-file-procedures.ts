import type { TrainingFiles } from '../training-files/training-files.ts';
import type { Implementer } from './implementer.ts';

export function trainingFileProcedures({ trainingFiles: api }: Implementer, files: TrainingFiles) {
  return {
    plan: api.plan.handler(({ input }) => files.plan(input.text, input.fileName)),
    ofRun: api.ofRun.handler(({ input }) => files.ofRun(input.runId)),
  };
}
