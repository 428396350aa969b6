import { afterEach, expect, test } from 'vitest';
import { listSamples } from '../../../../src-main/datasets/sample-texts.ts';
import { licenceText } from '../../../../src-renderer/features/datasets/licence-text.ts';
import { i18n } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

afterEach(() => (i18n.global.locale.value = 'en'));

test.each(listSamples().map(({ id, licence }) => [id, licence] as const))(
  'where the sample %s comes from is told in both languages',
  (_, licence) => {
    expect(licenceText(useLocale(), licence)).toBe(licence);
    i18n.global.locale.value = 'ja';
    expect(licenceText(useLocale(), licence)).toMatch(/[ぁ-ん]/);
  },
);

test('what a person has brought is told as it is', () => {
  expect(licenceText(useLocale(), 'From my shelf')).toBe('From my shelf');
});
