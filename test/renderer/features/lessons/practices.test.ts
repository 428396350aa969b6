import { mount, type VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { LessonId, LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { loadLesson } from '../../../../src-renderer/features/lessons/lesson-modules.ts';
import { fitPolynomial } from '../../../../src-renderer/features/lessons/parameters-and-samples/fit-polynomial.ts';
import { judge } from '../../../../src-renderer/features/lessons/prediction/prediction-truth.ts';
import { language } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

beforeEach(() => {
  language.value = 'en';
});

const nothing: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };

async function pictureOf(id: LessonId, outcome: LessonOutcome | null = null): Promise<VueWrapper> {
  const { picture } = await loadLesson(id);
  const mounted = mount(picture, { props: { outcome, settings: {} }, attachTo: document.body });
  onTestFinished(() => mounted.unmount());
  return mounted;
}

const said = (picture: VueWrapper) => picture.get('svg[role="img"]').attributes('aria-label');

async function move(picture: VueWrapper, slider: string, key: string, times: number): Promise<void> {
  const thumb = picture.get(`[role="slider"][aria-label="${slider}"]`);
  for (let n = 0; n < times; n++) await thumb.trigger('keydown', { key });
}

describe('the picture of early stopping', () => {
  test('ends the run when the patience is out, and goes on with more patience', async () => {
    const picture = await pictureOf('early-stopping');
    expect(said(picture)).toContain('Best so far: epoch 5. Epochs without a new low: 1 of 3.');
    await move(picture, 'Patience', 'ArrowLeft', 2);
    expect(picture.text()).toContain('Stop: epoch 5 is put back');
    await move(picture, 'Epoch', 'End', 1);
    expect(said(picture)).toContain('losses of 6 epochs');
    await move(picture, 'Patience', 'ArrowRight', 1);
    expect(said(picture)).toContain('Best so far: epoch 9. Epochs without a new low: 2 of 2.');
  });
});

describe('the polynomial of the picture of parameters and samples', () => {
  const x = [-0.9, -0.5, -0.2, 0.1, 0.4, 0.8];
  const y = [0.3, -0.4, 0.8, 0.1, -0.6, 0.9];

  test('passes through as many points as it has parameters', () => {
    const fitted = fitPolynomial({ x, y }, 6);
    x.forEach((each, n) => expect(fitted(each)).toBeCloseTo(y[n], 4));
  });

  test('is the mean with one parameter, and a line through points of a line with two', () => {
    expect(fitPolynomial({ x, y }, 1)(0.3)).toBeCloseTo(y.reduce((sum, each) => sum + each, 0) / 6, 6);
    expect(fitPolynomial({ x, y: x.map((each) => 2 - 3 * each) }, 2)(0.55)).toBeCloseTo(2 - 3 * 0.55, 6);
  });
});

describe('the picture of stacked layers', () => {
  test('opens its gate for every letter with one layer, and for the letter after the marker with two', async () => {
    const picture = await pictureOf('stacking');
    expect(said(picture)).toContain('It ends with: a mixture of all.');
    await picture
      .findAll('button')
      .find((button) => button.text() === 'two layers')
      ?.trigger('click');
    expect(said(picture)).toContain('Open gates of the last layer: at 5. It ends with: H.');
    await move(picture, 'Place of the marker', 'ArrowRight', 1);
    expect(said(picture)).toContain('at 6. It ends with: D.');
  });

  test('belongs to a question whose answer is the network with more right answers', async () => {
    const { prediction } = await loadLesson('stacking');
    const answerOf = (oneAccuracy: number, twoAccuracy: number) =>
      prediction.kind === 'choice' && prediction.truth({ ...nothing, figures: { oneAccuracy, twoAccuracy } });
    expect(answerOf(0.4, 1)).toBe('two');
    expect(answerOf(0.9, 0.8)).toBe('one');
    expect(answerOf(0.97, 0.99)).toBe('same');
  });
});

describe('the picture of optimizers', () => {
  test('shows a first step before the experiment, and the ways of all optimizers after it', async () => {
    const before = await pictureOf('optimizers');
    expect(said(before)).toBe('A valley of two parameters, seen from above, with the point (−4, 1.5).');
    const path = { x: [-4, 0], y: [1.5, 0.2] };
    const curves = { sgdPath: path, rmspropPath: path, adagradPath: path, adamPath: path };
    const after = await pictureOf('optimizers', { ...nothing, curves, texts: { surface: 'valley' } });
    // ½(0² + 25·0.2²)
    expect(said(after)).toContain('SGD 0.5, RMSProp 0.5, AdaGrad 0.5, Adam 0.5');
    await move(after, 'Steps', 'Home', 1);
    expect(said(after)).toContain('Heights after 0 steps: SGD 36,');
  });
});

describe('the verdict on a drawing', () => {
  test('is a factor where the axis is logarithmic, and a distance where it is not', async () => {
    const { prediction } = await loadLesson('xavier');
    if (prediction.kind !== 'drawing') throw new Error('The variance is predicted by a drawing.');
    const curves = { [prediction.curve]: { x: [1, 4, 7, 10], y: [1, 0.1, 0.01, 0.001] } };
    const words = { label: (path: string) => path, locale: useLocale() };
    const verdict = judge(prediction, [2, 0.05, 0.02, 0.0005], { ...nothing, curves }, words);
    expect(verdict).toEqual({ kind: 'factor', distance: expect.closeTo(2, 9) as number });
    const linear = { ...prediction, logarithmic: false };
    const distance = judge(linear, [2, 0.1, 0.01, 0.001], { ...nothing, curves }, words);
    expect(distance).toEqual({ kind: 'distance', distance: 0.25 });
    const share = judge({ ...linear, format: 'percent' }, [2, 0.1, 0.01, 0.001], { ...nothing, curves }, words);
    expect(share).toEqual({ kind: 'points', distance: 25 });
  });
});

describe('the picture of Xavier’s values', () => {
  test('multiplies the variance in every layer by n·Var w', async () => {
    const picture = await pictureOf('xavier');
    expect(picture.text()).toContain('n · Var w = 0.64');
    await move(picture, 'Deviation of the weights', 'ArrowRight', 4);
    expect(picture.text()).toContain('n · Var w = 1');
    expect(said(picture)).toContain('at the end the variance is 1.');
  });
});
