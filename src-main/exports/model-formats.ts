import type { ModelFormat } from './export-format.ts';

/** The formats that other programs read, in the order in which they are offered. */
export const modelFormats: readonly ModelFormat[] = [];
