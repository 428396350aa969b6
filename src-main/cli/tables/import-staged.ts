import { ORPCError } from '@orpc/client';
import type { StudioError } from '../../contract/errors.ts';
import type { ImportOptions } from '../../contract/datasets/import-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { Studio } from '../studio/studio.ts';
import { askOnCommandLine } from './ask-on-command-line.ts';
import { chooseContent } from './choose-content.ts';
import type { GivenColumns } from './table-options.ts';

interface StagedTable {
  importId: string;
  options: Omit<ImportOptions, 'content'>;
  given: GivenColumns;
  /** Returns the command line with these options of columns. */
  commandWith: (options: string) => string;
  signal?: AbortSignal;
  onProgress?: (bytesDone: number, bytesTotal: number) => void;
}

/** Imports what is staged, as the options say. Rejects with the question and the commands that answer it, where a table could mean several things. */
export async function importStaged(studio: Studio, staged: StagedTable): Promise<DatasetRecord> {
  const { importId, given, commandWith, signal, onProgress } = staged;
  const { imports } = studio.client;
  const inspect = (content: ImportOptions['content']) =>
    imports.inspect({ importId, options: { ...staged.options, content } });
  const content = await chooseContent(given, () => inspect(null));
  const options = { ...staged.options, content };
  try {
    for await (const update of await imports.run({ importId, options }, signal === undefined ? {} : { signal })) {
      if (update.type === 'imported') return update.dataset;
      onProgress?.(update.bytesDone, update.bytesTotal);
    }
  } catch (error) {
    if (signal?.aborted === true || !isUnclear(error)) throw error;
    const inspection = await inspect(content);
    throw inspection.questions.length === 0 ? error : new Error(askOnCommandLine(inspection, commandWith));
  }
  throw new Error('The import ended without a dataset.');
}

/** The error is that of a table that could mean several things. */
function isUnclear(error: unknown): boolean {
  if (!(error instanceof ORPCError) || error.code !== 'STUDIO') return false;
  const { details } = error.data as Pick<StudioError, 'details'>;
  return details['reason'] === 'unclear-meaning';
}
