import { z } from 'zod';
import type { JsonSchema } from './schema-fields.ts';

/** Texts that have a form of their own. */
export const wantedForms = ['time-form', 'hash-form'] as const;

/** The values that a field takes. */
const wanted = z.object({
  kind: z.enum(['choice', 'integer', 'number', 'boolean', 'string', 'list', 'settings', 'null', ...wantedForms]),
  /** The words to choose from, or the names of settings. */
  choices: z.array(z.string()).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  above: z.number().optional(),
  below: z.number().optional(),
});

const meant = z.string().nullable();

/** A mistake in a training file. `meant` is the nearest word that would do. */
const fault = z.discriminatedUnion('code', [
  z.object({ code: z.literal('syntax'), detail: z.string() }),
  z.object({ code: z.literal('unknown-field'), known: z.array(z.string()), meant }),
  z.object({ code: z.literal('missing'), name: z.string(), wanted: z.array(wanted) }),
  z.object({ code: z.literal('wrong-value'), wanted: z.array(wanted), value: z.string(), meant }),
  /** Found where the file is to be trained: what it names is not there, or has other content. */
  z.object({
    code: z.enum([
      'no-data',
      'no-dataset',
      'other-content',
      'not-imported',
      'no-preset',
      'no-run',
      'unfit-setting',
      'command-line-only',
    ]),
    name: z.string(),
  }),
]);

/** A mistake in a training file, and where it is. */
export const fileProblem = z.object({
  /** Both counted from 1. */
  line: z.int(),
  column: z.int(),
  /** The names that lead to the field, joined by dots; empty for the file as a whole. */
  field: z.string(),
  fault,
  /** The fault in English. */
  message: z.string(),
});

export type Wanted = z.infer<typeof wanted>;
export type Fault = z.infer<typeof fault>;
export type FileProblem = z.infer<typeof fileProblem>;

/** Returns the bounds of a number. The largest whole number that can be told apart is none. */
export function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): Omit<Wanted, 'kind'> {
  return {
    ...(minimum !== undefined && { from: minimum }),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { to: maximum }),
    ...(exclusiveMinimum !== undefined && { above: exclusiveMinimum }),
    ...(exclusiveMaximum !== undefined && { below: exclusiveMaximum }),
  };
}
