/** Why a network cannot learn from a dataset. `values` has what a translation needs; each code always the same names. */
export const datasetFitProblems = {
  'wrong-kind': [],
  'features-differ': ['expected', 'found'],
  'targets-differ': ['expected', 'found'],
  'mostly-unknown': ['size', 'percent', 'different', 'samples'],
  'classes-differ': ['expected', 'found'],
  'class-names-differ': ['expected', 'found'],
} as const;
