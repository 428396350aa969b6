import type { Model } from '../models/model.ts';
import { encodePrompt } from '../sampling/encode-prompt.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { AttributedPiece, AttributionQuestion, AttributionResult } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { taskFacts } from '../tasks/facts.ts';
import { cutIntoTokens, tokenIds } from '../text/given-tokens.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { attribute } from './attribution.ts';
import { noSuchToken, nothingKnown, readTokens, tokenId } from './read-tokens.ts';

/** A sequence that a model reads, and which of its outputs is asked about. */
interface Reading {
  ids: Int32Array;
  /** The texts of the tokens; an empty one has its characters completed by those after it, or begins a document. */
  texts: string[];
  step: number | null;
  position: number | null;
  output: number | null;
}

/**
 * Tells how much each token of a text contributes to a score, see `attribute`; null when aborted. A language model is asked about a
 * token that follows those before it, a tagger about the tag of a token, a classifier about the class. Throws EngineError
 * `invalid-data` for a token or an output that there is not, or where nothing was read before it, and OutOfMemoryError.
 */
export async function explainScore(
  model: Model,
  tokenizer: Tokenizer,
  question: AttributionQuestion,
  interruptible: Interruptible,
): Promise<AttributionResult | null> {
  const { outputsPer, outputsAre } = taskFacts[model.spec.task];
  const predicts = outputsAre === 'tokens';
  const reading = predicts
    ? readForPrediction(tokenizer, question)
    : outputsPer === 'step'
      ? readForTag(tokenizer, question)
      : readForClass(tokenizer, question);
  requireOutput(model, reading.output);
  const attributed = await attribute(
    model,
    {
      ids: reading.ids,
      step: reading.step,
      output: reading.output,
      hidden: predicts ? tokenizer.state.unknownId : null,
      reach: predicts ? question.reach : Infinity,
    },
    interruptible,
  );
  if (attributed === null) return null;
  const { contributions, ...score } = attributed;
  return {
    type: 'attribution',
    ...score,
    pieces: joinPieces(reading, contributions, tokenizer.state.boundaryId ?? null),
    position: reading.position,
    outputText: predicts && score.output !== tokenizer.state.boundaryId ? tokenizer.tokenText(score.output) : '',
  };
}

/** The tokens before one that is predicted, from the beginning of the document on. */
function readForPrediction(tokenizer: Tokenizer, question: AttributionQuestion): Reading {
  const prompt = encodePrompt(tokenizer, question.text);
  requireTokens(tokenizer, question.written);
  const all = Int32Array.of(...prompt, ...question.written);
  // The boundary that begins a document is no token of the text.
  const offset = prompt.length > 0 && prompt[0] === tokenizer.state.boundaryId ? 1 : 0;
  const count = all.length - offset;
  const position = question.position ?? count;
  if (position > count) throw noSuchPosition(count);
  const ids = all.subarray(0, offset + position);
  if (ids.length === 0) {
    throw new EngineError(
      'invalid-data',
      'Nothing was read before this token, so there is nothing that it comes from.',
      {
        reason: 'nothing-before',
      },
    );
  }
  const asked = question.output === null ? null : tokenId(tokenizer, question.output);
  const output = asked ?? (position < count ? all[offset + position] : null);
  const texts = textsOf(tokenizer, question.text, ids);
  return { ids, texts, step: ids.length - 1, position, output };
}

function readForTag(tokenizer: Tokenizer, { text, position, output }: AttributionQuestion): Reading {
  const texts = cutIntoTokens(text, tokenizer.state).map((token) => token.text);
  if (texts.length === 0) throw nothingKnown();
  const step = position ?? texts.length - 1;
  if (step >= texts.length) throw noSuchPosition(texts.length);
  return { ids: Int32Array.from(texts, tokenIds(tokenizer.state)), texts, step, position: step, output: idOf(output) };
}

function readForClass(tokenizer: Tokenizer, { text, output }: AttributionQuestion): Reading {
  const { ids } = readTokens(tokenizer, text);
  return { ids, texts: textsOf(tokenizer, text, ids), step: null, position: null, output: idOf(output) };
}

/** Classes and tags have names that the engine does not know. */
function idOf(output: number | string | null): number | null {
  if (typeof output === 'string') throw noSuchToken(output);
  return output;
}

/** Returns the text that each token completes; a token for an unknown piece of the text is told as that piece. */
function textsOf(tokenizer: Tokenizer, text: string, ids: Int32Array): string[] {
  const { unknownId, boundaryId } = tokenizer.state;
  const pieces = unknownId === null ? [] : tokenizer.pieces(text);
  const offset = ids[0] === boundaryId ? 1 : 0;
  const decoder = tokenizer.createDecoder();
  const texts = Array.from(ids, (id, n) => {
    const decoded = decoder.push(id);
    return id === unknownId ? (pieces[n - offset]?.text ?? decoded) : decoded;
  });
  const rest = decoder.end();
  if (rest !== '') texts[texts.length - 1] += rest;
  return texts;
}

/** Joins tokens that make up a character together; the boundary of a document is a piece of its own. */
function joinPieces(
  { ids, texts }: Reading,
  contributions: Float64Array,
  boundaryId: number | null,
): AttributedPiece[] {
  const pieces: AttributedPiece[] = [];
  let tokens = 0;
  let sum = 0;
  texts.forEach((text, n) => {
    tokens++;
    sum += contributions[n];
    if (text === '' && ids[n] !== boundaryId && n < texts.length - 1) return;
    pieces.push({ text, tokens, contribution: Number.isNaN(sum) ? null : sum });
    tokens = 0;
    sum = 0;
  });
  return pieces;
}

function requireTokens(tokenizer: Tokenizer, ids: readonly number[]): void {
  const { length } = tokenizer.state.vocabulary;
  if (ids.some((id) => id >= length)) throw noSuchOutput(length);
}

function requireOutput({ spec }: Model, output: number | null): void {
  const last = spec.layers.findLast((layer) => layer.type === 'dense');
  if (output !== null && last?.type === 'dense' && output >= last.units) throw noSuchOutput(last.units);
}

function noSuchPosition(tokens: number): EngineError {
  return new EngineError('invalid-data', `The text has ${tokens} tokens. Choose one of them, counted from 1.`, {
    reason: 'no-such-position',
    tokens,
  });
}

function noSuchOutput(outputs: number): EngineError {
  return new EngineError('invalid-data', `The network has ${outputs} outputs. Choose one of them.`, {
    reason: 'no-such-output',
    outputs,
  });
}
