import type { ImportReport } from '../../contract/datasets/import-records.ts';
import type { KnownTable } from '../cleaning/series/known-table.ts';
import type { SourceReading } from '../cleaning/source-reading.ts';
import type { ImportSource } from '../readers/open-source.ts';
import type { ContentSink } from './content-sink.ts';

/** Files that are being imported: read and cleaned on the one side, stored and counted on the other. */
export interface ContentRequest {
  source: ImportSource;
  reading: SourceReading;
  sink: ContentSink;
  /** A larger table like this one; null or left out where there is none. */
  known?: KnownTable | null;
}

/** The content that was made of the files. */
export interface ImportedContent {
  /** JSON: see `stored-content.ts`; null for one text. */
  layout: string | null;
  documents: number;
  rows: ImportReport['rows'];
  classes: ImportReport['classes'];
  constantColumns?: ImportReport['constantColumns'];
  tagged?: ImportReport['tagged'];
  understood?: ImportReport['understood'];
  /** Files without a text in them. */
  emptyFiles: string[];
}
