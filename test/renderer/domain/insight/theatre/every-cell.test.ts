import { describe, expect, it } from 'vitest';
import { cellTypes, type CellType } from '../../../../../src-engine/cells/index.ts';
import {
  explainedVariables,
  factsOf,
  variableColour,
  variableDash,
  variableName,
} from '../../../../../src-renderer/domain/cells/cell-variables.ts';
import { variableScale } from '../../../../../src-renderer/domain/cells/variable-scale.ts';
import { explanationOf } from '../../../../../src-renderer/domain/insight/theatre/explain-value.ts';
import { en } from '../../../../../src-renderer/locales/en/index.ts';
import { ja } from '../../../../../src-renderer/locales/ja/index.ts';

const textAt = (texts: object, key: string): unknown =>
  key.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown> | undefined)?.[part], texts);
/** The values reach from far below to far above those of any variable. */
const values = [-9, -0.3, 0, 0.2, 0.5, 0.8, 0.95, 3];

describe.each(cellTypes)('the gate theatre of a %s', (type: CellType) => {
  const variables = explainedVariables(type);

  it('shows each gate and each memory that its facts explain, the output last', () => {
    expect(variables.map(({ name }) => name)).toEqual([...factsOf(type).explained]);
    expect(variables.at(-1)?.name).toBe('hidden-state');
    const memories = factsOf(type).states.flatMap(({ variable }) => variable ?? []);
    expect(variables.map(({ name }) => name)).toEqual(expect.arrayContaining(memories));
  });

  it('gives each a look of its own and says what every value means, in both languages', () => {
    const looks = variables.map((variable) => `${variableColour(variable)} ${variableDash(variable).join()}`);
    expect(new Set(looks).size).toBe(variables.length);
    for (const variable of variables) {
      for (const texts of [en, ja]) {
        expect(textAt(texts, variableName(variable)), variable.name).toBeTypeOf('string');
        for (const value of values) expect(textAt(texts, explanationOf(variable, value))).toBeTypeOf('string');
      }
      const { min, max } = variableScale(variable, Float32Array.from(values));
      expect(max).toBeGreaterThan(min);
    }
  });
});
