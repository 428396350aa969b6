/** A stretch of a text, and whether an earlier text had it too. */
export interface MarkedPiece {
  text: string;
  changed: boolean;
}

/** Words with the blanks that follow them. */
const wordsOf = (text: string) => text.match(/\s+|\S+\s*/g) ?? [];
/** Texts that differ in more are compared up to here; what follows counts as changed. */
const mostWords = 1500;

/** `after` with the words marked that are not in the longest common subsequence of words with `before`. */
export function markChanges(before: string, after: string): MarkedPiece[] {
  const [all, present] = [wordsOf(before), wordsOf(after)];
  let same = 0;
  while (same < all.length && same < present.length && all[same] === present[same]) same++;
  // The common beginning is part of the longest common subsequence.
  const old = all.slice(same, same + mostWords);
  const compared = present.slice(same, same + mostWords);
  const width = compared.length + 1;
  // Length of the longest common subsequence of what follows old[i] and compared[j].
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = compared.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === compared[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const beginning = present.slice(0, same).join('');
  const pieces: MarkedPiece[] = beginning === '' ? [] : [{ text: beginning, changed: false }];
  const add = (text: string, changed: boolean) => {
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  };
  const rest = present.slice(same);
  let [i, j] = [0, 0];
  while (j < rest.length) {
    if (i < old.length && j < compared.length && old[i] === compared[j]) {
      add(rest[j], false);
      i++;
      j++;
    } else if (i < old.length && j < compared.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
      i++;
    } else {
      add(rest[j], true);
      j++;
    }
  }
  return pieces;
}
