import { observeForecaster } from '../../src-engine/forecast/observe-forecaster.ts';
import { readSeries } from '../../src-engine/forecast/series-content.ts';
import type { TrainingJob } from '../../src-engine/spec/engine-protocol.ts';
import type { TrainingObserver } from '../../src-engine/training/training-run.ts';

/** Returns what looks at a training while it goes on; null where there is nothing to see but its figures. */
export function observerOf(runId: string, { preparation, content, train }: TrainingJob): TrainingObserver | null {
  if (preparation?.kind !== 'forecast') return null;
  return observeForecaster({ runId, series: readSeries(content), preparation, train });
}
