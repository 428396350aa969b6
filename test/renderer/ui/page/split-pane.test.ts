import { mount } from '@vue/test-utils';
import { beforeEach, expect, test } from 'vitest';
import SplitPane from '../../../../src-renderer/ui/page/SplitPane.vue';

beforeEach(() => localStorage.clear());

const open = (side: 'start' | 'end') =>
  mount(SplitPane, { props: { name: 'test', label: 'Resize', side, initial: 200, min: 100, max: 300 } });
type Pane = ReturnType<typeof open>;
const width = (pane: Pane) => Number(pane.get('[role=separator]').attributes('aria-valuenow'));
const press = (pane: Pane, key: string, shiftKey = false) =>
  pane.get('[role=separator]').trigger('keydown', { key, shiftKey });

test('arrows resize the pane of the given side, within its limits', async () => {
  const pane = open('start');
  await press(pane, 'ArrowRight');
  expect(width(pane)).toBe(208);
  await press(pane, 'ArrowLeft', true);
  expect(width(pane)).toBe(144);
  await press(pane, 'Home');
  expect(width(pane)).toBe(100);
  await press(pane, 'End');
  expect(width(pane)).toBe(300);
  const other = open('end');
  await press(other, 'End');
  await press(other, 'ArrowRight', true);
  expect(width(other)).toBe(236);
});

test('the width is there again the next time, and a double click gives back the first one', async () => {
  await press(open('start'), 'ArrowRight');
  const again = open('start');
  expect(width(again)).toBe(208);
  await again.get('[role=separator]').trigger('dblclick');
  expect(width(again)).toBe(200);
});
