import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonIds } from '../../../../src-engine/spec/lesson-spec.ts';
import { lessonOf, playgroundModes } from '../../../../src-renderer/features/playground/writing/playground-modes.ts';

const renderer = join(process.cwd(), 'src-renderer');
const read = (path: string) => readFileSync(join(renderer, path), 'utf8');

/** The components that a page shows as one of its panels, by their imports. */
function panelsOf(page: string): string[] {
  const shown = [...read(page).matchAll(/<template>[\s\S]*/g)].join('');
  return [...read(page).matchAll(/^import (\w+) from '(?:\.\.\/)+(domain\/insight\/[^']+\.vue)';/gm)].flatMap(
    ([, name = '', path = '']) => (new RegExp(`<${name}\\s+v-(?:else-)?if="shown`).test(shown) ? [path] : []),
  );
}

/** The lessons that a component leads to, as they are written in its template. */
const lessonsOf = (source: string) => [...source.matchAll(/<PanelNote[^>]*?\slesson="([^"]+)"/g)].map(([, id]) => id);

test('every panel of insight leads to its lesson', () => {
  const panels = [...panelsOf('features/insight/RunInsight.vue'), 'domain/insight/activations/ActivationExplorer.vue'];
  expect(panels.length).toBeGreaterThanOrEqual(6);
  for (const panel of panels) {
    const lessons = lessonsOf(read(panel));
    expect(lessons, panel).not.toHaveLength(0);
    for (const lesson of lessons) expect(lessonIds, panel).toContain(lesson);
  }
});

test('so do the explanations, the variances of the builder and every way of writing', () => {
  for (const path of [
    'domain/insight/attribution/AttributionPanel.vue',
    'features/builder/summary/VarianceView.vue',
    'features/playground/classifying/TypedSentences.vue',
    'features/playground/classifying/ConfusionPanel.vue',
    'features/playground/tagging/TypedTags.vue',
    'features/playground/tagging/TagMistakes.vue',
  ])
    expect(lessonIds, path).toContain(lessonsOf(read(path))[0]);
  for (const mode of playgroundModes) expect(lessonIds).toContain(lessonOf[mode]);
});

test('no panel explains itself without a lesson', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue'));
  const notes = files.flatMap((file) => read(file).match(/<PanelNote\b[^>]*>/g) ?? []);
  expect(notes.length).toBeGreaterThan(8);
  for (const note of notes) expect(note).toMatch(/\s:?lesson="/);
});
