/** A stretch of a text, and whether an earlier text had it too. */
export interface MarkedPiece {
  text: string;
  changed: boolean;
}

/** A character, with its marks, of a script that puts no blanks between words; punctuation of East Asia is one too. */
const unspaced = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}\u3000-\u303f\uff00-\uffef]\p{M}*`;
const unit = new RegExp(String.raw`\s+|${unspaced}\s*|(?:(?!${unspaced})\S)+\s*`, 'gu');
/** Words with the blanks that follow them, and single characters where there are no blanks to tell words by. */
const unitsOf = (text: string) => text.match(unit) ?? [];
/** Texts that differ in more are compared up to here; what follows counts as changed. */
const mostUnits = 2000;

/** Returns `after` with the words, or characters, marked that are not in the longest common subsequence with `before`. */
export function markChanges(before: string, after: string): MarkedPiece[] {
  const [all, present] = [unitsOf(before), unitsOf(after)];
  let same = 0;
  while (same < all.length && same < present.length && all[same] === present[same]) same++;
  // The common beginning is part of the longest common subsequence.
  const old = all.slice(same, same + mostUnits);
  const compared = present.slice(same, same + mostUnits);
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
