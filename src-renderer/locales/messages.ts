import type { en } from './en/index.ts';

/** The shape that every language must have. */
export type Messages = Texts<typeof en>;

/** Texts of the same shape in another language. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** Every key as one dotted name, such as `runs.title`: a misspelt key does not compile. */
export type MessageKey = Paths<typeof en>;

export type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

declare module '../ui/words.ts' {
  interface WordTypes {
    term: keyof typeof en.terms;
  }
}
