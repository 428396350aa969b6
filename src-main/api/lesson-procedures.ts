import type { Lessons } from '../lessons/lessons.ts';
import type { Implementer } from './implementer.ts';

export function lessonProcedures({ lessons: api }: Implementer, lessons: Lessons) {
  return {
    list: api.list.handler(() => lessons.list()),
    run: api.run.handler(({ input, signal }) => lessons.run(input, signal)),
    progress: api.progress.handler(() => lessons.progress()),
    kept: api.kept.handler(({ input }) => lessons.kept(input.lesson)),
    keepProgress: api.keepProgress.handler(({ input }) => lessons.keep(input)),
    forget: api.forget.handler(({ input }) => lessons.forget(input.lesson)),
  };
}
