import { longestCurveList } from '../../../../src-main/contract/runs/outcome-records.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useRunAnswers } from '../../../domain/runs/use-run-answers.ts';

/** The loss curves of these runs, by id. */
export function useLossCurves(runs: () => readonly RunRecord[]): ReadonlyMap<string, { losses: readonly number[] }> {
  const { client } = useStudio();
  return useRunAnswers({ runs, most: longestCurveList, ask: (runIds) => client.runs.lossCurves({ runIds }) });
}
