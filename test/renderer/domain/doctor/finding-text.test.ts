import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { nextTick } from 'vue';
import {
  dataChanges,
  findingCharts,
  findingDoubts,
  findingIdeas,
  findingMeasures,
  findingRules,
  findingUnits,
  type Evidence,
  type Finding,
  type FindingRule,
} from '../../../../src-main/contract/doctor/doctor-records.ts';
import { limitKinds } from '../../../../src-main/contract/doctor/finding-limits.ts';
import { lessonOfIdea } from '../../../../src-renderer/domain/lessons/lesson-of-idea.ts';
import FindingDetails from '../../../../src-renderer/domain/doctor/FindingDetails.vue';
import { confidenceText, evidenceTexts, findingSentence } from '../../../../src-renderer/domain/doctor/finding-text.ts';
import { i18n, language, languages, type Language } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { aFinding, aRun } from '../../studio/sample-records.ts';

const locale = useLocale();
const { model } = aRun();

function speak(spoken: Language): void {
  language.value = spoken;
  i18n.global.locale.value = spoken;
}
afterEach(() => speak('en'));

const shown = (finding: Finding) =>
  mount(FindingDetails, { props: { finding, model, hasCharts: true }, global: { plugins: [router] } });

/** A layer is shown by its name. */
const numbers = findingMeasures.filter((measure) => measure !== 'layer');
const withEvidence = (rule: FindingRule, place: number) =>
  aFinding({
    rule,
    evidence: [{ measure: numbers[place % numbers.length] ?? 'alpha', value: 2, limit: 1.5, unit: 'nats' }],
    doubt: findingDoubts[place % findingDoubts.length] ?? 'may-recover',
    idea: findingIdeas[place % findingIdeas.length] ?? 'gates',
  });

describe.each(languages)('in %s', (each) => {
  test.each(findingRules.map((rule, place) => [rule, place] as const))(
    '%s is told in a sentence with its number, its doubt, its certainty and its lesson',
    (rule, place) => {
      speak(each);
      const finding = withEvidence(rule, place);
      const wrapper = shown(finding);
      const claim = locale.t(`doctor.rules.${rule}`);
      expect(wrapper.get('[role=heading]').text()).toContain(claim);
      expect(wrapper.get('[role=heading]').text()).toContain('2.000');
      expect(wrapper.text()).toContain(locale.t(`doctor.doubts.${finding.doubt}`));
      expect(wrapper.text()).toContain(confidenceText(finding.confidence, locale.t));
      expect(wrapper.text()).not.toMatch(/doctor\.|lessons\.|[{}]/);
      expect(wrapper.get('a').attributes('href')).toBe(`#/lessons/${lessonOfIdea[finding.idea ?? 'gates']}`);
      if (each === 'ja') expect(wrapper.get('[role=heading]').text()).toMatch(/[ぁ-ん].*。$/);
    },
  );

  test('every number, place, doubt, idea and change of the data has its words', () => {
    speak(each);
    const keys = [
      ...findingRules.map((id) => `doctor.rules.${id}`),
      ...findingMeasures.map((id) => `doctor.measures.${id}`),
      ...limitKinds.map((id) => `doctor.limits.${id}`),
      ...findingDoubts.map((id) => `doctor.doubts.${id}`),
      ...findingCharts.map((id) => `doctor.charts.${id}`),
      ...findingIdeas.map((id) => `lessons.titles.${lessonOfIdea[id]}`),
      ...dataChanges.map((id) => `doctor.data.${id}`),
    ];
    expect(keys.filter((key) => !i18n.global.te(key, each))).toEqual([]);
  });
});

