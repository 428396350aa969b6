import type { AnswerId, ImportAnswer, ImportQuestion } from '../../../contract/datasets/column-records.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import { ask, listed } from '../../meaning/ask.ts';
import type { SeriesProblems } from './find-problems.ts';
import { describePlaces } from './found-places.ts';
import type { NumberTable } from './number-table.ts';
import type { OrderedTable } from './order-series.ts';
import { stepInWords } from './step-in-words.ts';

const shownZones = 4;
const shownSeriesColumns = 2;
/** Filling more rows than this for each that is there makes up a table of its own. */
const mostFilled = 10;
/** The least share of rows a whole number of steps apart at which pieces without a gap are worth keeping. */
const leastRegular = 0.5;

interface Asked {
  table: NumberTable;
  content: ContentInTime;
  ordered: OrderedTable;
  found: SeriesProblems;
}

type Answer = Omit<ImportAnswer, 'options'>;

/** The decisions that the rows of a table leave to a person, in the order in which they are to be made. */
export function seriesQuestions(asked: Asked): ImportQuestion[] {
  const dateOrder = askDateOrder(asked);
  // Until dates are read, nothing is known of the rows between them.
  if (dateOrder !== null) return [dateOrder];
  const questions = [askZone(asked) ?? askDuplicates(asked), askMissing(asked), askGaps(asked)];
  return questions.filter((question) => question !== null);
}

function answer(content: ContentInTime, change: Partial<ContentInTime>, id: AnswerId, text: string): Answer {
  return { id, columns: [], content: { ...content, ...change } as ContentInTime, text };
}

function askDateOrder({ table: { time }, content }: Asked): ImportQuestion | null {
  if (time === null || time.column.rivals.length === 0 || content.dateOrder !== null) return null;
  return ask({
    id: 'date-order',
    column: time.name,
    text: `Nothing in the dates of “${time.name}” tells whether the day or the month comes first.`,
    values: { name: time.name },
    answers: [
      answer(content, { dateOrder: 'day-first' }, 'day-first', 'the day comes first: 1/2/2024 is 1 February'),
      answer(content, { dateOrder: 'month-first' }, 'month-first', 'the month comes first: 1/2/2024 is 2 January'),
    ],
  });
}

/** Times that occur twice in hours that daylight saving gives twice are no duplicates. */
function askZone({ table: { time }, content, ordered: { zones }, found }: Asked): ImportQuestion | null {
  if (time === null || zones.length === 0 || content.duplicates !== null) return null;
  const { count, places } = found.duplicates;
  if (count === 0) return null;
  return ask({
    id: 'zone',
    column: time.name,
    text: `${amount(count, 'time occurs', 'times occur')} twice in “${time.name}”, as in the hour that daylight saving gives twice: ${describePlaces(places, count)}.`,
    values: { name: time.name, count },
    places,
    answers: [
      ...zoneAnswers(content, zones),
      answer(content, { duplicates: 'first' }, 'first', 'the first row of each time counts'),
      answer(content, { duplicates: 'mean' }, 'mean', 'the mean of the rows of a time counts'),
    ],
  });
}

function zoneAnswers(content: ContentInTime, zones: readonly string[]): Answer[] {
  return zones.slice(0, shownZones).map((zone) => answer(content, { zone }, 'zone', `the clocks are those of ${zone}`));
}

function askDuplicates({ table, content, found }: Asked): ImportQuestion | null {
  const { time, series, mayNameSeries } = table;
  const { count, places } = found.duplicates;
  if (time === null || count === 0 || content.duplicates !== null) return null;
  const named = series === null ? mayNameSeries.slice(0, shownSeriesColumns) : [];
  const hint =
    series === null && named.length === 0
      ? ' If the table has several series, name the column that tells them apart: --series.'
      : '';
  const told = describePlaces(places, count);
  return ask({
    id: 'duplicates',
    column: time.name,
    text: `${amount(count, 'row has', 'rows have')} the time of another: ${told}.${hint}`,
    values: { name: time.name, count },
    places,
    answers: [
      ...named.map((name) => ({
        ...answer(content, { series: name }, 'by-series', `each “${name}” is a series of its own`),
        columns: [name],
      })),
      answer(content, { duplicates: 'first' }, 'first', 'the first row of each time counts'),
      answer(content, { duplicates: 'last' }, 'last', 'the last row of each time counts'),
      answer(content, { duplicates: 'mean' }, 'mean', 'the mean of the rows of a time counts'),
    ],
  });
}

function askMissing({ content, found }: Asked): ImportQuestion | null {
  const { count, places } = found.missing;
  const isSettled = content.missing !== null && (content.missing !== 'drop' || !found.isMissingInside);
  if (count === 0 || isSettled) return null;
  const told = describePlaces(places, count);
  const columns = [...new Set(places.map(({ column }) => column ?? ''))];
  const drop = answer(content, { missing: 'drop' }, 'drop', 'these rows, at the ends, are left out');
  return ask({
    id: 'missing',
    column: places[0]?.column ?? null,
    text: `${amount(count, 'cell', 'cells')} of ${listed(columns)} ${count === 1 ? 'has' : 'have'} no value: ${told}.`,
    values: { columns, count },
    places,
    answers: [
      ...(found.isMissingInside ? [] : [drop]),
      answer(content, { missing: 'interpolate' }, 'interpolate', 'values on the line between their neighbours'),
      answer(content, { missing: 'fill' }, 'fill', 'the value before'),
      answer(content, { missing: 'split' }, 'split', 'the series is cut there'),
    ],
  });
}

function askGaps({ table, content, ordered: { facts, zones }, found }: Asked): ImportQuestion | null {
  if (table.time === null || facts === null || content.gaps !== null) return null;
  const { isRegular, missingRows, regularity } = facts;
  const { count, places } = found.gaps;
  if (isRegular && count === 0) return null;
  const { name } = table.time;
  const step = stepInWords(facts.axis.step);
  const told = describePlaces(places, count);
  const text = isRegular
    ? `Rows are missing between the times of “${name}”, which are ${step} apart: ${amount(missingRows, 'row')} in ${amount(count, 'gap')}, after ${told}.`
    : `The times of “${name}” are not evenly apart: they are roughly ${step} apart, ${Math.round((1 - regularity) * 100)} % of them not exactly.`;
  // Times that come twice have the zones asked about by themselves.
  const skipping = found.duplicates.count === 0 ? zones : [];
  const hint = skipping.length > 0 ? ' Daylight saving takes such hours away.' : '';
  const canFill = missingRows <= mostFilled * table.rows;
  return ask({
    id: isRegular ? 'gaps' : 'irregular',
    column: name,
    text: text + hint,
    values: { name, count, rows: missingRows, share: Math.round((1 - regularity) * 100) },
    places,
    step: facts.axis.step,
    answers: [
      ...zoneAnswers(content, skipping),
      ...(canFill
        ? [
            answer(content, { gaps: 'interpolate' }, 'interpolate', 'values on the line between their neighbours'),
            answer(content, { gaps: 'fill' }, 'fill', 'the value before'),
          ]
        : []),
      ...(regularity >= leastRegular ? [answer(content, { gaps: 'split' }, 'split', 'the series is cut there')] : []),
      answer(content, { time: null }, 'count-rows', 'rows are counted, whatever their times'),
    ],
  });
}

function amount(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
