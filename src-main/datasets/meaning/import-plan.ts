import { StudioError } from '../../contract/errors.ts';
import type { ImportContent, ImportFormat, ImportOptions } from '../../contract/import-records.ts';
import { readTableBeginning, readText, type Table } from '../columns/table-beginning.ts';
import { suggestContent } from '../columns/table-columns.ts';
import type { ImportSource } from '../readers/open-source.ts';
import { encodingOf } from '../readers/text-source.ts';

export interface ImportPlan {
  content: ImportContent;
  /** `null` means that the files are texts. */
  table: Table | null;
}

/** Decides what is made of the files, as chosen or as suggested. Throws `invalid-data` where columns do not exist. */
export async function planImport(source: ImportSource, options: ImportOptions): Promise<ImportPlan> {
  const { files, format, alternatives } = source;
  if (alternatives.length > 0) throw unclearFormat(source.name, alternatives);
  if (format === 'text') {
    const content = options.content ?? suggestForTexts(source);
    if (columnsOf(content).some((column) => column !== null)) throw noTable(source.name);
    return { content, table: null };
  }
  const [first] = files;
  const text = await readText(first, await encodingOf(first, options.encoding));
  const table = readTableBeginning(first, text, format, chosenColumns(options));
  const columns = table.columns.map(({ name }) => name);
  const content = options.content ?? suggestContent(table.columns);
  checkTagged(source.name, format, content);
  const missing = columnsOf(content).find((name) => name === null || !columns.includes(name));
  if (missing !== undefined) throw noColumn(missing, columns);
  return { content, table: { form: table.form, columns } };
}

export function suggestForTexts({ folders }: Pick<ImportSource, 'folders'>): ImportContent {
  return folders === null
    ? { kind: 'text', textColumn: null }
    : { kind: 'labelled', textColumn: null, labelColumn: null };
}

/** What was chosen of a table before it is read. */
export function chosenColumns({ header, content }: ImportOptions): {
  header: boolean | null;
  columns: (string | null)[];
} {
  return { header, columns: content === null ? [] : columnsOf(content) };
}

function columnsOf(content: ImportContent): (string | null)[] {
  switch (content.kind) {
    case 'numeric':
      return [...content.features, ...content.targets];
    case 'labelled':
      return [content.textColumn, content.labelColumn];
    case 'tagged':
      return [content.tokenColumn, content.tagColumn];
    case 'text':
      return [content.textColumn];
  }
}

/** Columns of CoNLL are nothing but tokens with tags, and the cells of CSV hold no lists. */
function checkTagged(name: string, format: ImportFormat, { kind }: ImportContent): void {
  if (format === 'jsonl' || (kind === 'tagged') === (format === 'conll')) return;
  const message =
    kind === 'tagged'
      ? `${name} is ${format.toUpperCase()}, whose cells hold no lists. Tokens with tags come as columns (conll) or JSONL.`
      : `${name} is read as tokens with tags, of which nothing else can be made. Choose another format for it.`;
  throw new StudioError('invalid-data', message, { reason: kind === 'tagged' ? 'no-lists' : 'only-tags', name });
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
