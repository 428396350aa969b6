import type { RouteLocationRaw } from 'vue-router';
import { lessonIds } from '../../../src-engine/spec/lesson-spec.ts';
import { can, taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { panelsOf, type Panel } from '../../features/insight/panels.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { modelEntries } from './model-entries.ts';
import { kindsOfTokens, type EntryKind, type Holdings, type SearchEntry } from './search-entry.ts';

type Query = Record<string, string>;

const beginning: RouteLocationRaw = { name: 'new-run' };

const lessonEntries = lessonIds.map((lessonId): SearchEntry => ({
  kind: 'ideas',
  title: `lessons.titles.${lessonId}`,
  page: 'shell.lessons',
  to: () => ({ name: 'lesson', params: { lessonId } }),
}));

/** The newest run that shows a panel, or null. */
const newest = ({ runs }: Holdings, shows: (run: RunRecord) => boolean): RunRecord | null => runs.find(shows) ?? null;

/** A panel of the dashboard. */
const ofRun = (title: MessageKey, shows: (run: RunRecord) => boolean = () => true): SearchEntry => ({
  kind: 'panels',
  title,
  page: 'shell.runs',
  to(holdings) {
    const run = newest(holdings, shows);
    return run === null ? beginning : { name: 'run', params: { runId: run.id }, query: { find: title } };
  },
  network: { place: 'run', query: { find: title } },
});

const hasNetwork = ({ checkpointCount, state }: RunRecord) => checkpointCount > 0 || state === 'running';
const cutsTokens = ({ model }: RunRecord) => model.input.kind === 'tokens';
const writes = ({ model }: RunRecord) => can(model.task, 'generate');
const tellsClasses = ({ model }: RunRecord) => taskFacts[model.task].outputsAre === 'classes';
const classifies = (run: RunRecord) => can(run.model.task, 'classify') && cutsTokens(run);
const forecasts = ({ model }: RunRecord) => can(model.task, 'forecast');

const dashboardEntries: SearchEntry[] = [
  ofRun('doctor.title'),
  ofRun('dashboard.loss'),
  ofRun('dashboard.perplexity', (run) => cutsTokens(run) && taskFacts[run.model.task].loss === 'cross-entropy'),
  ofRun('dashboard.gradientNorm'),
  ofRun('dashboard.learningRate'),
  ofRun('dashboard.updateRatio'),
  ofRun('dashboard.saturation'),
  ofRun('metrics.accuracy', tellsClasses),
  ofRun('dashboard.sample', writes),
  ofRun('forecasting.live', forecasts),
  ofRun('dashboard.checkpoints'),
  ofRun('dashboard.events'),
  ofRun('dashboard.specification'),
  ofRun('dashboard.smoothing'),
  ofRun('exports.open', ({ checkpointCount }) => checkpointCount > 0),
];

/** A panel of insight, or what `find` names within it. */
function ofInsight(panel: Panel, find: MessageKey | null = null, kind: EntryKind = 'panels'): SearchEntry {
  const query: Query = { panel, ...(find !== null && { find }) };
  return {
    kind,
    title: find ?? `insight.panels.${panel}`,
    page: 'insight.title',
    to(holdings) {
      const run = newest(holdings, (each) => hasNetwork(each) && panelsOf(each.model).includes(panel));
      if (run === null) return { name: 'insight', query: { panel } };
      return { name: 'insight', params: { runId: run.id }, query };
    },
    network: { place: 'insight', query },
  };
}

const insightEntries: SearchEntry[] = [
  ofInsight('theatre'),
  ofInsight('flow'),
  ofInsight('flow', 'insight.spectrumTitle'),
  ofInsight('flow', 'insight.spanTitle'),
  ofInsight('cells'),
  ofInsight('tokens'),
  ofInsight('whatif'),
  ofInsight('activations'),
  ofInsight('activations', 'insight.race'),
  ofInsight('theatre', 'insight.text', 'fields'),
  ofInsight('cells', 'insight.property', 'fields'),
  ofInsight('tokens', 'tokenMap.search', 'fields'),
  ofInsight('whatif', 'insight.held', 'fields'),
];

/** A place in the playground of those models for which it is there. */
const ofPlayground = (
  kind: EntryKind,
  title: MessageKey,
  shows: (run: RunRecord) => boolean,
  query: Query = { find: title },
): SearchEntry => ({
  kind,
  title,
  page: 'shell.playground',
  to(holdings) {
    const run = newest(holdings, (each) => each.checkpointCount > 0 && shows(each));
    return run === null ? { name: 'playground' } : { name: 'playground', params: { runId: run.id }, query };
  },
  network: { place: 'playground', query },
});

const modes = ['single', 'many', 'beams', 'temperatures', 'beside', 'travel'] as const;
const samplingFields = [
  'playground.prompt',
  'playground.preset',
  'playground.temperature',
  'terms.topP.name',
  'terms.topK.name',
  'playground.minP',
  'playground.penalty',
  'playground.length',
  'playground.stopTexts',
  'playground.keepSeed',
  'playground.weights',
] as const satisfies MessageKey[];
const forecastTabs = ['forecast', 'backtest', 'residuals', 'anomalies'] as const;

const playgroundEntries: SearchEntry[] = [
  ofPlayground('fields', 'playground.run', () => true),
  ofPlayground('fields', 'playground.checkpoint', () => true),
  ofPlayground('fields', 'playground.mode', writes),
  ofPlayground('fields', 'playground.textCount', writes, { mode: 'many', find: 'playground.textCount' }),
  ofPlayground('fields', 'playground.beams', writes, { mode: 'beams', find: 'playground.beams' }),
  ofPlayground('fields', 'playground.temperatures', writes, { mode: 'temperatures', find: 'playground.temperatures' }),
  ...modes.map((mode) => ofPlayground('panels', `playground.modes.${mode}`, writes, { mode })),
  ...samplingFields.map((title) => ofPlayground('fields', title, writes, { mode: 'single', find: title })),
  ofPlayground('fields', 'copies.compare', writes, { mode: 'single', find: 'copies.compare' }),
  // It comes with a penalty.
  ofPlayground('fields', 'playground.window', writes, { mode: 'single', find: 'playground.penalty' }),
  ofPlayground('panels', 'playground.sentences', classifies, { view: 'sentences', find: 'playground.sentences' }),
  ofPlayground('panels', 'playground.confusion', classifies, { view: 'confusion' }),
  ofPlayground('panels', 'tagging.sentences', ({ model }) => can(model.task, 'tag'), { view: 'sentences' }),
  ofPlayground('panels', 'tagging.mistakes', ({ model }) => can(model.task, 'tag'), { view: 'mistakes' }),
  ...forecastTabs.map((tab) => ofPlayground('panels', `forecasting.tabs.${tab}`, forecasts, { view: tab })),
  ofPlayground('fields', 'forecasting.horizon', forecasts, { view: 'forecast', find: 'forecasting.horizon' }),
  ofPlayground('fields', 'forecasting.origin', forecasts, { view: 'forecast', find: 'forecasting.origin' }),
  ofPlayground('fields', 'forecasting.beside', forecasts, { view: 'forecast', find: 'forecasting.beside' }),
  ofPlayground('fields', 'forecasting.origins', forecasts, { view: 'backtest', find: 'forecasting.origins' }),
  ofPlayground('fields', 'forecasting.falseAlarms', forecasts, { view: 'anomalies', find: 'forecasting.falseAlarms' }),
  ofPlayground('panels', 'classifyFile.tab', (run) => can(run.model.task, 'classify'), { view: 'classify' }),
  ofPlayground('panels', 'evaluating.tab', ({ model }) => can(model.task, 'classify') || can(model.task, 'tag'), {
    view: 'file',
  }),
];

const ofSettings = (title: MessageKey): SearchEntry => ({
  kind: 'fields',
  title,
  page: 'shell.settings',
  to: () => ({ name: 'settings', query: { find: title } }),
});

const settingsEntries = (
  [
    'preferences.theme',
    'preferences.language',
    'preferences.textUnit',
    'preferences.version',
    'preferences.backends',
    'preferences.threads',
    'preferences.dataFolder',
    'queue.resumeAfterRestart',
    'queue.nightsOnly',
    'httpApi.title',
    'notify.title',
    'trash.title',
    'licences.about',
  ] as const satisfies MessageKey[]
).map(ofSettings);

const ofSweep = (title: MessageKey): SearchEntry => ({
  kind: 'fields',
  title,
  page: 'sweep.new',
  to: () => ({ name: 'new-sweep', query: { find: title } }),
});

const sweptNames = ['cell', 'units', 'layers', 'dropout'] as const;
const sweepEntries: SearchEntry[] = [
  { ...ofSweep('sweep.new'), kind: 'panels', page: 'shell.runs', to: () => ({ name: 'new-sweep' }) },
  ...sweptNames.map((name) => ofSweep(`sweep.names.${name}`)),
  ofSweep('sweep.method'),
  ofSweep('sweep.base'),
  ofSweep('sweep.tag'),
  ofSweep('sweep.training'),
  ofSweep('sweep.seedsEach'),
];

/** The two newest runs side by side, or the page that says what a comparison needs. */
const compareEntry = (title: MessageKey): SearchEntry => ({
  kind: 'panels',
  title,
  page: 'runs.compare',
  to({ runs }) {
    const last = runs[0] as RunRecord | undefined;
    const other = runs.find(
      ({ id, model, datasetId }) => id !== last?.id && model.task === last?.model.task && datasetId === last.datasetId,
    );
    if (last === undefined || other === undefined) return { name: 'compare' };
    return { name: 'compare', query: { runs: `${last.id},${other.id}`, find: title } };
  },
});

const ofDataset = (title: MessageKey, view: string | null = null): SearchEntry => ({
  kind: 'panels',
  title,
  page: 'shell.datasets',
  to({ datasets }) {
    const newestDataset = datasets.find(({ kind }) => view === null || kindsOfTokens.includes(kind));
    if (newestDataset === undefined) return { name: 'datasets' };
    return {
      name: 'dataset',
      params: { datasetId: newestDataset.id },
      query: { find: title, ...(view !== null && { view }) },
    };
  },
});

const datasetEntries: SearchEntry[] = [
  ofDataset('datasets.report.title'),
  ofDataset('datasets.lengths.title'),
  ofDataset('datasets.split.title'),
  ofDataset('datasets.view.tokens', 'tokens'),
  ofDataset('datasets.view.vocabulary', 'vocabulary'),
];

/** Settings that only the desktop program has. */
export const desktopIndex: readonly SearchEntry[] = (
  ['desktop.keepAwake', 'desktop.notifications', 'desktop.feed'] as const satisfies MessageKey[]
).map(ofSettings);

/** Every idea of the course, every panel and every setting: what the search finds besides pages, actions and what a person has made. */
export const searchIndex: readonly SearchEntry[] = [
  ...lessonEntries,
  ...insightEntries,
  ...dashboardEntries,
  ...playgroundEntries,
  compareEntry('runs.compare'),
  compareEntry('compare.settings'),
  compareEntry('compare.samples'),
  ...sweepEntries,
  ...datasetEntries,
  ...modelEntries,
  ...settingsEntries,
];
