import { runInPieces } from '../n-grams/run-in-pieces.ts';
import { createStream } from '../random/stream.ts';
import type { Dependency } from '../spec/data-measurements.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { conditionalInformation, entropyOf, mutualInformation, type Symbols } from './mutual-information.ts';

/** The most tokens that are read; more would not change the figures by much. */
const MOST_TOKENS = 120_000;
/** The fewest tokens that tell anything. */
const FEWEST_TOKENS = 500;
const LONGEST_LAG = 256;
/** The lags are at most this part of the text, so that there are enough different pairs. */
const LAG_SHARE = 1 / 20;
/**
 * The most symbols that are told apart; the rarer tokens count as one symbol. There are at least `SAMPLES_EACH` samples
 * for each combination of two, four or five.
 */
const MOST_SYMBOLS = { pairs: 64, fours: 16, contexts: 6 };
/** The lags of the nearest tokens, whose few symbols tell where in a line or a word a token is. */
const NEAREST = [1, 2, 3];
const SAMPLES_EACH = 8;
/** The information that counts: this share of a token's entropy, and more than the shuffled text hardly ever has. */
const SHARE_OF_ENTROPY = 0.01;
const DEVIATIONS = 5;
const SHUFFLES = 6;
/**
 * The least share of its information that a lag must keep when the tokens in between are known, or else it does not
 * count.
 */
const SHARE_LEFT = 0.5;

/**
 * Measures how far back tokens depend on one another: the pairwise mutual information by lag, less that of the same
 * tokens in a random order. A lag counts towards the length where neither two tokens in between nor the nearest three
 * explain most of it, so that text which repeats itself with a period has the length of the period. Resolves with null
 * where there are too few tokens.
 */
export async function measureDependency(
  documents: readonly Int32Array[],
  interruptible: Interruptible,
): Promise<Dependency | null> {
  const text = takeTokens(documents);
  if (text.tokens.length < FEWEST_TOKENS) return null;
  const symbols = symbolsOf(text, 2, MOST_SYMBOLS.pairs);
  const { bias, deviation } = await shuffledInformation(symbols, interruptible);
  const counts = new Int32Array(symbols.size);
  for (const symbol of symbols.symbols) counts[symbol]++;
  const entropy = entropyOf(counts, symbols.symbols.length);
  const threshold = Math.max(SHARE_OF_ENTROPY * entropy, DEVIATIONS * deviation);
  const measured: number[] = [];
  const longest = Math.min(LONGEST_LAG, Math.floor(text.tokens.length * LAG_SHARE));
  let isEnough = true;
  await runInPieces(
    longest,
    (from) => {
      if (!isEnough) return;
      const { nats, pairs } = mutualInformation(symbols, from + 1);
      isEnough = pairs >= Math.max(FEWEST_TOKENS / 2, symbols.size ** 2);
      if (isEnough) measured.push(nats - (bias * text.tokens.length) / pairs);
    },
    interruptible,
    1,
  );
  const fewer = symbolsOf(text, 4, MOST_SYMBOLS.fours);
  const contexts = symbolsOf(text, 5, MOST_SYMBOLS.contexts);
  const length = await lengthOf(measured, threshold, { fewer, contexts }, interruptible);
  return { length, mutualInformation: measured, entropy, threshold };
}

async function lengthOf(
  measured: readonly number[],
  threshold: number,
  { fewer, contexts }: { fewer: Symbols; contexts: Symbols },
  interruptible: Interruptible,
): Promise<number> {
  let longest = 0;
  await runInPieces(
    measured.length,
    (from) => {
      // Only the longest lag is asked for, and most lags are below the threshold.
      const lag = measured.length - from;
      if (longest > 0 || measured[lag - 1] < threshold) return;
      const isLeft = (context: Symbols, between: readonly number[]): boolean => {
        if (between.length === 0) return true;
        const { whole, left } = conditionalInformation(fewer, lag, { context, between });
        return left > 0 && left >= SHARE_LEFT * whole;
      };
      const nearest = NEAREST.filter((distance) => distance < lag);
      if (isLeft(fewer, likeliestBetween(measured, lag)) && isLeft(contexts, nearest)) longest = lag;
    },
    interruptible,
    1,
  );
  return longest;
}

/**
 * Returns the distances from the later token to the two tokens in between that could explain the most: the information
 * that passes through a token is at most what it shares with either end. The list is empty where no token could explain
 * all of it.
 */
function likeliestBetween(measured: readonly number[], lag: number): number[] {
  const through = (between: number) => Math.min(measured[between - 1], measured[lag - between - 1]);
  const all = Array.from({ length: lag - 1 }, (_, n) => n + 1).sort((a, b) => through(b) - through(a));
  return all.length > 0 && through(all[0]) >= measured[lag - 1] ? all.slice(0, 2) : [];
}

/** The information that is left between neighbours after they have been shuffled: its mean and standard deviation. */
async function shuffledInformation(
  { size, symbols, places }: Symbols,
  interruptible: Interruptible,
): Promise<{ bias: number; deviation: number }> {
  const shuffled = symbols.slice();
  const found: number[] = [];
  await runInPieces(
    SHUFFLES,
    (n) => {
      createStream(1, 'independent tokens', n).shuffle(shuffled);
      found.push(mutualInformation({ size, symbols: shuffled, places }, 1).nats);
    },
    interruptible,
    1,
  );
  const bias = found.reduce((sum, nats) => sum + nats, 0) / found.length;
  const variance = found.reduce((sum, nats) => sum + (nats - bias) ** 2, 0) / (found.length - 1);
  return { bias, deviation: Math.sqrt(variance) };
}

interface Tokens {
  tokens: Int32Array;
  places: Int32Array;
}

function takeTokens(documents: readonly Int32Array[]): Tokens {
  const length = Math.min(
    MOST_TOKENS,
    documents.reduce((sum, document) => sum + document.length, 0),
  );
  const tokens = new Int32Array(length);
  const places = new Int32Array(length);
  let at = 0;
  for (const document of documents) {
    for (let place = 0; place < document.length && at < length; place++, at++) {
      tokens[at] = document[place];
      places[at] = place;
    }
  }
  return { tokens, places };
}

/**
 * Numbers the most frequent tokens by their frequency, and gives all others the last number. `together` is the number
 * of symbols in one combination.
 */
function symbolsOf({ tokens, places }: Tokens, together: number, most: number): Symbols {
  const counts = new Map<number, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const room = Math.floor((tokens.length / SAMPLES_EACH) ** (1 / together));
  const size = Math.max(2, Math.min(most, room, counts.size));
  const byFrequency = Array.from(counts).sort(([a, m], [b, n]) => n - m || a - b);
  const symbolByToken = new Map(byFrequency.map(([token], place) => [token, Math.min(place, size - 1)]));
  return { size, places, symbols: tokens.map((token) => symbolByToken.get(token) ?? size - 1) };
}
