import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { ForecastInput, ForecastRecord, HistoryRecord } from '../../../../src-main/contract/forecast-records.ts';
import type { RunRecord } from '../../../../src-main/contract/records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useLook, type Look } from '../../../client/use-look.ts';
import { useQuery, type Query } from '../../../client/use-query.ts';
import { createSeriesAxis, type SeriesAxis } from '../../../domain/forecasting/series-axis.ts';
import { knownRows } from '../../../domain/forecasting/shown-series.ts';
import { plansOf, type PlanEdits } from '../../../domain/forecasting/plan-edits.ts';
import { useLocale } from '../../../locales/use-locale.ts';

/** So many points that a chart of any width is exact, and few enough to come at once. */
const maxPoints = 4000;

/** A file whose rows are forecast from. */
export interface NewRows {
  name: string;
  importId: string;
}

/** What a person forecasts from, and the answers. All tabs of the page share one. */
export interface ForecastState {
  newRows: Ref<NewRows | null>;
  series: Ref<string | null>;
  column: Ref<string>;
  /** The number of known rows that are read. */
  origin: Ref<number>;
  horizon: Ref<number>;
  trainedHorizon: ComputedRef<number>;
  edits: Ref<PlanEdits>;
  history: Query<HistoryRecord>;
  axis: ComputedRef<SeriesAxis>;
  /** Rows with known values. */
  known: ComputedRef<number>;
  targets: ComputedRef<string[]>;
  forecast: Look<ForecastRecord>;
  /** The same without changed plans; null where none are changed. */
  unchanged: Look<ForecastRecord>;
  /** The rows that are asked about. */
  rows: ComputedRef<Pick<ForecastInput, 'runId' | 'datasetId' | 'importId' | 'series'>>;
  ask: ComputedRef<ForecastInput>;
}

export function useForecast(run: () => RunRecord, checkpointId: () => string | null): ForecastState {
  const { client } = useStudio();
  const locale = useLocale();
  const newRows = shallowRef<NewRows | null>(null);
  const series = ref<string | null>(null);
  const rows = computed(() => ({
    runId: run().id,
    datasetId: null,
    importId: newRows.value?.importId ?? null,
    series: series.value,
  }));

  const history = useQuery(() => client.forecasts.history({ ...rows.value, from: 0, to: null, maxPoints }), [rows]);
  const axis = computed(() => createSeriesAxis(history.data.value?.time ?? null, locale));
  const known = computed(() => (history.data.value === null ? 0 : knownRows(history.data.value)));
  const targets = computed(() =>
    (history.data.value?.columns ?? []).filter(({ role }) => role === 'predict').map(({ name }) => name),
  );

  const chosenColumn = ref<string | null>(null);
  const column = computed({
    get: () => targets.value.find((name) => name === chosenColumn.value) ?? targets.value[0] ?? '',
    set: (name) => (chosenColumn.value = name),
  });
  /** Null means after the last known row, also where there are more of them later. */
  const chosenOrigin = ref<number | null>(null);
  const origin = computed({
    get: () => Math.min(chosenOrigin.value ?? known.value, known.value),
    set: (row) => (chosenOrigin.value = row >= known.value ? null : Math.max(1, row)),
  });
  const trainedHorizon = computed(() => forecast.answer.value?.trainedHorizon ?? 1);
  const chosenHorizon = ref<number | null>(null);
  const horizon = computed({
    get: () => chosenHorizon.value ?? trainedHorizon.value,
    set: (steps) => (chosenHorizon.value = steps),
  });
  const edits = shallowRef<PlanEdits>(new Map());

  watch(
    () => run().id,
    () => {
      newRows.value = null;
      series.value = null;
      chosenHorizon.value = null;
    },
    { flush: 'sync' },
  );
  // A row of one series means nothing in another, and new rows are there to be forecast from.
  watch(rows, () => (chosenOrigin.value = null), { flush: 'sync' });
  // Plans belong to the rows that they were made for.
  watch([rows, chosenOrigin], () => (edits.value = new Map()), { flush: 'sync' });

  const plain = computed(() => ({
    ...rows.value,
    // Without a choice the first series is meant, as in the history.
    series: series.value ?? history.data.value?.series ?? null,
    checkpointId: checkpointId(),
    origin: origin.value,
    horizon: chosenHorizon.value,
    knownAhead: [],
  }));
  const ask = computed<ForecastInput>(() => ({ ...plain.value, knownAhead: plansOf(edits.value, horizon.value) }));
  const look = (input: () => ForecastInput | null) =>
    useLook(() => {
      const asked = history.data.value === null ? null : input();
      if (asked === null) return null;
      // Without a choice the best checkpoint is meant, which may be a newer one.
      const key = JSON.stringify([asked, run().checkpointCount]);
      return { key, live: false, ask: (signal) => client.forecasts.forecast(asked, { signal }) };
    });
  const forecast = look(() => ask.value);
  const unchanged = look(() => (ask.value.knownAhead.length > 0 ? plain.value : null));

  return {
    newRows,
    series,
    column,
    origin,
    horizon,
    trainedHorizon,
    edits,
    history,
    axis,
    known,
    targets,
    forecast,
    unchanged,
    rows,
    ask,
  };
}
