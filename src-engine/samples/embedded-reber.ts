import type { RandomStream } from '../random/stream.ts';
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
/** The node before the inner string's E, from where every string has as many symbols to come. */
const INNER_END = 6;
const AFTER_INNER_END = 3;
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
 * The symbols that may follow the beginning of a string of at least `minimumLength` symbols: none after a whole string. null if no string
 * begins like this. A network has learnt the grammar when it finds exactly these likely.
 */
export function embeddedReberSuccessors(prefix: string, minimumLength = 0): string[] | null {
  return embeddedReberForks(prefix, minimumLength)?.at(-1) ?? null;
}

/** The successors of all beginnings of such a prefix, from the empty one to itself; null if no string begins like this. */
export function embeddedReberForks(prefix: string, minimumLength: number): string[][] | null {
  let node = 0;
  const forks = [openWays(node, 0, minimumLength)];
  for (const symbol of prefix) {
    if (!forks[forks.length - 1].includes(symbol)) return null;
    node = EMBEDDED[node][symbol];
    forks.push(openWays(node, forks.length, minimumLength));
  }
  return forks;
}

/** A random string of at least `minimumLength` symbols. At every fork the ways that are open are equally likely. */
export function drawEmbeddedReber(random: RandomStream, minimumLength: number): string {
  let text = '';
  for (let node = 0; node !== END;) {
    const symbols = openWays(node, text.length, minimumLength);
    const symbol = symbols[random.below(symbols.length)];
    text += symbol;
    node = EMBEDDED[node][symbol];
  }
  return text;
}

/** The symbols that lead on from a node after `length` symbols: not to the inner string's last E as long as the whole one would be too short. */
function openWays(node: number, length: number, minimumLength: number): string[] {
  const symbols = Object.keys(EMBEDDED[node]);
  if (length + AFTER_INNER_END + 1 >= minimumLength) return symbols;
  return symbols.filter((symbol) => {
    const to = EMBEDDED[node][symbol];
    return to !== T_BRANCH + INNER_END && to !== P_BRANCH + INNER_END;
  });
}

/** At every fork both ways are equally likely. */
export const embeddedReber: FormalLanguage = {
  generate: (random) => drawEmbeddedReber(random, 0),
  accepts: (text) => embeddedReberSuccessors(text)?.length === 0,
};
