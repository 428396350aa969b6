import { mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import AppButton from '../../../../src-renderer/ui/buttons/AppButton.vue';

test('a button keeps the focus while it is busy, says so, and ignores clicks', async () => {
  const busy = ref(false);
  const press = vi.fn(() => (busy.value = true));
  const submit = vi.fn((event: Event) => event.preventDefault());
  const form = defineComponent(
    () => () =>
      h('form', { onSubmit: submit }, [
        h(AppButton, { type: 'submit', busy: busy.value, disabled: busy.value, onClick: press }, () => 'Save'),
      ]),
  );
  const wrapper = mount(form, { attachTo: document.body });
  const button = wrapper.get('button');
  button.element.focus();
  await button.trigger('click');
  expect(press).toHaveBeenCalledTimes(1);
  expect(submit).toHaveBeenCalledTimes(1);
  expect(document.activeElement).toBe(button.element);
  expect(button.element.disabled).toBe(false);
  expect(button.attributes()).toMatchObject({ 'aria-disabled': 'true', 'aria-busy': 'true' });
  await button.trigger('click');
  expect(press).toHaveBeenCalledTimes(1);
  expect(submit).toHaveBeenCalledTimes(1);
  busy.value = false;
  await wrapper.vm.$nextTick();
  expect(document.activeElement).toBe(button.element);
  expect(button.attributes()).not.toHaveProperty('aria-disabled');
  wrapper.unmount();
});
