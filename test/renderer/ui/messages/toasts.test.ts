import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TooltipProvider } from 'reka-ui';
import { h, nextTick } from 'vue';
import '../../../../src-renderer/locales/use-locale.ts';
import ToastRegion from '../../../../src-renderer/ui/messages/ToastRegion.vue';
import { closeToast, showToast, toasts } from '../../../../src-renderer/ui/messages/toasts.ts';

let region: VueWrapper;

beforeEach(() => {
  vi.useFakeTimers();
  region = mount(() => h(TooltipProvider, () => h(ToastRegion)), { attachTo: document.body });
});
afterEach(() => {
  toasts.value.forEach(({ id }) => closeToast(id));
  region.unmount();
  vi.useRealTimers();
});

const notices = () => [...document.querySelectorAll<HTMLElement>('li')];
const texts = () => notices().map((notice) => notice.querySelector('p')?.textContent);
const announced = () => [...document.querySelectorAll('[aria-live]')].map((element) => element.textContent.trim());

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await nextTick();
}

test('a notice goes by itself, one with a way back later, and a failure only when it is closed', async () => {
  showToast('done', 'The text was imported.');
  showToast('done', 'The run was deleted.', { label: 'Undo', run: () => undefined });
  showToast('failed', 'The disk is full.');
  await pass(4900);
  expect(texts()).toEqual(['The text was imported.', 'The run was deleted.', 'The disk is full.']);
  await pass(200);
  expect(texts()).toEqual(['The run was deleted.', 'The disk is full.']);
  await pass(60_000);
  expect(texts()).toEqual(['The disk is full.']);
  notices()[0]?.querySelector('button')?.click();
  await pass(0);
  expect(texts()).toEqual([]);
});

test('it is announced once, politely where nothing has failed', async () => {
  showToast('done', 'The run was deleted.', { label: 'Undo', run: () => undefined });
  await pass(100);
  expect(announced().filter((text) => text.includes('The run was deleted.'))).toHaveLength(1);
  expect(document.querySelector('[aria-live]')?.getAttribute('aria-live')).toBe('polite');
  showToast('failed', 'The disk is full.');
  await pass(100);
  expect(document.querySelector('[aria-live=assertive]')?.textContent).toContain('The disk is full.');
  expect(document.querySelectorAll('li [role=status], li [role=alert], li[role]')).toHaveLength(0);
});

test('it waits while it is pointed at, and goes some time afterwards, the next one too', async () => {
  showToast('done', 'The text was imported.');
  await pass(4000);
  notices()[0]?.dispatchEvent(new Event('pointermove', { bubbles: true }));
  await pass(60_000);
  expect(texts()).toEqual(['The text was imported.']);
  document.querySelector('ol')?.dispatchEvent(new Event('pointerleave'));
  await pass(1100);
  expect(texts()).toEqual([]);

  showToast('done', 'Another one.');
  await pass(0);
  notices()[0]?.dispatchEvent(new Event('pointermove', { bubbles: true }));
  notices()[0]?.querySelector('button')?.click();
  await pass(0);
  showToast('done', 'A third one.');
  await pass(5100);
  expect(texts()).toEqual([]);
});

test('Escape elsewhere leaves the way back; within the notice it closes that one alone', async () => {
  const done: string[] = [];
  const action = (name: string) => ({
    label: 'Undo',
    run: () => void done.push(`${name} is back`),
    otherwise: () => void done.push(`${name} is gone`),
  });
  showToast('done', 'The run was deleted.', action('run'));
  showToast('done', 'The text was deleted.', action('text'));
  await pass(0);
  const escape = (target: Element) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  escape(document.body);
  await pass(0);
  expect([texts(), done]).toEqual([['The run was deleted.', 'The text was deleted.'], []]);
  const [, second] = notices();
  escape(second!);
  await pass(0);
  expect([texts(), done]).toEqual([['The run was deleted.'], ['text is gone']]);
  notices()[0]?.querySelector('button')?.click();
  await pass(0);
  expect([texts(), done]).toEqual([[], ['text is gone', 'run is back']]);
});
