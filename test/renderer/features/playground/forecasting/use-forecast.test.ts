import { mount } from '@vue/test-utils';
import { defineComponent, h, ref } from 'vue';
import { expect, test } from 'vitest';
import type { HistoryRecord } from '../../../../../src-main/contract/forecasting/forecast-records.ts';
import { connect } from '../../../../../src-renderer/client/connection/connect.ts';
import { provideStudio } from '../../../../../src-renderer/client/studio.ts';
import { useForecast } from '../../../../../src-renderer/features/playground/forecasting/use-forecast.ts';
import { FakeHost } from '../../../studio/fake-host.ts';
import { settle } from '../../../studio/mount-studio.ts';
import { aRun } from '../../../studio/sample-records.ts';

const rows = Array.from({ length: 20 }, (_, row) => row);
const history: HistoryRecord = {
  ...{ time: null, allSeries: [], series: null, validationFrom: null, newFrom: null },
  pieces: [{ first: 0, rows: 20, known: 20 }],
  rows,
  times: rows,
  columns: [{ name: 'sold', role: 'predict', categories: null, min: rows, max: rows }],
};

test('a forecaster that is come back to forecasts as far as it was trained to, from the history that is known already', async () => {
  const host = new FakeHost();
  const run = aRun();
  host.runs = [run];
  const asked: number[] = [];
  host.history = () => history;
  host.forecast = ({ origin }) => {
    asked.push(origin ?? -1);
    return { step: 100, window: 8, trainedHorizon: 7, band: null, forecasts: [], assumed: [] };
  };
  const isShown = ref(true);
  const Forecaster = defineComponent(() => {
    const { horizon, origin } = useForecast(
      () => run,
      () => null,
    );
    return () => h('p', `${horizon.value} from ${origin.value}`);
  });
  const connection = connect(host.open);
  const page = mount(() => (isShown.value ? h(Forecaster) : null), {
    global: { plugins: [{ install: (app) => void provideStudio(app, connection) }] },
  });
  await settle();
  await settle();
  expect(page.text()).toBe('7 from 20');
  isShown.value = false;
  await settle();
  isShown.value = true;
  await settle();
  expect(page.text()).toBe('7 from 20');
  expect(asked.every((origin) => origin === 20)).toBe(true);
  page.unmount();
  connection.close();
});
