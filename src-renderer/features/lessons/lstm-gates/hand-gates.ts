import { computed, ref } from 'vue';
import {
  driveByHand,
  meanDistance,
  SHOWN_SYMBOLS,
  signOf,
  wantedSigns,
} from '../../../../src-engine/spec/memory-cell.ts';
import type { HandGates } from '../../../../src-engine/spec/memory-cell.ts';

const halfOpen = (): HandGates[] => SHOWN_SYMBOLS.map(() => ({ input: 0.5, forget: 0.5, output: 0.5 }));

/** The gates that the person has set, which the results lay beside the network's. */
export const handGates = ref(halfOpen());

export const wanted = wantedSigns(SHOWN_SYMBOLS);

/** The value that would be written at each step: the person’s cell has the sign that is read for a candidate. */
export const handSigns = SHOWN_SYMBOLS.map(signOf);

export const handStates = computed(() => driveByHand(SHOWN_SYMBOLS, handGates.value));

/** The mean over the steps of how far the person's cell is from what is wanted. */
export const handDistance = computed(() =>
  meanDistance(
    handStates.value.map(({ hidden }) => hidden),
    wanted,
  ),
);

export function resetHandGates(): void {
  handGates.value = halfOpen();
}
