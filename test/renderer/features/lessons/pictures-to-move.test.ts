import { mount, type VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Component } from 'vue';
import type { LessonId, LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { loadLesson } from '../../../../src-renderer/features/lessons/lesson-modules.ts';
import type { LessonPage } from '../../../../src-renderer/features/lessons/lesson-page.ts';
import { language } from '../../../../src-renderer/locales/language.ts';

beforeEach(() => {
  language.value = 'en';
});

async function show(
  id: LessonId,
  part: (page: LessonPage) => Component | undefined,
  outcome: LessonOutcome | null,
): Promise<VueWrapper> {
  const component = part(await loadLesson(id));
  if (component === undefined) throw new Error(`${id} has no such part.`);
  const mounted = mount(component, { props: { outcome, settings: {}, prediction: null }, attachTo: document.body });
  onTestFinished(() => mounted.unmount());
  return mounted;
}

const pictureOf = (id: LessonId, outcome: LessonOutcome | null = null) => show(id, ({ picture }) => picture, outcome);

async function move(shown: VueWrapper, slider: string, key: string, times = 1): Promise<void> {
  const thumb = shown.get(`[role="slider"][aria-label="${slider}"]`);
  for (let n = 0; n < times; n++) await thumb.trigger('keydown', { key });
}

const nothing: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };

describe('the parabola of the learning rate', () => {
  test('creeps, arrives and diverges as the rate grows', async () => {
    const picture = await pictureOf('learning-rate');
    const slider = 'Learning rate η, in units of 1/λ';
    expect(picture.text()).toContain('creeps down');
    await move(picture, slider, 'ArrowRight', 14);
    expect(picture.text()).toContain('one step arrives');
    await move(picture, slider, 'ArrowRight', 10);
    expect(picture.text()).toContain('still comes nearer');
    await move(picture, slider, 'End');
    expect(picture.text()).toContain('It diverges');
  });
});

test('the rates whose course is shown are one in each decade, and the best', async () => {
  const { charts } = await loadLesson('learning-rate');
  const { lines } = charts.find(({ id }) => id === 'bySteps')!;
  const curve = { x: [1], y: [20] };
  const curves = { yours: curve, 'rate-1': curve, 'rate-3.2': curve, 'rate-10': curve, 'rate-32': curve };
  const shown = typeof lines === 'function' ? lines({ ...nothing, curves, figures: { bestRate: 3.2 } }) : lines;
  expect(shown.map((line) => line.curve)).toEqual(['yours', 'rate-1', 'rate-3.2', 'rate-10']);
});

describe('tanh beside softsign', () => {
  test('leaves next to nothing to 1 far out, where softsign leaves a tenth', async () => {
    const picture = await pictureOf('softsign');
    await move(picture, 'Input x', 'End');
    const [tanh, softsign] = picture.findAll('tbody tr').map((row) => row.text());
    expect(tanh).toContain('4.1\u00a0×\u00a010⁻⁹');
    expect(softsign).toContain('0.0909');
  });
});

describe('the picture of activation functions', () => {
  test('tells the slope only once it has been measured', async () => {
    const before = await pictureOf('activations');
    expect(before.text()).not.toContain('f′(1)');
    const after = await pictureOf('activations', nothing);
    expect(after.text()).toContain('f(1) = 0.731, f′(1) = 0.197');
  });
});

describe('the picture of perplexity', () => {
  test('is the geometric mean of the inverse probabilities', async () => {
    const picture = await pictureOf('perplexity');
    const mean = (1 / (0.08 * 0.35 * 0.25 * 0.5 * 0.9)) ** (1 / 5);
    expect(picture.text()).toContain(`Perplexity ${mean.toFixed(2)}`);
    await move(picture, 'Probability given to it', 'End');
    const surer = (1 / (0.35 * 0.25 * 0.5 * 0.9)) ** (1 / 5);
    expect(picture.text()).toContain(`Perplexity ${surer.toFixed(2)}`);
  });
});

describe('the guessing game', () => {
  const row = (values: number[]) => ({ rows: 2, columns: values.length / 2, values });
  const outcome: LessonOutcome = {
    ...nothing,
    grids: {
      answers: row([1, 0]),
      network: row([0.2, 0.8, 0.5, 0.5]),
      fiveGram: row([0.1, 0.9, 0.4, 0.6]),
      bigram: row([0.3, 0.7, 0.6, 0.4]),
      unigram: row([0.5, 0.5, 0.5, 0.5]),
    },
    texts: { 'before-0': 'Call m', 'choices-0': 'ae', 'before-1': 'Call me', 'choices-1': ' n' },
  };
  const gameOf = (shown: LessonOutcome) => show('perplexity', ({ results }) => results, shown);
  const standing = (game: VueWrapper, who: string) =>
    game
      .findAll('tbody tr')
      .map((each) => each.text())
      .find((text) => text.startsWith(who));

  test('compares the person with the network and the counts, round by round, to the end', async () => {
    const game = await gameOf(outcome);
    expect(game.text()).toContain('Call m');
    await game.findAll('button[aria-pressed]')[1]!.trigger('click');
    await move(game, 'How sure are you?', 'End');
    await game.get('form').trigger('submit');
    expect(game.text()).toContain('Right: it was e.');
    expect(standing(game, 'You')).toContain('1.01');
    expect(standing(game, 'The network')).toContain('1.25');

    await game.get('form').trigger('submit');
    await game.findAll('button[aria-pressed]')[1]!.trigger('click');
    await game.get('form').trigger('submit');
    expect(game.text()).toContain('It was ␣.');
    expect(standing(game, 'You')).toContain(((1 / (0.99 * 0.01)) ** 0.5).toFixed(2));

    await game.get('form').trigger('submit');
    expect(game.text()).toContain('All rounds are played.');
    await game.get('button').trigger('click');
    expect(game.text()).toContain('Round 1 of 2');
  });

  test('says of no probability that it is all', async () => {
    const sure = { ...outcome, grids: { ...outcome.grids, network: row([0.0004, 0.9996, 0.5, 0.5]) } };
    const game = await gameOf(sure);
    await game.get('form').trigger('submit');
    expect(game.text()).toContain('The network gave it more than 99%.');
  });

  test('is not there before the experiment has ended', async () => {
    expect((await gameOf(nothing)).text()).toBe('');
  });
});
