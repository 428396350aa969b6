import type { VariableFacts, VariableRole } from '../../../src-engine/cells/cell-facts.ts';
import { cells, type CellType, type CellVariable } from '../../../src-engine/cells/index.ts';
import type { ColourToken } from '../../charts/token-colour.ts';
import type { MessageKey } from '../../locales/messages.ts';

type Facts = (typeof cells)[number];

/** A variable of any cell, by the facts of its cell. Nothing compiles unless every language has texts for it. */
export type Variable = Facts['variables'][number];

export const factsOf = (type: CellType): Facts => cells.find((facts) => facts.type === type) ?? cells[0];

/** All variables of a cell, in the order of its facts. */
export const variablesOfCell = (type: CellType): readonly Variable[] => factsOf(type).variables;

/** Throws when the cell has no such variable. */
export function variableOf(type: CellType, name: CellVariable): Variable {
  const variable = variablesOfCell(type).find((each) => each.name === name);
  if (variable === undefined) throw new Error(`The cell ${type} has no variable ${name}.`);
  return variable;
}

/** The variables of a cell in the order in which a person is told about them. */
export const explainedVariables = (type: CellType): Variable[] =>
  factsOf(type).explained.map((name) => variableOf(type, name));

/** The kind of a variable, of all that facts can declare. */
export const kindOf = ({ kind }: Variable): VariableFacts['kind'] => kind;

/** The meanings that the variables of one kind have. */
export type MeaningOf<Kind extends VariableFacts['kind']> = Extract<Variable, { kind: Kind }>['meaning'];

export const variableName = ({ meaning }: Variable): MessageKey => `charts.variables.${meaning}`;

/** Each role has the same colour in every cell. */
const colours: Record<VariableRole, ColourToken> = {
  write: 'input-gate',
  keep: 'forget-gate',
  read: 'output-gate',
  candidate: 'candidate',
  memory: 'cell',
  output: 'hidden',
};
export const variableColour = ({ role }: Pick<VariableFacts, 'role'>): ColourToken => colours[role];

/** The dashes of lines, so that those of one colour, or without colours, can be told apart. */
const dashes: Record<VariableRole, number[]> = {
  write: [8, 3],
  keep: [6, 2, 2, 2],
  read: [2, 2],
  candidate: [3, 3],
  memory: [],
  output: [12, 3],
};
/** A normaliser has the colour of the value that is divided by it, and a dotted line. */
const normaliserDash = [1, 3];
export const variableDash = ({ role, kind }: Pick<VariableFacts, 'role' | 'kind'>): number[] =>
  kind === 'normaliser' ? normaliserDash : dashes[role];
