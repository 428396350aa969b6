import type { AnyContractProcedure } from '@orpc/contract';
import type { Scope } from './access-records.ts';
import type { contract } from './contract.ts';

type ScopesOf<Router> = {
  readonly [Name in keyof Router]: Router[Name] extends AnyContractProcedure ? Scope : ScopesOf<Router[Name]>;
};

/** The least scope that each procedure takes. A procedure without one does not compile. */
export const requiredScopes: ScopesOf<typeof contract> = {
  system: {
    info: 'look',
    memory: 'look',
    silentEngines: 'look',
    endEngine: 'train',
    notices: 'look',
    noticeChanges: 'look',
    storedChanges: 'look',
    dismissNotice: 'use',
    removeUpgradeCopies: 'train',
    access: 'look',
  },
  datasets: {
    list: 'look',
    get: 'look',
    preview: 'look',
    read: 'look',
    rows: 'look',
    sentences: 'look',
    seriesRows: 'look',
    lengths: 'look',
    vocabulary: 'look',
    tokenize: 'look',
    import: 'train',
    samples: 'look',
    importSample: 'train',
    rename: 'train',
    setTags: 'train',
    relabel: 'train',
    addValidation: 'train',
    delete: 'train',
  },
  imports: { begin: 'use', append: 'use', inspect: 'use', run: 'train', discard: 'use' },
  models: {
    templates: 'look',
    list: 'look',
    get: 'look',
    save: 'train',
    delete: 'train',
    dataSizes: 'look',
    cutTexts: 'look',
    vectorCoverage: 'train',
  },
  runs: {
    list: 'look',
    get: 'look',
    start: 'train',
    estimate: 'look',
    estimateTime: 'train',
    countTraining: 'look',
    lossCurves: 'look',
    recommend: 'train',
    initialSignals: 'look',
    resume: 'train',
    pause: 'train',
    stop: 'train',
    extend: 'train',
    branch: 'train',
    checkDataset: 'look',
    trainOnDataset: 'train',
    move: 'train',
    schedule: 'train',
    update: 'train',
    delete: 'train',
    metrics: 'look',
    breakdown: 'look',
    events: 'look',
    checkpoints: 'look',
    keepCheckpoint: 'train',
    checkpointSpace: 'look',
    setCheckpointSpace: 'train',
    deleteCheckpoint: 'train',
    watch: 'look',
    changes: 'look',
    follow: 'look',
    followAll: 'look',
  },
  trash: { list: 'look', changes: 'look', restore: 'train', empty: 'train' },
  exports: { formats: 'look', create: 'train', list: 'look', read: 'look', delete: 'train' },
  modelImports: { inspect: 'train', run: 'train' },
  networks: { list: 'look', open: 'use', remove: 'train' },
  settings: { get: 'look', set: 'train' },
  playground: { tokenize: 'look', prepare: 'use', generate: 'use', generateMany: 'use' },
  insight: {
    activations: 'look',
    cellSteps: 'look',
    gradientFlow: 'look',
    spectra: 'look',
    cells: 'look',
    counterfactual: 'look',
    classify: 'use',
    confusion: 'look',
    tag: 'use',
    tagMistakes: 'look',
    samples: 'use',
    steps: 'look',
  },
  forecasts: { forecast: 'use', history: 'look', preparation: 'look', backtest: 'use', anomalies: 'use' },
  evaluations: { evaluate: 'use', classify: 'use' },
};

/** The least scope that the procedure at this path takes. */
export function requiredScope(path: readonly string[]): Scope {
  let found: unknown = requiredScopes;
  for (const name of path) found = (found as Record<string, unknown>)[name];
  return found as Scope;
}
