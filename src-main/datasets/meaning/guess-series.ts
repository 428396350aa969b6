import type { ImportAnswer } from '../../contract/datasets/column-records.ts';
import { untreated, type ContentOf } from '../../contract/datasets/import-content.ts';
import { isAbsent } from '../columns/absent-cell.ts';
import type { FoundColumn } from '../columns/column-facts.ts';
import { ask, classifySeries, forecast, listed } from './ask.ts';
import { isNamed } from './column-names.ts';
import { clear, type Guess } from './guess-texts.ts';
import { areUnique, isConstantWithin, type Cells, type TableParts } from './table-parts.ts';

const shownTargets = 4;
/** Fewer columns of numbers are hardly the steps of a sequence. */
const fewestSteps = 3;

/** Guesses what a table of numbers is for: to forecast some of them, or to tell labels of sequences. */
export function guessSeries(parts: TableParts, cellsOf: Cells): Guess {
  const time = parts.times[0]?.name ?? null;
  if (parts.times.length > 1) return askWhichTime(parts, cellsOf);
  const series = seriesColumn(parts, cellsOf);
  if (series === null) return withoutSeries(time, parts, cellsOf);
  const label = [...parts.categories, ...parts.mayLabel].find(
    (column) => column !== series && isConstantWithin(series, column, cellsOf),
  );
  const values = parts.numbers.filter((column) => column !== series && column !== label).map(({ name }) => name);
  if (values.length === 0) return withoutSeries(time, parts, cellsOf);
  if (label !== undefined) return askSeriesOrLabels({ time, series: series.name, label: label.name, values });
  if (values.length === 1) return clear(seriesContent({ time, series: series.name, predict: values }));
  return askWhichPredict({ time, series: series.name, values, read: [], isAhead: plansIn(parts.numbers, cellsOf) });
}

/** Returns the column that tells the series of rows apart: their times come again, but not within one series. */
function seriesColumn(parts: TableParts, cellsOf: Cells): FoundColumn | null {
  const { times, categories, numbers, rowNumbers } = parts;
  const named = [...numbers, ...rowNumbers].filter(({ name, whole }) => whole && isNamed('series', name));
  const possible = [...categories, ...named].toSorted((a, b) => rank(b) - rank(a));
  if (times.length === 0) {
    const labels = [...categories, ...parts.mayLabel];
    return (
      possible.find((column) => labels.some((label) => label !== column && isConstantWithin(column, label, cellsOf))) ??
      null
    );
  }
  if (areUnique(times, cellsOf)) return null;
  return possible.find((column) => areUnique([...times, column], cellsOf)) ?? null;
}

const rank = ({ name }: FoundColumn) => Number(isNamed('series', name)) - Number(isNamed('label', name));

/** A table with the numbers of one series, or with a sequence a row. */
function withoutSeries(time: string | null, parts: TableParts, cellsOf: Cells): Guess {
  const { numbers, categories } = parts;
  const isAhead = plansIn([...numbers, ...categories], cellsOf);
  const values = numbers.map(({ name }) => name);
  const read = categories.map(({ name }) => name);
  if (values.length === 1 && read.length === 0) return clear(seriesContent({ time, predict: values }));
  if (time !== null) return askWhichPredict({ time, series: null, values, read, isAhead });
  const [first, ...others] = values;
  const counted =
    values.length > 1 && isCounter(cellsOf(numbers[0]))
      ? predictAnswers({ time: first, series: null, values: others, read, isAhead })
      : [];
  const forecasts = [...counted, ...predictAnswers({ time: null, series: null, values, read, isAhead })];
  const rows = rowAnswers(parts);
  const answers = rows.isLikely ? [...rows.answers, ...forecasts] : [...forecasts, ...rows.answers];
  const columns = [...values, ...read];
  const asked = `There is no column of times beside ${listed(columns)}: say which is to be forecast from row to row${rows.answers.length > 0 ? ', or which holds labels' : ''}.`;
  return {
    suggestion: answers[0].content,
    questions: [ask({ id: 'what-numbers', text: asked, values: { columns }, answers })],
  };
}

/** Numbers that rise by the same from row to row may be times, whatever they are called. */
function isCounter(cells: readonly string[]): boolean {
  const numbers = cells.map(Number);
  const step = numbers[1] - numbers[0];
  return step > 0 && numbers.every((value, n) => n === 0 || Math.abs(value - numbers[n - 1] - step) < step * 1e-6);
}

