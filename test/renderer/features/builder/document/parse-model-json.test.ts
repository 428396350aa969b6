import { expect, test } from 'vitest';
import { parseModelJson } from '../../../../../src-renderer/features/builder/document/parse-model-json.ts';

const written = `{
  "input": { "kind": "tokens", "vocabularySize": 65 },
  "layers": [{ "type": "one_hot" }, { "type": "lstm", "units": 128 }, { "type": "dense", "units": 65 }]
}`;

test('fills in what a person leaves out', () => {
  const { model, errors } = parseModelJson(written, 'en');
  expect(errors).toEqual([]);
  expect(model).toMatchObject({ task: 'language-model', layers: [{}, { units: 128, forgetBias: 1 }, {}] });
});

test('tells the line and the column of what is no JSON', () => {
  const broken = written.replace('"lstm",', '"lstm"');
  expect(parseModelJson(broken, 'en').errors).toMatchObject([
    { kind: 'syntax', place: { line: 3, column: broken.split('\n')[2].indexOf('"units"') + 1 }, found: '"' },
  ]);
  expect(parseModelJson(written.slice(0, -1), 'en').errors).toMatchObject([
    { kind: 'syntax', place: { line: 4 }, found: '' },
  ]);
});

test('tells which value is wrong, in the person’s language', () => {
  const wrong = written.replace('128', '0').replace('"dense"', '"danse"');
  const english = parseModelJson(wrong, 'en').errors;
  expect(english.map((error) => error.kind === 'value' && error.path)).toEqual(['layers[1].units', 'layers[2].type']);
  const [units] = parseModelJson(wrong, 'ja').errors;
  expect(units?.kind === 'value' && units.message).toMatch(/[ぁ-ん]/);
});
