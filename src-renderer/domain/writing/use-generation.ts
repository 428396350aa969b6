import { computed, readonly, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { GeneratedToken, GenerationEnd } from '../../../src-engine/spec/generation-spec.ts';
import { useRestartableAction } from '../../ui/use-action.ts';
import { appendTokens, blockLength, type TokenBlock } from './token-blocks.ts';
import { createWritingRate } from './writing-rate.ts';

export type TextUpdate =
  { type: 'tokens'; tokens: GeneratedToken[] } | { type: 'end'; end: GenerationEnd; tokensPerSecond: number };

type GenerationSummary = Extract<TextUpdate, { type: 'end' }>;

interface Written<Input> {
  asked: Input;
  blocks: readonly TokenBlock[];
}

/** A text as it is shown while it is written. */
export interface WrittenText {
  /** The text that is being continued; null before the first generation. */
  prompt: Readonly<Ref<string | null>>;
  blocks: Readonly<ShallowRef<readonly TokenBlock[]>>;
  tokenCount: ComputedRef<number>;
  running: Readonly<Ref<boolean>>;
  tokenAt(index: number): GeneratedToken | null;
}

export interface Generation<Input> extends WrittenText {
  /** The request behind the present or coming text, the last one where it was continued; null before the first. */
  asked: Readonly<ShallowRef<Input | null>>;
  /** While it is written; null where it is not known yet. */
  tokensPerSecond: Readonly<Ref<number | null>>;
  /** The way it ended; null before the end, and when it failed. */
  summary: Readonly<ShallowRef<GenerationSummary | null>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Begins anew; what was being written stops. */
  start(input: Input): Promise<void>;
  /** Goes on after these tokens, which stay; `input.length` counts what comes then. */
  continueText(input: Input, kept: readonly GeneratedToken[]): Promise<void>;
  /** Keeps what has been written. */
  stop(): void;
  /** Back to what was there before the last `start` or `continueText`. */
  undo(): void;
  canUndo: ComputedRef<boolean>;
  tokens(): GeneratedToken[];
}

/** Lets a model write; leaving off, or the signal, ends it. */
export type WriteText<Input> = (input: Input, signal: AbortSignal) => Promise<AsyncIterable<TextUpdate>>;

const mostUndone = 50;
const textOf = (tokens: readonly GeneratedToken[]) => tokens.map(({ text }) => text).join('');

export function useGeneration<Input extends { prompt: string }>(write: WriteText<Input>): Generation<Input> {
  const asked = shallowRef(null) as ShallowRef<Input | null>;
  const prompt = computed(() => asked.value?.prompt ?? null);
  const blocks = shallowRef<readonly TokenBlock[]>([]);
  const tokensPerSecond = ref<number | null>(null);
  const summary = shallowRef<GenerationSummary | null>(null);
  const past = shallowRef<readonly Written<Input>[]>([]);

  const tokenCount = computed(() => {
    const last = blocks.value.at(-1);
    return last === undefined ? 0 : last.start + last.tokens.length;
  });
  const tokens = () => blocks.value.flatMap((block) => block.tokens);

  const writing = useRestartableAction(async (signal, input: Input, kept: readonly GeneratedToken[]) => {
    if (asked.value !== null) {
      past.value = [...past.value, { asked: asked.value, blocks: blocks.value }].slice(-mostUndone);
    }
    asked.value = input;
    blocks.value = appendTokens([], kept);
    summary.value = null;
    tokensPerSecond.value = null;
    const rateOf = createWritingRate();
    const toContinue = { ...input, prompt: input.prompt + textOf(kept) };
    for await (const update of await write(toContinue, signal)) {
      if (!writing.isCurrent(signal)) return;
      if (update.type === 'tokens') {
        blocks.value = appendTokens(blocks.value, update.tokens);
        tokensPerSecond.value = rateOf(tokenCount.value);
      } else summary.value = update;
    }
  });

  return {
    asked,
    prompt,
    blocks,
    tokenCount,
    running: writing.isPending,
    tokensPerSecond: readonly(tokensPerSecond),
    summary,
    error: writing.error,
    start: (input) => writing.run(input, []),
    continueText: writing.run,
    stop: writing.stop,
    undo() {
      const before = past.value.at(-1);
      if (before === undefined) return;
      // Tokens still on their way belong to a text that is gone.
      writing.cancel();
      past.value = past.value.slice(0, -1);
      asked.value = before.asked;
      blocks.value = before.blocks;
      summary.value = null;
      writing.error.value = null;
    },
    canUndo: computed(() => past.value.length > 0),
    tokens,
    tokenAt(index) {
      const block = blocks.value[Math.floor(index / blockLength)];
      return block?.tokens[index - block.start] ?? null;
    },
  };
}
