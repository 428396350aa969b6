import { benchDoctor, benchForecast, benchRates, benchRecipes } from './choices.ts';
import { benchDocuments, benchEndurance, benchOps, benchScaling } from './engine.ts';
import { benchInBrowser } from './in-browser.ts';
import { benchApi, benchHost, benchImport, benchInsight, benchInstruments, benchRuns } from './studio.ts';
import type { MeasuringOptions } from './measuring-options.ts';

/** The benches that measure something by itself, beside nobody. */
export const alone: Record<string, (options: MeasuringOptions) => Promise<void>> = {
  ops: benchOps,
  scaling: benchScaling,
  endurance: benchEndurance,
  runs: benchRuns,
  host: benchHost,
  api: benchApi,
  import: benchImport,
  insight: benchInsight,
  instruments: benchInstruments,
  'lr-find': benchRates,
  documents: benchDocuments,
  forecast: benchForecast,
  recipes: benchRecipes,
  doctor: benchDoctor,
  dashboard: (options) => benchInBrowser('dashboard', options),
  theatre: (options) => benchInBrowser('theatre', options),
  'many-texts': (options) => benchInBrowser('many-texts', options),
  start: (options) => benchInBrowser('start', options),
  desktop: (options) => benchInBrowser('desktop', options),
  'first-token': (options) => benchInBrowser('first-token', options),
};
