import { basename, resolve } from 'node:path';
import { importOptions } from '../../contract/datasets/import-records.ts';
import { StudioError } from '../../contract/errors.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { formatAmount, formatCount } from '../formats.ts';
import { findLocalFiles } from '../../host/local-files.ts';
import { taggingProblemLines } from '../tagging/tagged-lines.ts';
import { leftOutWords } from '../datasets/left-out-words.ts';
import type { Studio } from '../studio/studio.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { quotedArgument, suggestedCommand } from '../suggested-command.ts';
import { importStaged } from '../tables/import-staged.ts';
import { columnsOf, type DataOfFile } from './files/columns-of.ts';

const toldRows = 10;

/**
 * Imports a file or a folder as the options say, or as it suggests itself where that is clear; the same again gives the dataset that is
 * there.
 */
export async function importPath(
  studio: Studio,
  path: string,
  data: DataOfFile,
  where: StudioValues,
): Promise<DatasetRecord> {
  const { encoding, malformed, cleanUps, format, header, keep } = data;
  const importId = await studio.stageFiles(basename(resolve(path)), await findLocalFiles([path]));
  return importStaged(studio, {
    importId,
    options: importOptions.parse({ encoding, malformed, cleanUps, format, header, keep }),
    given: columnsOf(data),
    commandWith: (options) => suggestedCommand(`train --data ${quotedArgument(path)} ${options}`, where),
  });
}

/** Says which rows and files of a dataset were left out when it was imported, a line each; none where all of it is there. */
export function leftOutLines({ name, report }: DatasetRecord): string[] {
  const lines: string[] = taggingProblemLines(report).map((line) => `${name}: ${line}`);
  const rows = report?.rows ?? null;
  if (rows !== null && rows.raggedCount > 0) {
    const places = rows.ragged.slice(0, toldRows).map(({ file, line, cells, expected }) => {
      const found = cells === null ? 'no row' : formatAmount(cells, 'cell');
      return `${file}:${line} (${found}, not ${expected})`;
    });
    const more = rows.raggedCount > places.length ? ` and ${formatCount(rows.raggedCount - places.length)} more` : '';
    lines.push(`${name}: ${formatAmount(rows.raggedCount, 'ragged row')} left out: ${places.join(', ')}${more}`);
  }
  if (rows !== null && rows.incomplete > 0)
    lines.push(`${name}: ${formatAmount(rows.incomplete, 'row')} without a text or a label left out`);
  if (report?.leftOut !== undefined && report.leftOut.length > 0)
    lines.push(`${name}: left out of the text: ${leftOutWords(report.leftOut)}`);
  if (report !== null && report.skippedFiles.length > 0)
    lines.push(`${name}: left out, since they are no such data: ${report.skippedFiles.slice(0, toldRows).join(', ')}`);
  return lines;
}

/** The dataset that a person means by its name, its id, or the beginning of its id. */
export async function findDataset(
  { client }: Studio,
  wanted: string,
  where: Partial<StudioValues>,
): Promise<DatasetRecord> {
  const datasets = await client.datasets.list();
  const named = datasets.filter(({ name, id }) => name === wanted || id === wanted);
  const matches = named.length > 0 ? named : datasets.filter(({ id }) => id.startsWith(wanted));
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  const problem = matches.length > 1 ? `${matches.length} datasets are meant by` : 'There is no dataset';
  const list = suggestedCommand('datasets', where);
  throw new StudioError('dataset-not-found', `${problem} “${wanted}”. See all with: ${list}`, { wanted });
}
