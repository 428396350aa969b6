import { afterEach, describe, expect, test } from 'vitest';
import { recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { problemDetails } from '../../../src-engine/models/model-problem.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { ErrorValues } from '../../../src-engine/spec/engine-errors.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { studioErrorCodes, studioErrors } from '../../../src-main/contract/errors.ts';
import { i18n, language, languages, type Language } from '../../../src-renderer/locales/language.ts';
import { useLocale } from '../../../src-renderer/locales/use-locale.ts';

const { failureText } = useLocale();
const english = 'What only the command line says.';

interface Case {
  code: (typeof studioErrorCodes)[number];
  details: ErrorValues;
}

/** Every code with every reason, and for each value a word that can be found again. */
const cases = studioErrorCodes.flatMap((code): Case[] => {
  const entry: readonly string[] | Readonly<Record<string, readonly string[]>> = studioErrors[code];
  const values = (parameters: readonly string[]) =>
    Object.fromEntries(parameters.map((name, n) => [name, `<${name} ${n}>`]));
  if (Array.isArray(entry)) return [{ code, details: values(entry as readonly string[]) }];
  return Object.entries(entry).map(([reason, parameters]) => ({
    code,
    details: { reason, ...values(parameters as readonly string[]) },
  }));
});

function speak(spoken: Language): void {
  language.value = spoken;
  i18n.global.locale.value = spoken;
}

afterEach(() => speak('en'));

describe.each(languages)('in %s', (each) => {
  test.each(cases.map((one) => [`${one.code} ${one.details['reason'] ?? ''}`, one] as const))(
    '%s says what went wrong, with its values',
    (_, { code, details }) => {
      speak(each);
      const told = failureText({ code, message: english, details });
      if (code === 'invalid-model' && details['reason'] === 'problem') return expect(told).toContain(english);
      expect(told).not.toContain(english);
      expect(told).not.toMatch(/[{}]|errors\./);
      for (const [name, value] of Object.entries(details)) if (name !== 'reason') expect(told).toContain(value);
      if (each === 'ja') expect(told).toMatch(/[。：]/);
    },
  );
});

test('an error of another version, which has no text here, is told in the words of the host', () => {
  speak('ja');
  const told = failureText({ code: 'invalid-data', message: english, details: { reason: 'from-the-future' } });
  expect(told).toContain(english);
  expect(failureText({ code: 'diverged', message: english, details: {} })).toContain(english);
});

test('numbers are written as the language does', () => {
  const details = { name: 'a.zip', reason: 'too-many-files', maximum: 100_000 };
  expect(failureText({ code: 'archive-refused', message: english, details })).toContain('100,000');
});

test('a model that cannot be built is told by its problem, in Japanese too', () => {
  const spec: ModelSpec = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 20 },
    layers: [
      { type: 'one_hot' },
      {
        type: 'lstm',
        units: 4,
        activation: 'tanh',
        recurrentActivation: 'sigmoid',
        returnSequences: true,
        bidirectional: 'concat',
        recurrentDropout: 0,
        forgetBias: 1,
        kernelInitializer: 'xavier_uniform',
        recurrentInitializer: 'orthogonal',
      },
      { type: 'dense', units: 20, kernelInitializer: 'xavier_uniform' },
    ],
  };
  const [problem] = validateModel(spec);
  if (problem === undefined) throw new Error('This network should not be buildable.');
  const failure = { code: 'invalid-model', message: problem.message, details: problemDetails(spec, problem) } as const;
  speak('ja');
  expect(failureText(failure)).toBe(
    'このままではモデルを組み立てられません。第\u00a02\u00a0層（LSTM）は双方向です。言語モデルが予測すべきトークンそのものが見えてしまい、文章を書けません。',
  );
});

test.each([
  ['en', 'Layer 2 (sLSTM) has 128 units, which is no multiple of 3 (Heads).'],
  ['ja', '第\u00a02\u00a0層（sLSTM）のユニット数 128 は、ヘッド数 3 で割り切れません。'],
] as const)('in %s, a layer whose units its heads cannot share is called as the studio calls it', (language, said) => {
  const spec: ModelSpec = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 20 },
    layers: [
      { type: 'one_hot' },
      recurrentLayer('slstm', 128, { heads: 3 }),
      { type: 'dense', units: 20, kernelInitializer: 'xavier_uniform' },
    ],
  };
  const [problem] = validateModel(spec);
  if (problem === undefined) throw new Error('This network should not be buildable.');
  const failure = { code: 'invalid-model', message: problem.message, details: problemDetails(spec, problem) } as const;
  speak(language);
  expect(failureText(failure)).toContain(said);
});
