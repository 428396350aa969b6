import type { Variable } from '../../cells/cell-variables.ts';
import { unitRow, type Activations } from '../reading/read-activations.ts';

/** Returns the token at which a unit's memory, or its output where it has no other memory, changes the most. */
export function busiestStep({ variables, units }: Activations, shown: readonly Variable[], unit: number): number {
  const memory = shown.find(({ role }) => role === 'memory') ?? shown.find(({ role }) => role === 'output');
  const values = memory === undefined ? undefined : variables.get(memory.name);
  if (values === undefined) return 0;
  const row = unitRow(values, units, unit);
  let busiest = 0;
  let largest = -1;
  for (let step = 1; step < row.length; step++) {
    const change = Math.abs((row[step] ?? 0) - (row[step - 1] ?? 0));
    if (change <= largest) continue;
    largest = change;
    busiest = step;
  }
  return busiest;
}
