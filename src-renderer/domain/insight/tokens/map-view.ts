/** A point of a map, in the map's own units. */
export interface MapPoint {
  x: number;
  y: number;
}

/** The part of a map that is seen: pixels a unit, and the units in the middle of the canvas. y grows upwards. */
export interface MapView {
  scale: number;
  x: number;
  y: number;
}

export interface MapSize {
  width: number;
  height: number;
}

const marginPx = 24;
const mostZoom = 40;

/** All points, with a margin. */
export function wholeMap(points: readonly MapPoint[], { width, height }: MapSize): MapView {
  if (points.length === 0) return { scale: 1, x: 0, y: 0 };
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const fitting = (pixels: number, units: number) => Math.max(1, pixels - 2 * marginPx) / Math.max(units, 1e-6);
  return {
    scale: Math.min(fitting(width, right - left), fitting(height, high - low)),
    x: (left + right) / 2,
    y: (low + high) / 2,
  };
}

export const pixelOf = ({ scale, x, y }: MapView, { width, height }: MapSize, point: MapPoint): MapPoint => ({
  x: width / 2 + (point.x - x) * scale,
  y: height / 2 - (point.y - y) * scale,
});

/** `factor` times as large, with the unit under the pixel where it was; between all of the map and a part of it. */
export function zoomedMap(view: MapView, size: MapSize, whole: MapView, factor: number, at: MapPoint): MapView {
  const scale = Math.max(whole.scale, Math.min(mostZoom * whole.scale, view.scale * factor));
  const dx = at.x - size.width / 2;
  const dy = size.height / 2 - at.y;
  return { scale, x: view.x + dx / view.scale - dx / scale, y: view.y + dy / view.scale - dy / scale };
}

/** Moved by so many pixels. */
export const pannedMap = (view: MapView, dx: number, dy: number): MapView => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y + dy / view.scale,
});

/** The place of the point nearest to a pixel, among those within `reach` pixels; null where there is none. */
export function pointAt(
  points: readonly MapPoint[],
  view: MapView,
  size: MapSize,
  at: MapPoint,
  reach: number,
): number | null {
  let nearest: number | null = null;
  let least = reach * reach;
  points.forEach((point, place) => {
    const pixel = pixelOf(view, size, point);
    const distance = (pixel.x - at.x) ** 2 + (pixel.y - at.y) ** 2;
    if (distance > least) return;
    least = distance;
    nearest = place;
  });
  return nearest;
}

/** The room of a name in pixels. */
const name = { width: 48, height: 16 };
const overlap = (a: MapPoint, b: MapPoint) => Math.abs(a.x - b.x) < name.width && Math.abs(a.y - b.y) < name.height;

/** The places of points whose names have room, those of `first` before the others; the very first of them always has it. */
export function labelledPlaces(
  points: readonly MapPoint[],
  view: MapView,
  size: MapSize,
  { first, most }: { first: readonly number[]; most: number },
): number[] {
  /** The names that stand already, by cells of the size of a name: only those around can be in the way. */
  const taken = new Map<string, MapPoint[]>();
  const labelled: number[] = [];
  const take = (place: number, isForced: boolean) => {
    const point = points[place];
    if (point === undefined) return;
    const at = pixelOf(view, size, point);
    if (at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return;
    const [column, row] = [Math.floor(at.x / name.width), Math.floor(at.y / name.height)];
    const isTaken = [-1, 0, 1].some((dx) =>
      [-1, 0, 1].some((dy) => taken.get(`${column + dx} ${row + dy}`)?.some((other) => overlap(at, other)) ?? false),
    );
    if (isTaken && !isForced) return;
    const key = `${column} ${row}`;
    taken.set(key, [...(taken.get(key) ?? []), at]);
    labelled.push(place);
  };
  first.forEach((place, n) => take(place, n === 0));
  for (let place = 0; place < points.length && labelled.length < most; place++) {
    if (!first.includes(place)) take(place, false);
  }
  return labelled;
}