/** Each row may be a sequence, of which one column is the label: a word, or a number that comes again. */
function rowAnswers({ mayLabel, numbers }: TableParts) {
  const likeness = ({ name, holds }: FoundColumn) => Number(isNamed('label', name)) * 2 + Number(holds === 'category');
  const [label] = mayLabel.toSorted((a, b) => likeness(b) - likeness(a));
  const read = numbers.filter((column) => column !== label).map(({ name }) => name);
  if (label === undefined || read.length < fewestSteps) return { isLikely: false, answers: [] };
  const content = { kind: 'labelled-series' as const, ...untreated, time: null, series: null, read, label: label.name };
  return { isLikely: likeness(label) > 0, answers: [classifySeries(content)] };
}

interface Possible {
  time: string | null;
  series: string | null;
  /** Columns of numbers, and those that can only be read. */
  values: readonly string[];
  read: readonly string[];
  /** Tells whether a column is known for rows whose values of another are yet to come. */
  isAhead: IsAhead;
}

type IsAhead = (column: string, predicted: string) => boolean;

/** The rows at the end of a table in which a column has no value yet may be plans, which other columns have. */
function plansIn(columns: readonly FoundColumn[], cellsOf: Cells): IsAhead {
  const known = new Map(columns.map((column) => [column.name, knownRows(cellsOf(column))]));
  return (column, predicted) => (known.get(column) ?? 0) > (known.get(predicted) ?? 0);
}

function knownRows(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '' && !isAbsent(cell)) + 1;
}

function askWhichPredict(possible: Possible): Guess {
  const answers = predictAnswers(possible);
  const columns = [...possible.values];
  const asked =
    possible.values.length > 1
      ? `${listed(columns)} are numbers over time. Which of them is to be forecast?`
      : `${listed(columns)} can be forecast, and ${listed(possible.read)} be read beside it or not.`;
  return {
    suggestion: answers[0].content,
    questions: [ask({ id: 'which-predict', text: asked, values: { columns }, answers })],
  };
}

const planned = ({ content }: ReturnType<typeof forecast>) =>
  content.kind === 'series' ? Number(content.knownAhead.length > 0) : 0;

/** The last column first, since what depends on others mostly stands there. */
function predictAnswers({ time, series, values, read, isAhead }: Possible): ReturnType<typeof forecast>[] {
  const each = values.toReversed().slice(0, shownTargets);
  const answers = each.map((name) => {
    const others = [...values.filter((other) => other !== name), ...read];
    const knownAhead = others.filter((other) => isAhead(other, name));
    const known = others.filter((other) => !knownAhead.includes(other));
    return forecast(seriesContent({ time, series, predict: [name], read: known, knownAhead }));
  });
  const alone = [...values].slice(-1);
  if (values.length === 1 && read.length === 0) return answers;
  if (values.length === 1) return [...answers, forecast(seriesContent({ time, series, predict: alone }))];
  return [
    // Whoever plans a column for rows whose other values are yet to come wants to forecast those.
    ...answers.toSorted((a, b) => planned(b) - planned(a)),
    forecast(seriesContent({ time, series, predict: [...values], read: [...read] }), 'forecast-each'),
  ];
}

interface Labelled {
  time: string | null;
  series: string;
  label: string;
  values: readonly string[];
}

function askSeriesOrLabels({ time, series, label, values }: Labelled): Guess {
  const answers = [
    classifySeries({ kind: 'labelled-series', ...untreated, time, series, read: [...values], label }),
    ...predictAnswers({ time, series, values, read: [], isAhead: () => false }).slice(0, 2),
  ];
  const asked = `Each “${series}” has one “${label}”: it may be the label of a sequence, or a series to forecast.`;
  return {
    suggestion: answers[0].content,
    questions: [
      ask({ id: 'series-or-category', column: series, text: asked, values: { name: series, label }, answers }),
    ],
  };
}

function askWhichTime(parts: TableParts, cellsOf: Cells): Guess {
  const guesses = parts.times.map(
    (column) => withoutSeries(column.name, { ...parts, times: [column] }, cellsOf).suggestion,
  );
  const answers = guesses.flatMap((content) => (content.kind === 'series' ? [forecast(content)] : []));
  const columns = parts.times.map(({ name }) => name);
  const asked = `${listed(columns)} hold times. Which of them says when a row is?`;
  const timed: ImportAnswer[] = answers.map((answer, n) => ({
    ...answer,
    options: '',
    columns: [parts.times[n].name],
    text: `“${parts.times[n].name}” is the time: ${answer.text}`,
  }));
  return {
    suggestion: answers[0].content,
    questions: [ask({ id: 'which-time', text: asked, values: { columns }, answers: timed })],
  };
}

function seriesContent(
  given: Pick<ContentOf<'series'>, 'time' | 'predict'> & {
    series?: string | null;
    read?: string[];
    knownAhead?: string[];
  },
): ContentOf<'series'> {
  const { time, predict, series = null, read = [], knownAhead = [] } = given;
  return { kind: 'series', ...untreated, time, series, predict, read, knownAhead, horizon: null };
}
