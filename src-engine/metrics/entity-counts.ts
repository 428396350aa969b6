import type { EntityCounts } from '../spec/evaluation-spec.ts';

/** Counts the entities that the actual and the predicted tags of successive tokens mark. */
export interface EntityCounter {
  /** Takes the actual and the predicted tag of the next token. */
  token(actual: string, predicted: string): void;
  /** Ends a sentence, over whose end no entity reaches. */
  endSentence(): void;
  /** Returns the counts by type, in alphabetical order. It is to be called after the end of a sentence. */
  counts(): EntityCounts[];
}

/** The parts of a tag such as `B-PER`: the place of the token in its entity, and the entity's type. */
interface Tag {
  place: string;
  type: string;
}

const outside: Tag = { place: 'O', type: '' };

/**
 * Counts as the script `conlleval` of the CoNLL shared tasks (Tjong Kim Sang 2004) does: an entity is predicted
 * correctly when its beginning, its end and its type are. Tags are those of IOB1, IOB2, IOE or BIOES, in which the
 * script, which does not know S, would take neighbours for one entity. L, U and M are other names of E, S and I. In a
 * tag set that has no such tags each token whose tag is not `O` is an entity, as with the script's option for raw tags.
 */
export function createEntityCounter(tagSet: readonly string[]): EntityCounter {
  const isRaw = !tagSet.some((tag) => /^[BIESLUM]-/.test(tag)) && !tagSet.every((tag) => /^[BIOESLUM]$/.test(tag));
  const parsed = new Map<string, Tag>();
  const counts = new Map<string, EntityCounts>();
  let last = { actual: outside, predicted: outside };
  /** The type of the entity that has been predicted rightly so far; null outside of one. */
  let matching: string | null = null;

  function parse(tag: string): Tag {
    const known = parsed.get(tag) ?? (isRaw ? parseRawTag(tag) : parseTag(tag));
    parsed.set(tag, known);
    return known;
  }

  function ofType(type: string): EntityCounts {
    const known = counts.get(type) ?? { type, predicted: 0, actual: 0, correct: 0 };
    counts.set(type, known);
    return known;
  }

  function advance(actual: Tag, predicted: Tag): void {
    const actualEnds = endsBetween(last.actual, actual);
    const predictedEnds = endsBetween(last.predicted, predicted);
    if (matching !== null) {
      if (actualEnds && predictedEnds && last.actual.type === last.predicted.type) ofType(matching).correct++;
      if (actualEnds || predictedEnds || actual.type !== predicted.type) matching = null;
    }
    const actualStarts = startsBetween(last.actual, actual);
    const predictedStarts = startsBetween(last.predicted, predicted);
    if (actualStarts && predictedStarts && actual.type === predicted.type) matching = actual.type;
    if (actualStarts) ofType(actual.type).actual++;
    if (predictedStarts) ofType(predicted.type).predicted++;
    last = { actual, predicted };
  }

  return {
    token: (actual, predicted) => advance(parse(actual), parse(predicted)),
    endSentence: () => advance(outside, outside),
    counts: () => [...counts.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

const placeNames: Record<string, string> = { L: 'E', M: 'I', U: 'S' };

/** A type may contain hyphens; a tag without one is a place without a type. */
function parseTag(tag: string): Tag {
  const hyphen = tag.indexOf('-');
  const place = hyphen < 0 ? tag : tag.slice(0, hyphen);
  return { place: placeNames[place] ?? place, type: hyphen < 0 ? '' : tag.slice(hyphen + 1) };
}

function parseRawTag(tag: string): Tag {
  return tag === 'O' ? outside : { place: 'B', type: tag };
}

/** Pairs of places within one type between which one entity ends and the next begins. Only BIOES has those with S. */
const inside = ['B B', 'I B', 'E B', 'E E', 'E I', 'B S', 'I S', 'E S', 'S B', 'S I', 'S E', 'S S'];
const ends = new Set([...inside, 'B O', 'I O', 'E O', 'S O']);
const starts = new Set([...inside, 'O B', 'O I', 'O E', 'O S']);

function endsBetween(before: Tag, after: Tag): boolean {
  return (
    ends.has(`${before.place} ${after.place}`) ||
    isBracket(before) ||
    (before.place !== 'O' && before.place !== '.' && before.type !== after.type)
  );
}

function startsBetween(before: Tag, after: Tag): boolean {
  return (
    starts.has(`${before.place} ${after.place}`) ||
    isBracket(after) ||
    (after.place !== 'O' && after.place !== '.' && before.type !== after.type)
  );
}

/** Brackets mark entities of one token. */
function isBracket({ place }: Tag): boolean {
  return place === '[' || place === ']';
}
