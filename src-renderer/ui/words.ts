import type { NumberProblem } from './fields/parse-number.ts';

/**
 * Languages merge `term` into this interface, so that a term without an explanation does not compile.
 * @public
 */
export interface WordTypes {
  error: unknown;
}

/** Terms of art that have an explanation. */
export type Term = WordTypes extends { term: infer Known extends string } ? Known : string;

/** The words that controls say by themselves, in the present language. */
export interface Words {
  readonly cancel: string;
  readonly close: string;
  readonly retry: string;
  readonly loading: string;
  /** The region of the messages that pass by. */
  readonly notifications: string;
  /** The way back to the page above. */
  readonly breadcrumb: string;
  copy(what: string): string;
  copied(what: string): string;
  /** Says why a typed number is none that is allowed. */
  numberProblem(problem: NumberProblem, min: number, max: number): string;
  /** Says what has gone wrong, and what to do. */
  error(error: WordTypes['error']): string;
  term(term: Term): { name: string; text: string; explain: string };
}

let words: Words | null = null;

/** Hands its words to this layer, which knows no language. */
export function provideWords(given: Words): void {
  words = given;
}

/** Throws when no language has given its words yet. */
export function useWords(): Words {
  if (words === null) throw new Error('provideWords has not been called.');
  return words;
}
