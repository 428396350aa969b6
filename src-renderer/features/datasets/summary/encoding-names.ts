import type { TextEncoding } from '../../../../src-main/contract/datasets/import-records.ts';

/** Proper names, the same in every language. */
export const encodingNames: Record<TextEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  'windows-1252': 'Latin-1 (Windows-1252)',
};
