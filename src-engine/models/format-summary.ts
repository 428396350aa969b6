import type { ModelSummary } from './summary.ts';

/** The table of Keras' `model.summary()`, without its rules. */
export function formatSummary(summary: ModelSummary): string {
  const table = [
    ['Layer (type)', 'Output Shape', 'Param #'],
    ...summary.rows.map(({ name, className, outputShape, parameters }) => [
      `${name} (${className})`,
      `(None, ${outputShape.join(', ')})`,
      `${parameters}`,
    ]),
  ];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)) + 2);
  const lines = table.map(
    ([layer, shape, parameters]) => layer.padEnd(widths[0]) + shape.padEnd(widths[1]) + parameters,
  );
  const total = (label: string, count: number): string => `${label}: ${withThousands(count)}`;
  return [
    ...lines,
    total('Total params', summary.totalParameters),
    total('Trainable params', summary.trainableParameters),
    total('Non-trainable params', summary.nonTrainableParameters),
  ].join('\n');
}

function withThousands(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, ',');
}
