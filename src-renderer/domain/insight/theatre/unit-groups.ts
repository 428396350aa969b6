import { kindOf, type Variable } from '../../cells/cell-variables.ts';

/** Variables that are drawn on one axis. */
interface UnitGroup {
  name: 'gates' | 'memory' | 'output';
  variables: readonly Variable[];
  /** The whole of the axis, where that is known; null for as far as the values reach. */
  range: { min: number; max: number } | null;
}

/** Divides the variables of a cell: its gates from 0 to 1, its memory, and what it writes and tells. */
export function unitGroups(variables: readonly Variable[]): UnitGroup[] {
  const isGate = (variable: Variable) => kindOf(variable) === 'gate';
  const isMemory = (variable: Variable) => !isGate(variable) && variable.role === 'memory';
  const groups: UnitGroup[] = [
    { name: 'gates', variables: variables.filter(isGate), range: { min: 0, max: 1 } },
    { name: 'memory', variables: variables.filter(isMemory), range: null },
    { name: 'output', variables: variables.filter((each) => !isGate(each) && !isMemory(each)), range: null },
  ];
  return groups.filter((group) => group.variables.length > 0);
}
