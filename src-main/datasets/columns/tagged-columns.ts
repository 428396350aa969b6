import { conllUColumns } from '../readers/conll-reader.ts';
import { isTagName, isTokenName } from '../readers/recognize-conll.ts';

/** The columns of tokens and of tags, by their places. */
export interface TokenPlaces {
  token: number;
  tag: number;
}

/**
 * Guesses the columns of tokens and tags in a file with a token a line. Unless a header names them, the first column holds the tokens and
 * the last one the tags; in CoNLL-U they are the second and the fourth.
 */
export function guessTokenPlaces(names: readonly string[], rows: readonly (readonly string[])[]): TokenPlaces {
  const hasNumbers = rows.every(([number]) => /^\d+([-.]\d+)?$/.test(number));
  const isConllU = names.length === conllUColumns && hasNumbers;
  const placeOf = (isMeant: (name: string) => boolean, usual: number) => {
    const named = names.findLastIndex(isMeant);
    return named < 0 ? usual : named;
  };
  return {
    token: placeOf(isTokenName, isConllU ? 1 : 0),
    tag: placeOf(isTagName, isConllU ? 3 : names.length - 1),
  };
}
