import type { LessonId } from '../../../src-engine/spec/lesson-spec.ts';
import type { Paths } from '../../locales/messages.ts';
import { useLocale } from '../../locales/use-locale.ts';

type Values = Record<string, string | number>;

/** Returns what finds a lesson's labels by their paths, such as `curves.measured`, in the present language. */
export function useLabels<Labels>(id: LessonId): (path: Paths<Labels>, values?: Values, count?: number) => string {
  const label = labelsOf(id);
  return (path, values, count) => label(path, values, count);
}

/** The same for those who know the paths only when the lesson is shown. A label that is missing shows its path. */
export function labelsOf(id: LessonId): (path: string, values?: Values, count?: number) => string {
  const { t, has } = useLocale();
  return (path, values, count) => {
    const key = `lessons.of.${id}.${path}`;
    return has(key) ? t(key, values, count) : path;
  };
}
