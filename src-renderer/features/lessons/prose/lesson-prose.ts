import type { LessonOutcome, LessonSettings } from '../../../../src-engine/spec/lesson-spec.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { formatFigure, formatMeasured, type FigureFormat } from '../figure-format.ts';

/** The words of a lesson as they are built from its Markdown: HTML with marks for values and links. */
export interface LessonProse {
  title: string;
  sections: Readonly<Record<LessonSection, string>>;
  /** The figures that the words name, as they were measured with several seeds. */
  measured: Readonly<Record<string, { mean: number; low: number; high: number }>>;
}

export type LessonSection = 'idea' | 'predict' | 'answer' | 'meaning' | 'transfer' | 'transfer-answer' | 'yours';

/** A place for a value, see the compiler of the words. */
interface Placeholder {
  of: 'measured' | 'live' | 'setting' | 'prediction';
  name: string;
  hasInterval: boolean;
  format: FigureFormat;
}

/** The values that a lesson's words can name. */
export interface ProseValues {
  measured: LessonProse['measured'];
  /** `null` before the experiment has been run. */
  outcome: LessonOutcome | null;
  settings: LessonSettings;
  /** The prediction in words. */
  prediction: string;
  /** Returns the address of a place of the studio, such as `new-run` or `lesson/xavier`. */
  hrefOf: (place: string) => string;
}

/** Fills values and links into the HTML of a section, in the formats of the present language. */
export function fillProse(html: string, values: ProseValues, locale: Locale): string {
  const copyLabel = escapeHtml(locale.t('lessons.page.copyFormula'));
  return html
    .replaceAll(/<!--value (.*?)-->/g, (_, json: string) =>
      escapeHtml(valueOf(JSON.parse(json) as Placeholder, values, locale)),
    )
    .replaceAll(/href="studio:([^"]*)"/g, (_, place: string) => {
      const href = values.hrefOf(place.replaceAll('&amp;', '&'));
      return `href="${escapeHtml(href)}" data-place="${place}"`;
    })
    .replaceAll(
      /<!--copy (.*?)-->/g,
      (_, latex: string) =>
        `<button type="button" class="copy-formula" data-latex="${latex}" aria-label="${copyLabel}" title="${copyLabel}">LaTeX</button>`,
    );
}

function valueOf({ of, name, hasInterval, format }: Placeholder, values: ProseValues, locale: Locale): string {
  switch (of) {
    case 'measured': {
      const figure = values.measured[name];
      return figure === undefined ? '–' : formatMeasured(figure, { format, hasInterval }, locale);
    }
    case 'live':
      return values.outcome?.texts[name] ?? formatFigure(values.outcome?.figures[name] ?? Number.NaN, format, locale);
    case 'setting': {
      const setting = values.settings[name] ?? Number.NaN;
      return typeof setting === 'number' ? formatFigure(setting, format, locale) : setting;
    }
    case 'prediction':
      return values.prediction;
  }
}

/** Tells whether the words of a section name figures that were measured with the usual settings. */
export const namesMeasured = (html: string): boolean => html.includes('<!--value {"of":"measured"');

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => signs[sign] ?? sign);
