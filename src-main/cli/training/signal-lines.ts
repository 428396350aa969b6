import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';

/** A table of the variances by layer, whose names are given in the order of the layers. */
export function signalLines(names: readonly string[], signals: readonly LayerSignal[]): string[] {
  const table = [
    ['Layer at the start', 'Variance of outputs', 'of gradients'],
    ...signals.map(({ layer, activation, gradient }) => [
      names[layer] ?? '',
      activation.variance.toExponential(2),
      gradient === null ? '–' : gradient.variance.toExponential(2),
    ]),
  ];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)) + 2);
  return table.map(([name, output, gradient]) => name.padEnd(widths[0]) + output.padEnd(widths[1]) + gradient);
}
