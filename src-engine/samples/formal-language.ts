import { createStream, type RandomStream } from '../random/stream.ts';

/** A set of strings that is known exactly, so that one can tell whether a network has learnt it. */
export interface FormalLanguage {
  /** A random string of the language. */
  generate(random: RandomStream): string;
  /** Tells whether a string belongs to the language. */
  accepts(text: string): boolean;
}

/** Strings of a language, one a line, until the text has at least `length` characters; the same ones for the same seed. */
export function writeStrings(language: FormalLanguage, length: number, seed: number): string {
  const random = createStream(seed, 'sample-text', 0);
  const lines: string[] = [];
  for (let written = 0; written < length;) {
    const line = `${language.generate(random)}\n`;
    lines.push(line);
    written += line.length;
  }
  return lines.join('');
}
