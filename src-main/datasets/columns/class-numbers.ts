import { StudioError } from '../../contract/errors.ts';
import type { ImportReport } from '../../contract/datasets/import-records.ts';

const mostClasses = 10_000;

/** Numbers labels or tags as they come, and counts them. */
export class ClassNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];

  /** The number of a label. Throws `invalid-data` where there are too many. */
  add(label: string): number {
    let number = this.#numbers.get(label);
    if (number === undefined) {
      number = this.#counts.push(0) - 1;
      this.#numbers.set(label, number);
      if (number === mostClasses) {
        const message = `There are more than ${mostClasses} different labels. Choose another column as the label.`;
        throw new StudioError('invalid-data', message, { reason: 'too-many-classes', maximum: mostClasses });
      }
    }
    this.#counts[number]++;
    return number;
  }

  histogram(): NonNullable<ImportReport['classes']> {
    return sortedClasses(this.#numbers.keys()).map((label) => ({
      label,
      count: this.#counts[this.#numbers.get(label) ?? -1],
    }));
  }
}

/** A class's number is its place here, whatever the order of the rows. */
export function sortedClasses(labels: Iterable<string>): string[] {
  return [...new Set(labels)].sort();
}
