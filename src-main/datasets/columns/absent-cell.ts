const words = new Set([
  'nan',
  'na',
  'n/a',
  '#n/a',
  '#na',
  'null',
  'none',
  'nil',
  'nat',
  'missing',
  'inf',
  '-inf',
  '?',
  '-',
  '--',
  '.',
  '…',
  '欠測',
  '欠損',
  'なし',
  '－',
  '―',
  '*',
]);

/** Tells whether a cell says in words or signs that there is no value. */
export function isAbsent(cell: string): boolean {
  return cell.length <= 7 && words.has(cell.trim().toLowerCase());
}
