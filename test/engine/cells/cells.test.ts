import { describe, expect, it } from 'vitest';
import { cellOpCases } from '../../../src-engine/cells/build/op-cases.ts';
import type { CellField } from '../../../src-engine/cells/cell-facts.ts';
import { cellDefinition } from '../../../src-engine/cells/definitions.ts';
import { cellFacts, cellTypes, isCellType, isRecurrent } from '../../../src-engine/cells/index.ts';
import { recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { replaceCells } from '../../../src-engine/models/replace-cells.ts';

describe.each(cellTypes)('%s', (type) => {
  const facts = cellFacts(type);

  it('names only its own variables', () => {
    const names = facts.variables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...facts.columns, ...facts.explained]));
    const states = facts.states.flatMap(({ variable }) => variable ?? []);
    expect(names).toEqual(expect.arrayContaining(states));
    // A value that is in no column and no state could not be read.
    expect([...facts.columns, ...states]).toEqual(expect.arrayContaining(names));
  });

  it('puts out h, which is its first state', () => {
    expect(facts.states[0]).toEqual({ name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] });
  });

  it('has defaults that its options allow, and activations that are among its fields', () => {
    const fields: Readonly<Record<string, CellField>> = facts.fields;
    for (const field of Object.values(fields)) {
      if (field.kind === 'choice') expect(field.options).toContain(field.default);
    }
    for (const { activation } of facts.variables) {
      if (activation !== null && 'field' in activation) expect(fields[activation.field]?.kind).toBe('choice');
    }
  });

  it('has the parameters that its facts tell of', () => {
    const parameters = cellDefinition(type).parameters(recurrentLayer(type, 8), 5);
    const gates = facts.columns.length;
    const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]));
    expect(shapes.get('kernel')).toEqual([5, gates * 8]);
    expect(shapes.has('recurrent')).toBe(facts.recurrentKernel !== 'none');
    if (facts.recurrentKernel === 'full') expect(shapes.get('recurrent')).toEqual([8, gates * 8]);
    for (const { values, shape } of parameters) {
      const size = shape.reduce((product, extent) => product * extent, 1);
      if (values !== null) expect(values()).toHaveLength(size);
    }
  });

  it('is compared on all backends, backward and with values held too', () => {
    const cases = cellOpCases[type];
    expect(cases.some(({ backward }) => backward !== null)).toBe(true);
    expect(cases.some(({ differentiation }) => differentiation !== null)).toBe(true);
    expect(cases.some((each) => 'override' in each.tensors())).toBe(true);
  });

  it.each(cellTypes)('takes over what it shares with %s, and has its own defaults for the rest', (before) => {
    const layer = { ...recurrentLayer(before, 12), returnSequences: false, bidirectional: 'concat' as const };
    const model = { task: 'classification', input: { kind: 'features', size: 2 }, layers: [layer] } as const;
    const [replaced] = replaceCells({ ...model, layers: [...model.layers] }, type).layers;
    expect(replaced).toEqual({ ...recurrentLayer(type, 12), returnSequences: false, bidirectional: 'concat' });
    expect(Object.keys(replaced)).toEqual(Object.keys(recurrentLayer(type, 12)));
  });
});

it('other layers are no cells', () => {
  expect(isCellType('dense')).toBe(false);
  expect(isRecurrent({ type: 'embedding' })).toBe(false);
});
