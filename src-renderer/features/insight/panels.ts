import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

/** The insight panels, in the order of their tabs. */
const panels = ['theatre', 'flow', 'cells', 'tokens', 'whatif', 'activations'] as const;
export type Panel = (typeof panels)[number];

/** The panels for networks that read numbers: the others ask about characters and what is written. */
const numberPanels: readonly Panel[] = ['theatre', 'flow', 'activations'];

/** The panels that there are for a network. */
export const panelsOf = ({ input }: Pick<ModelSpec, 'input'>): readonly Panel[] =>
  input.kind === 'tokens' ? panels : numberPanels;

export const panelOf = (name: string | null, offered: readonly Panel[]): Panel =>
  offered.find((panel) => panel === name) ?? panels[0];
