import { z } from 'zod';
import { cellTypes } from '../../src-engine/cells/index.ts';
import { datasetKinds } from './datasets/import-records.ts';
import { modelSpecSchema, tokenizerSpecSchema, trainSpecSchema } from './spec-schemas.ts';

/** A person's own model: a network, its tokenizer, and its training. */
export const modelDocument = z.object({
  /** Empty until the person gives it one. */
  name: z.string().max(255),
  /** The dataset it was built for; null when none was chosen yet, or it was deleted. */
  datasetId: z.string().nullable(),
  tokenizer: tokenizerSpecSchema,
  model: modelSpecSchema,
  train: trainSpecSchema,
  /** Cells of a second network that is trained beside it and is the same otherwise; null means none. */
  rival: z.enum(cellTypes).nullable(),
});

export const saveModel = modelDocument.extend({ id: z.string().min(1).max(64) });

export const savedModel = saveModel.extend({
  parameterCount: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
});

export const modelTemplate = modelDocument.omit({ datasetId: true }).extend({
  id: z.string(),
  description: z.string(),
  parameterCount: z.int(),
});

/** The sizes that a dataset with some tokenizer decides about the networks that learn from it. */
export const dataSizes = z.object({
  kind: z.enum(datasetKinds),
  /** Different tokens, or numbers a step. */
  inputs: z.int(),
  /** Classes or numbers to predict; null means that there are only tokens to predict. */
  outputs: z.int().nullable(),
  /** Tokens of all texts; 0 for numbers. */
  tokens: z.int(),
  /** The number of labelled texts, rows or sequences of numbers that are predicted once each; null when there are only tokens to predict. */
  samples: z.int().nullable(),
  /** The number of texts that a language model reads as documents of their own; 0 for numbers. */
  documents: z.int(),
  /** The number of tokens of the longest document, in the sizes of a language model of several; null otherwise. */
  longestDocument: z.int().nullable(),
});

/** The labelled texts of which a classifier reads only the first `keptTokens` tokens. */
export const cutTexts = z.object({
  texts: z.int(),
  cut: z.int(),
  keptTokens: z.int(),
  /** The number of tokens of the longest text. */
  longest: z.int(),
  /**
   * Some of the texts that are cut: the row of the dataset, counted from 0, the part that is read, and the beginning of
   * the rest.
   */
  examples: z.array(z.object({ row: z.int(), kept: z.string(), rest: z.string() })),
});

/** The share of a dataset that has a vector in a file of them. */
export const vectorCoverage = z.object({
  dim: z.int(),
  /** Tokens of the vocabulary with a vector, and how many of them have that of their lower-case form. White space does not count. */
  found: z.int(),
  foundInLowerCase: z.int(),
  missing: z.int(),
  /** The most frequent of them. */
  missingExamples: z.array(z.string()),
  /** Share of the text's tokens that are found. */
  tokenShare: z.number(),
  /** Lines of the file that are a vector, and those that are not. */
  vectors: z.int(),
  malformed: z.int(),
  malformedLines: z.array(z.int()),
});

export type VectorCoverageRecord = z.infer<typeof vectorCoverage>;
export type ModelDocument = z.infer<typeof modelDocument>;
export type SavedModelRecord = z.infer<typeof savedModel>;
export type SaveModel = z.infer<typeof saveModel>;
export type ModelTemplateRecord = z.infer<typeof modelTemplate>;
export type CutTextsRecord = z.infer<typeof cutTexts>;
export type DataSizesRecord = z.infer<typeof dataSizes>;
