import { describe, expect, test } from 'vitest';
import { lessonExperiments } from '../../../../src-engine/lessons/lesson-list.ts';
import { lessonIds, type LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { roundToInterval } from '../../../../src-renderer/features/lessons/figure-format.ts';
import { loadLesson, loadProse, writtenLessons } from '../../../../src-renderer/features/lessons/lesson-modules.ts';
import type { LessonChart, LessonPage } from '../../../../src-renderer/features/lessons/lesson-page.ts';
import { i18n, languages } from '../../../../src-renderer/locales/language.ts';
import { desktopIndex, searchIndex } from '../../../../src-renderer/shell/search/search-index.ts';
import { readMeasured } from '../../../lessons/measured-files.ts';

/** An outcome with every figure that was measured, and a curve under every name. */
function someOutcome(page: LessonPage): LessonOutcome {
  const measured = readMeasured(page.id)?.figures ?? {};
  const figures = Object.fromEntries(Object.entries(measured).map(([name, { mean }]) => [name, mean]));
  const curve = { x: [0, 1], y: [1, 2] };
  const anything = new Proxy({}, { get: () => curve, has: () => true });
  return { figures, curves: anything, grids: {}, texts: {} };
}

const linesOf = (chart: LessonChart, outcome: LessonOutcome) =>
  typeof chart.lines === 'function' ? chart.lines(outcome) : chart.lines;

/** The labels by which the page's own parts show themselves. */
function labelsShown(page: LessonPage): string[] {
  const outcome = someOutcome(page);
  const { prediction } = page;
  const controls = Object.entries(lessonExperiments[page.id].controls);
  return [
    ...controls.map(([name]) => `controls.${name}`),
    ...controls.flatMap(([name, control]) =>
      control.kind === 'choice' ? control.choices.map((choice) => `options.${name}.${choice}`) : [],
    ),
    ...page.figures.map(({ figure }) => `figures.${figure}`),
    ...page.charts.flatMap((chart) => [
      `charts.${chart.id}.title`,
      `charts.${chart.id}.x`,
      `charts.${chart.id}.y`,
      ...linesOf(chart, outcome).map(({ curve, label }) => label?.path ?? `curves.${curve}`),
      ...(chart.references?.(outcome) ?? []).map(({ label }) => label),
    ]),
    'prediction.label',
    ...(prediction.kind === 'choice' ? prediction.options.map((option) => `prediction.options.${option}`) : []),
  ];
}

const wordsOf = (html: string) =>
  html
    .replaceAll(/<math.*?<\/math>/g, ' x ')
    .replaceAll(/<!--value.*?-->/g, ' 1 ')
    .replaceAll(/<[^>]*>/g, ' ');

test('every lesson has a page and an experiment', () => {
  expect(writtenLessons).toEqual(lessonIds);
  expect(Object.keys(lessonExperiments).toSorted()).toEqual([...lessonIds].toSorted());
});

describe.each(writtenLessons)('%s', (id) => {
  test('has a label in every language for each thing that it shows, and shows what is measured', async () => {
    const page = await loadLesson(id);
    expect(page.id).toBe(id);
    for (const each of languages) {
      const missing = labelsShown(page).filter((path) => !i18n.global.te(`lessons.of.${id}.${path}`, each));
      expect(missing, each).toEqual([]);
    }
    const measured = Object.keys(readMeasured(id)?.figures ?? {});
    const { prediction } = page;
    const shown = page.figures.map(({ figure }) => figure);
    if (prediction.kind === 'slider') shown.push(prediction.truth);
    expect(shown.filter((figure) => !measured.includes(figure))).toEqual([]);
    if (prediction.kind === 'drawing') {
      const chart = page.charts.find((each) => each.id === prediction.chart);
      expect(chart && linesOf(chart, someOutcome(page)).map(({ curve }) => curve)).toContain(prediction.curve);
      expect(prediction.x).toEqual([...prediction.x].sort((a, b) => a - b));
    }
    const panels = [...searchIndex, ...desktopIndex].map(({ title }) => title);
    expect(page.panels.filter((panel) => !panels.includes(panel))).toEqual([]);
  });

  test.each(languages)(
    'is told in %s: its title, enough words and no more, formulas, numbers that were measured',
    async (each) => {
      const prose = await loadProse(id, each);
      expect(prose.title).toBe(i18n.global.t(`lessons.titles.${id}`, {}, { locale: each }));
      const told = wordsOf(prose.sections.idea + prose.sections.meaning);
      const segments = [...new Intl.Segmenter(each, { granularity: 'word' }).segment(told)];
      const count = segments.filter(({ isWordLike }) => isWordLike).length;
      // Japanese has more and shorter words.
      const [least, most] = each === 'ja' ? [200, 900] : [150, 480];
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
      expect(Object.values(prose.sections).join('')).toContain('<math');
      expect(Object.keys(prose.measured).length).toBeGreaterThan(0);
      expect(prose.sections.yours).toContain('href="studio:');
    },
  );

  test.each(languages)('says in %s of how many runs its numbers are the means', async (each) => {
    const { sections, measured } = await loadProse(id, each);
    const isDoubtful = Object.values(measured).some((figure) => roundToInterval(figure).half > 0);
    if (isDoubtful) expect(sections.meaning).toMatch(each === 'ja' ? /5 (つ|回)/ : /\bfive\b/i);
  });

  test('has in Japanese one word for one thing', async () => {
    const { sections } = await loadProse(id, 'ja');
    const { labels } = await loadLesson(id);
    const others = /[一二三四五]つ|講座|わか[らりるっ]|ナット|オプティマイザ|忍耐|目盛り|正答率/g;
    expect([...(Object.values(sections).join('') + JSON.stringify(labels.ja)).matchAll(others)].map(String)).toEqual(
      [],
    );
  });
});
