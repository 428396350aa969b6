/** Minus signs that keyboards, spreadsheets and Japanese accounts write. */
const minusSigns = /^[\u2212\u2013\u2010\u25b3\u25b2](?=\s*[\d.,])/;

/** Returns a cell with half-width characters, a usual minus sign and no spaces around it. Spaces of every kind become usual ones. */
export function normalCell(cell: string): string {
  const text = isPlain(cell) ? cell : cell.normalize('NFKC').replace(/[\s\u202f]/g, ' ');
  return text.trim().replace(minusSigns, '-');
}

/** Tells whether a cell has none but characters that normalization leaves as they are. Most cells are so, which saves their copies. */
function isPlain(cell: string): boolean {
  for (let n = 0; n < cell.length; n++) {
    const unit = cell.charCodeAt(n);
    if (unit < 0x20 || unit > 0x7e) return false;
  }
  return true;
}
