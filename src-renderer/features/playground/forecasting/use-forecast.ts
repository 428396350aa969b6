import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { BaselineName } from '../../../../src-engine/spec/backtest-spec.ts';
import type { BacktestInput, BacktestRecord } from '../../../../src-main/contract/forecasting/backtest-records.ts';
import type {
  ForecastInput,
  ForecastRecord,
  HistoryRecord,
  Treatments,
} from '../../../../src-main/contract/forecasting/forecast-records.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useLook, type Look } from '../../../client/queries/use-look.ts';
import { useQuery, type Query } from '../../../client/queries/use-query.ts';
import { createSeriesAxis, type SeriesAxis } from '../../../domain/forecasting/series-axis.ts';
import { knownRows } from '../../../domain/forecasting/shown-series.ts';
import { plansOf, type PlanEdits } from '../../../domain/forecasting/plan-edits.ts';
import { useCheck, type Check } from './use-check.ts';
import { useLocale } from '../../../locales/use-locale.ts';

/** So many points that a chart of any width is exact, and few enough to come at once. */
const maxPoints = 4000;

/** A file whose rows are forecast from. */
interface NewRows {
  name: string;
  importId: string;
  /** The person's choices for gaps and missing values in them. */
  treatments: Treatments;
}

/** The rows that a person forecasts from, and the answers. All tabs of the page share one. */
export interface ForecastState {
  newRows: Ref<NewRows | null>;
  series: Ref<string | null>;
  column: Ref<string>;
  /** The number of known rows that are read. */
  origin: Ref<number>;
  horizon: Ref<number>;
  trainedHorizon: Readonly<Ref<number>>;
  edits: Ref<PlanEdits>;
  history: Query<HistoryRecord>;
  axis: ComputedRef<SeriesAxis>;
  /** Rows with known values. */
  known: ComputedRef<number>;
  targets: ComputedRef<string[]>;
  forecast: Look<ForecastRecord>;
  /** The same without changed plans; null where none are changed. */
  unchanged: Look<ForecastRecord>;
  /** The simple method that is drawn beside the network; null draws none. */
  simpleMethod: Ref<BaselineName | null>;
  simple: Look<ForecastRecord>;
  /** Rows before the first that can be forecast. */
  firstOrigin: ComputedRef<number>;
  backtest: Check<{ backtest: BacktestRecord }>;
  /** Origins of the backtest; null leaves their number to the studio. */
  origins: Ref<number | null>;
  /** The rows that are asked about. */
  rows: ComputedRef<Pick<ForecastInput, 'runId' | 'datasetId' | 'importId' | 'treatments' | 'series'>>;
  ask: ComputedRef<ForecastInput>;
}

export function useForecast(run: () => RunRecord, checkpointId: () => string | null): ForecastState {
  const { client, queries } = useStudio();
  const locale = useLocale();
  const newRows = shallowRef<NewRows | null>(null);
  const series = ref<string | null>(null);
  const rows = computed(() => ({
    runId: run().id,
    datasetId: null,
    importId: newRows.value?.importId ?? null,
    treatments: newRows.value?.treatments ?? {},
    series: series.value,
  }));

  const history = useQuery(() =>
    queries.forecasts.history.queryOptions({ input: { ...rows.value, from: 0, to: null, maxPoints } }),
  );
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
  /**
   * The horizon that the forecast reports, which is requested at once where the history is known from an earlier visit.
   */
  const trainedHorizon = ref(1);
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
    simpleMethod: null,
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
  watch(
    () => forecast.answer.value?.trainedHorizon ?? 1,
    (steps) => (trainedHorizon.value = steps),
    { immediate: true, flush: 'sync' },
  );
  const unchanged = look(() => (ask.value.knownAhead.length > 0 ? plain.value : null));
  const simpleMethod = ref<BaselineName | null>(null);
  const simple = look(() =>
    simpleMethod.value === null ? null : { ...plain.value, simpleMethod: simpleMethod.value },
  );

  const preparation = useQuery(() => queries.forecasts.preparation.queryOptions({ input: { runId: run().id } })).data;
  const firstOrigin = computed(() => Math.min(preparation.value?.history ?? 1, known.value));

  const origins = ref<number | null>(null);
  const backtest = useCheck<BacktestInput, { backtest: BacktestRecord }>({
    input: () => {
      if (history.data.value === null) return null;
      const { runId, datasetId, importId, treatments } = rows.value;
      return {
        runId,
        datasetId,
        importId,
        treatments,
        checkpointId: checkpointId(),
        origins: origins.value,
        horizon: null,
      };
    },
    ask: (input, signal) => client.forecasts.backtest(input, { signal }),
  });

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
    simpleMethod,
    simple,
    firstOrigin,
    backtest,
    origins,
    rows,
    ask,
  };
}
