import { longestMarkList, type DoctorMarks } from '../../../src-main/contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../client/studio.ts';
import { useRunAnswers } from '../runs/use-run-answers.ts';

/** The doctor's marks of these runs, by id; runs with no fault have none. */
export function useDoctorMarks(runs: () => readonly RunRecord[]): ReadonlyMap<string, DoctorMarks[number]> {
  const { client } = useStudio();
  return useRunAnswers({ runs, most: longestMarkList, ask: (runIds) => client.runs.doctorMarks({ runIds }) });
}
