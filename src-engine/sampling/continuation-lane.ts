import type { CompletionPart, ScoredText } from '../spec/completion-spec.ts';
import type { SamplingSpec } from '../spec/generation-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';
import type { TokenDecoder, Tokenizer } from '../text/tokenizer.ts';
import { uniformAt } from './draw.ts';
import { hideUnknownToken } from './hide-unknown-token.ts';
import type { Lane } from './lane-batch.ts';
import { logProbabilityOf, mostLikely, softmaxOf, type ScoredToken } from './most-likely.ts';
import { sampleToken } from './sample-token.ts';
import { watchStopStrings } from './stop-strings.ts';

interface ContinuationLaneOptions {
  tokenizer: Tokenizer;
  /** The tokens that are read first: see `encodePrompt`. */
  prompt: Int32Array;
  length: number;
  /** The place among the continuations of the prompt, which chance depends on. */
  choice: number;
  sampling: SamplingSpec;
  alternatives: number | null;
  /** Ends the text when it aborts; nothing more is told then. */
  signal: AbortSignal;
  /** Takes the tokens of the prompt; left out where nobody asks for them. */
  onPromptToken?: ((token: ScoredText) => void) | undefined;
  /** Takes what is written, token by token, and last the end. */
  onText: (part: Omit<CompletionPart, 'choice' | 'tokens'> & { token: ScoredText | null }) => void;
  /** Called once, also where the text was cancelled. Null means that nothing went wrong. */
  onOver: (error: unknown) => void;
}

/** Reads a prompt and writes its continuation, token by token, as one lane of a batch. */
export function createContinuationLane(options: ContinuationLaneOptions): Lane {
  const { tokenizer, prompt, length, choice, sampling, signal, onPromptToken, onText, onOver } = options;
  const { boundaryId } = tokenizer.state;
  const alternatives = options.alternatives ?? 0;
  const promptDecoder = tokenizer.createDecoder();
  const textDecoder = tokenizer.createDecoder();
  const stop = watchStopStrings(sampling.stopStrings);
  const recent = Array.from(prompt.subarray(Math.max(0, prompt.length - sampling.repetitionWindow))).filter(
    (id) => id !== boundaryId,
  );
  let read = 0;
  let written = 0;

  function describe(scored: ScoredToken & { logProbability: number | null }, text: string, others: ScoredToken[]) {
    return {
      token: tokenizer.tokenText(scored.id),
      text,
      logProbability: scored.logProbability,
      alternatives: others.map(({ id, probability }) => ({
        token: tokenizer.tokenText(id),
        logProbability: Math.log(probability),
      })),
    };
  }

  function readPrompt(logits: Float32Array | Float64Array | null): number {
    if (prompt.length === 0) return -1;
    const id = prompt[read++];
    if (onPromptToken !== undefined && id !== boundaryId)
      onPromptToken(scorePromptToken(id, logits, { promptDecoder, alternatives, describe }));
    return id;
  }

  function over(error: unknown = null): null {
    onOver(error);
    return null;
  }

  function write(logits: Float32Array | Float64Array): number | null {
    hideUnknownToken(logits, tokenizer.state);
    const chosen = sampleToken(logits, sampling, recent, uniformAt(sampling.seed, choice, written), alternatives);
    if (chosen.id === boundaryId) {
      onText({ text: '', token: null, end: 'document' });
      return over();
    }
    const text = textDecoder.push(chosen.id);
    recent.push(chosen.id);
    written++;
    const end = stop.push(text) ? 'stop-string' : written === length ? 'length' : null;
    const known = chosen.alternatives.filter(
      ({ id, probability }) => id !== tokenizer.state.unknownId && probability > 0,
    );
    onText({ text, token: options.alternatives === null ? null : describe(chosen, text, known), end });
    return end === null ? chosen.id : over();
  }

  return {
    next(logits) {
      if (signal.aborted) return over();
      if (logits === null || read < prompt.length) return readPrompt(logits);
      if (length > 0) return write(logits);
      onText({ text: '', token: null, end: 'length' });
      return over();
    },
    fail: over,
  };
}

interface PromptScoring {
  promptDecoder: TokenDecoder;
  alternatives: number;
  describe: (
    scored: ScoredToken & { logProbability: number | null },
    text: string,
    others: ScoredToken[],
  ) => ScoredText;
}

/** `logits` are those before the token; null means that nothing comes before it. */
function scorePromptToken(
  id: number,
  logits: Float32Array | Float64Array | null,
  { promptDecoder, alternatives, describe }: PromptScoring,
): ScoredText {
  const text = promptDecoder.push(id);
  if (logits === null) return describe({ id, probability: 1, logProbability: null }, text, []);
  const softmax = softmaxOf(logits);
  const logProbability = logProbabilityOf(logits[id], softmax);
  const others = mostLikely(logits, softmax, alternatives).filter(({ probability }) => probability > 0);
  return describe({ id, probability: 1, logProbability }, text, others);
}
