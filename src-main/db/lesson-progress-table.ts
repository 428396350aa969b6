import type { LessonState } from '../contract/lesson-records.ts';
import type { Writer } from './handles/handles.ts';

export interface LessonProgressRow {
  lesson: string;
  state: LessonState;
  /** JSON. */
  prediction: string;
  at: number;
}

export type KeptLessonRow = LessonProgressRow & { /** JSON; null before the first run. */ run: string | null };

/** How far the person has come in each lesson. */
export function lessonProgressTable(database: Writer) {
  const put = database.prepare<KeptLessonRow>(
    'INSERT OR REPLACE INTO lesson_progress (lesson, state, prediction, run, at) VALUES (@lesson, @state, @prediction, @run, @at)',
  );
  const selectAll = database.prepare<[], LessonProgressRow>(
    'SELECT lesson, state, prediction, at FROM lesson_progress ORDER BY at DESC, lesson',
  );
  const select = database.prepare<[string], KeptLessonRow>(
    'SELECT lesson, state, prediction, run, at FROM lesson_progress WHERE lesson = ?',
  );
  const remove = database.prepare<[string]>('DELETE FROM lesson_progress WHERE lesson = ?');

  return {
    put: (row: KeptLessonRow): void => void put.run(row),
    /** Lists what was changed last first. */
    list: (): LessonProgressRow[] => selectAll.all(),
    get: (lesson: string): KeptLessonRow | undefined => select.get(lesson),
    remove: (lesson: string): void => void remove.run(lesson),
  };
}
