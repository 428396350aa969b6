import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src-engine/lessons/default-settings.ts';
import { lessonIds, type LessonEvent } from '../../../src-engine/spec/lesson-spec.ts';
import type { KeptLesson } from '../../../src-main/contract/lesson-records.ts';
import { migrate } from '../../../src-main/db/migrate.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { migrationsBefore } from '../db/migrations-before.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';

const lesson = 'singular-values';

async function eventsOf(stream: Promise<AsyncIterable<LessonEvent>>): Promise<LessonEvent[]> {
  const events: LessonEvent[] = [];
  for await (const event of await stream) events.push(event);
  return events;
}

test('an experiment runs in an engine process: the same seed and settings give the same result, others another', async () => {
  const { client } = await openTemporaryHost();
  const run = async (settings: Record<string, number | string>, seed: number) => {
    const last = (await eventsOf(client.lessons.run({ lesson, settings, seed }))).at(-1);
    if (last?.type !== 'result') throw new Error('The last event is the result.');
    return last.outcome;
  };
  const first = await run({}, 1);
  expect(first.curves['vanishing']?.y).toHaveLength(31);
  expect(await run({}, 1)).toEqual(first);
  expect((await run({}, 2)).figures).not.toEqual(first.figures);
  const other = await run({ sigma: 0.8 }, 1);
  expect(other.figures['chosenPredicted']).toBeCloseTo(0.8 ** 30, 12);
  expect(other.figures['vanishingLeft']).toBe(first.figures['vanishingLeft']);
});

test('a setting that the experiment does not have is refused with its name', async () => {
  const { client } = await openTemporaryHost();
  for (const settings of [{ sigma: 7 }, { tempo: 1 }, { activation: 'sine' }]) {
    const events = eventsOf(client.lessons.run({ lesson, settings, seed: 1 }));
    await expect(events).rejects.toMatchObject({
      data: { code: 'invalid-data', details: { reason: 'lesson-setting', setting: Object.keys(settings)[0] } },
    });
  }
});

test('every listed lesson says its controls, and by default they are within their bounds', async () => {
  const { client } = await openTemporaryHost();
  const listed = await client.lessons.list();
  expect(listed.map(({ id }) => id)).toEqual(lessonIds);
  for (const { controls } of listed) {
    for (const [name, value] of Object.entries(defaultSettings(controls))) {
      const control = controls[name]!;
      if (control.kind === 'choice') expect(control.choices).toContain(value);
      else expect(control.minimum <= Number(value) && Number(value) <= control.maximum).toBe(true);
    }
  }
});

test('progress is kept with the data folder, values that are none included, until it is forgotten', async () => {
  const dataDir = temporaryFolder();
  const first = await openTemporaryHost({ dataDir });
  expect(await first.client.lessons.progress()).toEqual([]);
  expect(await first.client.lessons.kept({ lesson })).toBeNull();
  const outcome = { figures: { a: 1 }, curves: { c: { x: [0, 1], y: [Number.NaN, 2] } }, grids: {}, texts: {} };
  const kept: KeptLesson = {
    lesson,
    state: 'run',
    prediction: [1, 0.5],
    run: { settings: { sigma: 1 }, seed: 4, outcome },
  };
  await first.client.lessons.keepProgress({ ...kept, state: 'predicted', run: null });
  await first.client.lessons.keepProgress(kept);
  await first.close();

  const { client } = await openTemporaryHost({ dataDir });
  expect(await client.lessons.progress()).toMatchObject([{ lesson, state: 'run', prediction: [1, 0.5] }]);
  expect(await client.lessons.kept({ lesson })).toEqual(kept);
  await client.lessons.forget({ lesson });
  expect(await client.lessons.progress()).toEqual([]);
});

test('a database of an older studio has no progress, and takes some', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'kioku.db');
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  await migrate(database, file, migrationsBefore(610));
  database.close();
  const store = await openStore(dataDir);
  expect(store.lessonProgress.list()).toEqual([]);
  store.lessonProgress.put({ lesson, state: 'predicted', prediction: '3', run: null, at: 5 });
  expect(store.lessonProgress.list()).toEqual([{ lesson, state: 'predicted', prediction: '3', at: 5 }]);
  await store.close();
});
