import { PairTable } from './pair-table.ts';

/**
 * The smallest automaton that accepts every passage of a text (Blumer et al. 1985). It has at most two states and three
 * edges a token, which take 100 to 200 bytes, and it is built token by token, in time proportional to the text.
 */
export class SuffixAutomaton {
  /** The number of tokens of the longest passage of each state. */
  readonly lengths: Int32Array;
  /** The state of the longest suffix of each state's passages that another state stands for; −1 for state 0, the empty passage. */
  readonly links: Int32Array;
  /** The state of each beginning of the text, by its number of tokens. */
  readonly beginnings: Int32Array;
  stateCount = 1;
  /** The pairs of a state and a token, with the states that they lead to. */
  readonly #edges = new PairTable();
  readonly #targets: Int32Array;
  /** The last edge of each state, and the one before each edge; −1 stands for none. */
  readonly #lastEdges: Int32Array;
  readonly #edgesBefore: Int32Array;
  #added = 0;

  /** `size` is the most tokens that will be added. */
  constructor(size: number) {
    this.lengths = new Int32Array(2 * size + 1);
    this.links = new Int32Array(2 * size + 1);
    this.links[0] = -1;
    this.beginnings = new Int32Array(size + 1);
    this.#targets = new Int32Array(3 * size + 1);
    this.#lastEdges = new Int32Array(2 * size + 1).fill(-1);
    this.#edgesBefore = new Int32Array(3 * size + 1);
  }

  /** Returns the state to which an edge with this token leads; −1 means that there is none. */
  follow(state: number, token: number): number {
    const edge = this.#edges.find(state, token);
    return edge < 0 ? -1 : this.#targets[edge];
  }

  add(token: number): void {
    const { lengths, links, beginnings } = this;
    const last = beginnings[this.#added];
    const state = this.stateCount++;
    lengths[state] = lengths[last] + 1;
    beginnings[++this.#added] = state;
    let from = last;
    while (from >= 0 && this.follow(from, token) < 0) {
      this.#connect(from, token, state);
      from = links[from];
    }
    links[state] = from < 0 ? 0 : this.#stateAfter(from, token);
  }

  /**
   * Returns the state whose longest passage is that of `from` followed by the token; the state to which the edge leads
   * may have to be split for it.
   */
  #stateAfter(from: number, token: number): number {
    const { lengths, links } = this;
    const target = this.follow(from, token);
    if (lengths[target] === lengths[from] + 1) return target;
    const copy = this.stateCount++;
    lengths[copy] = lengths[from] + 1;
    links[copy] = links[target];
    for (let edge = this.#lastEdges[target]; edge >= 0; edge = this.#edgesBefore[edge]) {
      this.#connect(copy, this.#edges.seconds[edge], this.#targets[edge]);
    }
    links[target] = copy;
    for (let state = from; state >= 0 && this.follow(state, token) === target; state = links[state]) {
      this.#connect(state, token, copy);
    }
    return copy;
  }

  #connect(state: number, token: number, target: number): void {
    const known = this.#edges.size;
    const edge = this.#edges.add(state, token);
    this.#targets[edge] = target;
    if (edge < known) return;
    this.#edgesBefore[edge] = this.#lastEdges[state];
    this.#lastEdges[state] = edge;
  }
}
