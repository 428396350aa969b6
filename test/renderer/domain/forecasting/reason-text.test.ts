import { expect, test } from 'vitest';
import { preparationReasonCodes } from '../../../../src-engine/spec/preparation-spec.ts';
import { baseText, reasonText } from '../../../../src-renderer/domain/forecasting/reason-text.ts';
import { language, languages } from '../../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';

test('every reason of a preparation has its sentence in every language', () => {
  const values = {
    column: 'passengers',
    rows: 12,
    count: 3,
    ratio: 5.98,
    correlation: 0.91,
    method: 'seasonal-naive',
    error: 12.3456,
    cycles: 'day',
    coverage: 0.7123,
    windows: 20_000,
    all: 900_000,
  };
  for (const each of languages) {
    language.value = each;
    for (const code of preparationReasonCodes) {
      const text = reasonText({ code, values }, useLocale());
      expect(text, code).toBeTruthy();
      expect(text, code).not.toMatch(/[{}|]/);
    }
  }
});

test('numbers are written as people read them', () => {
  language.value = 'en';
  const locale = useLocale();
  expect(reasonText({ code: 'season-found', values: { rows: 1200, correlation: 0.91234 } }, locale)).toBe(
    'A season of 1,200 rows was found: autocorrelation 0.912.',
  );
  expect(reasonText({ code: 'bands-calibrated', values: { coverage: 0.7123 } }, locale)).toContain('71%');
  expect(reasonText({ code: 'base-best', values: { column: 'y', method: 'drift', error: 2 } }, locale)).toMatch(
    /drift \(the line/,
  );
});

test('a forecaster says what it leaves to a simple method', () => {
  language.value = 'en';
  const texts = baseText({ targets: ['a', 'b'], bases: ['zero', 'seasonal-naive'] }, useLocale());
  expect(texts[0]).toBe('The network forecasts a from its past by itself.');
  expect(texts[1]).toContain('seasonal naive');
});
