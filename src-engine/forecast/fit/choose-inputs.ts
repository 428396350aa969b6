import type { InputChannel, KnownInput, PreparedColumn, Reference } from '../../spec/preparation-spec.ts';
import type { SeriesTime } from '../../spec/series-layout.ts';
import { calendarCycles, cycleInputs } from './calendar-cycles.ts';
import type { Chosen } from './fit-context.ts';

interface InputNeeds {
  columns: readonly PreparedColumn[];
  targets: readonly number[];
  season: number | null;
  window: number;
  time: SeriesTime | null;
  /** The rows of the longest piece that train, to know which cycles are seen whole. */
  longest: number;
}

/** Returns what the network reads of each row. `gain` is 1 throughout: it is measured afterwards. */
export function chooseInputs(needs: InputNeeds): Chosen<InputChannel[]> {
  const { columns, targets, time } = needs;
  const cycles = calendarCycles(time);
  const value: InputChannel[] = [
    ...targets.flatMap((column) => targetInputs(column, needs)),
    ...columns.flatMap((column, place) => readInputs(column, place)),
    ...knownInputs(columns),
    ...cycles.flatMap(cycleInputs),
    ...(readsAhead(columns) ? [{ kind: 'ahead' } as const] : []),
  ];
  const names = cycles.map(({ name }) => name).join(', ');
  return { value, reasons: cycles.length === 0 ? [] : [{ code: 'calendar-read', values: { cycles: names } }] };
}

/** Whether the network is to read the rows that it forecasts: something of them is known that the rows before do not tell. */
export function readsAhead(columns: readonly PreparedColumn[]): boolean {
  return columns.some(({ role }) => role === 'known-ahead');
}

/** Seasons of more rows are not looked back to by an input, since that takes as many rows from what is learnt from. */
const LONGEST_DIFFERENCE = 60;

/** A predicted column around the level that a forecast starts from, and its changes: from the row before, and from a season before. */
function targetInputs(column: number, { season, window }: InputNeeds): InputChannel[] {
  const level: Reference = { kind: 'mean', rows: Math.min(season ?? 1, window) };
  const lags = season !== null && season > 1 && season <= LONGEST_DIFFERENCE ? [1, season] : [1];
  return [
    { kind: 'value', column, lag: 0, minus: level, gain: 1 },
    ...lags.map((rows): InputChannel => ({ kind: 'value', column, lag: 0, minus: { kind: 'lag', rows }, gain: 1 })),
  ];
}

function readInputs({ role, categories }: PreparedColumn, column: number): InputChannel[] {
  if (role !== 'read') return [];
  if (categories !== null) return categories.map((_, category) => ({ kind: 'category', column, category }));
  return [{ kind: 'value', column, lag: 0, minus: null, gain: 1 }];
}

/** Returns what plans tell ahead of the rows that are forecast. */
export function knownInputs(columns: readonly PreparedColumn[]): KnownInput[] {
  return columns.flatMap(({ role, categories }, column): KnownInput[] => {
    if (role !== 'known-ahead') return [];
    if (categories !== null) return categories.map((_, category) => ({ kind: 'known-category', column, category }));
    return [{ kind: 'known', column }];
  });
}

/** The rows before a window's first that its inputs look back. */
export function rowsBefore(inputs: readonly InputChannel[]): number {
  return inputs.reduce((most, input) => {
    if (input.kind !== 'value') return most;
    return Math.max(most, input.lag + (input.minus?.kind === 'lag' ? input.minus.rows : 0));
  }, 0);
}
