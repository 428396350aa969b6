import type { CellFacts, SpecOf } from './cell-facts.ts';
import { gruFacts } from './gru/facts.ts';
import { lstmFacts } from './lstm/facts.ts';
import { minGruFacts } from './min_gru/facts.ts';
import { simpleRnnFacts } from './simple_rnn/facts.ts';
import { slstmFacts } from './slstm/facts.ts';

/** The recurrent cells, in the order in which they are offered. This is their only list. */
export const cells = [simpleRnnFacts, lstmFacts, gruFacts, minGruFacts, slstmFacts] as const;

type Facts = (typeof cells)[number];

export type CellType = Facts['type'];

/** The spec of a recurrent layer, as the facts of its cell declare it. */
export type RecurrentLayerSpec = SpecOf<Facts>;

/** The spec of the layers of one cell. */
export type SpecOfCell<Type extends CellType> = Extract<RecurrentLayerSpec, { type: Type }>;

/** The variables that recurrent cells compute for each of their units at every step. */
export type CellVariable = Facts['variables'][number]['name'];

export const cellTypes: readonly CellType[] = cells.map(({ type }) => type);

const factsOfTypes = new Map<string, CellFacts<CellVariable>>(cells.map((facts) => [facts.type, facts]));

export function cellFacts(type: CellType): CellFacts<CellVariable> {
  const facts = factsOfTypes.get(type);
  if (facts === undefined) throw new Error(`There is no cell ${type}.`);
  return facts;
}

export function isCellType(type: string): type is CellType {
  return factsOfTypes.has(type);
}

export function isRecurrent(layer: { type: string }): layer is RecurrentLayerSpec {
  return isCellType(layer.type);
}
