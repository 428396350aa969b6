import type { DataMeasurementsUpdate, MemorisationUpdate } from '../contract/measurement-records.ts';
import { followProgress } from '../runs/feed/follow-progress.ts';
import type { CopiedTexts } from '../runs/measurements/copied-texts.ts';
import type { MeasuredData } from '../runs/measurements/measured-data.ts';
import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

export function measurementProcedures(
  { measurements: api }: Implementer,
  runs: Runs,
  measuredData: MeasuredData,
  copiedTexts: CopiedTexts,
) {
  return {
    known: api.known.handler(({ input }) => measuredData.known(measuredData.dataOf(runs.row(input.runId)))),
    data: api.data.handler(({ input, signal }) => {
      const data = measuredData.dataOf(runs.row(input.runId));
      return followProgress<DataMeasurementsUpdate>(signal, async (followed) => ({
        type: 'measured',
        measurements: await measuredData.measure(data, followed),
      }));
    }),
    copies: api.copies.handler(({ input, signal }) => copiedTexts.compare(runs.row(input.runId), input.texts, signal)),
    memorisation: api.memorisation.handler(({ input, signal }) => {
      const run = runs.row(input.runId);
      return followProgress<MemorisationUpdate>(signal, async (followed) => ({
        type: 'measured',
        memorisation: await copiedTexts.memorisation(run, input.checkpointId, followed),
      }));
    }),
  };
}
