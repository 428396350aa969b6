import { cellFacts } from '../../cells/index.ts';
import type { CellType } from '../../cells/index.ts';
import { meanInterval } from '../mean-interval.ts';
import type { MeanInterval } from '../mean-interval.ts';
import type { ExperimentResult } from './run-experiment.ts';

/** A summary of the trainings of one cell with several seeds. */
export interface ParityFinding {
  contender: CellType;
  /** True when the effect of a step on the state depends on that state, as it does with a recurrent kernel. */
  seesState: boolean;
  /** The share of right answers, by the criteria of the lesson: a mean over the seeds. */
  shares: MeanInterval[];
  seeds: number;
  /** The number of these trainings that reached all goals. */
  solved: number;
}

/** Summarises the results of all contenders, in the order in which they first come. */
export function parityFindings(results: readonly ExperimentResult[]): ParityFinding[] {
  return [...new Set(results.map(({ contender }) => contender))].map((contender) => {
    const own = results.filter((result) => result.contender === contender);
    return {
      contender,
      seesState: cellFacts(contender).recurrentKernel !== 'none',
      shares: own[0].figures.map((_, k) => meanInterval(own.map(({ figures }) => figures[k].value))),
      seeds: own.length,
      solved: own.filter(({ isSolved }) => isSolved).length,
    };
  });
}
