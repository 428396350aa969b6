import { expect, test } from 'vitest';
import { effectScope } from 'vue';
import { useAction, useRestartableAction } from '../../../src-renderer/ui/use-action.ts';

test('an action is pending until it is done, with what it was asked, and a second press meanwhile does nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked: string[] = [];
  const action = useAction((name: string) => {
    asked.push(name);
    return promise;
  });
  const first = action.run('fox');
  const second = action.run('owl');
  expect([action.isPending.value, action.pending.value]).toEqual([true, ['fox']]);
  resolve('done');
  expect(await Promise.all([first, second])).toEqual(['done', undefined]);
  expect([action.isPending.value, action.pending.value, asked]).toEqual([false, null, ['fox']]);
});

test('a failure is kept until the next run, or told where somebody wants to hear it', async () => {
  let fails = true;
  const work = () => (fails ? Promise.reject(new Error('The disk is full.')) : Promise.resolve());
  const action = useAction(work);
  await action.run();
  expect(action.error.value).toEqual(new Error('The disk is full.'));
  expect(action.isPending.value).toBe(false);
  const told: unknown[] = [];
  const telling = useAction(work, (error) => told.push(error));
  await telling.run();
  expect([told, telling.error.value]).toEqual([[new Error('The disk is full.')], null]);
  fails = false;
  await action.run();
  expect(action.error.value).toBeNull();
});

test('of an action that is begun anew, only the newest run is heard of', async () => {
  const runs: { signal: AbortSignal; resolve(value: string): void; reject(error: unknown): void }[] = [];
  const scope = effectScope();
  const action = scope.run(() =>
    useRestartableAction<[string], string>((signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      runs.push({ signal, resolve, reject });
      return promise;
    }),
  );
  if (action === undefined) throw new Error('The scope has ended.');
  const first = action.run('a');
  const second = action.run('b');
  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  runs[0]?.reject(new Error('Too late to matter.'));
  expect(await first).toBeUndefined();
  expect([action.isPending.value, action.error.value]).toEqual([true, null]);
  runs[1]?.resolve('written');
  expect(await second).toBe('written');
  expect(action.isPending.value).toBe(false);

  const stopped = action.run('c');
  action.stop();
  expect([runs[2]?.signal.aborted, action.isPending.value]).toEqual([true, true]);
  expect(runs[2] && action.isCurrent(runs[2].signal)).toBe(true);
  runs[2]?.resolve('as far as it came');
  await stopped;
  expect(action.isPending.value).toBe(false);

  void action.run('d');
  scope.stop();
  expect([runs[3]?.signal.aborted, action.isPending.value]).toEqual([true, false]);
});
