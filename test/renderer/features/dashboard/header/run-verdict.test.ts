import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { connect } from '../../../../../src-renderer/client/connection/connect.ts';
import { provideStudio } from '../../../../../src-renderer/client/studio.ts';
import type { RunRecord } from '../../../../../src-main/contract/runs/run-records.ts';
import RunVerdict from '../../../../../src-renderer/features/dashboard/header/RunVerdict.vue';
import { FakeHost } from '../../../studio/fake-host.ts';
import { settle } from '../../../studio/mount-studio.ts';
import { aRun } from '../../../studio/sample-records.ts';

async function shown(run: RunRecord) {
  const host = new FakeHost();
  host.runs = [run];
  const connection = connect(host.open);
  const wrapper = mount(RunVerdict, {
    props: { run },
    global: { plugins: [{ install: (app) => void provideStudio(app, connection) }] },
  });
  await settle();
  return { host, wrapper };
}

test('a run whose loss was still falling says so, and its button trains for as long as is suggested', async () => {
  const { host, wrapper } = await shown(
    aRun({
      ...{ id: 'r', state: 'finished', outcome: { kind: 'finished', epoch: 10, step: 100 } },
      verdict: { kind: 'still-falling', moreEpochs: 20 },
    }),
  );
  expect(wrapper.text()).toContain('The loss was still falling.');
  expect(wrapper.get('button').text()).toBe('20 more epochs?');
  await wrapper.get('button').trigger('click');
  await settle();
  expect(host.extended).toEqual([{ runId: 'r', epochs: 20 }]);
  expect(wrapper.emitted('changed')).toHaveLength(1);
});

test('a run that became no better says since when, and has no button', async () => {
  const verdict = { kind: 'no-better-since', epoch: 6, learnsByHeart: true } as const;
  const outcome = { kind: 'finished', epoch: 10, step: 100 } as const;
  const { wrapper } = await shown(aRun({ state: 'finished', outcome, verdict }));
  expect(wrapper.text()).toContain('No better since epoch 6. The training loss fell on');
  expect(wrapper.find('button').exists()).toBe(false);
});

test('a diverged run says why, and offers a branch with a lower rate; one in training says nothing', async () => {
  const outcome = {
    kind: 'diverged',
    step: 21,
    since: 2,
    epoch: 2,
    reason: 'gradient',
    loss: null,
    limit: 80,
  } as const;
  const { wrapper } = await shown(aRun({ state: 'diverged', outcome, checkpointCount: 1 }));
  expect(wrapper.text()).toContain('The gradient was no longer a finite number.');
  await wrapper.get('button').trigger('click');
  expect(wrapper.emitted('branch')).toEqual([[aRun().train.optimizer.learningRate / 10]]);
  const training = await shown(aRun({ state: 'running' }));
  expect(training.wrapper.find('section').exists()).toBe(false);
});
