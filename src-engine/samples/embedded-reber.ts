import type { FormalLanguage } from './formal-language.ts';

/** By node of a graph, the node that each symbol leads to. */
type Graph = readonly Readonly<Record<string, number>>[];

/** The Reber grammar from its B to its E; node 7 is the end. */
const REBER: Graph = [
  { B: 1 },
  { T: 2, P: 3 },
  { S: 2, X: 4 },
  { T: 3, V: 5 },
  { X: 3, S: 6 },
  { P: 4, V: 6 },
  { E: 7 },
];
const T_BRANCH = 2;
const P_BRANCH = T_BRANCH + REBER.length + 2;
const END = P_BRANCH + REBER.length + 2;

/**
 * The embedded Reber grammar of Hochreiter & Schmidhuber 1997, section 5.1: B, then T or P, then a string of the Reber grammar, then
 * the same T or P, then E. The symbol before the last can only be known by remembering the second.
 */
const EMBEDDED: Graph = [
  { B: 1 },
  { T: T_BRANCH, P: P_BRANCH },
  ...branch('T', T_BRANCH),
  ...branch('P', P_BRANCH),
  {},
];

function branch(remembered: string, first: number): Graph {
  const inner = REBER.map((edges) => Object.fromEntries(Object.entries(edges).map(([s, to]) => [s, first + to])));
  return [...inner, { [remembered]: first + REBER.length + 1 }, { E: END }];
}

/**
 * The symbols that may follow the beginning of a string: none after a whole string. null if no string begins like this.
 * A network has learnt the grammar when it finds exactly these likely.
 */
export function embeddedReberSuccessors(prefix: string): string[] | null {
  let node = 0;
  for (const symbol of prefix) {
    if (!Object.hasOwn(EMBEDDED[node], symbol)) return null;
    node = EMBEDDED[node][symbol];
  }
  return Object.keys(EMBEDDED[node]);
}

/** At every fork both ways are equally likely. */
export const embeddedReber: FormalLanguage = {
  generate(random) {
    let text = '';
    for (let node = 0; node !== END;) {
      const symbols = Object.keys(EMBEDDED[node]);
      const symbol = symbols[random.below(symbols.length)];
      text += symbol;
      node = EMBEDDED[node][symbol];
    }
    return text;
  },
  accepts: (text) => embeddedReberSuccessors(text)?.length === 0,
};
