import type { Doctor } from '../runs/doctor/doctor.ts';
import type { KeptCheckpoints } from '../runs/checkpoints/kept-checkpoints.ts';
import type { Continuations } from '../runs/starting/continuations.ts';
import type { FixTrials } from '../runs/groups/fix-trials.ts';
import type { RunGroups } from '../runs/groups/run-groups.ts';
import type { OtherDatasets } from '../runs/starting/other-datasets.ts';
import { tellListChanges, tellRunChanges } from '../runs/feed/tell-changes.ts';
import type { RateSearches } from '../runs/starting/rate-searches.ts';
import type { Recommendations } from '../runs/starting/recommendations.ts';
import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

export interface RunServices {
  runs: Runs;
  continuations: Continuations;
  otherDatasets: OtherDatasets;
  recommendations: Recommendations;
  rateSearches: RateSearches;
  keptCheckpoints: KeptCheckpoints;
  doctor: Doctor;
  groups: RunGroups;
  fixTrials: FixTrials;
}

/** The signal of callers that never leave. */
const endless = new AbortController().signal;

export function runProcedures({ runs: api }: Implementer, services: RunServices) {
  const { runs, continuations, otherDatasets, recommendations, rateSearches, keptCheckpoints, doctor } = services;
  const { groups, fixTrials } = services;
  return {
    list: api.list.handler(() => runs.list()),
    get: api.get.handler(({ input }) => runs.get(input.runId)),
    start: api.start.handler(({ input }) => runs.start(input)),
    estimate: api.estimate.handler(({ input }) => runs.estimate(input)),
    initialSignals: api.initialSignals.handler(({ input, signal }) => runs.initialSignals(input, signal)),
    estimateTime: api.estimateTime.handler(({ input, signal }) => recommendations.estimateTime(input, signal)),
    countTraining: api.countTraining.handler(({ input, signal }) => recommendations.countTraining(input, signal)),
    recommend: api.recommend.handler(({ input, signal }) => recommendations.recommend(input, signal)),
    findLearningRate: api.findLearningRate.handler(({ input, signal }) => rateSearches.find(input, signal)),
    resume: api.resume.handler(({ input }) => runs.resume(input.runId)),
    pause: api.pause.handler(({ input }) => runs.pause(input.runId)),
    stop: api.stop.handler(({ input }) => runs.stop(input.runId)),
    extend: api.extend.handler(({ input }) => continuations.extend(input.runId, input.epochs)),
    branch: api.branch.handler(({ input }) => continuations.branch(input)),
    repeatWithSeeds: api.repeatWithSeeds.handler(({ input }) => groups.repeat(input)),
    tryFix: api.tryFix.handler(({ input }) => fixTrials.start(input)),
    fixTrials: api.fixTrials.handler(({ input }) => fixTrials.list(input.runId)),
    checkDataset: api.checkDataset.handler(({ input }) => otherDatasets.check(input)),
    trainOnDataset: api.trainOnDataset.handler(({ input }) => otherDatasets.train(input)),
    move: api.move.handler(({ input }) => runs.move(input.runId, input.before)),
    schedule: api.schedule.handler(({ input }) => runs.schedule(input.runId, input.startAt)),
    update: api.update.handler(({ input }) => runs.describe(input)),
    doctor: api.doctor.handler(({ input, signal }) => doctor.examine(input, signal ?? endless)),
    doctorBefore: api.doctorBefore.handler(({ input, signal }) => doctor.examinePlan(input, signal ?? endless)),
    doctorMarks: api.doctorMarks.handler(({ input }) => doctor.marks(input.runIds)),
    dismissFinding: api.dismissFinding.handler(({ input }) => doctor.dismiss(input)),
    recallFinding: api.recallFinding.handler(({ input }) => doctor.recall(input)),
    applyFix: api.applyFix.handler(({ input, signal }) => doctor.apply(input, signal ?? endless)),
    delete: api.delete.handler(({ input }) => runs.delete(input.runId, input.stop)),
    breakdown: api.breakdown.handler(({ input }) => runs.breakdown(input.runId, input.epoch)),
    metrics: api.metrics.handler(({ input }) =>
      runs.metrics(input.runId, input.afterStep, input.maxPoints, input.lastStep),
    ),
    lossCurves: api.lossCurves.handler(({ input }) => runs.lossCurves(input.runIds)),
    events: api.events.handler(({ input }) => runs.events(input.runId)),
    checkpoints: api.checkpoints.handler(({ input }) => runs.checkpoints(input.runId)),
    keepCheckpoint: api.keepCheckpoint.handler(({ input }) => keptCheckpoints.keep(input)),
    checkpointSpace: api.checkpointSpace.handler(({ input }) => keptCheckpoints.space(input.runId)),
    setCheckpointSpace: api.setCheckpointSpace.handler(({ input }) =>
      keptCheckpoints.setSpace(input.runId, input.spaceBytes),
    ),
    deleteCheckpoint: api.deleteCheckpoint.handler(({ input }) => runs.deleteCheckpoint(input.checkpointId)),
    watch: api.watch.handler(({ input, signal }) => runs.watch(input.runId, signal)),
    changes: api.changes.handler(({ signal }) => runs.watchAll(signal)),
    follow: api.follow.handler(({ input, signal }) => tellRunChanges(runs.watch(input.runId, signal))),
    followAll: api.followAll.handler(({ signal }) => tellListChanges(runs.watchAll(signal))),
  };
}
