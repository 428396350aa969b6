/**
 * The import rules of the architecture. A violation means that the design is being bent: change the design, add no exception.
 * Type-only imports count too.
 */
const main = '^src-main/';
/** All that is pure data about recurrent cells. */
const cellFacts = '^src-engine/cells/(index|cell-facts|cell-fields|[^/]+/facts)\\.ts$';
/** The stages of an import: each knows those before it. */
const importStages = ['readers', 'columns', 'meaning', 'cleaning', 'content'];
const renderer = '^src-renderer/';
/** The layers of the renderer, which `only` its later ones may know. */
const rendererLayers = ['ui', 'locales', 'charts', 'domain', 'report', 'features', 'shell'];
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src-|node_modules/)', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(virtual:|\\?)' } },
    {
      name: 'engine-imports-nothing',
      severity: 'error',
      comment: 'The engine runs in Node, in a browser worker and in Electron: threads, bytes and clocks are injected.',
      from: {
        path: '^src-engine/',
        pathNot: '^src-engine/(backends/(wasm/build|native/(build|compiler))|cells/build-tables)\\.mjs$',
      },
      to: { pathNot: '^src-engine/' },
    },
    {
      name: 'task-facts-are-data',
      severity: 'error',
      comment: 'Contract and renderer read them, so they may draw in nothing that computes.',
      from: { path: '^src-engine/tasks/facts\\.ts$' },
      to: { pathNot: '^src-engine/spec/' },
    },
    {
      name: 'cell-facts-are-data',
      severity: 'error',
      comment: 'Contract and renderer read the facts of cells, so facts know nothing of what computes.',
      from: { path: cellFacts },
      to: { pathNot: [cellFacts, '^src-engine/spec/'] },
    },
    only('contract', `${main}contract/`, [
      '^src-engine/spec/',
      '^src-engine/tasks/facts\\.ts$',
      cellFacts,
      '^node_modules/(zod|@orpc)/',
    ]),
    only('db', `${main}db/`, [
      `${main}contract/`,
      '^src-engine/spec/',
      '^node_modules/better-sqlite3/',
      '^node_modules/@types/',
    ]),
    only(
      'domains',
      `${main}(datasets|lessons|models|networks|notifications|runs|exports|system|training-files|trash)/`,
      [
        `${main}(db|contract)/`,
        '^src-engine/',
        '^node_modules/(apache-arrow|fast-png|htmlparser2|hyparquet|hyparquet-compressors|nodemailer|pdfjs-dist|yaml|yauzl|@types/yauzl|yazl|@types/yazl|zod)/',
        // These lay out vectors in the plane.
        '^node_modules/(umap-js|ml-pca)/',
        // The writers of exported models, and what these are run in, to see that they compute the same.
        '^node_modules/(h5wasm|playwright-core|onnxruntime-web|onnxruntime-common|@tensorflow/tfjs-(backend-cpu|core|layers))/',
      ],
    ),
    {
      name: 'datasets-and-runs-apart',
      severity: 'error',
      from: { path: `${main}datasets/` },
      to: { path: `${main}runs/` },
    },
    {
      name: 'import-stages-in-order',
      severity: 'error',
      comment: 'An import passes readers, columns, meaning, cleaning and content once, in this order.',
      from: { path: `${main}datasets/(readers|columns|meaning|cleaning|content)/` },
      to: { path: `${main}datasets/(imports/|[^/]+$)` },
    },
    ...importStages.map((stage, place) => ({
      name: `import-stage-${stage}`,
      severity: 'error',
      from: { path: `${main}datasets/${stage}/` },
      to: { path: `${main}datasets/(${[...importStages.slice(place + 1), 'imports'].join('|')})/` },
    })),
    only('api', `${main}api/`, [
      `${main}(contract|datasets|lessons|models|networks|notifications|runs|exports|system|training-files|trash)/`,
      '^src-engine/spec/',
      cellFacts,
      '^node_modules/@orpc/',
    ]),
    only('http-api', `${main}http-api/`, [
      `${main}(contract|api)/`,
      '^src-engine/(spec/|recipes/usual-template\\.ts$)',
      '^node_modules/(zod|@orpc)/',
    ]),
    only('engine-process', `${main}engine-process/`, ['^src-engine/']),
    only('format-process', `${main}format-process/`, [
      `${main}(exports|datasets|contract)/`,
      `${main}engine-process/(channel|cache-folder|child-environment)\\.ts$`,
      '^src-engine/',
    ]),
    {
      name: 'host-without-shells',
      severity: 'error',
      from: { path: `${main}host/` },
      to: { path: `${main}(electron|cli)/` },
    },
    {
      name: 'nothing-imports-shells',
      severity: 'error',
      from: { pathNot: `${main}(electron|cli)/` },
      to: { path: `${main}(electron|cli)/` },
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { pathNot: `${main}electron/` },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'renderer',
      severity: 'error',
      // A page that is exported computes by itself.
      from: { path: '^src-renderer/', pathNot: '^src-renderer/standalone/network/' },
      to: {
        path: '^src-(main|engine)/',
        pathNot: [
          '^src-main/contract/',
          '^src-engine/spec/',
          cellFacts,
          // Pure functions of a specification, which the builder calls at every keystroke.
          '^src-engine/models/(course-model|default-layers|fit-model|format-summary|memory|model-fix|model-problem|replace-cells|summary|validate-model|validate-training|without-id)\\.ts$',
          '^src-engine/recipes/usual-template\\.ts$',
          '^src-engine/sweeps/',
          '^src-engine/tasks/facts\\.ts$',
          // Pure functions of times and their zones, which charts need for every tick.
          '^src-engine/forecast/time/',
          '^src-engine/(schedules/learning-rate-factor|losses/(metric-value|perplexity))\\.ts$',
        ],
      },
    },
    only('standalone-network', '^src-renderer/standalone/network/', ['^src-engine/']),
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: '^src-renderer/standalone/build\\.mjs$' },
      to: { dependencyTypes: ['core'] },
    },
    ...rendererLayers.map((layer, place) => ({
      name: `renderer-layer-${layer}`,
      severity: 'error',
      comment: 'Each layer of the renderer knows those before it.',
      from: { path: `${renderer}${layer}/` },
      to: { path: `${renderer}(${rendererLayers.slice(place + 1).join('|')})/` },
    })),
    {
      name: 'renderer-client',
      severity: 'error',
      comment:
        'The client knows the contract only; languages say its errors, and what shows its answers lies above charts.',
      from: { path: `${renderer}client/` },
      to: { path: `${renderer}(?!client/)` },
    },
    {
      name: 'renderer-without-client',
      severity: 'error',
      from: { path: `${renderer}(ui|charts)/` },
      to: { path: `${renderer}client/` },
    },
    {
      name: 'standalone-apart',
      severity: 'error',
      comment: 'An exported page is a shell of its own, without a host to ask.',
      from: { path: `${renderer}standalone/` },
      to: { path: `${renderer}(client|features|shell)/` },
    },
    {
      name: 'nothing-imports-standalone',
      severity: 'error',
      from: { path: renderer, pathNot: `${renderer}standalone/` },
      to: { path: `${renderer}standalone/` },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/config/tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src-engine/backends/wasm/(assembly|build)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
