import { z } from 'zod';
import { tokenizerSpecSchema } from '../spec-schemas.ts';

/** Parts of what a dataset holds, small enough to be shown. */
const datasetId = z.string();

/** Places are bytes of the content as it is stored, in UTF-8. */
export const readInput = z.object({
  datasetId,
  offset: z.int().min(0),
  length: z
    .int()
    .min(1)
    .max(2 ** 18),
});

/** Both ends are moved to where a line begins, or else a character, always in the same way: parts that follow one another fit together. */
export const readOutput = z.object({ text: z.string(), start: z.int(), end: z.int() });

export const rowsInput = z.object({ datasetId, first: z.int().min(0), count: z.int().min(1).max(500) });

/** Rows of a labelled dataset. Long texts are cut. */
export const rowsOutput = z.object({ rows: z.array(z.object({ text: z.string(), label: z.string() })) });

/** Sentences of a tagged dataset. A long one is given by its first tokens, and `length` says how many it has. */
export const sentencesOutput = z.object({
  sentences: z.array(z.object({ tokens: z.array(z.string()), tags: z.array(z.string()), length: z.int() })),
});

/** Rows of numbers over time, in the order of their series and times. */
export const seriesRowsOutput = z.object({
  /** The columns of values, in the order of the cells. */
  columns: z.array(z.object({ name: z.string(), role: z.enum(['predict', 'read', 'known-ahead']) })),
  /** All rows that there are, plans among them. */
  total: z.int(),
  rows: z.array(
    z.object({
      /** `null` where there is one series, or where series have no names. */
      series: z.string().nullable(),
      /** The label of a sequence; null for other rows. */
      label: z.string().nullable(),
      /** ISO 8601, a number as it is written, or the number of the row in its piece, from 1. */
      time: z.string(),
      /** Null where no value is known. */
      cells: z.array(z.string().nullable()),
      /** A row after the last known one, which has values that are known ahead alone. */
      isPlan: z.boolean(),
      /** The first row of a piece: a gap, or the beginning of a series, is before it. */
      beginsPiece: z.boolean(),
    }),
  ),
});

export const relabelInput = z.object({
  datasetId,
  labels: z
    .array(z.object({ row: z.int().min(0), label: z.string().trim().min(1).max(1000) }))
    .min(1)
    .max(100_000),
});

const lengthUnits = ['lines', 'documents', 'texts', 'sequences', 'sentences'] as const;

/** The lengths of a dataset's texts in Unicode characters, of its sequences in steps, or of its sentences in tokens. Empty lines do not count. */
export const lengthHistogram = z.object({
  unit: z.enum(lengthUnits),
  count: z.int(),
  shortest: z.int(),
  median: z.int(),
  longest: z.int(),
  /** Lengths from and to, both included. The last may reach far. */
  bins: z.array(z.object({ from: z.int(), to: z.int(), count: z.int() })),
});

const vocabularyOrders = ['frequent', 'rare', 'id', 'text'] as const;

export const vocabularyInput = z.object({
  datasetId,
  tokenizer: tokenizerSpecSchema,
  /** Tokens that contain this, in capitals or not. */
  search: z.string().max(200).default(''),
  order: z.enum(vocabularyOrders).default('frequent'),
});

export const vocabulary = z.object({
  /** Tokens that there are, and how many of them were found. */
  size: z.int(),
  found: z.int(),
  /** Occurrences of all tokens together. */
  tokenCount: z.int(),
  /** Tokens that occur just once. */
  singletons: z.int(),
  /** The first of those that were found, at most 10,000. Bytes that are no whole character are written \xE3; null is the unknown token. */
  entries: z.array(z.object({ id: z.int(), text: z.string().nullable(), count: z.int() })),
});

export const tokenizeInput = z.object({ datasetId, tokenizer: tokenizerSpecSchema, text: z.string().max(10_000) });

/** An id of null means not in the vocabulary. */
export const tokenizeOutput = z.object({ tokens: z.array(z.object({ text: z.string(), id: z.int().nullable() })) });

export type LengthHistogram = z.infer<typeof lengthHistogram>;
export type LengthUnit = (typeof lengthUnits)[number];
export type SentencesRecord = z.infer<typeof sentencesOutput>;
export type SeriesRowsRecord = z.infer<typeof seriesRowsOutput>;
export type RelabelInput = z.infer<typeof relabelInput>;
export type VocabularyOrder = (typeof vocabularyOrders)[number];
export type VocabularyQuery = z.infer<typeof vocabularyInput>;
export type VocabularyRecord = z.infer<typeof vocabulary>;
