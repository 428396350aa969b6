import type * as records from '../../contract/evaluation-records.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ImportStaging } from '../../datasets/imports/import-staging.ts';
import type { RunView } from '../../db/run-table.ts';

export interface EvaluationsOptions {
  staging: ImportStaging;
}

/** Measures trained networks on files of their own. */
export class Evaluations {
  readonly #options: EvaluationsOptions;

  constructor(options: EvaluationsOptions) {
    this.#options = options;
  }

  async evaluate(run: RunView, input: records.EvaluateInput, _signal?: AbortSignal): Promise<records.EvaluationRecord> {
    const { name } = this.#options.staging.get(input.importId);
    throw new StudioError('invalid-data', `${name} cannot be compared with what ${run.name} says.`, {
      reason: 'no-table',
      name,
    });
  }
}
