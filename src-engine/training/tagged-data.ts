import { EngineError } from '../spec/engine-error.ts';
import type { TaggedSentence } from '../spec/dataset-content.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { splitStratified } from '../text/stratified-split.ts';
import type { SequencePiece } from '../metrics/scorer.ts';
import type { TrainingData } from './batch-source.ts';
import { createSequenceSource } from './sequence-data.ts';
import type { SequenceSamples } from './sequence-data.ts';

type Cut = Pick<
  TrainSpec,
  'batchSize' | 'sequenceLength' | 'validationFraction' | 'seed' | 'batching' | 'classWeights'
>;

interface Ids {
  /** All tags, by id. */
  tags: readonly string[];
  /** Returns the id of a token; −1 is read as zeros. */
  idOf: (token: string) => number;
}

/** Successive tokens of one sentence, at most `sequenceLength`. */
interface Piece {
  ids: Int32Array;
  tags: Int32Array;
  /** The place of the piece in its sentence, left out when the sentence is not cut. */
  place?: SequencePiece;
}

/**
 * Makes data of sentences whose tokens have a tag each. The seed decides once and for all which of them validate. A
 * sentence that is longer than `sequenceLength` is read in pieces, each from a state of 0, so that no tag is left out;
 * batches are those of `createSequenceSource`. The last `heldBack` sentences are a validation part of their own. Throws EngineError `text-too-short` where there is nothing to train on.
 */
export function createTaggedData(
  sentences: readonly TaggedSentence[],
  ids: Ids,
  cut: Cut,
  heldBack?: number,
): TrainingData {
  const tagIds = new Map(ids.tags.map((tag, id) => [tag, id]));
  const hasTokens = ({ tokens }: TaggedSentence) => tokens.length > 0;
  const known = sentences.filter(hasTokens);
  const knownHeldBack = heldBack && sentences.slice(sentences.length - heldBack).filter(hasTokens).length;
  const { train, validation } = splitStratified(new Int32Array(known.length), cut, knownHeldBack);
  if (train.length === 0)
    throw new EngineError('text-too-short', 'There are no sentences. Add at least one.', { reason: 'sequences' });
  const sourceOf = (members: readonly number[], isShuffled: boolean) => {
    const pieces = members.flatMap((n) => piecesOf(n, known[n], ids.idOf, tagIds, cut.sequenceLength));
    const all = Int32Array.from(pieces.keys());
    return createSequenceSource(taggedSequences(pieces, cut.classWeights), all, cut, isShuffled);
  };
  return {
    training: sourceOf(train, true),
    validation: validation.length === 0 ? null : sourceOf(validation, false),
  };
}

function piecesOf(
  sequence: number,
  { tokens, tags }: TaggedSentence,
  idOf: Ids['idOf'],
  tagIds: ReadonlyMap<string, number>,
  steps: number,
): Piece[] {
  return Array.from({ length: Math.ceil(tokens.length / steps) }, (_, index) => ({
    ids: Int32Array.from(tokens.slice(index * steps, (index + 1) * steps), idOf),
    tags: Int32Array.from(tags.slice(index * steps, (index + 1) * steps), (tag) => tagIds.get(tag) ?? -1),
    place: { sequence, index },
  }));
}

/** Pieces as samples of `createSequenceSource`: ids and targets are (T·B), −1 after the end of a piece. */
export function taggedSequences(pieces: readonly Piece[], classWeights: readonly number[] | null): SequenceSamples {
  return {
    lengths: pieces.map(({ ids }) => ids.length),
    labels: null,
    fill(rows, steps) {
      const ids = new Int32Array(steps * rows.length).fill(-1);
      const targets = new Int32Array(steps * rows.length).fill(-1);
      let weight = 0;
      rows.forEach((sample, b) => {
        if (sample === undefined) return;
        const piece = pieces[sample];
        piece.ids.forEach((id, t) => (ids[t * rows.length + b] = id));
        piece.tags.forEach((tag, t) => {
          targets[t * rows.length + b] = tag;
          if (tag >= 0) weight += classWeights?.[tag] ?? 1;
        });
      });
      return {
        input: { ids },
        targets,
        weight,
        pieces: rows.map((sample) => (sample === undefined ? sample : pieces[sample].place)),
      };
    },
  };
}
