import { isKeepable, type LeftOutCounts, type LeftOutKind } from '../../contract/datasets/left-out.ts';
import { formatAmount } from '../formats.ts';

const words: Readonly<Record<LeftOutKind, readonly [one: string, several?: string]>> = {
  ruby: ['reading beside a word (ruby)', 'readings beside words (ruby)'],
  footnotes: ['footnote'],
  'page-headers': ['header or number of a page', 'headers and numbers of pages'],
  headers: ['header or footer', 'headers and footers'],
  pictures: ['picture'],
  media: ['sound, film or other object', 'sounds, films and other objects'],
  formulas: ['formula'],
  comments: ['comment'],
  deletions: ['deleted passage'],
  hidden: ['hidden passage'],
  navigation: ['table of contents or menu', 'tables of contents and menus'],
  controls: ['button or field', 'buttons and fields'],
  scripts: ['script or style sheet', 'scripts and style sheets'],
  'time-codes': ['line of times', 'lines of times'],
  styling: ['mark of style', 'marks of style'],
  notes: ['note'],
  'empty-pages': ['page without text', 'pages without text'],
};

/** Says what was left out of documents, and with which option it stays. */
export function leftOutWords(leftOut: LeftOutCounts): string {
  const list = leftOut.map(({ kind, count }) => formatAmount(count, ...words[kind])).join(', ');
  const keepable = leftOut.flatMap(({ kind }) => (isKeepable(kind) ? [kind] : []));
  return keepable.length === 0
    ? list
    : `${list} (--keep ${keepable.join(',')} keeps ${keepable.length === 1 ? 'these' : 'those'})`;
}
