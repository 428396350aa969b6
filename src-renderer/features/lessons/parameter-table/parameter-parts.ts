import type { CourseSizes } from '../../../../src-engine/models/course-model.ts';

/** A tensor of a layer, and what its numbers are for. */
export interface ParameterPart {
  id: 'table' | 'kernel' | 'recurrent' | 'bias' | 'denseKernel' | 'denseBias';
  rows: number;
  columns: number;
  /** The number of such tensors side by side, one for each gate. */
  gates: number;
}

/** The rows of the table by their place, as the summary has them. */
export const courseRows = [
  'input',
  'embedding',
  'lstm1',
  'dropout1',
  'lstm2',
  'dropout2',
  'dense',
  'activation',
] as const;
export type CourseRow = (typeof courseRows)[number];

const GATES = 4;

/** Returns the tensors of a row; their products are the row’s parameters. */
export function partsOf(row: CourseRow, { vocabulary, embedding, units, classes }: CourseSizes): ParameterPart[] {
  switch (row) {
    case 'embedding':
      return [{ id: 'table', rows: vocabulary, columns: embedding, gates: 1 }];
    case 'lstm1':
      return lstmParts(embedding, units);
    case 'lstm2':
      return lstmParts(units, units);
    case 'dense':
      return [
        { id: 'denseKernel', rows: units, columns: classes, gates: 1 },
        { id: 'denseBias', rows: 1, columns: classes, gates: 1 },
      ];
    default:
      return [];
  }
}

function lstmParts(inputs: number, units: number): ParameterPart[] {
  return [
    { id: 'kernel', rows: inputs, columns: units, gates: GATES },
    { id: 'recurrent', rows: units, columns: units, gates: GATES },
    { id: 'bias', rows: 1, columns: units, gates: GATES },
  ];
}

export const countOf = ({ rows, columns, gates }: ParameterPart): number => rows * columns * gates;
