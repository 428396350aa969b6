import { z } from 'zod';
import { weightPrecisionSchema } from '../spec-schemas.ts';
import { mostAlternatives } from './completion-records.ts';
import { longestWriting, mostContinuations } from '../writing/writing-limits.ts';

/** The most characters that a request may give to be read. */
const longestPrompt = 100_000;

const prompt = z.string().max(longestPrompt);
/** Parameters of OpenAI that change nothing here, and are taken only with the value that means so. */
const unused = {
  suffix: z.null().optional(),
  presence_penalty: z.literal(0).nullish(),
  frequency_penalty: z.literal(0).nullish(),
  logit_bias: z.strictObject({}).nullish(),
  user: z.string().max(1000).nullish(),
};

export const completionRequest = z
  .strictObject({
    model: z.string().min(1).max(255).meta({ description: 'The name or id of a run of a language model.' }),
    prompt: z
      .union([prompt, z.array(prompt).min(1).max(mostContinuations)])
      .nullish()
      .meta({ description: 'The text to continue, or several; nothing begins a new text.' }),
    max_tokens: z.int().min(0).max(longestWriting).nullish().meta({ description: 'Tokens to write; 16 if left out.' }),
    temperature: z
      .number()
      .min(0)
      .max(2)
      .nullish()
      .meta({ description: '0 takes the likeliest token; 1 if left out.' }),
    top_p: z.number().gt(0).max(1).nullish(),
    n: z.int().min(1).max(mostContinuations).nullish().meta({ description: 'Continuations of each prompt.' }),
    best_of: z.int().min(1).max(mostContinuations).nullish().meta({ description: 'Only the value of n.' }),
    stream: z.boolean().nullish().meta({ description: 'Sends parts as they are written, as server-sent events.' }),
    stream_options: z.strictObject({ include_usage: z.boolean().optional() }).nullish(),
    logprobs: z.int().min(0).max(mostAlternatives).nullish().meta({
      description: 'The number of likeliest tokens whose log-probabilities are told beside each token.',
    }),
    echo: z.boolean().nullish().meta({ description: 'Begins each text with the prompt.' }),
    stop: z
      .union([z.string().min(1), z.array(z.string().min(1)).max(16)])
      .nullish()
      .meta({ description: 'Texts that end the writing, and are left out.' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .nullish()
      .meta({ description: 'The same seed gives the same texts; chance chooses one if left out.' }),
    top_k: z.int().min(0).max(16_777_216).nullish().meta({ description: 'Keeps the k likeliest tokens; 0 keeps all.' }),
    min_p: z.number().min(0).max(1).nullish(),
    repetition_penalty: z.number().positive().max(1000).nullish(),
    checkpoint: z
      .string()
      .max(100)
      .nullish()
      .meta({ description: 'The id of a checkpoint; the best one if left out.' }),
    weights: weightPrecisionSchema.nullish().meta({
      description:
        'bf16 rounds the matrices to 16 bits, so that half as much memory is read for a token; two layers of 512 units, 12.7 MB of weights, wrote one text twice as fast. It may become another one. float32 if left out.',
    }),
    ...unused,
  })
  .superRefine(({ prompt: prompts, n, best_of: bestOf, echo, max_tokens: length }, context) => {
    const texts = (n ?? 1) * (Array.isArray(prompts) ? prompts.length : 1);
    if (texts > mostContinuations) {
      const message = `One request may ask for ${mostContinuations} texts, and this one asks for ${texts}.`;
      context.addIssue({ code: 'custom', path: ['n'], message });
    }
    if (typeof bestOf === 'number' && bestOf !== (n ?? 1))
      context.addIssue({ code: 'custom', path: ['best_of'], message: 'Only the value of n is supported.' });
    if (length === 0 && echo !== true)
      context.addIssue({ code: 'custom', path: ['max_tokens'], message: '0 tokens are of use only with echo.' });
  });

export const usage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
});

const logprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number().nullable()),
  top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullable(),
  text_offset: z.array(z.int()),
});

const completionChoice = z.object({
  text: z.string(),
  index: z.int(),
  logprobs: logprobs.nullable(),
  /** `null` only in the parts of a stream. */
  finish_reason: z.enum(['stop', 'length']).nullable(),
});

export const completion = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  /** Seconds since 1970. */
  created: z.int(),
  model: z.string(),
  choices: z.array(completionChoice),
  usage: usage.nullish(),
  /** The id of the checkpoint that wrote. */
  system_fingerprint: z.string().optional(),
});

export type CompletionRequest = z.infer<typeof completionRequest>;
export type Completion = z.infer<typeof completion>;
export type CompletionChoiceResource = z.infer<typeof completionChoice>;
export type LogprobsResource = z.infer<typeof logprobs>;
