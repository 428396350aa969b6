import { z } from 'zod';
import { studioErrorCodes } from '../errors.ts';
import { columnFacts, importQuestion, understood } from './column-records.ts';
import { importContent, type ImportContent } from './import-content.ts';
import { keepableKinds, leftOutCounts } from './left-out.ts';

/** Encodings that a text file may have, by their names in the WHATWG Encoding Standard. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'euc-jp', 'windows-1252'] as const;

/** The clean-ups that may be applied to a text before it is stored, never unannounced. `newlines` turns CR LF and CR into LF. */
export const cleanUpIds = ['byte-order-mark', 'newlines', 'nfkc'] as const;

/** Formats of running text: plain, and those of other programs, out of which it is taken. */
const textFormats = ['text', 'html', 'epub', 'docx', 'pdf', 'subtitles'] as const;

/** Formats of tables. `conll` has a token and its tag a line, in columns, and a blank line after each sentence. */
const tableFormats = ['csv', 'tsv', 'jsonl', 'parquet', 'arrow', 'conll'] as const;

export const importFormats = [...textFormats, ...tableFormats] as const;

export function isTableFormat(format: ImportFormat): format is TableFormat {
  return (tableFormats as readonly ImportFormat[]).includes(format);
}

/** Tells whether a table is a file of another program, out of which rows are taken as JSON lines. */
function isOutsideTable(format: ImportFormat): boolean {
  return format === 'parquet' || format === 'arrow';
}

/** Tells whether the bytes of a file say that it is of this format, so that nothing else can be made of it, and it of nothing else. */
export function isDecidedByBytes(format: ImportFormat): boolean {
  return isOutsideTable(format) || format === 'epub' || format === 'docx' || format === 'pdf';
}

/** Tells whether a file of this format is its own text, so that its content need not be taken out of it. */
export function isOwnText(format: ImportFormat): boolean {
  return format === 'text' || (isTableFormat(format) && !isOutsideTable(format));
}

/** Tells whether rows are objects, which name their own columns and may hold lists. */
export function hasObjects(format: ImportFormat): boolean {
  return format === 'jsonl' || isOutsideTable(format);
}

export const datasetKinds = [
  'text',
  'labelled',
  'numeric',
  'sequences',
  'tagged',
  'series',
  'labelled-series',
] as const;

export const importOptions = z.object({
  /** `null` means as detected, file by file. */
  encoding: z.enum(textEncodings).nullable().default(null),
  /** The treatment of bytes that are not of this encoding: the import is refused, or they become U+FFFD. */
  malformed: z.enum(['refuse', 'replace']).default('refuse'),
  cleanUps: z.array(z.enum(cleanUpIds)).default(['byte-order-mark']),
  /** The format of the files. `null` means that their names decide, and for tokens with tags their content. */
  format: z.enum(importFormats).nullable().default(null),
  /** True when the first row of a table names the columns; null to guess. */
  header: z.boolean().nullable().default(null),
  /** The parts of files of other programs that stay in the text, although they are no part of its run. */
  keep: z.array(z.enum(keepableKinds)).default([]),
  /** `null` means as an inspection suggests. */
  content: importContent.nullable().default(null),
});

/** A row of a table that has more or fewer cells than the first, or is no JSON object. */
const raggedRow = z.object({ file: z.string(), line: z.int(), cells: z.int().nullable(), expected: z.int() });

const taggingProblems = ['no-tag', 'columns-differ', 'lengths-differ', 'not-lists', 'empty-token'] as const;

/**
 * A line whose sentence is left out: a token without a tag, another number of columns or tags than expected, no lists, or an empty token
 * or tag.
 */
const taggingProblem = z.object({
  file: z.string(),
  line: z.int(),
  reason: z.enum(taggingProblems),
  /** The numbers of columns or tags; null when the reason says it all. */
  found: z.int().nullable(),
  expected: z.int().nullable(),
});

const labelCounts = z.array(z.object({ label: z.string(), count: z.int() }));

/** The way in which tagged sentences were understood. */
const taggedSentences = z.object({
  sentences: z.int(),
  tokens: z.int(),
  /** At most 100 problems are listed; `problemCount` is how many there are. */
  problems: z.array(taggingProblem),
  problemCount: z.int(),
  /** The number of sentences that are left out because they have a problem. */
  leftOut: z.int(),
});

const sourceFile = z.object({ path: z.string(), bytes: z.int() });

