import { heldOutDocuments } from '../../../src-engine/text/held-out-documents.ts';
import { splitStratified } from '../../../src-engine/text/stratified-split.ts';
import type { ImportReport } from '../../contract/datasets/import-records.ts';
import { NumberList } from '../columns/number-list.ts';

/** The split that presets make: of this share, drawn with this seed. */
const usualSplit = { validationFraction: 0.1, seed: 1, batching: 3 } as const;

/**
 * Finds rows that are there twice, in 32 bytes a row whatever their length. Rows count as the same when 53 bits of hash are: among a
 * million different rows one is taken for another with a probability of 1 in 18,000.
 */
export class RowHashes {
  readonly #texts = new NumberList();
  readonly #rows = new NumberList();
  readonly #labels = new NumberList();
  readonly #lengths = new NumberList();

  /** `label` is the class in any numbering; 0 where there are no classes. */
  add(text: string, label: number): void {
    const hash = hashOf(text);
    this.#texts.push(hash);
    this.#rows.push(mix(hash, label));
    this.#labels.push(label);
    this.#lengths.push(text.length);
  }

  /** Returns the number of rows that were there before with the same label. */
  duplicates(): number {
    const sorted = this.#rows.values().toSorted();
    let count = 0;
    for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) count++;
    return count;
  }

  /**
   * Counts the rows to validate on whose text is trained on too. The split takes the same share of every class; without
   * classes it draws whole rows by their numbers of characters.
   */
  leaked(hasClasses: boolean): NonNullable<ImportReport['rows']>['leaked'] {
    const { validationFraction, seed } = usualSplit;
    const hashes = this.#texts.values();
    const labels = this.#labels.values();
    const isValidation = hasClasses
      ? new Uint8Array(hashes.length)
      : heldOutDocuments(this.#lengths.values(), usualSplit);
    if (hasClasses) for (const row of splitStratified(labels, usualSplit).validation) isValidation[row] = 1;
    const training = hashes.filter((_, row) => isValidation[row] === 0).sort();
    const count = hashes.reduce(
      (sum, hash, row) => sum + (isValidation[row] === 1 && isAmong(hash, training) ? 1 : 0),
      0,
    );
    return { count, validationFraction, seed };
  }
}

function isAmong(value: number, sorted: Float64Array): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

/** Two multiplicative hashes of 32 bits with different multipliers, of which 53 bits are kept. */
function hashOf(text: string): number {
  let first = 0x811c9dc5;
  let second = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995);
    second ^= second >>> 15;
  }
  first ^= first >>> 16;
  return (first & 0x1fffff) * 2 ** 32 + (second >>> 0);
}

function mix(hash: number, label: number): number {
  const low = (Math.imul(label + 1, 0x9e3779b1) ^ hash) >>> 0;
  return Math.floor(hash / 2 ** 32) * 2 ** 32 + low;
}
