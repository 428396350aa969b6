import { expect, test } from 'vitest';
import { factsRevision } from '../../../../src-main/runs/doctor/facts-revision.ts';
import type { Store } from '../../../../src-main/db/open-store.ts';
import type { RunView } from '../../../../src-main/db/run-table.ts';

const storeWith = (lastLook: number | null, checkpoint: string) =>
  ({
    stepInsights: { lastStep: () => lastLook },
    checkpoints: { last: () => ({ id: checkpoint }) },
  }) as unknown as Store;
const row = (fields: Partial<RunView>) =>
  ({ key: 1, state: 'running', epoch: 1, train_loss: null, step: 100, ...fields }) as RunView;

test('is the same from step to step, and another one once there is something to judge by', () => {
  const of = (fields: Partial<RunView>, look = 90, checkpoint = 'a') =>
    factsRevision(storeWith(look, checkpoint), row(fields));
  const now = of({});
  expect(of({ step: 101 })).toBe(now);
  const steps = Array.from({ length: 1000 }, (_, n) => of({ step: 1000 + n }));
  expect(new Set(steps).size).toBeLessThanOrEqual(6);
  for (const changed of [
    of({ state: 'paused' }),
    of({ epoch: 2 }),
    of({ train_loss: 2 }),
    of({}, 100),
    of({}, 90, 'b'),
  ])
    expect(changed).not.toBe(now);
  expect(of({ state: 'finished', step: 101 })).not.toBe(of({ state: 'finished', step: 102 }));
});
