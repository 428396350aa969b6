import MarkdownParser, { type MarkdownIt } from 'markdown-it';
import { lessonIds } from '../../../src-engine/spec/lesson-spec.ts';
import { addFormulas, withPunctuation } from './formulas.ts';
import { addPlaceholders, type Placeholder } from './placeholders.ts';

/** The sections of a lesson, in their order. */
export const sectionIds = ['idea', 'predict', 'answer', 'meaning', 'transfer', 'transfer-answer', 'yours'] as const;

type SectionId = (typeof sectionIds)[number];

export interface Prose {
  title: string;
  sections: Record<SectionId, string>;
  /** The values that the sections have places for, each named once. */
  placeholders: Placeholder[];
}

/** Sections in which the experiment has been run. */
const afterRun: readonly SectionId[] = ['answer'];

/**
 * Makes HTML of a lesson's Markdown, with MathML for its formulas and marks for its placeholders. Throws with a sentence where the text
 * is no lesson.
 */
export function compileProse(markdown: string): Prose {
  const [, title = '', body = ''] = /^# (.+)\n([^]*)$/.exec(markdown.replaceAll('\r\n', '\n')) ?? [];
  if (title === '') throw new Error('The first line is to be “# Title”.');
  const parts = body.split(/^## (.+)$/m);
  if (parts[0].trim() !== '') throw new Error(`Text before the first section: “${firstLine(parts[0])}”.`);
  const names = parts.filter((_, n) => n % 2 === 1).map((name) => name.trim());
  const misplaced = names.findIndex((name, n) => name !== sectionIds[n]);
  if (misplaced >= 0 || names.length !== sectionIds.length) {
    const found = names[misplaced] ?? names[sectionIds.length] ?? 'nothing';
    const expected = sectionIds[misplaced < 0 ? names.length : misplaced] ?? 'the end';
    throw new Error(`Section “${found}” where “${expected}” belongs. The sections are ${sectionIds.join(', ')}.`);
  }
  const placeholders = new Map<string, Placeholder>();
  const sections = sectionIds.map((id, n) => {
    const text = parts[2 * n + 2].trim();
    if (text === '') throw new Error(`Section “${id}” is empty.`);
    const html = createMarkdown((placeholder) => {
      if (placeholder.of !== 'measured' && !afterRun.includes(id)) {
        throw new Error(`{{${placeholder.of}.${placeholder.name}}} in “${id}”, where nothing has been run yet.`);
      }
      placeholders.set(JSON.stringify(placeholder), placeholder);
    }).render(text);
    return [id, withPunctuation(html)] as const;
  });
  return {
    title: title.trim(),
    sections: Object.fromEntries(sections) as Prose['sections'],
    placeholders: [...placeholders.values()],
  };
}

function createMarkdown(onPlaceholder: (placeholder: Placeholder) => void): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, typographer: true });
  // Quotes and apostrophes become those of books; all else stays as it is written.
  markdown.disable('replacements');
  markdown.validateLink = (url) => {
    if (/^https:\/\//.test(url)) return true;
    const place = /^studio:(.*)$/.exec(url)?.[1];
    if (place === undefined || !isPlace(place)) throw new Error(`A link leads to “${url}”, which is no place.`);
    return true;
  };
  markdown.renderer.rules['link_open'] = (tokens, index, options, _environment, renderer) => {
    const token = tokens[index];
    token.attrSet('class', 'link');
    if (!String(token.attrGet('href')).startsWith('studio:')) {
      token.attrSet('target', '_blank');
      token.attrSet('rel', 'noopener noreferrer');
    }
    return renderer.renderToken(tokens, index, options);
  };
  // Japanese has no spaces between words, and so none where a line of the source ends.
  markdown.renderer.rules['softbreak'] = (tokens, index) => {
    const around = [tokens[index - 1]?.content.at(-1), tokens[index + 1]?.content.at(0)];
    return around.every((sign) => sign !== undefined && /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u.test(sign))
      ? ''
      : '\n';
  };
  markdown.use(addFormulas);
  markdown.use(addPlaceholders, onPlaceholder);
  return markdown;
}

/** Places of the studio by their routes; `lesson/<id>`; or a network or a sample that comes along, and where to open it. */
function isPlace(place: string): boolean {
  return (
    /^(start|datasets|models|new-model|runs|new-run|new-sweep|playground|insight|settings|lessons)(\?[^#]*)?$/.test(
      place,
    ) ||
    lessonIds.some((id) => place === `lesson/${id}`) ||
    /^sample\/[a-z-]+\/new-(model|run)(\?[^#]*)?$/.test(place) ||
    /^network\/(writer|moby-dick-writer|japanese-writer|first-names-classifier)\/(run|playground|insight)(\?[^#]*)?$/.test(
      place,
    )
  );
}

const firstLine = (text: string) => text.trim().split('\n')[0];
