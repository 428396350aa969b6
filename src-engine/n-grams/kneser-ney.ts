import type { Interruptible } from '../spec/interruptible.ts';
import { discountsOf, type Discounts } from './discounts.ts';
import { PairTable } from './pair-table.ts';
import { runInPieces } from './run-in-pieces.ts';

export interface KneserNeyTask {
  /** The documents of the training part; n-grams do not reach from one into the next. */
  training: readonly Int32Array[];
  validation: readonly Int32Array[];
  /** V; the ids are 0 … V − 1. */
  vocabularySize: number;
  /** The orders of the models, ascending. */
  orders: readonly number[];
}

export interface KneserNeyModel {
  order: number;
  /** The discounts of each order from 1 on. */
  discounts: Discounts[];
  /**
   * The probability of each token of the validation documents, one document after the other; NaN for the first token of
   * each, which is not predicted.
   */
  probabilities: Float64Array;
}

/**
 * Interpolated modified Kneser–Ney (Chen & Goodman 1999): p(w|h) = (a(hw) − D(a(hw)))⁺ / a(h·) + γ(h) p(w|h′), where h′
 * is h without its first token, γ(h) redistributes the discounts, and 1/V is the distribution below the unigrams. In the
 * highest order of a model, a counts occurrences. In the orders below, it counts the different tokens that come before
 * the n-gram, and each document that begins with it, as KenLM does for n-grams that begin with <s>. The first token of a
 * document is only read: it is not predicted, and is no occurrence of a unigram. A history is as long as its document
 * allows, and is shortened if the training part does not go on from it. The discounts are those of `discountsOf` for the
 * a of each order.
 *
 * The text is read once for each order, with the n-grams of two orders in memory: about 70 bytes for each different one.
 * May be cancelled, see `runInPieces`.
 */
export async function kneserNey(
  { training, validation, vocabularySize, orders }: KneserNeyTask,
  onProgress: (done: number, total: number) => void,
  interruptible: Interruptible,
): Promise<KneserNeyModel[]> {
  const learnt = joinDocuments(training);
  const predicted = joinDocuments(validation);
  const highest = Math.max(...orders);
  const models: KneserNeyModel[] = [];
  const discounts: Discounts[] = [];
  const lower = new Float64Array(predicted.tokens.length).fill(1 / vocabularySize);
  predicted.places.forEach((place, n) => place === 0 && (lower[n] = NaN));
  let level = firstLevel(learnt, predicted);
  for (let order = 1; order <= highest; order++) {
    onProgress(order - 1, highest);
    const next = order < highest ? await nextLevel(level, order, learnt, predicted, interruptible) : null;
    if (orders.includes(order)) {
      const probabilities = lower.slice();
      const own = interpolate(probabilities, level, level.occurrences);
      models.push({ order, discounts: [...discounts, own], probabilities });
    }
    if (next === null) break;
    discounts.push(interpolate(lower, level, next.continuations));
    level = next.level;
  }
  onProgress(highest, highest);
  return models;
}

/** The tokens of all documents, one document after the other. */
interface Text {
  tokens: Int32Array;
  /** The place of each token in its document. */
  places: Int32Array;
}

function joinDocuments(documents: readonly Int32Array[]): Text {
  const length = documents.reduce((sum, document) => sum + document.length, 0);
  const tokens = new Int32Array(length);
  const places = new Int32Array(length);
  let at = 0;
  for (const document of documents) {
    tokens.set(document, at);
    for (let place = 0; place < document.length; place++) places[at++] = place;
  }
  return { tokens, places };
}

/**
 * The n-grams of one order in the training part, and the places where they occur. −1 stands for no n-gram, or for one
 * that is not in the training part.
 */
interface Level {
  /** The pairs of a context, which is an n-gram of the order before, and the token after it. */
  table: PairTable;
  /** The number of n-grams of the order before, some of which are the table's contexts. */
  contextCount: number;
  /** The number of occurrences of each n-gram. */
  occurrences: Int32Array;
  /** The n-gram that ends at each token of the training part. */
  learnt: Int32Array;
  /** The n-gram that ends at each token of the validation part, and the context of that token. */
  predicted: Int32Array;
  contexts: Int32Array;
}

function firstLevel(learnt: Text, predicted: Text): Level {
  const table = new PairTable();
  const ids = learnt.tokens.map((token) => table.add(0, token));
  const occurrences = new Int32Array(table.size);
  ids.forEach((id, n) => learnt.places[n] > 0 && occurrences[id]++);
  return {
    table,
    contextCount: 1,
    occurrences,
    learnt: ids,
    predicted: predicted.tokens.map((token) => table.find(0, token)),
    contexts: predicted.places.map((place) => (place === 0 ? -1 : 0)),
  };
}

/**
 * Returns the n-grams that are longer by one, and the number of different tokens or beginnings that come before each of
 * these. Reuses the arrays of the texts.
 */
async function nextLevel(
  level: Level,
  order: number,
  learnt: Text,
  predicted: Text,
  interruptible: Interruptible,
): Promise<{ level: Level; continuations: Int32Array }> {
  const table = new PairTable();
  const ids = level.learnt;
  const continuations = new Int32Array(level.table.size);
  const last = ids.length - 1;
  // The loop runs from the end, so that the shorter n-gram that ends one token before is still there.
  await runInPieces(
    ids.length,
    (from, to) => {
      for (let n = last - from; n > last - to; n--) {
        const shorter = ids[n];
        if (learnt.places[n] < order) {
          if (order > 1 && learnt.places[n] === order - 1) continuations[shorter]++;
          ids[n] = -1;
          continue;
        }
        const known = table.size;
        ids[n] = table.add(ids[n - 1], learnt.tokens[n]);
        if (table.size > known) continuations[shorter]++;
      }
    },
    interruptible,
  );
  const occurrences = new Int32Array(table.size);
  for (const id of ids) if (id >= 0) occurrences[id]++;
  const contexts = predicted.places.map((place, n) => (place === 0 ? -1 : level.predicted[n - 1]));
  const found = contexts.map((context, n) => (context < 0 ? -1 : table.find(context, predicted.tokens[n])));
  return {
    level: { table, contextCount: level.table.size, occurrences, learnt: ids, predicted: found, contexts },
    continuations,
  };
}

/**
 * Turns the probabilities of the order below into those of this one, whose n-grams have these counts. Returns the
 * discounts of this order.
 */
function interpolate(probabilities: Float64Array, level: Level, counts: Int32Array): Discounts {
  const discounts = discountsOf(counts);
  const discount = (count: number): number => (count === 0 ? 0 : discounts[Math.min(count, 3) - 1]);
  const totals = new Float64Array(level.contextCount);
  const left = new Float64Array(level.contextCount);
  counts.forEach((count, id) => {
    const context = level.table.firsts[id];
    totals[context] += count;
    left[context] += discount(count);
  });
  level.contexts.forEach((context, n) => {
    if (context < 0 || totals[context] === 0) return;
    const id = level.predicted[n];
    const count = id < 0 ? 0 : counts[id];
    probabilities[n] = (count - discount(count) + left[context] * probabilities[n]) / totals[context];
  });
  return discounts;
}
