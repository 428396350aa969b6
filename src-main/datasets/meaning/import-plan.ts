import { isZone } from '../../../src-engine/forecast/time/zone.ts';
import { StudioError } from '../../contract/errors.ts';
import { untreated } from '../../contract/datasets/import-content.ts';
import {
  hasObjects,
  isTableFormat,
  type ImportContent,
  type ImportFormat,
  type ImportOptions,
} from '../../contract/datasets/import-records.ts';
import { readBeginning, readTableBeginning, type Table } from '../columns/table-beginning.ts';
import type { ImportSource } from '../readers/open-source.ts';
import { encodingOf } from '../readers/text-source.ts';
import { columnsOf } from '../../contract/datasets/content-roles.ts';
import { guessTable } from './guess-content.ts';
import type { Guess } from './guess-texts.ts';
import { unclearMeaning } from './unclear.ts';

export interface ImportPlan {
  content: Exclude<ImportContent, { kind: 'numeric' }>;
  /** `null` means that the files are texts. */
  table: Table | null;
}

/**
 * Decides what is made of the files, as chosen or as suggested. Throws `invalid-data` where columns do not exist, or have two parts in what
 * is kept; in files that are only read, one that lacks a label may lend it from another column.
 */
export async function planImport(source: ImportSource, options: ImportOptions, isKept = true): Promise<ImportPlan> {
  const { files, format, alternatives } = source;
  if (alternatives.length > 0) throw unclearFormat(source.name, alternatives);
  if (!isTableFormat(format)) {
    const content = newContent(options.content ?? suggestForTexts(source));
    if (columnsOf(content).some((column) => column !== null)) throw noTable(source.name);
    return { content, table: null };
  }
  const [first] = files;
  const beginning = await readBeginning(first, await encodingOf(first, options.encoding), options.keep);
  const table = readTableBeginning(first, beginning, format, chosenColumns(options));
  const columns = table.columns.map(({ name }) => name);
  const content = newContent(options.content ?? clearContent(source.name, guessTable(table)));
  checkTagged(source.name, format, content);
  const missing = columnsOf(content).find((name) => name === null || !columns.includes(name));
  if (missing !== undefined) throw noColumn(missing, columns);
  if (isKept) checkRoles(content);
  return { content, table: { form: table.form, columns, found: table.columns } };
}

/** Numbers as older versions name them are a series whose rows are counted. */
function newContent(content: ImportContent): Exclude<ImportContent, { kind: 'numeric' }> {
  if (content.kind !== 'numeric') return content;
  const { features, targets, horizon } = content;
  const read = features.filter((name) => !targets.includes(name));
  return {
    kind: 'series',
    ...untreated,
    ...{ time: null, series: null, predict: targets, read, knownAhead: [] },
    horizon: Math.max(1, horizon),
  };
}

/** Throws `invalid-data` with the question and its answers where a table could mean several things. */
function clearContent(name: string, { suggestion, questions }: Guess): ImportContent {
  const [question] = questions;
  if (question === undefined) return suggestion;
  throw unclearMeaning(name, question);
}

export function suggestForTexts({ folders }: Pick<ImportSource, 'folders'>): ImportContent {
  return folders === null
    ? { kind: 'text', textColumn: null }
    : { kind: 'labelled', textColumn: null, labelColumn: null };
}

/** Returns what was chosen of a table before it is read. */
export function chosenColumns({ header, content }: ImportOptions): {
  header: boolean | null;
  columns: (string | null)[];
} {
  return { header, columns: content === null ? [] : columnsOf(content) };
}

/** Columns of CoNLL are nothing but tokens with tags, and the cells of CSV hold no lists. */
function checkTagged(name: string, format: ImportFormat, { kind }: ImportContent): void {
  if (hasObjects(format) || (kind === 'tagged') === (format === 'conll')) return;
  const message =
    kind === 'tagged'
      ? `${name} is ${format.toUpperCase()}, whose cells hold no lists. Tokens with tags come as columns (conll) or JSONL.`
      : `${name} is read as tokens with tags, of which nothing else can be made. Choose another format for it.`;
  throw new StudioError('invalid-data', message, { reason: kind === 'tagged' ? 'no-lists' : 'only-tags', name });
}

/** Throws `invalid-data` where a column has two roles at once, or a zone does not exist. */
function checkRoles(content: ImportContent): void {
  // The past of what is predicted is read in any case.
  const isPredicted = (name: string) => content.kind === 'series' && content.predict.includes(name);
  const names = columnsOf(
    content.kind === 'series' ? { ...content, read: content.read.filter((name) => !isPredicted(name)) } : content,
  );
  const twice = names.find((name, place) => name !== null && names.indexOf(name) !== place);
  if (twice !== undefined && twice !== null) {
    const message = `“${twice}” has two roles at once. Choose one of them.`;
    throw new StudioError('invalid-data', message, { reason: 'two-roles', column: twice });
  }
  const zone = 'zone' in content ? content.zone : null;
  if (zone === null || isZone(zone)) return;
  const message = `There is no time zone “${zone}”. Zones are called Europe/Berlin, Asia/Tokyo or UTC.`;
  throw new StudioError('invalid-data', message, { reason: 'no-such-zone', zone });
}

function unclearFormat(name: string, formats: readonly ImportFormat[]): StudioError {
  const choices = formats.join(', ');
  return new StudioError(
    'invalid-data',
    `${name} could be tokens with their tags, a line each, or something else. Say which with its format: ${choices} ` +
      `(kioku import FILE --format ${formats[0]}).`,
    { reason: 'format-unclear', name, formats: choices },
  );
}

function noTable(name: string): StudioError {
  return new StudioError(
    'invalid-data',
    `${name} is no table, so it has no columns. Choose CSV, TSV or JSONL as its format.`,
    { reason: 'no-table', name },
  );
}

function noColumn(name: string | null, found: readonly string[]): StudioError {
  const columns = found.join(', ');
  return name === null
    ? new StudioError('invalid-data', `Choose a column. The columns are ${columns}.`, { reason: 'no-column', columns })
    : new StudioError('invalid-data', `There is no column “${name}”. The columns are ${columns}.`, {
        reason: 'no-such-column',
        column: name,
        columns,
      });
}
