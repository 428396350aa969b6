import { z } from 'zod';
import { columnRoles, dateOrders, decimalMarks, importContent } from './import-content.ts';
import { timeStepSchema } from './series-schemas.ts';

const count = z.int().min(0);

/** The kinds of cells that a column can hold. A `list` is a JSON array, as tokens and tags come in JSONL. */
const columnHoldings = ['time', 'number', 'category', 'text', 'list', 'empty'] as const;

/** A column as it was found, and the role that it is guessed to have. */
export const columnFacts = z.object({
  name: z.string(),
  holds: z.enum(columnHoldings),
  /** A guess, until a person has chosen. */
  role: z.enum(columnRoles),
  /** Cells that were looked at. */
  cells: count,
  /** Cells with nothing in them. */
  empty: count,
  /** Cells that say that there is no value: NaN, NA, null, -, … */
  absent: count,
  /** Cells of a column of numbers or times that are neither, nor empty or absent. */
  unread: count,
  /** Different cells, up to 10,000. */
  distinct: count,
  /** The first different cells. */
  examples: z.array(z.string()),
  /** Numbers that are all whole. */
  whole: z.boolean(),
  /** The mark of decimals, and the mark between groups of three digits; null where no number shows it. */
  decimal: z.enum(decimalMarks).nullable(),
  thousands: z.string().nullable(),
  /** The way in which a column of times is written, such as `YYYY-MM-DD`; null for others. */
  timeFormat: z.string().nullable(),
  /** The orders that the dates may have: several where the data does not decide, none for other columns. */
  dateOrders: z.array(z.enum(dateOrders)),
});

/** The things that a table does not decide by itself. */
const questionIds = [
  'labels-or-numbers',
  'odd-values',
  'which-text',
  'which-label',
  'which-predict',
  'what-numbers',
  'series-or-category',
  'which-time',
  'date-order',
  'decimal',
  'zone',
  'gaps',
  'irregular',
  'duplicates',
  'missing',
] as const;

/** The answers, each of which a window has words for. */
const answerIds = [
  'classify',
  'classify-series',
  'forecast',
  'forecast-each',
  'write',
  'count-rows',
  'by-series',
  'day-first',
  'month-first',
  'point',
  'comma',
  'zone',
  'fill',
  'interpolate',
  'split',
  'drop',
  'first',
  'last',
  'mean',
] as const;

const place = z.object({
  /** The series; null where there is one. */
  series: z.string().nullable(),
  file: z.string().nullable(),
  /** The line in the file, from 1; null where there is none, as for a time without a row. */
  line: z.int().nullable(),
  /** The time, as it is written or told; null where rows are counted. */
  time: z.string().nullable(),
  column: z.string().nullable(),
  /** The cell, as it is written. */
  cell: z.string().nullable(),
});

/** Something that a person has to say before the table is imported. */
export const importQuestion = z.object({
  id: z.enum(questionIds),
  /** The column that it is about; null means the table. */
  column: z.string().nullable(),
  /** The question in English, for command lines. */
  text: z.string(),
  /** Values that a window's own words take: names, counts, places. */
  values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.number()])),
  /** The first places that it is about; none where it is about columns. */
  places: z.array(place).max(20).default([]),
  /** The step from row to row, where the question is about times; null for others. */
  step: timeStepSchema.nullable().default(null),
  answers: z
    .array(
      z.object({
        id: z.enum(answerIds),
        /** Columns that it is about, such as the text and the label. */
        columns: z.array(z.string()),
        /** The whole content that this answer makes. */
        content: importContent,
        /** The options of the command line that say the same, as they are typed. */
        options: z.string(),
        /** The answer in English, for command lines. */
        text: z.string(),
      }),
    )
    .min(1),
});

/** Something that was found at some places, of which the first twenty are told. */
const found = z.object({ count, places: z.array(place).max(20) });

/** Reasons for which rows are left out. */
const dropReasons = ['ragged', 'no-text', 'no-label', 'no-time', 'no-value', 'duplicate', 'no-series'] as const;

/** The meaning of a table, as far as it is known. */
export const understood = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      role: z.enum(columnRoles),
      holds: z.enum(columnHoldings),
      /** The marks in numbers that are not those of JSON: decimal commas, and groups of thousands. */
      decimal: z.enum(decimalMarks).nullable().default(null),
      thousands: z.string().nullable().default(null),
    }),
  ),
  rowsUsed: count,
  rowsDropped: z.array(found.extend({ reason: z.enum(dropReasons) })),
  /** Rows with values of known-ahead columns alone. */
  plannedRows: count,
  /** `null` where rows are counted. */
  time: z
    .object({
      column: z.string(),
      /** The first time, in ISO 8601 or as a number, and the last. */
      from: z.string(),
      to: z.string(),
      step: timeStepSchema,
      zone: z.string().nullable(),
      format: z.string(),
    })
    .nullable(),
  /** Times without a row, by gap, and what became of them. */
  gaps: found.extend({ treatment: z.string().nullable(), rows: count }),
  duplicates: found.extend({ treatment: z.string().nullable() }),
  /** Cells without a value. */
  missing: found.extend({ treatment: z.string().nullable() }),
  /** The number of series, and the first hundred with their rows; a series without a name is null. */
  seriesCount: count,
  series: z.array(z.object({ name: z.string().nullable(), rows: count, pieces: count, label: z.string().nullable() })),
  /** The beginning of a picture: a column of the first series, thinned. Null where there is none. */
  curve: z
    .object({
      column: z.string(),
      series: z.string().nullable(),
      /** The first and the last time, as ISO 8601 or as numbers; the numbers of rows, from 1, where these are counted. */
      from: z.string(),
      to: z.string(),
      /** In order of time; null between two pieces. */
      values: z.array(z.number().nullable()).max(1000),
    })
    .nullable()
    .default(null),
});

export type ColumnHolding = (typeof columnHoldings)[number];
export type ColumnFacts = z.infer<typeof columnFacts>;
export type ImportQuestion = z.infer<typeof importQuestion>;
export type ImportAnswer = ImportQuestion['answers'][number];
export type QuestionId = (typeof questionIds)[number];
export type AnswerId = (typeof answerIds)[number];
export type Understood = z.infer<typeof understood>;
export type FoundPlace = z.infer<typeof place>;
export type DropReason = (typeof dropReasons)[number];
