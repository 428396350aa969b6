import { flushPromises, mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { connect } from '../../../src-renderer/client/connection/connect.ts';
import { useLook, type Look } from '../../../src-renderer/client/queries/use-look.ts';
import { provideStudio } from '../../../src-renderer/client/studio.ts';
import { FakeHost } from '../studio/fake-host.ts';

test('an answer is outdated from the moment that something else is asked until that has its own', async () => {
  const host = new FakeHost();
  const connection = connect(() => host.open());
  const text = ref('first');
  const answerTo = new Map<string, () => void>();
  let look: Look<string> | undefined;
  const wrapper = mount(
    defineComponent(() => {
      look = useLook(() => {
        const key = text.value;
        return {
          key,
          live: false,
          ask: () => new Promise<string>((resolve) => answerTo.set(key, () => resolve(`of the ${key}`))),
        };
      });
      return () => h('div');
    }),
    { global: { plugins: [{ install: (app) => void provideStudio(app, connection) }] } },
  );
  const seen = () => [look?.answer.value, look?.isOutdated.value];
  expect(seen()).toEqual([null, false]);

  answerTo.get('first')?.();
  await flushPromises();
  expect(seen()).toEqual(['of the first', false]);

  text.value = 'second';
  expect(seen()).toEqual(['of the first', true]);
  await flushPromises();
  expect(seen()).toEqual(['of the first', true]);
  answerTo.get('second')?.();
  await flushPromises();
  expect(seen()).toEqual(['of the second', false]);

  // This one is known.
  text.value = 'first';
  await flushPromises();
  expect(seen()).toEqual(['of the first', false]);
  wrapper.unmount();
  connection.close();
});
