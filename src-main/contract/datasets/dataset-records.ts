import { z } from 'zod';
import { timestamp } from '../timestamp.ts';
import { datasetKinds, importReport } from './import-records.ts';

export const dataset = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(datasetKinds),
  /** sha-256 of the text's UTF-8 bytes; where it is more than one text, also of how it is divided. */
  hash: z.string(),
  bytes: z.int(),
  /** Tokens by the character tokenizer, and how many different ones; 0 where the dataset holds numbers. */
  characters: z.int(),
  vocabularySize: z.int(),
  /** Most frequent characters with their counts, at most 200. */
  frequencies: z.array(z.object({ token: z.string(), count: z.int() })),
  /** Licence or origin, for the texts that come with the studio; null for the person's own. */
  origin: z.string().nullable(),
  tags: z.array(z.string()),
  /** The report of its import; null where it was imported before there were reports, or the studio made it. */
  report: importReport.nullable(),
  /** The file began with a byte order mark, which is not part of the text. */
  byteOrderMarkRemoved: z.boolean(),
  createdAt: timestamp,
  runCount: z.int(),
});

/** Bytes of the files as they are stored; where they are packed, more may be done than there were. */
export const importUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), bytesDone: z.int(), bytesTotal: z.int() }),
  z.object({ type: z.literal('imported'), dataset }),
]);

export const sampleText = z.object({
  id: z.string(),
  kind: z.enum(datasetKinds),
  name: z.string(),
  description: z.string(),
  licence: z.string(),
  bytes: z.int(),
});

export type DatasetRecord = z.infer<typeof dataset>;
export type ImportUpdate = z.infer<typeof importUpdate>;
export type SampleTextRecord = z.infer<typeof sampleText>;
