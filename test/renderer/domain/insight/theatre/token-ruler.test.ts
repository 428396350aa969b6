import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import TokenRuler from '../../../../../src-renderer/domain/insight/theatre/TokenRuler.vue';

test('a ruler that leaves characters out for want of room says so', () => {
  const props = { tokens: [...'Call me Ishmael'], width: 400, marked: null, labelWidth: 6 };
  const view = (cellWidth: number) => ({ column: 0, row: 0, cellWidth, cellHeight: 10 });
  const ruler = mount(TokenRuler, { props: { ...props, view: view(8) } });
  expect(ruler.text()).toBe('');
  ruler.unmount();
  const narrow = mount(TokenRuler, { props: { ...props, view: view(2.5) } });
  expect(narrow.text()).toMatch(/^One in 3 /);
  narrow.unmount();
});