test('numbers are written as their units want, the limit beside them, layers by their names', () => {
  const values = {
    nats: 1.2345,
    share: 0.052,
    ratio: 0.001234,
    norm: 12.345,
    rate: 2e-3,
    parameters: 239_297,
  } as const;
  const evidence = findingUnits.map((unit) => ({
    measure: 'alpha' as const,
    unit,
    value: unit in values ? values[unit as keyof typeof values] : 1200,
    limit: 1,
  }));
  const written = Object.fromEntries(
    evidenceTexts({ rule: 'plateau', evidence }, model, locale).map(({ value }, n) => [findingUnits[n], value]),
  );
  expect(written).toEqual({
    ...{ nats: '1.235', share: '5.2%', ratio: '0.00123', norm: '12.3', rate: '0.002', parameters: '239K' },
    ...{ steps: '1,200', epochs: '1,200', tokens: '1,200', items: '1,200', units: '1,200' },
  });
  const [layer] = evidenceTexts({ rule: 'dead-units', evidence: [{ measure: 'layer', value: 1 }] }, model, locale);
  expect(layer).toEqual({ measure: 'layer', label: 'Layer', value: '2 · LSTM', limit: null, comparison: null });
});

test('a number without a limit is told without the comparison that its rule usually makes', () => {
  const told = (limit?: number) =>
    findingSentence(
      {
        rule: 'exploding-gradients',
        evidence: [{ measure: 'gradient-norm', value: 120, unit: 'norm', ...(limit !== undefined && { limit }) }],
      },
      model,
      locale,
    );
  expect(told(5)).toBe('The gradients explode: their norm is 120, where 5 would be the most.');
  expect(told()).toBe('The gradients explode: Gradient norm 120.');
});

test('the number beside a measured one is called what it is', () => {
  const beside = (rule: FindingRule, measure: Evidence['measure']) =>
    evidenceTexts({ rule, evidence: [{ measure, value: 2, limit: 1, unit: 'rate' }] }, model, locale)[0]?.comparison;
  expect(beside('saturated-gates', 'saturated-share')).toBe('limit 1');
  expect(beside('learning-rate-too-high', 'learning-rate')).toBe('usual 1');
  expect(beside('learning-rate-too-high', 'update-ratio')).toBe('limit 1');
  expect(beside('learning-rate-too-low', 'update-ratio')).toBe('needs 1');
  expect(beside('over-fitting', 'validation-loss')).toBe('lowest 1');
  expect(beside('no-better-than-n-grams', 'validation-loss')).toBe('by counting 1');
});

test('a rate outside the range that was found is compared with the end of that range', () => {
  const evidence: Evidence[] = [
    { measure: 'learning-rate', value: 0.4, limit: 0.05, unit: 'rate' },
    { measure: 'learning-rate-found', value: 3e-3, unit: 'rate' },
  ];
  const told = findingSentence({ rule: 'rate-outside-found', evidence }, model, locale);
  expect(told).toMatch(/it is 0\.4, and that range ends at 0\.05\.$/);
  expect(told).not.toContain('0.003');
});

test('a single unit is told in a sentence that suits one as well as many', () => {
  const told = (value: number) =>
    findingSentence({ rule: 'under-fitting', evidence: [{ measure: 'units', value, unit: 'units' }] }, model, locale);
  expect(told(1)).toContain('it has too few units, 1 in its widest recurrent layer');
});

test('a finding without a number still says what is wrong', () => {
  expect(findingSentence({ rule: 'plateau', evidence: [] }, model, locale)).toBe('The loss is on a plateau.');
});

test('where a chart shows it, hovering and the focus point to it, and a button asks for it', async () => {
  const wrapper = shown(aFinding());
  await nextTick();
  expect(wrapper.get('button').text()).toBe('Loss, steps 40 to 100');
  await wrapper.trigger('mouseenter');
  await wrapper.trigger('mouseleave');
  await wrapper.get('button').trigger('focusin');
  await wrapper.get('button').trigger('click');
  expect(wrapper.emitted('point')).toEqual([[true], [false], [true]]);
  expect(wrapper.emitted('show')).toHaveLength(1);
});
