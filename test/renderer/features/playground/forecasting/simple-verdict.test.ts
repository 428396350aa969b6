import { flushPromises, mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { ref, shallowRef } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import SimpleVerdict from '../../../../../src-renderer/features/playground/forecasting/SimpleVerdict.vue';
import type { ForecastState } from '../../../../../src-renderer/features/playground/forecasting/use-forecast.ts';
import { language } from '../../../../../src-renderer/locales/language.ts';

/** The parts of a page's state that the verdict looks at. */
function stateOf(simpleIsBetter: { method: 'ets'; score: 'mase'; ratio: number } | null) {
  const started = ref(0);
  const simpleMethod = ref<string | null>(null);
  const look = { answer: shallowRef({ forecasts: [] }), error: shallowRef(null), busy: ref(false) };
  const backtest = {
    result: shallowRef({ backtest: { simpleIsBetter } }),
    progress: ref(null),
    error: shallowRef(null),
    start: () => (started.value += 1),
  };
  const state = { backtest, simpleMethod, simple: look, forecast: look } as unknown as ForecastState;
  return { state, started, simpleMethod };
}

/** The page whose backtest is shown. */
async function openBacktest(state: ForecastState) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  });
  await router.push('/?view=backtest');
  const verdict = mount(SimpleVerdict, { props: { runName: 'air', state }, global: { plugins: [router] } });
  return { verdict, router };
}

test('where a simple method is better, one sentence says so and its forecast is offered, and drawn where it is seen', async () => {
  language.value = 'en';
  const { state, started, simpleMethod } = stateOf({ method: 'ets', score: 'mase', ratio: 0.75 });
  const { verdict, router } = await openBacktest(state);
  expect(started.value).toBe(1);
  expect(verdict.get('[role=status]').text()).toContain(
    'A simple method is better here: in the backtest the error of ETS is 25% smaller than that of this network (MASE).',
  );
  expect(verdict.get('button').text()).toBe('Draw its forecast');
  await verdict.get('button').trigger('click');
  await flushPromises();
  expect(simpleMethod.value).toBe('ets');
  expect(router.currentRoute.value.query['view']).toBe('forecast');
  expect(verdict.get('button').text()).toBe('Save its forecast (CSV)');
  verdict.unmount();
});

test('where none is better, nothing is said', async () => {
  const { verdict } = await openBacktest(stateOf(null).state);
  expect(verdict.find('[role=status]').exists()).toBe(false);
  verdict.unmount();
});
