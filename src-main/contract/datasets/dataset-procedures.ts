import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { datasetId, importId } from '../ids.ts';
import { procedure } from '../procedure.ts';
import * as records from './dataset-records.ts';
import * as views from './dataset-views.ts';
import { importOptions, inspection } from './import-records.ts';

const datasetName = z.string().min(1).max(255);

/** The procedures of what networks learn from. */
export const datasetProcedures = {
  list: procedure.output(z.array(records.dataset)),
  get: procedure.input(datasetId).output(records.dataset),
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
    .input(z.object({ name: datasetName, file: z.instanceof(Blob), options: importOptions.prefault({}) }))
    .output(records.dataset),
  samples: procedure.output(z.array(records.sampleText)),
  /** Adds one of the texts that come with the studio. */
  importSample: procedure
    .input(z.object({ sampleId: z.string(), name: z.string().min(1).max(255).optional() }))
    .output(records.dataset),
  rename: procedure.input(datasetId.extend({ name: datasetName })).output(records.dataset),
  setTags: procedure
    .input(datasetId.extend({ tags: z.array(z.string().trim().min(1).max(50)).max(50) }))
    .output(records.dataset),
  /**
   * A new dataset in which these rows have other labels. The old one stays: runs go on, and can be repeated, with what they have
   * learnt from.
   */
  relabel: procedure.input(views.relabelInput.extend({ name: datasetName })).output(records.dataset),
  /**
   * A new dataset in which a staged file, read as the dataset was, validates whole: no share of the rest is held back. The old dataset
   * stays.
   */
  addValidation: procedure.input(datasetId.extend({ importId: z.string() })).output(records.dataset),
  /** Puts it into the trash. Refused with `dataset-in-use` while there are runs that were trained on it. */
  delete: procedure.input(datasetId).output(z.void()),
};

/** Imports in two stages: files are brought and looked at, then made a dataset of as the person chose. */
export const importProcedures = {
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
  inspect: procedure.input(importId.extend({ options: importOptions.prefault({}) })).output(inspection),
  /** Progress, then the dataset; closing the stream cancels it. What is refused or cancelled can be tried with other options. */
  run: procedure
    .input(importId.extend({ name: datasetName.optional(), options: importOptions.prefault({}) }))
    .output(eventIterator(records.importUpdate)),
  discard: procedure.input(importId).output(z.void()),
};
