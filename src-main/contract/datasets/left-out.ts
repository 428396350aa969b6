import { z } from 'zod';

/**
 * The parts of files of other programs that are no running text, and are left out of it: `page-headers` are lines that pages repeat and
 * their numbers, `headers` those that a document has for all of its pages, `ruby` the reading beside a word, `styling` the marks of italics, colours and places in subtitles, `notes` what is for
 * who makes subtitles, `empty-pages` pages with nothing but pictures on them.
 */
const leftOutKinds = [
  'ruby',
  'footnotes',
  'page-headers',
  'headers',
  'pictures',
  'media',
  'formulas',
  'comments',
  'deletions',
  'hidden',
  'navigation',
  'controls',
  'scripts',
  'time-codes',
  'styling',
  'notes',
  'empty-pages',
] as const;

/** The parts that a person can have in the text all the same. */
export const keepableKinds = ['ruby', 'footnotes', 'page-headers'] as const satisfies LeftOutKind[];

/** How many of each were left out; those of which there were none are not told. */
export const leftOutCounts = z.array(z.object({ kind: z.enum(leftOutKinds), count: z.int() }));

export type LeftOutKind = (typeof leftOutKinds)[number];
export type KeepableKind = (typeof keepableKinds)[number];
export type LeftOutCounts = z.infer<typeof leftOutCounts>;

export function isKeepable(kind: LeftOutKind): kind is KeepableKind {
  return (keepableKinds as readonly LeftOutKind[]).includes(kind);
}
