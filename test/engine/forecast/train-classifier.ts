import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createClassScorer } from '../../../src-engine/metrics/class-scorer.ts';
import { labelledSeriesSamples } from '../../../src-engine/forecast/labelled-series-data.ts';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { requirePreparation } from '../../../src-engine/forecast/require-preparation.ts';
import { seriesClassifier } from '../../../src-engine/models/series-classifier.ts';
import type { Preset } from '../../../src-engine/models/presets.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { evaluate } from '../../../src-engine/training/evaluate.ts';
import { createPassSet } from '../../../src-engine/training/pass-set.ts';
import { createSequenceSource } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import type { LabelledSeries } from './made-shapes.ts';

const unhurried = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };

/** Trains the template of classifiers of number sequences, and returns its accuracy on sequences that it has not seen. */
export async function accuracyOfClassifier(
  backend: Backend,
  { training, test, preset = seriesClassifier() }: { training: LabelledSeries; test: LabelledSeries; preset?: Preset },
): Promise<number> {
  const { preparation, model, train } = await prepareSeries({ content: training, ...preset }, unhurried);
  const data = tasks.classification.createData(training, null, train, { forecast: undefined, preparation });
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => 0 });
  while (trainer.end === null) {
    if (trainer.isEpochComplete) await trainer.endEpoch(unhurried);
    else await trainer.step();
  }
  const samples = labelledSeriesSamples(test, requirePreparation(preparation, 'sequences'), null);
  const members = Int32Array.from({ length: samples.lengths.length }, (_, n) => n);
  const source = createSequenceSource(samples, members, train, false);
  const passes = createPassSet(trainer.model, source, { training: false, classWeights: null });
  const told = await evaluate(backend, source, passes, backend.tensor([3]), createClassScorer, unhurried);
  return told?.accuracy ?? NaN;
}
