import { z } from 'zod';

const columnName = z.string().max(10_000);
const columnNames = z.array(columnName).max(1000);

/** The treatments of times without a row, or of cells without a value: the value before is kept, a line is drawn, or a piece ends there. */
export const gapTreatments = ['fill', 'interpolate', 'split'] as const;

/** `drop` leaves out rows at the ends of a series. */
export const missingTreatments = ['drop', ...gapTreatments] as const;

/** The row that counts of those that have the same time, or the mean of their numbers. */
export const duplicateTreatments = ['first', 'last', 'mean'] as const;

/** The order of day and month in dates such as 1/2/2024. */
export const dateOrders = ['day-first', 'month-first'] as const;

export const decimalMarks = ['.', ','] as const;

/** The way in which the rows of a table are put in order of time. Null means that the rows need no such decision, or are refused. */
const inTime = {
  /** The column of times; null means that rows are counted. */
  time: columnName.nullable().default(null),
  /** The column that names the series of a row; null means one series. */
  series: columnName.nullable().default(null),
  gaps: z.enum(gapTreatments).nullable().default(null),
  missing: z.enum(missingTreatments).nullable().default(null),
  duplicates: z.enum(duplicateTreatments).nullable().default(null),
  dateOrder: z.enum(dateOrders).nullable().default(null),
  /** The zone of dates without an offset, as an IANA name; null means that of no place. */
  zone: z.string().max(100).nullable().default(null),
  decimal: z.enum(decimalMarks).nullable().default(null),
};

/** Numbers over time, of which some are predicted. The past of what is predicted is always read. */
const seriesContent = z.object({
  kind: z.literal('series'),
  ...inTime,
  predict: columnNames.min(1),
  /** Columns that are known up to the present. */
  read: columnNames.default([]),
  /** Columns that are known for the time that is forecast too. */
  knownAhead: columnNames.default([]),
  /** Rows to forecast; null leaves it to the training. */
  horizon: z.int().min(1).max(10_000).nullable().default(null),
});

/** Sequences of numbers with a label each: the rows of a series, or, where there is no column of series, the columns of a row. */
const labelledSeriesContent = z.object({
  kind: z.literal('labelled-series'),
  ...inTime,
  read: columnNames.min(1),
  label: columnName,
});

/** The content that the files become. A column is null where the files are texts: then a file is a document, and its folder the label. */
export const importContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), textColumn: columnName.nullable() }),
  z.object({ kind: z.literal('labelled'), textColumn: columnName.nullable(), labelColumn: columnName.nullable() }),
  seriesContent,
  labelledSeriesContent,
  /** The content of older versions: imported as a series whose rows are counted. */
  z.object({
    kind: z.literal('numeric'),
    features: columnNames.min(1),
    targets: columnNames.min(1),
    /** Rows from the last that is read to the one that is predicted. */
    horizon: z.int().min(0).max(1_000_000),
  }),
  /** A tag for each token: columns of CoNLL files, or lists of JSONL objects. */
  z.object({ kind: z.literal('tagged'), tokenColumn: columnName, tagColumn: columnName }),
]);

/** The part of a column in a content. */
export const columnRoles = [
  'time',
  'read',
  'known-ahead',
  'predict',
  'label',
  'text',
  'series',
  'token',
  'tag',
  'ignore',
] as const;

export type ImportContent = z.infer<typeof importContent>;
export type ContentOf<K extends ImportContent['kind']> = Extract<ImportContent, { kind: K }>;
/** A content whose rows are in order of time. */
export type ContentInTime = ContentOf<'series' | 'labelled-series'>;
/** A content in time of which nothing is said about its flaws, nor about how its times and numbers are written. */
export const untreated = {
  gaps: null,
  missing: null,
  duplicates: null,
  dateOrder: null,
  zone: null,
  decimal: null,
} as const satisfies Partial<ContentInTime>;
export type ColumnRole = (typeof columnRoles)[number];
export type DateOrder = (typeof dateOrders)[number];
