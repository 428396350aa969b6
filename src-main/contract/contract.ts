import { datasetFit, datasetFitInput, trainOnDatasetInput } from './datasets/dataset-fit-records.ts';
import { eventIterator } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { access } from './access-records.ts';
import { anomaliesInput, anomaliesUpdate } from './forecasting/anomaly-records.ts';
import { backtestInput, backtestUpdate } from './forecasting/backtest-records.ts';
import { breakdown } from './score-records.ts';
import { checkpointSpace, keepCheckpoint, setCheckpointSpace } from './checkpoint-records.ts';
import * as views from './datasets/dataset-views.ts';
import { doctorProcedures } from './doctor/doctor-procedures.ts';
import * as exportSchemas from './export-records.ts';
import { generateManyInput, generateManyUpdate } from './generate-many-records.ts';
import { groupProcedures } from './groups/group-procedures.ts';
import * as importSchemas from './datasets/import-records.ts';
import * as measurements from './measurement-records.ts';
import * as modelImportSchemas from './model-import-records.ts';
import * as modelSchemas from './model-records.ts';
import { httpApiProcedures } from './http-api/access-procedures.ts';
import { insightProcedures } from './insight/insight-procedures.ts';
import * as insight from './insight-records.ts';
import { findLearningRateInput, learningRateUpdate } from './doctor/learning-rate-records.ts';
import { bundledNetwork } from './network-records.ts';
import * as lessonSchemas from './lesson-records.ts';
import { lossCurves, lossCurvesInput } from './outcome-records.ts';
import { notice } from './notice-records.ts';
import { notificationProcedures } from './notifications/notification-procedures.ts';
import { completeInput, completionUpdate } from './http-api/completion-records.ts';
import { procedure } from './procedure.ts';
import * as recipes from './recipe-records.ts';
import * as schemas from './records.ts';
import { settings } from './settings-records.ts';
import { runListProgress, runProgress } from './run-progress.ts';
import { storedKind } from './stored-kinds.ts';
import { sweepProcedures } from './sweeps/sweep-records.ts';
import { trainingFileProcedures } from './training-files/training-file-procedures.ts';
import { trashItem } from './trash-records.ts';
import * as evaluations from './evaluation-records.ts';
import * as forecasting from './forecasting/forecast-records.ts';
import { taskNames } from '../../src-engine/spec/model-spec.ts';
import { weightsImportOptions } from './weights-import-records.ts';

const datasetId = z.object({ datasetId: z.string() });
const importId = z.object({ importId: z.string() });
const weightsImport = importId.extend({ options: weightsImportOptions.prefault({}) });
const datasetName = z.string().min(1).max(255);

const modelId = z.object({ modelId: z.string() });
const runId = z.object({ runId: z.string() });
const networkId = z.object({ networkId: z.string() });
const exportId = z.object({ exportId: z.string() });

