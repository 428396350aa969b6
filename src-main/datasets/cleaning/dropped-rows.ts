import type { DropReason, FoundPlace, Understood } from '../../contract/datasets/column-records.ts';
import type { RaggedRows } from './clean-rows.ts';

const toldPlaces = 20;

/** Rows that are left out for one reason, of which the first are told. */
export class DroppedRows {
  readonly #reason: DropReason;
  readonly #places: FoundPlace[] = [];
  count = 0;

  constructor(reason: DropReason) {
    this.#reason = reason;
  }

  add({ file, line, cell = null }: { file: string; line: number; cell?: string | null }): void {
    if (++this.count > toldPlaces) return;
    this.#places.push({ series: null, file, line, time: null, column: null, cell });
  }

  found(): Understood['rowsDropped'][number] {
    return { reason: this.#reason, count: this.count, places: this.#places };
  }
}

/** Tells the rows that were left out, by reason. */
export function droppedRows(ragged: RaggedRows, dropped: readonly DroppedRows[]): Understood['rowsDropped'] {
  const cut = new DroppedRows('ragged');
  for (const { file, line } of ragged.told) cut.add({ file, line });
  cut.count = ragged.count;
  return [cut, ...dropped].filter(({ count }) => count > 0).map((each) => each.found());
}
