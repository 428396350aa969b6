import { mount } from '@vue/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import type { SetupContext } from 'vue';
import { createXAxis } from '../../../../src-renderer/charts/axes/x-axis.ts';
import { noMarks, type ChartLine } from '../../../../src-renderer/charts/lines/chart-line.ts';
import ChartPanel from '../../../../src-renderer/charts/panel/ChartPanel.vue';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { eventually } from '../../../eventually.ts';

const line = (y: readonly number[]): ChartLine => ({
  ...{ id: 'loss', label: 'Loss', colour: 'accent' as const, width: 2, dash: [], opacity: 1, points: false },
  x: Float64Array.from(y, (_, index) => index + 1),
  y: Float64Array.from(y),
});

/** A panel in sight, once it has drawn. */
async function shown(y: readonly number[], props: Partial<{ logarithmic: boolean; automatic: boolean }> = {}) {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #told: (entries: { isIntersecting: boolean; time: number }[]) => void;
      constructor(told: (entries: { isIntersecting: boolean; time: number }[]) => void) {
        this.#told = told;
      }
      observe(): void {
        this.#told([{ isIntersecting: true, time: 1 }]);
      }
      disconnect(): void {
        this.#told([{ isIntersecting: false, time: 2 }]);
      }
    },
  );
  const wrapper = mount(ChartPanel, {
    attachTo: document.body,
    props: {
      ...{ id: 'test', title: 'Loss', term: null, marks: noMarks, crosshair: null, range: null },
      lines: () => [line(y)],
      axis: createXAxis('step', useLocale()),
      revision: () => 1,
      formatY: String,
      logarithmic: false,
      ...props,
    },
    // The shell shows tooltips, which is not tested here.
    global: {
      stubs: {
        LineChart: true,
        AppTooltip: {
          setup:
            (_: unknown, { slots }: SetupContext) =>
            () =>
              slots['default']?.(),
        },
      },
    },
  });
  await eventually(() => expect(wrapper.text()).not.toContain('Waiting for the first step'));
  return wrapper;
}

const size = () => document.querySelector<HTMLElement>('[data-size-button]');

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

test('a series of one point is a figure with its place, and one that never changes says so', async () => {
  const one = await shown([7.166]);
  expect(one.get('dl').text()).toMatch(/Loss\s*7\.166\s*step 1/);
  expect(one.find('line-chart-stub').exists()).toBe(false);
  one.unmount();
  const constant = await shown([0.002, 0.002]);
  expect(constant.get('dl').text()).toContain('the same all along');
  constant.unmount();
});

test('a chart that fills the window is a dialog, which takes the focus and gives it back', async () => {
  const panel = await shown([2, 1]);
  expect(document.querySelector('[role=dialog]')).toBeNull();
  size()?.click();
  await eventually(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
  const dialog = document.querySelector('[role=dialog]');
  expect(dialog?.getAttribute('aria-modal')).toBe('true');
  expect(document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('Loss');
  await eventually(() => expect(document.activeElement).toBe(size()));
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull());
  await eventually(() => expect(document.activeElement).toBe(size()));
  panel.unmount();
});

test('an automatic scale follows the data until a person chooses, and is not kept', async () => {
  const panel = await shown([2, 1], { automatic: true });
  const log = () => panel.get('button[aria-pressed][aria-label*="log scale"]');
  expect(log().attributes('aria-pressed')).toBe('false');
  await panel.setProps({ logarithmic: true });
  expect(log().attributes('aria-pressed')).toBe('true');
  await log().trigger('click');
  expect(log().attributes('aria-pressed')).toBe('false');
  panel.unmount();
  const again = await shown([2, 1], { automatic: true, logarithmic: true });
  expect(again.get('button[aria-label*="log scale"]').attributes('aria-pressed')).toBe('true');
  again.unmount();
});
