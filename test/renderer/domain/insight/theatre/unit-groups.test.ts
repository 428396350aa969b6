import { expect, test } from 'vitest';
import type { CellType } from '../../../../../src-engine/cells/index.ts';
import { explainedVariables, variableOf } from '../../../../../src-renderer/domain/cells/cell-variables.ts';
import { busiestStep } from '../../../../../src-renderer/domain/insight/theatre/busiest-step.ts';
import { sortUnits } from '../../../../../src-renderer/domain/insight/theatre/sort-units.ts';
import { unitGroups } from '../../../../../src-renderer/domain/insight/theatre/unit-groups.ts';

const namesOf = (type: CellType) =>
  unitGroups(explainedVariables(type)).map(({ name, variables, range }) => [
    name,
    variables.map(({ symbol }) => symbol).join(' '),
    range,
  ]);

test('gates have an axis from 0 to 1, and a memory that may grow to any size lies on none but its own', () => {
  const whole = { min: 0, max: 1 };
  expect(namesOf('lstm')).toEqual([
    ['gates', 'i f o', whole],
    ['memory', 'c', null],
    ['output', 'h', null],
  ]);
  // The normaliser, which grows by every entry, would press the gates flat.
  expect(namesOf('slstm')).toEqual([
    ['gates', 'i f o', whole],
    ['memory', 'c n', null],
    ['output', 'h', null],
  ]);
  expect(namesOf('gru')).toEqual([
    ['gates', 'z r', whole],
    ['output', 'h̃ h', null],
  ]);
  expect(namesOf('simple_rnn')).toEqual([['output', 'h', null]]);
});

test('a unit that leads comes first, before the most active ones; as they are, all keep their places', () => {
  const values = Float32Array.from([0, 0, 0, 0, 1, 0, 0, 0.5, 0]);
  expect([...sortUnits('activity', values, 3)]).toEqual([1, 2, 0]);
  expect([...sortUnits('activity', values, 3, 0)]).toEqual([0, 1, 2]);
  expect([...sortUnits('index', values, 3, 2)]).toEqual([0, 1, 2]);
});

test('a unit is shown where its memory changes the most', () => {
  const cell = Float32Array.from([0, 0, 0, 0, 0.1, 0.2, -3, -3]);
  const activations = {
    step: 1,
    tokens: ['a', 'b', 'c', 'd'],
    units: 2,
    variables: new Map([['cell-state' as const, cell]]),
  };
  expect(busiestStep(activations, [variableOf('lstm', 'cell-state')], 1)).toBe(2);
  expect(busiestStep(activations, [variableOf('lstm', 'cell-state')], 0)).toBe(1);
});
