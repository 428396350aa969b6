import { expect, test } from 'vitest';
import { lessonExperiments } from '../../../src-engine/lessons/lesson-list.ts';
import { lessonIds } from '../../../src-engine/spec/lesson-spec.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';
import { runFirstStage, runWhole, seeds } from '../../lessons/measure-lesson.ts';
import { readMeasured } from '../../lessons/measured-files.ts';

/** Longer experiments are compared at their first stage: `npm run test:lessons` runs them whole. */
const MOST_SECONDS = 1;

const backends = await openNodeBackends();
const [seed] = seeds;

test('every lesson has an experiment whose claims are about figures that were measured', () => {
  for (const id of lessonIds) {
    const { claims } = lessonExperiments[id];
    const measured = readMeasured(id);
    expect(claims.length, id).toBeGreaterThan(0);
    expect(new Set(claims.map((claim) => claim.id)).size, id).toBe(claims.length);
    for (const claim of claims) {
      expect(claim.atLeast ?? claim.atMost, `${id}: ${claim.id} has a bound`).toBeDefined();
      const figure = measured?.figures[claim.figure];
      expect(figure, `${id}: ${claim.figure} was measured`).toBeDefined();
      expect(figure!.seeds.length, id).toBeGreaterThanOrEqual(5);
      expect(figure!.low, `${id}: ${claim.id}`).toBeGreaterThanOrEqual(claim.atLeast ?? -Infinity);
      expect(figure!.high, `${id}: ${claim.id}`).toBeLessThanOrEqual(claim.atMost ?? Infinity);
    }
  }
});

test.each(lessonIds)('%s computes what its words tell, to the bit', async (id) => {
  const measured = readMeasured(id);
  if (measured === null) throw new Error(`npm run test:lessons -- --only ${id} --write`);
  if (measured.seconds > MOST_SECONDS) {
    expect(await runFirstStage(lessonExperiments[id], backends, seed!)).toEqual(measured.firstStage);
    return;
  }
  const { figures } = await runWhole(lessonExperiments[id], backends, seed!);
  const kept = Object.entries(measured.figures).map(([name, { seeds: values }]) => [name, values[0]]);
  expect(figures).toEqual(Object.fromEntries(kept));
});
