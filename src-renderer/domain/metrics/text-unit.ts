import type { TextBits } from '../../../src-engine/losses/perplexity.ts';
import { oneOf, remembered } from '../../ui/remembered.ts';

/** The units of text by which losses of different tokens compare. */
export const textUnits = ['character', 'word', 'byte'] as const;
export type TextUnit = (typeof textUnits)[number];

/** The unit in which bits are told where there is room for one figure: in lists of runs, of checkpoints and of sweeps. */
export const textUnit = remembered<TextUnit>('text-unit', 'character', oneOf(textUnits));

const fields = { character: 'perCharacter', word: 'perWord', byte: 'perByte' } as const;

/** Returns the bits in the chosen unit; null means that the run has none, or its text no such unit. */
export const bitsInUnit = (bits: TextBits | null, unit = textUnit.value): number | null => bits?.[fields[unit]] ?? null;