export const contract = {
  system: {
    info: procedure.output(schemas.systemInfo),
    memory: procedure.output(schemas.engineMemory),
    /** The engines that have said nothing for ten seconds, now and whenever that changes. */
    silentEngines: procedure.output(eventIterator(z.array(schemas.silentEngine))),
    /** Ends the process of an engine at once. What it trained can go on from its last checkpoint. */
    endEngine: procedure.input(z.object({ engine: schemas.engineName })).output(z.void()),
    /** Lists the notices that nobody has dismissed yet. Empty when all is well. */
    notices: procedure.output(z.array(notice)),
    /** The notices now, then again after every change: they also come while the studio runs. */
    noticeChanges: procedure.output(eventIterator(z.array(notice))),
    /** The kinds of stored things that have changed since the last message, at most 20 messages a second; none at first. */
    storedChanges: procedure.output(eventIterator(z.array(storedKind))),
    /** Nobody is shown it any more, in any window. */
    dismissNotice: procedure.input(z.object({ noticeId: z.string() })).output(z.void()),
    /** Deletes the copies of the database that were made before upgrades. */
    removeUpgradeCopies: procedure.output(z.void()),
    /** Returns the caller and its scope. */
    access: procedure.output(access),
  },
  datasets: {
    list: procedure.output(z.array(schemas.dataset)),
    get: procedure.input(datasetId).output(schemas.dataset),
    /** The beginning of the content as it is stored, at most `characters` UTF-16 units: labelled texts are a JSON object a line. */
    preview: procedure
      .input(datasetId.extend({ characters: z.int().min(1).max(100_000) }))
      .output(z.object({ text: z.string() })),
    /** Any part of the content. */
    read: procedure.input(views.readInput).output(views.readOutput),
    rows: procedure.input(views.rowsInput).output(views.rowsOutput),
    sentences: procedure.input(views.rowsInput).output(views.sentencesOutput),
    seriesRows: procedure.input(views.rowsInput).output(views.seriesRowsOutput),
    /** Reads all of it when it is asked for first. */
    lengths: procedure.input(datasetId).output(views.lengthHistogram.nullable()),
    /** These two may take a while: the tokenizer is fitted to the whole text. */
    vocabulary: procedure.input(views.vocabularyInput).output(views.vocabulary),
    tokenize: procedure.input(views.tokenizeInput).output(views.tokenizeOutput),
    /** Imports one file of at most 32 MB; larger ones go by way of `imports`. The same content again gives the dataset that is there. */
    import: procedure
      .input(
        z.object({ name: datasetName, file: z.instanceof(Blob), options: importSchemas.importOptions.prefault({}) }),
      )
      .output(schemas.dataset),
    samples: procedure.output(z.array(schemas.sampleText)),
    /** Adds one of the texts that come with the studio. */
    importSample: procedure
      .input(z.object({ sampleId: z.string(), name: z.string().min(1).max(255).optional() }))
      .output(schemas.dataset),
    rename: procedure.input(datasetId.extend({ name: datasetName })).output(schemas.dataset),
    setTags: procedure
      .input(datasetId.extend({ tags: z.array(z.string().trim().min(1).max(50)).max(50) }))
      .output(schemas.dataset),
    /**
     * A new dataset in which these rows have other labels. The old one stays: runs go on, and can be repeated, with what they have
     * learnt from.
     */
    relabel: procedure.input(views.relabelInput.extend({ name: datasetName })).output(schemas.dataset),
    /**
     * A new dataset in which a staged file, read as the dataset was, validates whole: no share of the rest is held back. The old dataset
     * stays.
     */
    addValidation: procedure.input(datasetId.extend({ importId: z.string() })).output(schemas.dataset),
    /** Puts it into the trash. Refused with `dataset-in-use` while there are runs that were trained on it. */
    delete: procedure.input(datasetId).output(z.void()),
  },
  /** Imports in two stages: files are brought and looked at, then made a dataset of as the person chose. */
  imports: {
    /** Says which files will come. They are kept until they are imported, given up, left alone for an hour, or the studio ends. */
    begin: procedure
      .input(
        z.object({
          name: datasetName,
          files: z
            .array(z.object({ path: z.string().min(1).max(4096), bytes: z.int().min(0) }))
            .min(1)
            .max(100_000),
        }),
      )
      .output(importId),
    /**
     * The next bytes of a file, by its place in `begin`; at most 32 MB. `offset` says where they belong, and is where the file ends if left
     * out: what belongs elsewhere is not taken. Answers with the bytes of the file that are there, from which the sender goes on.
     */
    append: procedure
      .input(importId.extend({ file: z.int().min(0), content: z.instanceof(Blob), offset: z.int().min(0).optional() }))
      .output(z.object({ received: z.int() })),
    /** Reads the beginning of the files with these options. May be called again and again. */
    inspect: procedure
      .input(importId.extend({ options: importSchemas.importOptions.prefault({}) }))
      .output(importSchemas.inspection),
    /** Progress, then the dataset; closing the stream cancels it. What is refused or cancelled can be tried with other options. */
    run: procedure
      .input(importId.extend({ name: datasetName.optional(), options: importSchemas.importOptions.prefault({}) }))
      .output(eventIterator(schemas.importUpdate)),
    discard: procedure.input(importId).output(z.void()),
  },
  models: {
    /** Lists the templates to begin from. */
    templates: procedure.output(z.array(modelSchemas.modelTemplate)),
    /** The person's own, changed last first. */
    list: procedure.output(z.array(modelSchemas.savedModel)),
    get: procedure.input(modelId).output(modelSchemas.savedModel),
    /** Writes a model down under the id that its builder chose, new or known. It need not be one that can be trained. */
    save: procedure.input(modelSchemas.saveModel).output(modelSchemas.savedModel),
    /** Puts it into the trash. Runs that were trained with it keep their copy. */
    delete: procedure.input(modelId).output(z.void()),
    /** May take a while: the tokenizer is fitted to the whole text. */
    dataSizes: procedure
      .input(datasetId.extend({ tokenizer: schemas.startRun.shape.tokenizer, task: z.enum(taskNames).optional() }))
      .output(modelSchemas.dataSizes),
    /** Counts the texts that are longer than a classifier reads; null where a dataset has no labelled texts. */
    cutTexts: procedure
      .input(
        datasetId.extend({
          tokenizer: schemas.startRun.shape.tokenizer,
          sequenceLength: z.int().min(1),
        }),
      )
      .output(modelSchemas.cutTexts.nullable()),
    /** Counts the words of a dataset that have a vector in a file that was staged like an import; it stays staged, for `runs.start`. */
    vectorCoverage: procedure
      .input(importId.extend({ datasetId: z.string(), tokenizer: schemas.startRun.shape.tokenizer }))
      .output(modelSchemas.vectorCoverage),
  },
  runs: {
    list: procedure.output(z.array(schemas.run)),
    get: procedure.input(runId).output(schemas.run),
    /** Starts a training and returns at once; follow it with `watch`. */
    start: procedure.input(schemas.startRun).output(schemas.run),
    /** Estimates the needs of `start` with the same input. */
    estimate: procedure.input(schemas.startRun).output(schemas.runEstimate),
    /** Measures what one epoch of `start` with the same input takes here; takes about a second where it was not asked before. */
    estimateTime: procedure.input(schemas.startRun).output(recipes.trainingTime),
    /** Counts the steps and samples of `start` with the same input. Throws what `start` would. */
    countTraining: procedure.input(schemas.startRun).output(recipes.trainingCounts),
    /**
     * Looks for a learning rate by a short training of which nothing is kept. Yields its points, and then the pick.
     * Closing the stream cancels the search. Throws the errors that the training would throw.
     */
    findLearningRate: procedure.input(findLearningRateInput).output(eventIterator(learningRateUpdate)),
    /** Chooses a network and its training for a dataset and a time; takes some seconds, since it measures. */
    recommend: procedure.input(recipes.recommendInput).output(recipes.recommendation),
    /** Measures the variance of each layer's output and gradient in the network with which such a run would begin. */
    initialSignals: procedure.input(schemas.initialSignalsInput).output(insight.initialSignals),
    /** Goes on from the last checkpoint: after a pause, a stop, a crash. */
    resume: procedure.input(runId).output(schemas.run),
    pause: procedure.input(runId).output(schemas.run),
    /** Ends the run early; a last checkpoint is kept. */
    stop: procedure.input(runId).output(schemas.run),
    /** A run that is finished or stopped goes on for some more epochs. */
    extend: procedure.input(schemas.extendRun).output(schemas.run),
    /** A new run that goes on from a checkpoint of another one, with other training settings. */
    branch: procedure.input(schemas.branchRun).output(schemas.run),
    ...groupProcedures,
    /** Tells whether the network of a checkpoint can learn from a dataset, and what of it the network does not know. */
    checkDataset: procedure.input(datasetFitInput).output(datasetFit),
    /** A new run that begins with the weights of a checkpoint and learns from another dataset. */
    trainOnDataset: procedure.input(trainOnDatasetInput).output(schemas.run),
    /** Moves a queued run right before another queued one, or to the end for null. */
    move: procedure.input(runId.extend({ before: z.string().nullable() })).output(schemas.run),
    /** When a run that waits may begin; null means as soon as its turn comes. */
    schedule: procedure.input(runId.extend({ startAt: z.int().nullable() })).output(schemas.run),
    /** Name, tags and notes. */
    update: procedure.input(schemas.describeRun).output(schemas.run),
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
      .output(z.object({ steps: z.array(schemas.stepMetrics), epochs: z.array(schemas.epochMetrics) })),
    /**
     * Returns the breakdown behind the scores of an epoch, by default of the last one that has it; null when there is
     * none.
     */
    breakdown: procedure
      .input(runId.extend({ epoch: z.int().min(1).optional() }))
      .output(z.object({ epoch: z.int(), breakdown: breakdown }).nullable()),
    /** The course of several trainings, small enough for a list; runs that do not exist any more are left out. */
    lossCurves: procedure.input(lossCurvesInput).output(lossCurves),
    /** When it was begun, paused, resumed and ended, in order. */
    events: procedure.input(runId).output(z.array(schemas.runEvent)),
    checkpoints: procedure.input(runId).output(z.array(schemas.checkpoint)),
    /** Pins or names a checkpoint, so that it is not thinned with the others, or takes that back. */
    keepCheckpoint: procedure.input(keepCheckpoint).output(schemas.checkpoint),
    checkpointSpace: procedure.input(runId).output(checkpointSpace),
    /** Changes the bytes that the checkpoints of a run may take, also while it trains. Those that have no room any more go at once. */
    setCheckpointSpace: procedure.input(setCheckpointSpace).output(schemas.run),
    /** Puts it into the trash. Refused with `run-busy` for the one from which a run that is not over would go on. */
    deleteCheckpoint: procedure.input(z.object({ checkpointId: z.string() })).output(z.void()),
    /** The run now, then every change to it, at most 20 messages a second. Ends when the run is deleted. */
    watch: procedure.input(runId).output(eventIterator(schemas.runUpdate)),
    /** All runs now, then every change to any of them, at most 20 messages a second. */
    changes: procedure.output(eventIterator(schemas.runListUpdate)),
    /** Like `watch`, in a fraction of its bytes: after the first message, only the fields of the run that have changed. */
    follow: procedure.input(runId).output(eventIterator(runProgress)),
    /** Like `changes`, with only the fields of each run that have changed since the reader was told of it. */
    followAll: procedure.output(eventIterator(runListProgress)),
  },
  sweeps: sweepProcedures,
  trainingFiles: trainingFileProcedures,
  /** Lists the deleted things: out of sight everywhere, and for a while still to be restored. */
  trash: {
    list: procedure.output(z.array(trashItem)),
    /** All that is in it now, then again after every change, at most 20 messages a second. */
    changes: procedure.output(eventIterator(z.array(trashItem))),
    /** Brings these back; a run brings its dataset along. Refused with `not-in-trash` where all of them are gone or back. */
    restore: procedure.input(z.object({ ids: z.array(z.string()).min(1) })).output(z.void()),
    /** Deletes these for good, or everything (null), and frees their disk. */
    empty: procedure.input(z.object({ ids: z.array(z.string()).nullable().default(null) })).output(z.void()),
  },
  /** Takes runs and trained networks elsewhere, each as one file with a certificate of what is in it. */
  exports: {
    /** Lists the formats that a run can be exported to, with sizes and refusals. A `checkpointId` of null stands for the best one, else the last. */
    formats: procedure
      .input(runId.extend({ checkpointId: z.string().nullable().default(null) }))
      .output(z.array(exportSchemas.exportFormat)),
    /**
     * Yields the stages, then the export; closing the stream cancels it. Rejects with `export-refused` where the format cannot hold the network
     * exactly.
     */
    create: procedure.input(exportSchemas.createExport).output(eventIterator(exportSchemas.exportUpdate)),
    /** Earlier ones of a run, the newest first. */
    list: procedure.input(runId).output(z.array(exportSchemas.exportRecord)),
    /** Bytes of its file from `offset`, at most 32 MB; fewer at its end. */
    read: procedure
      .input(
        exportId.extend({
          offset: z.int().min(0),
          length: z
            .int()
            .min(1)
            .max(32 * 2 ** 20),
        }),
      )
      .output(z.instanceof(Blob)),
    /** With its file. */
    delete: procedure.input(exportId).output(z.void()),
  },
  /** Brings runs and networks in. Their files come with `imports.begin` and `imports.append`, and leave with `imports.discard`. */
  modelImports: {
    /** May be asked again and again; `options` are about weights of other programs, see `weights-import-records.ts`. */
    inspect: procedure.input(weightsImport).output(modelImportSchemas.modelFileInspection),
    /** Progress, then the run; closing the stream cancels it. What is refused or cancelled leaves nothing behind. */
    run: procedure.input(weightsImport).output(eventIterator(modelImportSchemas.modelImportUpdate)),
  },
  /** The trained networks that come along with the studio. */
  networks: {
    /** Lists all of them, also those that were removed. */
    list: procedure.output(z.array(bundledNetwork)),
    /** Returns the network's run, which is there from now on; also brings back one that was removed. `name` is for a new run. */
    open: procedure.input(networkId.extend({ name: z.string().min(1).max(255).optional() })).output(schemas.run),
    /** Puts its run into the trash, and offers it no more. */
    remove: procedure.input(networkId).output(z.void()),
  },
  /** The lessons of the course: their experiments, and how far the person has come. */
  lessons: {
    /** Lists all lessons, with the controls of their experiments. */
    list: procedure.output(z.array(lessonSchemas.lessonRecord)),
    /** Yields measurements so far, and then those of the whole; closing the stream cancels the run. */
    run: procedure.input(lessonSchemas.runLessonInput).output(eventIterator(lessonSchemas.lessonEvent)),
    /** Lists the lessons that were begun, changed last first. */
    progress: procedure.output(z.array(lessonSchemas.lessonProgress)),
    /** Returns the prediction and the last run; null where the lesson has not been begun. */
    kept: procedure.input(lessonSchemas.lessonInput).output(lessonSchemas.keptLesson.nullable()),
    keepProgress: procedure.input(lessonSchemas.keptLesson).output(z.void()),
    /** The lesson is as if it had not been begun. */
    forget: procedure.input(lessonSchemas.lessonInput).output(z.void()),
  },
  settings: {
    get: procedure.output(settings),
    /** Leaves the fields that are left out unchanged. */
    set: procedure.input(settings.partial()).output(settings),
  },
  httpApi: httpApiProcedures,
  notifications: notificationProcedures,
  playground: {
    /** Which pieces of the prompt the run's tokenizer knows. */
    tokenize: procedure
      .input(runId.extend({ text: z.string().max(100_000) }))
      .output(z.object({ tokens: z.array(z.object({ text: z.string(), known: z.boolean() })) })),
    /** Makes the network ready to write, so that the first text begins at once. */
    prepare: procedure.input(schemas.writingModel).output(z.void()),
    /** Writes text, token by token; closing the stream cancels it. */
    generate: procedure.input(schemas.generateInput).output(eventIterator(schemas.generationUpdate)),
    /** Writes several continuations at once, by chance or by beam search; closing the stream cancels it. */
    generateMany: procedure.input(generateManyInput).output(eventIterator(generateManyUpdate)),
    /**
     * Writes continuations for a program, in one batch with those that others ask of the same network at that time, which they do not
     * depend on. Closing the stream cancels it.
     */
    complete: procedure.input(completeInput).output(eventIterator(completionUpdate)),
  },
  /** Looks into a network: into checkpoints at any time, and into a run between two steps of its training. */
  insight: insightProcedures,
  /** Numbers over time, as a trained forecaster sees them. */
  forecasts: {
    /** Goes on from known rows: the run's own, or new ones of the same table, without any training. */
    forecast: procedure.input(forecasting.forecastInput).output(forecasting.forecast),
    /** The rows themselves, thinned for a chart. */
    history: procedure.input(forecasting.historyInput).output(forecasting.history),
    /** Tells how the run prepares its table; null where it does not, as older runs do. */
    preparation: procedure.input(runId).output(forecasting.preparationSummary.nullable()),
    /** Compares it with simple methods from several origins: progress, then the result; closing the stream cancels it. */
    backtest: procedure.input(backtestInput).output(eventIterator(backtestUpdate)),
    /** Finds values that it does not expect: progress, then the result; closing the stream cancels it. */
    anomalies: procedure.input(anomaliesInput).output(eventIterator(anomaliesUpdate)),
  },
  /** Measures the data of runs, as these split and tokenize it, and the passages that networks have copied from it. */
  measurements: {
    /** Returns the measurements that were made before; null means that there are none. */
    known: procedure.input(runId).output(measurements.dataMeasurements.nullable()),
    /** Measures the data unless that was done before. Yields progress, then the figures; closing the stream cancels it. */
    data: procedure.input(runId).output(eventIterator(measurements.dataMeasurementsUpdate)),
    /** Compares texts with those that a language model was trained on. */
    copies: procedure.input(measurements.copiesInput).output(measurements.copies),
    /** Lets a language model write texts, and compares them. Yields progress, then the figures; closing the stream cancels it. */
    memorisation: procedure
      .input(measurements.memorisationInput)
      .output(eventIterator(measurements.memorisationUpdate)),
  },
  /** Measures trained networks. */
  evaluations: {
    /** Compares what a network says with what a file of its own says, which is read as the training's dataset was. */
    evaluate: procedure.input(evaluations.evaluateInput).output(evaluations.evaluation),
    /**
     * Tells a class for each text or series of a file, which is read as `evaluate` reads it but needs no labels: some rows after the other.
     * Closing the stream cancels it.
     */
    classify: procedure.input(evaluations.evaluateInput).output(eventIterator(evaluations.classifiedRows)),
  },
};

/** The API as callers see it, whatever carries it. */
export type StudioClient = ContractRouterClient<typeof contract>;
