import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { compileProse, type Prose } from './compile-prose.ts';

const languages = ['en', 'ja'];

/** The measurements of a lesson, as `npm run test:lessons -- --write` leaves them. */
interface Measured {
  figures: Record<string, { mean: number; low: number; high: number }>;
}

/**
 * Makes modules of the lessons' Markdown, with the measured figures that it names. The build ends with a sentence where a language, a
 * section, a figure or a formula is not as it should be.
 */
export function lessonProse(projectFolder: string): Plugin {
  return {
    name: 'lesson-prose',
    enforce: 'pre',
    transform(markdown, file) {
      if (!/\/lesson\.[a-z]+\.md$/.test(file)) return null;
      const folder = dirname(file);
      const measuredFile = join(projectFolder, `src-engine/lessons/measured/${basename(folder)}.json`);
      this.addWatchFile(measuredFile);
      try {
        const missing = languages.find((language) => !existsSync(join(folder, `lesson.${language}.md`)));
        if (missing !== undefined) throw new Error(`There is no lesson.${missing}.md.`);
        const { title, sections, placeholders } = compileProse(markdown);
        const measured = measuredFigures(placeholders, measuredFile);
        return { code: `export default ${JSON.stringify({ title, sections, measured })};`, map: null };
      } catch (error) {
        throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    },
  };
}

function measuredFigures(placeholders: Prose['placeholders'], file: string): Measured['figures'] {
  const wanted = placeholders.filter(({ of }) => of === 'measured').map(({ name }) => name);
  if (wanted.length === 0) return {};
  const command = `npm run test:lessons -- --only ${basename(file, '.json')} --write`;
  if (!existsSync(file)) throw new Error(`Nothing has been measured yet: ${command}.`);
  const { figures } = JSON.parse(readFileSync(file, 'utf8')) as Measured;
  return Object.fromEntries(
    wanted.map((name) => {
      const figure = figures[name];
      if (figure === undefined)
        throw new Error(`No figure “${name}” has been measured. Known: ${Object.keys(figures).join(', ')}.`);
      return [name, { mean: figure.mean, low: figure.low, high: figure.high }];
    }),
  );
}
