/** The figure that showed a divergence; `end` means that the losses were still too high at the last step of a short training. */
export const divergenceCauses = ['loss', 'validation-loss', 'gradient', 'parameters', 'end'] as const;

export type DivergenceCause = (typeof divergenceCauses)[number];
