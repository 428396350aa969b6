import type { ContentInTime, ContentOf, ImportContent } from '../../contract/datasets/import-content.ts';
import type { Inspection } from '../../contract/datasets/import-records.ts';
import { UsageError } from '../usage-error.ts';
import { isGiven, type GivenColumns } from './table-options.ts';

type Columns = NonNullable<Inspection['table']>['columns'];

/**
 * Returns the content that the options say; null where they say nothing. Columns that they leave open are completed by what the table
 * holds, as far as that is not in doubt. Throws UsageError.
 */
export async function chooseContent(
  given: GivenColumns,
  inspect: () => Promise<Inspection>,
): Promise<ImportContent | null> {
  if (!isGiven(given)) return null;
  const { token, tag, text, label, predict } = given;
  if ((token === undefined) !== (tag === undefined))
    throw new UsageError('--token-column and --tag-column go together.');
  if (token !== undefined && tag !== undefined) return tagged(given, token, tag);
  if (text !== undefined) {
    refuseBoth(given);
    return label === undefined
      ? { kind: 'text', textColumn: text }
      : { kind: 'labelled', textColumn: text, labelColumn: label };
  }
  if (predict !== undefined) {
    if (label !== undefined)
      throw new UsageError('A table either has labels or is forecast: leave out --label or --predict.');
    return forecast(given, predict, given.time === undefined ? ((await inspect()).table?.columns ?? []) : []);
  }
  return label === undefined ? changed(given, await inspect()) : labelled(given, label, await inspect());
}

function tagged(given: GivenColumns, tokenColumn: string, tagColumn: string): ImportContent {
  if (isGiven({ ...given, token: undefined, tag: undefined }))
    throw new UsageError('Tokens with tags have no other columns: leave out the other options of columns.');
  return { kind: 'tagged', tokenColumn, tagColumn };
}

function refuseBoth({ predict, read, knownAhead, series, time }: GivenColumns): void {
  if ([predict, read, knownAhead, series, time].every((value) => value === undefined)) return;
  throw new UsageError('A dataset has either texts or numbers: leave out --text, or the columns of numbers.');
}

/** The time is the one column that holds times, unless it is named. */
function forecast(given: GivenColumns, predict: string[], columns: Columns): ContentOf<'series'> {
  const used = [...predict, ...(given.read ?? []), ...(given.knownAhead ?? []), given.series];
  const time =
    timeOf(given) ?? columns.find(({ name, role, holds }) => isTime(role, holds) && !used.includes(name))?.name;
  return {
    kind: 'series',
    ...treatments(given),
    time: given.time === 'none' ? null : (time ?? null),
    series: given.series ?? null,
    predict,
    read: (given.read ?? []).filter((name) => !predict.includes(name)),
    knownAhead: given.knownAhead ?? [],
    horizon: given.horizon ?? null,
  };
}

const isTime = (role: Columns[number]['role'], holds: Columns[number]['holds']) => role === 'time' || holds === 'time';
const timeOf = ({ time }: GivenColumns) => (time === 'none' ? undefined : time);

/** A label belongs to the only column of texts, or to sequences of numbers. */
function labelled(given: GivenColumns, label: string, { table, suggestion }: Inspection): ImportContent {
  const columns = table?.columns ?? [];
  const isOfNumbers = given.read !== undefined || given.series !== undefined;
  const texts = columns.filter(({ name, holds }) => holds === 'text' && name !== label);
  if (!isOfNumbers) {
    const text = texts.length === 1 ? texts[0].name : suggestion.kind === 'labelled' ? suggestion.textColumn : null;
    if (text !== null && text !== label) return { kind: 'labelled', textColumn: text, labelColumn: label };
    throw new UsageError('--label goes with --text, or, for sequences of numbers, with --read and --series.');
  }
  const time = timeOf(given) ?? null;
  const used = new Set([label, given.series, time]);
  const numbers = columns.filter(({ name, holds }) => holds === 'number' && !used.has(name)).map(({ name }) => name);
  return {
    kind: 'labelled-series',
    ...treatments(given),
    time,
    series: given.series ?? null,
    read: given.read ?? numbers,
    label,
  };
}

/** Without columns to forecast or to tell, the options change what the table suggests, where that is clear. */
function changed(given: GivenColumns, { suggestion, questions, table }: Inspection): ImportContent {
  const isOpen = questions.some(({ answers }) => answers.some(({ content }) => content.kind !== suggestion.kind));
  if ((suggestion.kind === 'series' || suggestion.kind === 'labelled-series') && !isOpen && !hasColumns(given)) {
    return {
      ...suggestion,
      ...treatments(given),
      ...(given.horizon !== undefined && { horizon: given.horizon }),
    } as ContentInTime;
  }
  const used = new Set([timeOf(given), given.series, ...(given.read ?? []), ...(given.knownAhead ?? [])]);
  const left = (table?.columns ?? []).filter(({ name, holds }) => holds === 'number' && !used.has(name));
  if (left.length === 1 && hasColumns(given)) return forecast(given, [left[0].name], table?.columns ?? []);
  throw new UsageError('Say which columns are forecast (--predict), or which is the label (--label).');
}

function hasColumns({ time, read, knownAhead, series }: GivenColumns): boolean {
  return [time, read, knownAhead, series].some((value) => value !== undefined);
}

function treatments({ gaps, missing, duplicates, dateOrder, zone, decimal }: GivenColumns) {
  return {
    gaps: gaps ?? null,
    missing: missing ?? null,
    duplicates: duplicates ?? null,
    dateOrder: dateOrder ?? null,
    zone: zone ?? null,
    decimal: decimal ?? null,
  };
}
