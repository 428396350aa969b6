/** A stretch of a text that is, or is not, the same in another one. */
export interface Stretch {
  text: string;
  changed: boolean;
}

/** Marks what differs between two short texts, character by character: the fewest characters that do (Wagner & Fischer 1974). */
export function diffCharacters(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const a = [...before];
  const b = [...after];
  // common[i][j]: most characters that a from i on and b from j on have in common, in order.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const left: Stretch[] = [];
  const right: Stretch[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(left, a[i++], false);
      add(right, b[j++], false);
    } else if (j === b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      add(left, a[i++], true);
    } else {
      add(right, b[j++], true);
    }
  }
  return { before: left, after: right };
}

function add(stretches: Stretch[], character: string, changed: boolean): void {
  const last = stretches.at(-1);
  if (last?.changed === changed) last.text += character;
  else stretches.push({ text: character, changed });
}
