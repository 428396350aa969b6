import { createHash } from 'node:crypto';
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { securityHeaders } from '../../../../src-main/host/web-pages.ts';
import SplitPane from '../../../../src-renderer/ui/page/SplitPane.vue';

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());
enableAutoUnmount(afterEach);

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

test('the line is dragged, no further than the limits, and its pane has and tells its width in pixels', async () => {
  const at = (left: number, size: number) => DOMRect.fromRect({ x: left, y: 0, width: size, height: 100 });
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return this.getAttribute('role') === 'separator' ? at(796, 8) : at(0, 1000);
  });
  const pane = mount(SplitPane, {
    props: { name: 'dragged', label: 'Resize', side: 'end', initial: 200, min: 100, max: 300 },
    attachTo: document.body,
  });
  await nextTick();
  const separator = pane.get('[role=separator]').element;
  const point = async (type: string, clientX: number) => {
    separator.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY: 50 }));
    await nextTick();
    await nextTick();
  };
  const told = () => ['aria-valuemin', 'aria-valuenow', 'aria-valuemax'].map((name) => separator.getAttribute(name));
  const basis = () => pane.findAll<HTMLElement>('[data-panel]')[1]?.element.style.flexBasis;
  await expect.poll(told).toEqual(['100', '200', '300']);
  await point('mousedown', 800);
  await point('mousemove', 750);
  expect(basis()).toBe('250px');
  await expect.poll(told).toEqual(['100', '250', '300']);
  await point('mousemove', 400);
  expect(basis()).toBe('300px');
  await expect.poll(told).toEqual(['100', '300', '300']);
  // The style of the pointer while it drags is one that the host lets a page make.
  const styles = [...document.head.querySelectorAll('style')].map(({ textContent }) => textContent);
  expect(styles).toHaveLength(1);
  const hash = createHash('sha256').update(styles.join('')).digest('base64');
  expect(securityHeaders(null)['Content-Security-Policy']).toContain(`'sha256-${hash}'`);
  await point('mouseup', 400);
  await press(pane, 'ArrowRight');
  await nextTick();
  expect(basis()).toBe('292px');
  await expect.poll(told).toEqual(['100', '292', '300']);
  await point('mousedown', 800);
  await point('mousemove', 820);
  await point('mouseup', 820);
  expect(basis()).toBe('272px');
});
