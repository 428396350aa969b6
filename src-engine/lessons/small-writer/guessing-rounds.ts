import { createStream } from '../../random/stream.ts';
import type { LessonText } from './lesson-text.ts';

/** A place in the held-out text at which the next character is to be guessed. */
export interface GuessingRound {
  /** The place of the first character that is shown. */
  begin: number;
  /** The place of the character to guess. */
  position: number;
  /** It and the characters that come most often after the one before, in an order drawn by the seed. */
  choices: number[];
}

const SHOWN = 60;
const CHOICES = 4;

/** Draws places that are spread over the held-out text, in its order. */
export function drawRounds(text: LessonText, { count, seed }: { count: number; seed: number }): GuessingRound[] {
  const random = createStream(seed, 'lesson/rounds', 0);
  const span = Math.floor((text.heldOut.length - SHOWN) / count);
  return Array.from({ length: count }, (_, n) => {
    const position = SHOWN + n * span + random.below(span);
    const answer = text.heldOut[position];
    const others = followersOf(text, text.heldOut[position - 1]).filter((id) => id !== answer);
    const choices = [answer, ...others.slice(0, CHOICES - 1)];
    random.shuffle(choices);
    return { begin: position - SHOWN, position, choices };
  });
}

/** Returns all tokens, those first that come most often after this one in the training part. */
function followersOf({ training, vocabularySize }: LessonText, id: number): number[] {
  const counts = new Int32Array(vocabularySize);
  for (let n = 1; n < training.length; n++) if (training[n - 1] === id) counts[training[n]]++;
  return Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
}
