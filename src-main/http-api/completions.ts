import { randomInt, randomUUID } from 'node:crypto';
import type { CompletionUpdate, CompleteInput } from '../contract/http-api/completion-records.ts';
import type { StudioClient } from '../contract/contract.ts';
import type {
  Completion,
  CompletionChoiceResource,
  CompletionRequest,
} from '../contract/http-api/completion-resources.ts';
import { choiceOf, CompletionText, placed, type TextDelta } from './completion-text.ts';
import { mergeStreams } from './merge-streams.ts';

interface CompletionCall {
  client: StudioClient;
  runId: string;
  signal: AbortSignal;
  /** Seconds since 1970. */
  created: number;
}

/** OpenAI's default. */
const USUAL_LENGTH = 16;
const USUAL_PENALTY_WINDOW = 64;

/** Resolves with the whole completion. */
export async function complete(request: CompletionRequest, call: CompletionCall): Promise<Completion> {
  const choices = new Map<number, CompletionChoiceResource>();
  const head = headOf(request, call);
  let usage: Completion['usage'] = null;
  for await (const part of parts({ ...request, stream: false }, call)) {
    if (part.type === 'end') {
      usage = part.usage;
      head.system_fingerprint = part.checkpointId;
    } else addTo(choices, part.choice);
  }
  return { ...head, choices: [...choices.values()].toSorted((a, b) => a.index - b.index), usage };
}

/** Yields the completion in parts, each of one choice, and the usage last where it is asked for. */
export async function* streamCompletion(
  request: CompletionRequest,
  call: CompletionCall,
): AsyncGenerator<Completion, void, void> {
  const head = headOf(request, call);
  const tellsUsage = request.stream_options?.include_usage === true;
  for await (const part of parts(request, call)) {
    if (part.type === 'choice') yield { ...head, choices: [part.choice], ...(tellsUsage && { usage: null }) };
    else if (tellsUsage) yield { ...head, choices: [], usage: part.usage };
  }
}

type Part =
  | { type: 'choice'; choice: CompletionChoiceResource }
  | { type: 'end'; usage: NonNullable<Completion['usage']>; checkpointId: string };

async function* parts(request: CompletionRequest, call: CompletionCall): AsyncGenerator<Part, void, void> {
  const prompts = [request.prompt ?? ''].flat();
  const n = request.n ?? 1;
  const texts = prompts.map((prompt, place) => new PromptTexts(request, { prompt, firstIndex: place * n }));
  const seed = request.seed ?? randomInt(2 ** 32);
  const streams = prompts.map((prompt) =>
    call.client.playground.complete(inputOf(request, { prompt, seed, runId: call.runId }), { signal: call.signal }),
  );
  const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  let checkpointId = '';
  for await (const [place, update] of mergeStreams(streams)) {
    if (update.type === 'end') {
      usage.prompt_tokens += update.promptTokens;
      usage.completion_tokens += update.writtenTokens;
      usage.total_tokens += update.promptTokens + update.writtenTokens;
      checkpointId = update.checkpointId;
    } else for (const choice of texts[place].take(update)) yield { type: 'choice', choice };
  }
  call.signal.throwIfAborted();
  yield { type: 'end', usage, checkpointId };
}

/** The continuations of one prompt. */
class PromptTexts {
  readonly #texts: { text: CompletionText; beginning: TextDelta | null }[];
  readonly #firstIndex: number;
  readonly #alternatives: number | null;

  constructor(request: CompletionRequest, { prompt, firstIndex }: { prompt: string; firstIndex: number }) {
    this.#firstIndex = firstIndex;
    this.#alternatives = request.logprobs ?? null;
    this.#texts = Array.from({ length: request.n ?? 1 }, () => ({
      text: new CompletionText([request.stop ?? []].flat(), prompt.length),
      beginning: request.echo === true ? { text: prompt, tokens: [], finish: null } : null,
    }));
  }

  take({ prompt, parts: told }: Extract<CompletionUpdate, { type: 'parts' }>): CompletionChoiceResource[] {
    for (const { beginning } of this.#texts) beginning?.tokens.push(...placed(prompt ?? []));
    return told.flatMap((part) => {
      const choice = this.#texts[part.choice];
      const delta = choice.text.take(part);
      const begun = choice.beginning === null ? delta : joined(choice.beginning, delta);
      choice.beginning = null;
      const isEmpty = begun.text === '' && begun.tokens.length === 0 && begun.finish === null;
      return isEmpty ? [] : [choiceOf(this.#firstIndex + part.choice, begun, this.#alternatives)];
    });
  }
}

const joined = (a: TextDelta, b: TextDelta): TextDelta => ({
  text: a.text + b.text,
  tokens: [...a.tokens, ...b.tokens],
  finish: b.finish,
});

function inputOf(
  request: CompletionRequest,
  { prompt, seed, runId }: { prompt: string; seed: number; runId: string },
): CompleteInput {
  const alternatives = request.logprobs ?? null;
  return {
    runId,
    checkpointId: request.checkpoint ?? null,
    weights: request.weights ?? 'float32',
    prompt,
    length: request.max_tokens ?? USUAL_LENGTH,
    count: request.n ?? 1,
    sampling: {
      temperature: request.temperature ?? 1,
      topK: request.top_k ?? 0,
      topP: request.top_p ?? 1,
      minP: request.min_p ?? 0,
      repetitionPenalty: request.repetition_penalty ?? 1,
      repetitionWindow: USUAL_PENALTY_WINDOW,
      stopStrings: [request.stop ?? []].flat(),
      seed,
    },
    alternatives,
    scorePrompt: alternatives !== null && request.echo === true,
    streams: request.stream === true,
  };
}

function headOf({ model }: CompletionRequest, { created }: CompletionCall): Omit<Completion, 'choices'> {
  return { id: `cmpl-${randomUUID().replaceAll('-', '')}`, object: 'text_completion', created, model };
}

/** Adds a part to what came before it. */
function addTo(choices: Map<number, CompletionChoiceResource>, part: CompletionChoiceResource): void {
  const before = choices.get(part.index);
  if (before === undefined) {
    choices.set(part.index, part);
    return;
  }
  before.text += part.text;
  before.finish_reason = part.finish_reason;
  if (before.logprobs === null || part.logprobs === null) return;
  before.logprobs.tokens.push(...part.logprobs.tokens);
  before.logprobs.token_logprobs.push(...part.logprobs.token_logprobs);
  before.logprobs.text_offset.push(...part.logprobs.text_offset);
  before.logprobs.top_logprobs?.push(...(part.logprobs.top_logprobs ?? []));
}
