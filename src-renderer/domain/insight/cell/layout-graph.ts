import type { CellGraph } from './cell-graph.ts';

/** The place of a node: columns from left to right, rows from the top, in units of a node with its gap. */
interface NodePlace {
  column: number;
  row: number;
}

interface GraphLayout {
  places: readonly NodePlace[];
  columns: number;
  rows: number;
}

/**
 * Places operations to the right of all that goes into them, on a level with the middle of it, and what goes into the cell right before
 * its first use, each in a row of its own.
 */
export function layoutGraph({ nodes }: CellGraph): GraphLayout {
  const depths: number[] = [];
  for (const { operator, operands } of nodes)
    depths.push(operator === null ? 0 : 1 + Math.max(...operands.map((operand) => depths[operand] ?? 0)));
  const columnOf = (id: number) => {
    const users = nodes.filter(({ operands }) => operands.includes(id)).map((user) => depths[user.id] ?? 0);
    return nodes[id]?.operator === null && users.length > 0 ? Math.min(...users) - 1 : (depths[id] ?? 0);
  };
  const places: NodePlace[] = [];
  const taken = new Map<number, number[]>();
  let inputs = 0;
  for (const { id, operator, operands } of nodes) {
    const column = columnOf(id);
    const rows = operands.map((operand) => places[operand]?.row ?? 0);
    const wanted = operator === null ? inputs++ : rows.reduce((sum, row) => sum + row, 0) / rows.length;
    const row = freeRow(wanted, taken.get(column) ?? []);
    taken.set(column, [...(taken.get(column) ?? []), row]);
    places.push({ column, row });
  }
  return {
    places,
    columns: Math.max(...places.map(({ column }) => column)) + 1,
    rows: Math.max(...places.map(({ row }) => row)) + 1,
  };
}

/** Returns the first row from `wanted` down in which no node of the column is in the way. */
function freeRow(wanted: number, taken: readonly number[]): number {
  const inTheWay = taken.filter((row) => Math.abs(row - wanted) < 1);
  return inTheWay.length === 0 ? wanted : freeRow(Math.max(...inTheWay) + 1, taken);
}
