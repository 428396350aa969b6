import { lessonIds, type LessonId } from '../../../src-engine/spec/lesson-spec.ts';
import { i18n, type Language } from '../../locales/language.ts';
import type { LessonPage } from './lesson-page.ts';
import type { LessonProse } from './prose/lesson-prose.ts';

const pages = import.meta.glob<LessonPage>('./*/index.ts', { import: 'default' });
const prose = import.meta.glob<LessonProse>('./*/lesson.*.md', { import: 'default' });

/** The lessons that are written, in their order. */
export const writtenLessons: readonly LessonId[] = lessonIds.filter((id) => `./${id}/index.ts` in pages);

/** Loads a lesson, whose labels `useLabels` then knows. Throws where there is none of this id. */
export async function loadLesson(id: LessonId): Promise<LessonPage> {
  const load = pages[`./${id}/index.ts`];
  if (load === undefined) throw new Error(`The lesson ${id} has no page.`);
  const page = await load();
  for (const [language, labels] of Object.entries(page.labels)) {
    i18n.global.mergeLocaleMessage(language, { lessons: { of: { [id]: labels } } });
  }
  return page;
}

/** Loads the words of a lesson in a language. */
export async function loadProse(id: LessonId, language: Language): Promise<LessonProse> {
  const load = prose[`./${id}/lesson.${language}.md`];
  if (load === undefined) throw new Error(`The lesson ${id} has no words in ${language}.`);
  return load();
}
