import type { KnownInput, PreparedTime } from '../../../spec/preparation-spec.ts';
import { knownInput } from '../../prepared-rows.ts';
import type { PreparedRows } from '../../prepared-rows.ts';

/** (rows): a known input of all rows of a piece. Nobody writes into it. */
export type InputColumns = (input: KnownInput, piece: Pick<PreparedRows, 'time' | 'values'>) => Float64Array;

/** Computes each input of a piece once, since many profiles have the same waves. */
export function createInputColumns(time: PreparedTime | null): InputColumns {
  const kept = new Map<readonly Float64Array[], Map<string, Float64Array>>();
  return (input, piece) => {
    const ofPiece = kept.get(piece.values) ?? new Map<string, Float64Array>();
    kept.set(piece.values, ofPiece);
    const key = JSON.stringify(input);
    const known = ofPiece.get(key);
    if (known !== undefined) return known;
    const values = new Float64Array(piece.time.length);
    for (let row = 0; row < values.length; row++) values[row] = knownInput(input, piece, { time }, row);
    ofPiece.set(key, values);
    return values;
  };
}
