import type { GeneratedToken, SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import type { Generation } from './use-generation.ts';

interface WritingInput {
  prompt: string;
  length: number;
  sampling: SamplingSpec;
}

/** The actions on a text that a model wrote. `inputNow` is the controls' request, or null while they are not valid. */
export function useTextEdits<Input extends WritingInput>(
  generation: Generation<Input>,
  inputNow: () => Input | null,
): {
  writeOn(): Promise<void>;
  swap(index: number, rival: GeneratedToken['alternatives'][number]): Promise<void>;
} {
  return {
    /** Writes on with the chance that the seed has left: another seed than the one that wrote what is there. */
    async writeOn() {
      const input = inputNow();
      if (input === null || generation.prompt.value === null) return;
      const seed = (input.sampling.seed + generation.tokenCount.value) % 2 ** 32;
      const sampled = { ...input, prompt: generation.prompt.value, sampling: { ...input.sampling, seed } };
      await generation.continueText(sampled, generation.tokens());
    },

    /** Another token in one place, and what would have followed it. */
    async swap(index, rival) {
      const input = inputNow();
      const before = generation.tokens();
      const replaced = before[index];
      if (input === null || replaced === undefined || generation.prompt.value === null) return;
      const length = Math.max(1, before.length - index - 1);
      await generation.continueText({ ...input, prompt: generation.prompt.value, length }, [
        ...before.slice(0, index),
        { ...replaced, ...rival },
      ]);
    },
  };
}
