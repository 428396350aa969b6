import { languageModelPresets } from '../../../src-engine/models/presets.ts';
import { openStore, type Store } from '../../../src-main/db/open-store.ts';
import { withStudio } from '../../../src-main/cli/studio/with-studio.ts';

const steps = 1_000_000;
export const millionStepRun = 'run-0';

/** Fills a data folder with the sample of brackets and one run on it that is over after a million steps. */
export async function storeLongRun(dataDir: string): Promise<void> {
  await withStudio({ 'data-dir': dataDir }, ({ client }) => client.datasets.importSample({ sampleId: 'brackets' }));
  const store = await openStore(dataDir);
  storeRuns(store, [steps]);
  await store.close();
}

/** Runs on the first dataset, `run-0`, `run-1` and so on, that did so many steps each. */
export function storeRuns(store: Store, stepCounts: readonly number[]): void {
  const [dataset] = store.datasets.list();
  const analysis = dataset && store.analyses.find(dataset.text_key, { type: 'character', minimumFrequency: 1 });
  const [preset] = languageModelPresets(100);
  if (!dataset || !analysis || !preset) throw new Error('The sample was not imported.');
  for (const [n, count] of stepCounts.entries()) {
    store.transaction(() => {
      const runKey = store.runs.insert({
        id: `run-${n}`,
        name: `Run ${n}`,
        dataset_key: dataset.key,
        analysis_key: analysis.key,
        preset_id: preset.id,
        model: JSON.stringify(preset.model),
        preparation: null,
        train: JSON.stringify(preset.train),
        parameter_count: 1,
        parent: null,
        created_at: n,
      });
      const row = store.runs.get(`run-${n}`);
      if (row) store.runs.update({ ...row, state: 'finished', queue_position: null });
      addSteps(store, runKey, count);
    });
  }
}

/** As they come from an engine. */
function addSteps(store: Store, runKey: number, count: number): void {
  const batch = 1000;
  for (let first = 1; first <= count; first += batch) {
    const steps = Array.from({ length: batch }, (_, index) => {
      const step = first + index;
      const loss = 2 + Math.sin(step * 12.9898);
      return { step, epoch: 1, loss, gradientNorm: 1, learningRate: 0.002, tokensPerSecond: 1000, elapsedMs: step };
    });
    store.stepMetrics.insert(runKey, steps);
  }
}
