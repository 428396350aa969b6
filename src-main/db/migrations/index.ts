import type { Migration } from '../migrate.ts';
import { initial } from './0010-initial.ts';
import { imports } from './0020-imports.ts';
import { runLifecycle } from './0030-run-lifecycle.ts';
import { models } from './0040-models.ts';
import { stepInsights } from './0050-step-insights.ts';
import { textUnits } from './0060-text-units.ts';
import { runEvents } from './0070-run-events.ts';
import { tokenCounts } from './0080-token-counts.ts';
import { exportsAndArrivals } from './0090-exports-and-arrivals.ts';
import { errorDetails } from './0100-error-details.ts';
import { queue } from './0110-queue.ts';
import { trashAndNotices } from './0120-trash-and-notices.ts';
import { pieces } from './0130-pieces.ts';
import { taggedDatasets } from './0210-tagged-datasets.ts';
import { scores } from './0230-scores.ts';
import { preparations } from './0310-preparations.ts';
import { seriesDatasets } from './0320-series-datasets.ts';
import { bundledNetworks } from './0420-bundled-networks.ts';
import { keptCheckpoints } from './0440-kept-checkpoints.ts';
import { dismissals } from './0510-dismissals.ts';
import { doctorFacts } from './0511-doctor-facts.ts';
import { dataMeasurements } from './0530-data-measurements.ts';
import { groupsAndSweeps } from './0540-groups-and-sweeps.ts';
import { findingSightings } from './0550-finding-sightings.ts';
import { lessonProgress } from './0610-lesson-progress.ts';
import { deliveries } from './0620-deliveries.ts';

/** All migrations, in the order in which a database goes through them. */
export const migrations: readonly Migration[] = [
  initial,
  imports,
  runLifecycle,
  models,
  stepInsights,
  textUnits,
  runEvents,
  tokenCounts,
  exportsAndArrivals,
  errorDetails,
  queue,
  trashAndNotices,
  pieces,
  taggedDatasets,
  scores,
  preparations,
  seriesDatasets,
  bundledNetworks,
  keptCheckpoints,
  dismissals,
  doctorFacts,
  dataMeasurements,
  groupsAndSweeps,
  findingSightings,
  lessonProgress,
  deliveries,
];