/** The appearance of files before anything of them is kept. Preview, table and counts are of the first file's beginning. */
export const inspection = z.object({
  name: z.string(),
  bytes: z.int(),
  /** At most 100 of them. */
  files: z.array(sourceFile),
  fileCount: z.int(),
  /** Files of a dataset folder that validate, instead of a share of the others that is held back; at most 100. */
  validationFiles: z.array(sourceFile).default([]),
  /** Files in a folder or an archive that are no texts, and are left out; at most 100. */
  skippedFiles: z.array(z.string()),
  format: z.enum(importFormats),
  /**
   * Formats that the files could be meant in, this one among them, when a person has to choose; empty when there is no
   * doubt.
   */
  alternatives: z.array(z.enum(importFormats)).default([]),
  /** All of them, the most likely first. Confidence is 0 where some bytes are not of the encoding. */
  encodings: z.array(z.object({ encoding: z.enum(textEncodings), confidence: z.number() })),
  byteOrderMark: z.boolean(),
  /** In the encoding that was chosen, or else the likeliest; what is malformed shows as U+FFFD. */
  encoding: z.enum(textEncodings),
  preview: z.string(),
  inspectedCharacters: z.int(),
  /** True where the first file was read to its end, so that the counts are of all of it. */
  isWhole: z.boolean(),
  /** The parts that are left out of the first file, as far as it was read; empty where a file is its own text. */
  leftOut: leftOutCounts,
  /** Only those that would change something; `count` marks, line ends or lines. */
  cleanUps: z.array(
    z.object({
      id: z.enum(cleanUpIds),
      count: z.int(),
      samples: z.array(z.object({ before: z.string(), after: z.string() })),
    }),
  ),
  table: z
    .object({
      header: z.boolean(),
      columns: z.array(columnFacts),
      /** Rows that the facts about columns are of, and whether they are all. */
      rowsRead: z.int(),
      isWhole: z.boolean(),
      rows: z.array(z.array(z.string())),
      raggedRows: z.array(raggedRow),
    })
    .nullable(),
  /** The first sentences with their tags, as chosen or suggested; null when there are none. */
  tagged: taggedSentences
    .extend({
      tags: labelCounts,
      examples: z.array(z.object({ tokens: z.array(z.string()), tags: z.array(z.string()) })),
    })
    .nullable()
    .default(null),
  /** Names of the folders that the files lie in, where each lies in one: they may be labels. */
  folders: z.array(z.string()).nullable(),
  /** The content that was chosen, or else the likeliest. */
  suggestion: importContent,
  /** The questions that have to be answered first, of which an answer may raise others; none where all is clear. */
  questions: z.array(importQuestion).default([]),
  /** The table as it would be imported so; null while a question is open, and where the files are no table of numbers. */
  understood: understood.nullable().default(null),
  /** The error that an import so would end with; null where none is known. */
  refusal: z
    .object({
      code: z.enum(studioErrorCodes),
      message: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable()
    .default(null),
});

/** The findings and actions of an import. */
export const importReport = z.object({
  encodings: z.array(z.enum(textEncodings)),
  /** Characters that stand for malformed bytes. */
  replaced: z.int(),
  newlines: z.object({ lf: z.int(), crlf: z.int(), cr: z.int() }),
  /** The clean-ups that were done; `count` counts marks, line ends or lines. */
  cleanUps: z.array(z.object({ id: z.enum(cleanUpIds), count: z.int() })),
  /** Files, or rows of a table that became documents. */
  documents: z.int(),
  /** Characters that occur once. */
  rareCharacters: z.int(),
  skippedFiles: z.array(z.string()),
  /** The parts that were left out of files of other programs; absent in older reports. */
  leftOut: leftOutCounts.optional(),
  /** `null` means that the dataset does not come from a table and has no labels. */
  rows: z
    .object({
      count: z.int(),
      /** Rows that are there before, text and label. */
      duplicates: z.int(),
      /** Rows of the validation part whose text is also in the training part, for the usual split. */
      leaked: z.object({ count: z.int(), validationFraction: z.number(), seed: z.int() }),
      /** Left out; at most 100 of `raggedCount` are told. */
      ragged: z.array(raggedRow),
      raggedCount: z.int(),
      /** Rows whose text or label is empty: left out. */
      incomplete: z.int(),
    })
    .nullable(),
  /** The counts of labels or, for tokens, of tags, in the order of class numbers; null when there are none. */
  classes: labelCounts.nullable(),
  /** The facts about tagged sentences, left out when no token has a tag. */
  tagged: taggedSentences.optional(),
  /** Columns of numbers that vary by no more than rounding errors; left out where there are no numbers, and in older reports. */
  constantColumns: z.array(z.string()).optional(),
  /** The content that was made of the files, by which others like them are read; left out in older reports. */
  content: importContent.optional(),
  /** The file that validates; left out if a share of all is held back. */
  validation: z
    .object({
      name: z.string(),
      /**
       * The rows, documents or sentences of the file, and of the rest, which is trained on; the latter are left out in
       * older reports.
       */
      rows: z.int(),
      trainingRows: z.int().optional(),
      /** The characters of both, where the dataset is running text; left out in older reports. */
      characters: z.object({ training: z.int(), validation: z.int() }).optional(),
    })
    .optional(),
  /** The meaning of a table; left out in older reports, and where there is no table. */
  understood: understood.optional(),
});

export type TextEncoding = (typeof textEncodings)[number];
export type CleanUpId = (typeof cleanUpIds)[number];
export type ImportFormat = (typeof importFormats)[number];
export type TableFormat = (typeof tableFormats)[number];
export type { ImportContent };
export type DatasetKind = (typeof datasetKinds)[number];
export type ImportOptions = z.infer<typeof importOptions>;
export type RaggedRow = z.infer<typeof raggedRow>;
export type TaggingProblem = z.infer<typeof taggingProblem>;
export type TaggedSentences = z.infer<typeof taggedSentences>;
export type Inspection = z.infer<typeof inspection>;
export type ImportReport = z.infer<typeof importReport>;
