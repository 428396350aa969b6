/** A stretch of a text, and whether an earlier text had it too. */
export interface MarkedPiece {
  text: string;
  changed: boolean;
}

/** Words with the blanks that follow them. */
const wordsOf = (text: string) => text.match(/\s+|\S+\s*/g) ?? [];
/** Longer texts are compared up to here; what follows counts as changed. */
const mostWords = 1500;

/** `after` with the words marked that are not in the longest common subsequence of words with `before`. */
export function markChanges(before: string, after: string): MarkedPiece[] {
  const [old, present] = [wordsOf(before).slice(0, mostWords), wordsOf(after)];
  const compared = present.slice(0, mostWords);
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
  const pieces: MarkedPiece[] = [];
  const add = (text: string, changed: boolean) => {
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  };
  let [i, j] = [0, 0];
  while (j < present.length) {
    if (i < old.length && j < compared.length && old[i] === compared[j]) {
      add(present[j], false);
      i++;
      j++;
    } else if (i < old.length && j < compared.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
      i++;
    } else {
      add(present[j], true);
      j++;
    }
  }
  return pieces;
}
