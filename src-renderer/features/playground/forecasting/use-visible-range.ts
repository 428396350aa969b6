import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { HistoryRecord } from '../../../../src-main/contract/forecasting/forecast-records.ts';
import type { AxisRange } from '../../../charts/lines/chart-line.ts';
import { useStudio } from '../../../client/studio.ts';
import { allRows, rowPlaces } from '../../../domain/forecasting/shown-series.ts';
import type { ForecastState } from './use-forecast.ts';

const maxPoints = 8000;
/** A zoom is often followed by another one. */
const settleMs = 150;
/** The least number of rows before a forecast that are shown with it. */
const leastBefore = 30;

/** The part of a series that is looked at, and its rows: all of them, or a point for each bucket of many. */
export interface VisibleRange {
  /** Null means all of it. */
  range: Ref<AxisRange | null>;
  shown: ComputedRef<HistoryRecord | null>;
  /** Shows the rows around the origin, with the forecast. */
  showLatest(): void;
  /** Shows the rows around one of them. */
  showRow(row: number): void;
}

/** Begins with all of it; what is zoomed into is loaded in full. */
export function useVisibleRange(state: ForecastState): VisibleRange {
  const { client } = useStudio();
  const { history, axis, origin, horizon, rows } = state;
  const range = shallowRef<AxisRange | null>(null);
  const detail = shallowRef<{ record: HistoryRecord; range: AxisRange } | null>(null);

  function showLatest(): void {
    const record = history.data.value;
    if (record === null) return;
    const before = Math.max(leastBefore, 4 * horizon.value);
    const { xOfRow } = rowPlaces(record, axis.value);
    const whole = origin.value + horizon.value;
    range.value = { min: xOfRow(Math.max(0, origin.value - before)), max: xOfRow(whole - 1) };
  }

  /** A bucket of several rows hides what is between its smallest and its largest value. */
  const isThinned = computed(() => {
    const record = history.data.value;
    return record !== null && record.rows.length > 1 && record.rows[1] - record.rows[0] > 1;
  });
  let call = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function load(wanted: AxisRange): Promise<void> {
    const record = history.data.value;
    if (record === null) return;
    const own = ++call;
    const { rowAt } = rowPlaces(record, axis.value);
    // The answer has as much again on each side, so that moving on does not have to wait.
    const margin = rowAt(wanted.max) - rowAt(wanted.min);
    const from = Math.max(0, rowAt(wanted.min) - margin);
    const to = rowAt(wanted.max) + margin + 1;
    const answer = await client.forecasts.history({ ...rows.value, from, to, maxPoints }).catch(() => null);
    if (own === call && answer !== null) detail.value = { record: answer, range: wanted };
  }
  watch(
    [range, history.data],
    ([wanted]) => {
      clearTimeout(timer);
      call++;
      if (wanted !== null && isThinned.value) timer = setTimeout(() => void load(wanted), settleMs);
    },
    { immediate: true },
  );
  watch(rows, () => (detail.value = null), { flush: 'sync' });
  onScopeDispose(() => {
    clearTimeout(timer);
    call = -1;
  });

  const shown = computed(() => {
    const [wanted, known] = [range.value, detail.value];
    const isCovered =
      wanted !== null && known !== null && known.range.min <= wanted.min && known.range.max >= wanted.max;
    return isCovered ? known.record : history.data.value;
  });
  function showRow(row: number): void {
    const record = history.data.value;
    if (record === null) return;
    const { xOfRow } = rowPlaces(record, axis.value);
    range.value = {
      min: xOfRow(Math.max(0, row - 2 * leastBefore)),
      max: xOfRow(Math.min(allRows(record) - 1, row + leastBefore)),
    };
  }
  return { range, shown, showLatest, showRow };
}
