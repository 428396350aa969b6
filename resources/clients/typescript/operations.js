// Generated from the contract of the HTTP API: npm run clients
export const operations = {
  listModels: { method: 'GET', path: '/v1/models' },
  getModel: { method: 'GET', path: '/v1/models/{model}' },
  complete: { method: 'POST', path: '/v1/completions' },
  classify: { method: 'POST', path: '/v1/classify' },
  tag: { method: 'POST', path: '/v1/tag' },
  forecast: { method: 'POST', path: '/v1/forecast' },
  embed: { method: 'POST', path: '/v1/embeddings' },
  listDatasets: { method: 'GET', path: '/v1/datasets' },
  listRuns: { method: 'GET', path: '/v1/runs' },
  startRun: { method: 'POST', path: '/v1/runs' },
  getRun: { method: 'GET', path: '/v1/runs/{run}' },
  runMetrics: { method: 'GET', path: '/v1/runs/{run}/metrics' },
  pauseRun: { method: 'POST', path: '/v1/runs/{run}/pause' },
  resumeRun: { method: 'POST', path: '/v1/runs/{run}/resume' },
  stopRun: { method: 'POST', path: '/v1/runs/{run}/stop' },
};
