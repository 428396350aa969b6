import { describe, expect, it } from 'vitest';
import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import { readActivations } from '../../../src-engine/insight/activations.ts';
import { readCellSteps } from '../../../src-engine/insight/cell-steps.ts';
import { measureGradientFlow } from '../../../src-engine/insight/gradient-flow.ts';
import { textWindows } from '../../../src-engine/insight/text-windows.ts';
import { dense, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { backends, drawIds, drawModel, VOCABULARY } from './drawn-models.ts';

const create = backends[0][2];

describe.each(cellTypes)('insight into a %s', (type) => {
  const facts = cellFacts(type);
  const { model } = drawModel(create(), {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: VOCABULARY },
    layers: [{ type: 'one_hot' }, recurrentLayer(type, 4), recurrentLayer(type, 4), dense(VOCABULARY)],
  });

  it('follows the gradient back through every state that it explains', async () => {
    const flows = await measureGradientFlow(model, textWindows(drawIds(40), 6, 3));
    expect(flows.map(({ loop }) => loop)).toEqual(['1', '2']);
    const states = facts.states.filter(({ variable }) => variable !== null).map(({ name }) => name);
    for (const { norms } of flows) {
      expect(Object.keys(norms)).toEqual(states);
      for (const byLag of Object.values(norms)) {
        expect(byLag).toHaveLength(6);
        expect([...byLag].every((norm) => Number.isFinite(norm) && norm > 0)).toBe(true);
      }
    }
  });

  it('reads every variable at every token, and the numbers by which one unit computes them', async () => {
    const loops = await readActivations(model, drawIds(9));
    expect(loops).toHaveLength(2);
    const [{ variables }] = loops;
    expect(variables.map(({ variable }) => variable)).toEqual(facts.variables.map(({ name }) => name));
    for (const { values } of variables) {
      expect(values).toHaveLength(9 * 4);
      expect(values.every((value) => Number.isFinite(value))).toBe(true);
    }
    const steps = await readCellSteps(model, drawIds(9), { loop: '1', unit: 2 });
    expect(steps.columns.map(({ variable }) => variable)).toEqual([...facts.columns]);
    for (const { variable, values } of steps.variables) {
      const seen = variables.find((each) => each.variable === variable)?.values ?? new Float32Array();
      values.forEach((value, t) => expect(value).toBeCloseTo(seen[t * 4 + 2], 5));
    }
  });
});
