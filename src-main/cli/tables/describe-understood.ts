import type { DropReason, FoundPlace, Understood } from '../../contract/datasets/column-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { stepInWords } from '../../datasets/cleaning/series/step-in-words.ts';
import { formatAmount, formatCount, formatTable } from '../formats.ts';

const shownPlaces = 5;
const shownSeries = 5;
const longestList = 8;

const dropWords: Record<DropReason, string> = {
  ragged: 'with more or fewer cells than the first',
  'no-text': 'without a text',
  'no-label': 'without a label',
  'no-time': 'whose time does not exist, since daylight saving takes the hour away',
  'no-value': 'without a value',
  duplicate: 'with the time of another',
  'no-series': 'without a series',
};

/** Says what was understood of a dataset before anything is trained on it: the task, the columns, the rows used and left out. */
export function understoodLines({ name, kind, report }: DatasetRecord): string[] {
  const understood = report?.understood;
  const task = `${name}: ${taskOf(kind, understood ?? null)}`;
  if (understood === undefined) return [task];
  return [
    task,
    ...columnLines(understood),
    `  rows used: ${formatCount(understood.rowsUsed)}${understood.plannedRows > 0 ? `, and ${formatAmount(understood.plannedRows, 'row')} of plans after them` : ''}`,
    ...understood.rowsDropped.map(
      ({ reason, count, places }) =>
        `  left out: ${formatAmount(count, 'row')} ${dropWords[reason]}${placesOf(places, count)}`,
    ),
    ...treatmentLines(understood),
    ...seriesLines(understood),
  ];
}

/** Says what a network learns from a dataset: `forecast “sold”`. */
export function taskOf(kind: DatasetRecord['kind'], understood: Understood | null): string {
  const named = (role: Understood['columns'][number]['role']) =>
    (understood?.columns ?? [])
      .filter((column) => column.role === role)
      .map(({ name }) => `“${name}”`)
      .join(', ');
  switch (kind) {
    case 'series':
      return `forecast ${named('predict')}`;
    case 'labelled-series':
      return `tell ${named('label')} of sequences of numbers`;
    case 'labelled':
      return understood === null ? 'tell labels of texts' : `tell ${named('label')} of ${named('text')}`;
    case 'tagged':
      return 'tell a tag for each token';
    case 'text':
      return understood === null ? 'write texts' : `write texts like ${named('text')}`;
    case 'numeric':
    case 'sequences':
      return 'predict numbers';
  }
}

function columnLines({ columns, time }: Understood): string[] {
  const rows = columns.map(({ name, role, holds, decimal, thousands }) => {
    const marks = [
      ...(decimal === ',' ? ['decimal commas'] : []),
      ...(thousands === null ? [] : [`thousands with “${thousands}”`]),
    ].join(', ');
    const beside =
      role === 'time' && time !== null ? `${time.from} to ${time.to}, ${stepOf(time)}` : role === 'ignore' ? '' : marks;
    return [`  ${name}`, role === 'ignore' ? 'not used' : role, holds, beside];
  });
  const shown = rows.slice(0, longestList * 4);
  const more = rows.length - shown.length;
  return [...formatTable(shown).split('\n'), ...(more > 0 ? [`  and ${formatAmount(more, 'column')} more`] : [])];
}

function stepOf({ step, zone, format }: NonNullable<Understood['time']>): string {
  const words = stepInWords(step);
  const far = step.unit === 'number' ? `${words} apart` : `every ${words.replace(/^an? /, '')}`;
  const read = format === 'day-first' || format === 'month-first' ? `, the ${format.slice(0, -6)} first` : '';
  return `${far}${zone === null ? '' : `, ${zone}`}${read}`;
}

function treatmentLines({ gaps, duplicates, missing }: Understood): string[] {
  const lines: string[] = [];
  const done = {
    fill: 'filled with the value before',
    interpolate: 'interpolated',
    split: 'cut into pieces there',
    drop: 'left out',
  };
  const treated = (treatment: string | null) => done[treatment as keyof typeof done] ?? 'kept';
  if (gaps.count > 0)
    lines.push(
      `  ${formatAmount(gaps.count, 'gap')} of ${formatAmount(gaps.rows, 'row')}, ${treated(gaps.treatment)}${placesOf(gaps.places, gaps.count)}`,
    );
  if (duplicates.count > 0)
    lines.push(
      `  ${formatAmount(duplicates.count, 'row')} with the time of another: the ${duplicates.treatment ?? 'first'} counts${placesOf(duplicates.places, duplicates.count)}`,
    );
  if (missing.count > 0)
    lines.push(
      `  ${formatAmount(missing.count, 'cell')} without a value, ${treated(missing.treatment)}${placesOf(missing.places, missing.count)}`,
    );
  return lines;
}

function seriesLines({ seriesCount, series }: Understood): string[] {
  const pieces = series.reduce((sum, each) => sum + each.pieces, 0);
  if (seriesCount === 1) return pieces > 1 ? [`  ${formatCount(pieces)} pieces`] : [];
  if (seriesCount === 0) return [];
  const lengths = series.map(({ rows }) => rows);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  const named = series
    .filter(({ name }) => name !== null)
    .slice(0, shownSeries)
    .map(({ name, rows }) => `${name} (${formatCount(rows)})`);
  const more = seriesCount - named.length;
  const names = named.length === 0 ? '' : `: ${named.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
  const rows = least === most ? formatAmount(least, 'row') : `${formatCount(least)} to ${formatAmount(most, 'row')}`;
  return [`  ${formatAmount(seriesCount, 'series', 'series')} of ${rows}${names}`];
}

function placesOf(places: readonly FoundPlace[], count: number): string {
  const told = places.slice(0, shownPlaces).map(({ file, line, time }) => {
    const at = line === null ? (time ?? '?') : `line ${line}`;
    return file === null ? at : `${at} of ${file}`;
  });
  if (told.length === 0) return '';
  const more = count - told.length;
  return ` (${told.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''})`;
}

function rowOf(kind: DatasetRecord['kind']): string {
  if (kind === 'text') return 'document';
  return kind === 'tagged' ? 'sentence' : 'row';
}

/** Says which part is held back to judge the training by. */
export function splitLine({ kind, report }: DatasetRecord, fraction: number): string {
  if (report?.validation !== undefined) {
    const { name, rows } = report.validation;
    return `  split: ${name} validates, ${formatAmount(rows, rowOf(kind))}`;
  }
  if (fraction === 0) return '  split: nothing is held back to validate on';
  const share = `${Number((fraction * 100).toPrecision(3))} %`;
  switch (kind) {
    case 'series':
    case 'numeric':
      return `  split: the last ${share} of each series are held back to validate on`;
    case 'text':
      return `  split: ${share} of the text are held back to validate on`;
    case 'labelled':
    case 'labelled-series':
      return `  split: ${share} of each label are held back to validate on`;
    case 'tagged':
    case 'sequences':
      return `  split: ${share} are held back to validate on`;
  }
}
