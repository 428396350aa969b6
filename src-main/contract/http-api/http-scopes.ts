import type { Scope } from '../access-records.ts';
import type { HttpOperation } from './http-contract.ts';

/** The least scope that each operation takes. An operation without one does not compile. */
export const httpScopes: Readonly<Record<HttpOperation, Scope>> = {
  listModels: 'look',
  getModel: 'look',
  complete: 'use',
  classify: 'use',
  tag: 'use',
  forecast: 'use',
  embed: 'use',
  listDatasets: 'look',
  listRuns: 'look',
  startRun: 'train',
  getRun: 'look',
  runMetrics: 'look',
  pauseRun: 'train',
  resumeRun: 'train',
  stopRun: 'train',
};
