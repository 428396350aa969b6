import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { connect, type Connection } from '../../../src-renderer/client/connection/connect.ts';
import { provideStudio, useStudio } from '../../../src-renderer/client/studio.ts';
import { useQuery, type Query } from '../../../src-renderer/client/queries/use-query.ts';
import { FakeHost } from '../studio/fake-host.ts';
import { settle } from '../studio/mount-studio.ts';
import { aDataset, aRun } from '../studio/sample-records.ts';

let host: FakeHost;
let connection: Connection;
let unmount: () => void = () => undefined;
let called: string[];

beforeEach(() => {
  host = new FakeHost();
  called = [];
  // The procedures that are called, by their paths.
  connection = connect(async () => {
    const { link, ...line } = await host.open();
    return {
      ...line,
      link: {
        call(path, input, options) {
          called.push(path.join('.'));
          return link.call(path, input, options);
        },
      },
    };
  });
});
afterEach(() => {
  unmount();
  connection.close();
});

const calls = (path: string) => called.filter((each) => each === path).length;

/** Mounts a component that asks, once or several times, and returns the answers. */
function asking<T>(ask: (queries: ReturnType<typeof useStudio>['queries']) => T): T {
  let asked: T | undefined;
  const wrapper = mount(
    defineComponent(() => {
      asked = ask(useStudio().queries);
      return () => h('div');
    }),
    { global: { plugins: [{ install: (app) => void provideStudio(app, connection) }] } },
  );
  unmount = () => wrapper.unmount();
  return asked as T;
}

test('those who ask the same get one answer, for one call', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' })];
  const lists = asking((queries) => [1, 2, 3].map(() => useQuery(() => queries.datasets.list.queryOptions())));
  await settle();
  expect(lists.map(({ data }) => data.value?.map(({ name }) => name))).toEqual([['A novel'], ['A novel'], ['A novel']]);
  expect(calls('datasets.list')).toBe(1);
});

test('what the host says has changed is asked again, whoever changed it, and nothing else', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' })];
  const [datasets] = asking((queries) => [
    useQuery(() => queries.datasets.list.queryOptions()),
    useQuery(() => queries.models.list.queryOptions()),
    useQuery(() => queries.datasets.lengths.queryOptions({ input: { datasetId: 'd' } })),
  ]);
  await settle();
  await connection.client.datasets.rename({ datasetId: 'd', name: 'A play' });
  await settle();
  expect((datasets.data.value as { name: string }[]).map(({ name }) => name)).toEqual(['A play']);
  expect([calls('datasets.list'), calls('models.list'), calls('datasets.lengths')]).toEqual([2, 1, 1]);
});

test('an error is told at once, with the last answer kept, and goes when the host answers again', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' })];
  const list = asking((queries) => useQuery(() => queries.datasets.list.queryOptions()));
  await settle();
  host.refuse.set('datasets.list', 'disk-full');
  await list.reload();
  expect(list.error.value).toMatchObject({ data: { code: 'disk-full' } });
  expect(list.data.value).toHaveLength(1);
  host.refuse.clear();
  await list.reload();
  expect(list.error.value).toBeNull();
});

test('all that is shown is asked again when a lost connection is back', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' })];
  const list = asking((queries) => useQuery(() => queries.datasets.list.queryOptions()));
  await settle();
  host.datasets = [aDataset({ id: 'e', name: 'A play' })];
  host.breakLine();
  await expect.poll(() => connection.generation.value).toBe(2);
  await expect.poll(() => list.data.value?.[0]?.name).toBe('A play');
});

test('another question begins without an answer, and none is asked where there is nothing to ask', async () => {
  host.datasets = [aDataset({ id: 'd', name: 'A novel' }), aDataset({ id: 'e', name: 'A play' })];
  const datasetId = ref<string | null>(null);
  const dataset: Query<{ name: string }> = asking((queries) =>
    useQuery(() =>
      datasetId.value === null ? null : queries.datasets.get.queryOptions({ input: { datasetId: datasetId.value } }),
    ),
  );
  await settle();
  expect([dataset.data.value, calls('datasets.get')]).toEqual([null, 0]);
  datasetId.value = 'd';
  await settle();
  expect(dataset.data.value?.name).toBe('A novel');
  datasetId.value = 'e';
  await flushPromises();
  expect(dataset.data.value?.name).not.toBe('A novel');
  await settle();
  expect(dataset.data.value?.name).toBe('A play');
});

test('checkpoints and events of a run are asked again when it has new ones', async () => {
  host.runs = [aRun({ id: 'r', state: 'running', checkpointCount: 1 })];
  asking((queries) => [
    useQuery(() => queries.runs.checkpoints.queryOptions({ input: { runId: 'r' } })),
    useQuery(() => queries.runs.checkpoints.queryOptions({ input: { runId: 'other' } })),
  ]);
  await settle();
  expect(calls('runs.checkpoints')).toBe(2);
  await connection.client.runs.update({ runId: 'r', notes: 'nothing to do with checkpoints' });
  await settle();
  expect(calls('runs.checkpoints')).toBe(2);
  await connection.client.runs.stop({ runId: 'r' });
  await settle();
  expect(calls('runs.checkpoints')).toBe(3);
});
