import type { AttributionRecord } from '../../../../src-main/contract/insight/attribution-records.ts';

type Piece = AttributionRecord['pieces'][number];

interface RankedPiece {
  /** Its place among all pieces. */
  place: number;
  text: string;
  contribution: number;
}

/** The pieces that contribute most, whatever their sign, at most `count` of them. */
export function strongestPieces(pieces: readonly Piece[], count: number): RankedPiece[] {
  return pieces
    .flatMap(({ text, contribution }, place) =>
      contribution === null || contribution === 0 ? [] : [{ place, text, contribution }],
    )
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, count);
}

/** The share of the largest contribution that each piece has, from −1 to 1; null for those that are too far back. */
export function sharesOfLargest(pieces: readonly Piece[]): (number | null)[] {
  const largest = pieces.reduce((most, { contribution }) => Math.max(most, Math.abs(contribution ?? 0)), 0);
  return pieces.map(({ contribution }) => (contribution === null ? null : largest === 0 ? 0 : contribution / largest));
}

/** +0.86, −0.034: two digits that count, with the sign. `write` is that of the language. */
export function signedNumber(value: number, write: (value: number) => string): string {
  const short = write(Math.abs(Number(value.toPrecision(2))));
  return value < 0 ? `−${short}` : `+${short}`;
}
