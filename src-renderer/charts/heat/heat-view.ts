/** Which part of a matrix is seen: the cell at the upper left corner, fractions included, and the pixels of a cell. */
export interface HeatView {
  row: number;
  column: number;
  cellWidth: number;
  cellHeight: number;
}

export interface HeatSize {
  rows: number;
  columns: number;
  width: number;
  height: number;
}

const largestCell = 64;

/** All of the matrix. */
export const wholeView = ({ rows, columns, width, height }: HeatSize): HeatView => ({
  row: 0,
  column: 0,
  cellWidth: width / Math.max(1, columns),
  cellHeight: height / Math.max(1, rows),
});

/** Cells `factor` times as large, with the point (x, y) where it was; never smaller than all of the matrix. */
export function zoomedView(view: HeatView, size: HeatSize, factor: number, x: number, y: number): HeatView {
  const whole = wholeView(size);
  const cellWidth = clamp(view.cellWidth * factor, whole.cellWidth, Math.max(largestCell, whole.cellWidth));
  const cellHeight = clamp(view.cellHeight * factor, whole.cellHeight, Math.max(largestCell, whole.cellHeight));
  return contained(
    {
      column: view.column + x / view.cellWidth - x / cellWidth,
      row: view.row + y / view.cellHeight - y / cellHeight,
      cellWidth,
      cellHeight,
    },
    size,
  );
}

/** Moved by so many pixels. */
export const pannedView = (view: HeatView, size: HeatSize, dx: number, dy: number): HeatView =>
  contained({ ...view, column: view.column - dx / view.cellWidth, row: view.row - dy / view.cellHeight }, size);

/** Moved as little as brings the cell into sight. */
export function revealing(view: HeatView, size: HeatSize, row: number, column: number): HeatView {
  const shownColumns = size.width / view.cellWidth;
  const shownRows = size.height / view.cellHeight;
  return contained(
    {
      ...view,
      column: clamp(view.column, column + 1 - shownColumns, column),
      row: clamp(view.row, row + 1 - shownRows, row),
    },
    size,
  );
}

function contained(view: HeatView, { rows, columns, width, height }: HeatSize): HeatView {
  return {
    ...view,
    column: clamp(view.column, 0, Math.max(0, columns - width / view.cellWidth)),
    row: clamp(view.row, 0, Math.max(0, rows - height / view.cellHeight)),
  };
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
