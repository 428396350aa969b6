import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import type { GenerateInput, GenerationUpdate } from '../../../src-main/contract/records.ts';
import { useStudio } from '../../client/studio.ts';

/** A stretch of the text. Only the last one changes while the model writes, so only it is drawn again. */
export interface TokenBlock {
  start: number;
  tokens: readonly GeneratedToken[];
}

type GenerationSummary = Extract<GenerationUpdate, { type: 'end' }>;

export interface Generation {
  /** What the text continues; null before the first generation. */
  prompt: Readonly<Ref<string | null>>;
  blocks: Readonly<ShallowRef<readonly TokenBlock[]>>;
  tokenCount: Readonly<Ref<number>>;
  running: Readonly<Ref<boolean>>;
  /** How it ended; null before, and when it failed. */
  summary: Readonly<ShallowRef<GenerationSummary | null>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Begins anew; what was being written stops. */
  start(input: GenerateInput): Promise<void>;
  /** Keeps what has been written. */
  stop(): void;
  tokenAt(index: number): GeneratedToken | null;
}

const blockLength = 200;

export function useGeneration(): Generation {
  const { client } = useStudio();
  const prompt = ref<string | null>(null);
  const blocks = shallowRef<readonly TokenBlock[]>([]);
  const tokenCount = ref(0);
  const running = ref(false);
  const summary = shallowRef<GenerationSummary | null>(null);
  const error = shallowRef<unknown>(null);
  let controller = new AbortController();

  const append = (tokens: readonly GeneratedToken[]) => {
    const list = [...blocks.value];
    let rest = tokens;
    while (rest.length > 0) {
      const last = list.at(-1);
      if (last === undefined || last.tokens.length >= blockLength) {
        list.push({ start: tokenCount.value, tokens: [] });
        continue;
      }
      const taken = rest.slice(0, blockLength - last.tokens.length);
      list[list.length - 1] = { start: last.start, tokens: [...last.tokens, ...taken] };
      tokenCount.value += taken.length;
      rest = rest.slice(taken.length);
    }
    blocks.value = list;
  };

  const stop = () => controller.abort();
  onScopeDispose(stop);

  return {
    prompt: readonly(prompt),
    blocks,
    tokenCount: readonly(tokenCount),
    running: readonly(running),
    summary,
    error,
    stop,
    async start(input) {
      stop();
      const own = new AbortController();
      controller = own;
      prompt.value = input.prompt;
      blocks.value = [];
      tokenCount.value = 0;
      summary.value = null;
      error.value = null;
      running.value = true;
      try {
        for await (const update of await client.playground.generate(input, { signal: own.signal })) {
          if (own !== controller) return;
          if (update.type === 'tokens') append(update.tokens);
          else summary.value = update;
        }
      } catch (cause) {
        if (!own.signal.aborted) error.value = cause;
      } finally {
        if (own === controller) running.value = false;
      }
    },
    tokenAt(index) {
      const block = blocks.value[Math.floor(index / blockLength)];
      return block?.tokens[index - block.start] ?? null;
    },
  };
}
