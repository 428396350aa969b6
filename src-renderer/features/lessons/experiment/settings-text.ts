import type { LessonSettings } from '../../../../src-engine/spec/lesson-spec.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { formatFigure } from '../figure-format.ts';

/** Names the controls at which settings differ from others, with their values: “Learning steps: 300, Cell: GRU”. */
export function differingSettings(
  settings: LessonSettings,
  others: LessonSettings,
  { label, locale }: { label: (path: string) => string; locale: Locale },
): string {
  const { t } = locale;
  return Object.entries(settings)
    .filter(([name, value]) => name in others && others[name] !== value)
    .map(([name, value]) =>
      t('lessons.page.setting', {
        name: label(`controls.${name}`),
        value: typeof value === 'number' ? formatFigure(value, 'number', locale) : label(`options.${name}.${value}`),
      }),
    )
    .join(t('lessons.page.separator'));
}
