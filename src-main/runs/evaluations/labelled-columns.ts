import { StudioError } from '../../contract/errors.ts';
import type { ContentOf, ImportContent } from '../../contract/datasets/import-content.ts';
import type { Inspection } from '../../contract/datasets/import-records.ts';

export interface ColumnsOfFile {
  /** Columns that a person has named. */
  columns: { text: string | null; label: string | null };
  /** The meaning of the columns that the network has learnt from; null where nobody knows it any more. */
  understood: ImportContent | null;
  inspection: Inspection;
}

/**
 * Returns the columns of a table with the texts and the labels: those that are named, that were read in training, or that alone can be
 * meant; null for files that are no table. Throws `invalid-data` where a person has to name one.
 */
export function labelledColumns(file: ColumnsOfFile, classes: readonly string[]): ImportContent | null {
  const { table } = file.inspection;
  if (table === null) return null;
  const known = new Set(classes);
  const canBeLabel = ({ examples }: TableColumn) =>
    examples.length > 0 && examples.every((each) => known.has(each.trim()));
  const learnt = file.understood?.kind === 'labelled' ? file.understood : null;
  const label = columnOf(file, file.columns.label ?? learnt?.labelColumn ?? null, canBeLabel);
  return { kind: 'labelled', textColumn: textColumn(file, label), labelColumn: label };
}

/** Like `labelledColumns`, for a table that need not have labels. */
export function textOfTable(file: ColumnsOfFile, classes: readonly string[]): ImportContent | null {
  const { table } = file.inspection;
  if (table === null) return null;
  const known = new Set(classes);
  const label = table.columns.find(
    ({ examples }) => examples.length > 0 && examples.every((each) => known.has(each.trim())),
  );
  return { kind: 'text', textColumn: textColumn(file, label?.name ?? null) };
}

/**
 * Lets sequences that need no labels do without a column of them: another column, which says the same in all rows of a sequence, takes its
 * place.
 */
export function withAnyLabel(content: ContentOf<'labelled-series'>, { inspection }: ColumnsOfFile): ImportContent {
  const isThere = inspection.table?.columns.some(({ name }) => name === content.label) ?? false;
  return isThere ? content : { ...content, label: content.series ?? content.read[0] };
}

type TableColumn = NonNullable<Inspection['table']>['columns'][number];

function textColumn(file: ColumnsOfFile, label: string | null): string {
  const { understood, columns, inspection } = file;
  const learnt = understood?.kind === 'labelled' || understood?.kind === 'text' ? understood.textColumn : null;
  const others = inspection.table?.columns.filter(({ name }) => name !== label) ?? [];
  return columnOf(file, columns.text ?? learnt, ({ name, holds }) =>
    others.length === 1 ? name === others[0]?.name : name !== label && holds === 'text',
  );
}

/** A named column has to be there, unless it was named in training and another one alone can be it. */
function columnOf(
  { columns, inspection }: ColumnsOfFile,
  name: string | null,
  canBe: (column: TableColumn) => boolean,
): string {
  const all = inspection.table?.columns ?? [];
  if (name !== null && all.some((column) => column.name === name)) return name;
  const isNamed = name !== null && (name === columns.text || name === columns.label);
  const candidates = isNamed ? [] : all.filter(canBe);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only.name;
  const names = all.map((column) => column.name).join(', ');
  throw name === null
    ? new StudioError('invalid-data', `Choose a column. The columns are ${names}.`, {
        reason: 'no-column',
        columns: names,
      })
    : new StudioError('invalid-data', `There is no column “${name}”. The columns are ${names}.`, {
        reason: 'no-such-column',
        column: name,
        columns: names,
      });
}
