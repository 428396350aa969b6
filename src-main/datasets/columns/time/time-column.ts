import { normalCell } from '../numbers/normal-cell.ts';
import { decideOrder } from './decide-order.ts';
import { isUnixFormat, takeApart, timeFormats, timeIn, type TimeFormat } from './time-formats.ts';

/** A cell of a time column that no time could be read from. */
interface UnreadTime {
  line: number;
  cell: string;
}

/** A column read as times, before zones and steps are looked at. */
export interface TimeColumn {
  kind: 'date' | 'number';
  format: TimeFormat;
  /** `likely` is a good guess: some cells are not of the format, or numbers may be something else than dates. */
  certainty: 'certain' | 'likely' | 'ambiguous';
  /** Formats that read the column just as well, but as other times, when nothing decides; empty otherwise. */
  rivals: TimeFormat[];
  /** By row: what a clock shows, as Unix milliseconds, or the number; NaN where nothing could be read. */
  times: Float64Array;
  /** By row: how far the clock is ahead of UTC, in milliseconds, 0 for Unix time; NaN where that is not written. */
  offsets: Float64Array;
  /** Cells without a time, in rows that have one elsewhere: at most 20 of `unreadCount`. */
  unread: UnreadTime[];
  unreadCount: number;
  emptyCount: number;
  /** Decimals of the numbers, at most; 0 for dates. */
  decimals: number;
}

const listedCells = 20;
/** A format that fails more often than this, and in more than a tenth of the cells, is given up. */
const triedCells = 50;

interface Attempt {
  format: TimeFormat;
  times: number[];
  unread: UnreadTime[];
  unreadCount: number;
}

/** Reads a column of times whose cells come one after the other, and finds the format of them from the whole column. */
export class TimeColumnReader {
  #attempts: Attempt[];
  readonly #offsets: number[] = [];
  #count = 0;
  #emptyCount = 0;
  #decimals = 0;

  /** `null` tries all formats. */
  constructor(format: TimeFormat | null) {
    this.#attempts = (format === null ? timeFormats : [format]).map((tried) => ({
      format: tried,
      times: [],
      unread: [],
      unreadCount: 0,
    }));
  }

  add(cell: string, line: number): void {
    const text = normalCell(cell);
    if (text === '') {
      this.#emptyCount++;
      this.#offsets.push(NaN);
      for (const { times } of this.#attempts) times.push(NaN);
      return;
    }
    this.#count++;
    const taken = takeApart(text);
    this.#offsets.push(taken.clock?.offset ?? NaN);
    if (!Number.isNaN(taken.number)) this.#decimals = Math.max(this.#decimals, decimalsOf(text));
    for (const attempt of this.#attempts) {
      const time = timeIn(attempt.format, taken);
      attempt.times.push(time);
      if (!Number.isNaN(time)) continue;
      attempt.unreadCount++;
      if (attempt.unread.length < listedCells) attempt.unread.push({ line, cell });
    }
    if (this.#count % triedCells === 0) this.#giveUp();
  }

  /** Returns null where less than half of the cells are times. */
  result(): TimeColumn | null {
    const fewest = Math.min(...this.#attempts.map(({ unreadCount }) => unreadCount));
    if (this.#count === 0 || fewest > this.#count / 2) return null;
    const best = this.#attempts.filter(({ unreadCount }) => unreadCount === fewest);
    const dayFirst = best.find(({ format }) => format === 'day-first');
    const monthFirst = best.find(({ format }) => format === 'month-first');
    if (dayFirst === undefined || monthFirst === undefined) return this.#columnOf(best[0], [], certaintyOf(best[0]));
    const order = decideOrder(dayFirst.times, monthFirst.times);
    if (order !== null) return this.#columnOf(order === 'first' ? dayFirst : monthFirst, [], 'likely');
    return this.#columnOf(dayFirst, ['month-first'], 'ambiguous');
  }

  /** Keeps all attempts where none is good: the cells may be times of several kinds. */
  #giveUp(): void {
    const good = this.#attempts.filter(({ unreadCount }) => unreadCount <= this.#count / 10);
    if (good.length > 0) this.#attempts = good;
  }

  #columnOf(attempt: Attempt, rivals: TimeFormat[], certainty: TimeColumn['certainty']): TimeColumn {
    const { format, times, unread, unreadCount } = attempt;
    const offsets = Float64Array.from(this.#offsets);
    if (isUnixFormat(format)) offsets.fill(0);
    return {
      kind: format === 'number' ? 'number' : 'date',
      format,
      certainty,
      rivals,
      times: Float64Array.from(times),
      offsets,
      unread,
      unreadCount,
      emptyCount: this.#emptyCount,
      decimals: format === 'number' ? this.#decimals : 0,
    };
  }
}

/** Columns of bare numbers may be something else than times. */
function certaintyOf({ format, unreadCount }: Attempt): 'certain' | 'likely' {
  const isNumeric = format === 'number' || isUnixFormat(format) || format === 'compact' || format === 'compact-month';
  return isNumeric || unreadCount > 0 ? 'likely' : 'certain';
}

function decimalsOf(text: string): number {
  const mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (mark < 0 || /e/i.test(text)) return 0;
  return text.length - mark - 1;
}
