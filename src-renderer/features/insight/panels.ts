/** The insight panels, in the order of their tabs. */
export const panels = ['theatre', 'flow', 'cells', 'whatif', 'activations'] as const;
export type Panel = (typeof panels)[number];

export const panelOf = (name: string | null): Panel => panels.find((panel) => panel === name) ?? panels[0];
