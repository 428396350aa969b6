import { eventIterator, type ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { access } from './access-records.ts';
import { anomaliesInput, anomaliesUpdate } from './forecasting/anomaly-records.ts';
import { backtestInput, backtestUpdate } from './forecasting/backtest-records.ts';
import * as exportSchemas from './export-records.ts';
import { generateManyInput, generateManyUpdate } from './writing/generate-many-records.ts';
import * as measurements from './measurement-records.ts';
import * as modelImportSchemas from './model-import-records.ts';
import * as modelSchemas from './model-records.ts';
import { httpApiProcedures } from './http-api/access-procedures.ts';
import { insightProcedures } from './insight/insight-procedures.ts';
import { bundledNetwork } from './network-records.ts';
import * as lessonSchemas from './lesson-records.ts';
import { notice } from './notice-records.ts';
import { notificationProcedures } from './notifications/notification-procedures.ts';
import { completeInput, completionUpdate } from './http-api/completion-records.ts';
import { procedure } from './procedure.ts';
import { datasetProcedures, importProcedures } from './datasets/dataset-procedures.ts';
import { datasetId, importId, runId } from './ids.ts';
import { runProcedures } from './runs/run-procedures.ts';
import { run } from './runs/run-records.ts';
import { startRun } from './runs/start-records.ts';
import { settings } from './settings-records.ts';
import { storedKind } from './stored-kinds.ts';
import { sweepProcedures } from './sweeps/sweep-records.ts';
import { trainingFileProcedures } from './training-files/training-file-procedures.ts';
import { trashItem } from './trash-records.ts';
import * as evaluations from './evaluation-records.ts';
import * as forecasting from './forecasting/forecast-records.ts';
import * as system from './system-records.ts';
import * as writing from './writing/writing-records.ts';
import { taskNames } from '../../src-engine/spec/model-spec.ts';
import { weightsImportOptions } from './weights-import-records.ts';

const weightsImport = importId.extend({ options: weightsImportOptions.prefault({}) });

const modelId = z.object({ modelId: z.string() });
const networkId = z.object({ networkId: z.string() });
const exportId = z.object({ exportId: z.string() });

export const contract = {
  system: {
    info: procedure.output(system.systemInfo),
    memory: procedure.output(system.engineMemory),
    /** The engines that have said nothing for ten seconds, now and whenever that changes. */
    silentEngines: procedure.output(eventIterator(z.array(system.silentEngine))),
    /** Ends the process of an engine at once. What it trained can go on from its last checkpoint. */
    endEngine: procedure.input(z.object({ engine: system.engineName })).output(z.void()),
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
  datasets: datasetProcedures,
  imports: importProcedures,
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
      .input(datasetId.extend({ tokenizer: startRun.shape.tokenizer, task: z.enum(taskNames).optional() }))
      .output(modelSchemas.dataSizes),
    /** Counts the texts that are longer than a classifier reads; null where a dataset has no labelled texts. */
    cutTexts: procedure
      .input(
        datasetId.extend({
          tokenizer: startRun.shape.tokenizer,
          sequenceLength: z.int().min(1),
        }),
      )
      .output(modelSchemas.cutTexts.nullable()),
    /** Counts the words of a dataset that have a vector in a file that was staged like an import; it stays staged, for `runs.start`. */
    vectorCoverage: procedure
      .input(importId.extend({ datasetId: z.string(), tokenizer: startRun.shape.tokenizer }))
      .output(modelSchemas.vectorCoverage),
  },
  runs: runProcedures,
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
    open: procedure.input(networkId.extend({ name: z.string().min(1).max(255).optional() })).output(run),
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
    prepare: procedure.input(writing.writingModel).output(z.void()),
    /** Writes text, token by token; closing the stream cancels it. */
    generate: procedure.input(writing.generateInput).output(eventIterator(writing.generationUpdate)),
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
