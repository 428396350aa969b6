import type { ActivationsInput } from '../../../../src-main/contract/insight-records.ts';

/** The content that a network reads for the person: a text, or rows of its dataset. */
export type Reading = Pick<ActivationsInput, 'text' | 'rows'>;

export const readingOf = (text: string): Reading => ({ text, rows: null });

/** Two readings of one key are the same. */
export const readingKey = ({ text, rows }: Reading): string => text ?? JSON.stringify(rows);

/** Nothing to read yet. */
export const isEmptyReading = ({ text, rows }: Reading): boolean => rows === null && (text ?? '') === '';
