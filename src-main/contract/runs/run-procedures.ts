import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { datasetFit, datasetFitInput, trainOnDatasetInput } from '../datasets/dataset-fit-records.ts';
import { doctorProcedures } from '../doctor/doctor-procedures.ts';
import { findLearningRateInput, learningRateUpdate } from '../doctor/learning-rate-records.ts';
import { groupProcedures } from '../groups/group-procedures.ts';
import { runId } from '../ids.ts';
import { initialSignals } from '../insight-records.ts';
import { procedure } from '../procedure.ts';
import * as recipes from '../recipe-records.ts';
import { checkpoint, checkpointSpace, keepCheckpoint, setCheckpointSpace } from './checkpoint-records.ts';
import { epochMetrics, stepMetrics } from './metric-records.ts';
import { lossCurves, lossCurvesInput } from './outcome-records.ts';
import { runListProgress, runProgress } from './run-progress.ts';
import * as runs from './run-records.ts';
import { breakdown } from './score-records.ts';
import * as starts from './start-records.ts';

/** The procedures of trainings, from what is known before one begins to how it went. */
export const runProcedures = {
  list: procedure.output(z.array(runs.run)),
  get: procedure.input(runId).output(runs.run),
  /** Starts a training and returns at once; follow it with `watch`. */
  start: procedure.input(starts.startRun).output(runs.run),
  /** Estimates the needs of `start` with the same input. */
  estimate: procedure.input(starts.startRun).output(starts.runEstimate),
  /** Measures what one epoch of `start` with the same input takes here; takes about a second where it was not asked before. */
  estimateTime: procedure.input(starts.startRun).output(recipes.trainingTime),
  /** Counts the steps and samples of `start` with the same input. Throws what `start` would. */
  countTraining: procedure.input(starts.startRun).output(recipes.trainingCounts),
  /**
   * Looks for a learning rate by a short training of which nothing is kept. Yields its points, and then the pick.
   * Closing the stream cancels the search. Throws the errors that the training would throw.
   */
  findLearningRate: procedure.input(findLearningRateInput).output(eventIterator(learningRateUpdate)),
  /** Chooses a network and its training for a dataset and a time; takes some seconds, since it measures. */
  recommend: procedure.input(recipes.recommendInput).output(recipes.recommendation),
  /** Measures the variance of each layer's output and gradient in the network with which such a run would begin. */
  initialSignals: procedure.input(starts.initialSignalsInput).output(initialSignals),
  /** Goes on from the last checkpoint: after a pause, a stop, a crash. */
  resume: procedure.input(runId).output(runs.run),
  pause: procedure.input(runId).output(runs.run),
  /** Ends the run early; a last checkpoint is kept. */
  stop: procedure.input(runId).output(runs.run),
  /** A run that is finished or stopped goes on for some more epochs. */
  extend: procedure.input(starts.extendRun).output(runs.run),
  /** A new run that goes on from a checkpoint of another one, with other training settings. */
  branch: procedure.input(starts.branchRun).output(runs.run),
  ...groupProcedures,
  /** Tells whether the network of a checkpoint can learn from a dataset, and what of it the network does not know. */
  checkDataset: procedure.input(datasetFitInput).output(datasetFit),
  /** A new run that begins with the weights of a checkpoint and learns from another dataset. */
  trainOnDataset: procedure.input(trainOnDatasetInput).output(runs.run),
  /** Moves a queued run right before another queued one, or to the end for null. */
  move: procedure.input(runId.extend({ before: z.string().nullable() })).output(runs.run),
  /** When a run that waits may begin; null means as soon as its turn comes. */
  schedule: procedure.input(runId.extend({ startAt: z.int().nullable() })).output(runs.run),
  /** Name, tags and notes. */
  update: procedure.input(runs.describeRun).output(runs.run),
  ...doctorProcedures,
  /** Puts the run, with its metrics, checkpoints and exports, into the trash. One that trains is refused, or ended first with `stop`. */
  delete: procedure.input(runId.extend({ stop: z.boolean().default(false) })).output(z.void()),
  /**
   * Metrics after `afterStep`, up to `lastStep` where that is given, thinned to about `maxPoints` (each bucket keeps its minimum
   * and maximum loss).
   */
  metrics: procedure
    .input(
      runId.extend({
        afterStep: z.int().min(0),
        lastStep: z.int().min(0).optional(),
        maxPoints: z.int().min(10).max(20_000),
      }),
    )
    .output(z.object({ steps: z.array(stepMetrics), epochs: z.array(epochMetrics) })),
  /**
   * Returns the breakdown behind the scores of an epoch, by default of the last one that has it; null when there is
   * none.
   */
  breakdown: procedure
    .input(runId.extend({ epoch: z.int().min(1).optional() }))
    .output(z.object({ epoch: z.int(), breakdown }).nullable()),
  /** The course of several trainings, small enough for a list; runs that do not exist any more are left out. */
  lossCurves: procedure.input(lossCurvesInput).output(lossCurves),
  /** When it was begun, paused, resumed and ended, in order. */
  events: procedure.input(runId).output(z.array(runs.runEvent)),
  checkpoints: procedure.input(runId).output(z.array(checkpoint)),
  /** Pins or names a checkpoint, so that it is not thinned with the others, or takes that back. */
  keepCheckpoint: procedure.input(keepCheckpoint).output(checkpoint),
  checkpointSpace: procedure.input(runId).output(checkpointSpace),
  /** Changes the bytes that the checkpoints of a run may take, also while it trains. Those that have no room any more go at once. */
  setCheckpointSpace: procedure.input(setCheckpointSpace).output(runs.run),
  /** Puts it into the trash. Refused with `run-busy` for the one from which a run that is not over would go on. */
  deleteCheckpoint: procedure.input(z.object({ checkpointId: z.string() })).output(z.void()),
  /** The run now, then every change to it, at most 20 messages a second. Ends when the run is deleted. */
  watch: procedure.input(runId).output(eventIterator(runs.runUpdate)),
  /** All runs now, then every change to any of them, at most 20 messages a second. */
  changes: procedure.output(eventIterator(runs.runListUpdate)),
  /** Like `watch`, in a fraction of its bytes: after the first message, only the fields of the run that have changed. */
  follow: procedure.input(runId).output(eventIterator(runProgress)),
  /** Like `changes`, with only the fields of each run that have changed since the reader was told of it. */
  followAll: procedure.output(eventIterator(runListProgress)),
};
