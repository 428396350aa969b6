/** A table as RFC 4180 text. Texts are quoted where they have a separator, a quote or a line break. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => row.map((field) => (typeof field === 'string' ? quoted(field) : field)).join(','));
  return [...lines, ''].join('\r\n');
}

/** Wraps the text as a file, with the byte-order mark by which spreadsheets recognise UTF-8. */
export const csvFile = (csv: string): Blob => new Blob(['\ufeff', csv], { type: 'text/csv' });

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
