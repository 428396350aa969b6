import type { KeptLesson, LessonEventRecord, LessonRecord } from '../../../../src-main/contract/lesson-records.ts';
import type { Procedures } from './procedures.ts';

/** The lessons of a host in memory. */
export class FakeLessons {
  list: LessonRecord[] = [];
  /** The events of every run of an experiment. */
  events: LessonEventRecord[] = [];
  /** The runs that were asked for. */
  runs: { lesson: string; settings: Record<string, number | string>; seed: number }[] = [];
  kept = new Map<string, KeptLesson>();
}

export const lessonProcedures = (os: Procedures, lessons: FakeLessons) => ({
  lessons: {
    list: os.lessons.list.handler(() => lessons.list),
    run: os.lessons.run.handler(async function* ({ input }) {
      lessons.runs.push(input);
      yield* lessons.events;
    }),
    progress: os.lessons.progress.handler(() =>
      [...lessons.kept.values()].map(({ lesson, state, prediction }) => ({ lesson, state, prediction, at: 1 })),
    ),
    kept: os.lessons.kept.handler(({ input }) => lessons.kept.get(input.lesson) ?? null),
    keepProgress: os.lessons.keepProgress.handler(({ input }) => void lessons.kept.set(input.lesson, input)),
    forget: os.lessons.forget.handler(({ input }) => void lessons.kept.delete(input.lesson)),
  },
});
