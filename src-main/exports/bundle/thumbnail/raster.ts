export interface Point {
  x: number;
  y: number;
}

export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A picture: four bytes a pixel, red, green, blue and an opacity that the colours are not multiplied by; rows from the top. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

type Colour = readonly [red: number, green: number, blue: number];

interface Stroke {
  /** In pixels. */
  width: number;
  colour: Colour;
  /** Lengths in pixels of a dash and the gap behind it; a line without gaps has null. */
  dash: readonly [number, number] | null;
  /** The line shows in here only. */
  within: Rectangle;
}

/** Puts one picture onto another, its upper left corner at (x, y); it has to lie within. `columns` are those of it that are taken. */
export function put(onto: Raster, picture: Raster, x: number, y: number, columns: { from: number; to: number }): void {
  for (let row = 0; row < picture.height; row++) {
    for (let column = columns.from; column < columns.to; column++) {
      const at = 4 * (row * picture.width + column);
      const [red, green, blue, opacity] = picture.data.subarray(at, at + 4);
      blend(onto, x + column - columns.from, y + row, [red, green, blue], opacity / 255);
    }
  }
}

/** Draws a line with round ends and joins. Each pixel is covered as far as its centre lies within half a width, which smooths the edge. */
export function stroke(onto: Raster, points: readonly Point[], { width, colour, dash, within }: Stroke): void {
  const covered = new Float64Array(onto.width * onto.height);
  const reach = width / 2 + 0.5;
  for (const [from, to] of dash === null ? segments(points) : dashes(points, dash)) {
    const [left, right] = pixels(
      Math.min(from.x, to.x) - reach,
      Math.max(from.x, to.x) + reach,
      within.left,
      within.right,
    );
    const [top, bottom] = pixels(
      Math.min(from.y, to.y) - reach,
      Math.max(from.y, to.y) + reach,
      within.top,
      within.bottom,
    );
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const coverage = Math.min(1, reach - distance({ x: x + 0.5, y: y + 0.5 }, from, to));
        const at = y * onto.width + x;
        if (coverage > covered[at]) covered[at] = coverage;
      }
    }
  }
  for (const [at, coverage] of covered.entries()) {
    if (coverage > 0) blend(onto, at % onto.width, Math.floor(at / onto.width), colour, coverage);
  }
}

/** Makes a picture half as wide and high, each pixel the mean of four, in which a colour counts as much as it is opaque. */
export function halve({ width, height, data }: Raster): Raster {
  const half: Raster = { width: width / 2, height: height / 2, data: new Uint8Array(data.length / 4) };
  for (let pixel = 0; pixel < half.width * half.height; pixel++) {
    const first = 8 * ((pixel % half.width) + Math.floor(pixel / half.width) * width);
    const four = [first, first + 4, first + 4 * width, first + 4 * width + 4];
    const opacity = four.reduce((sum, at) => sum + data[at + 3], 0);
    const at = 4 * pixel;
    for (let channel = 0; channel < 3; channel++) {
      const sum = four.reduce((whole, each) => whole + data[each + channel] * data[each + 3], 0);
      half.data[at + channel] = opacity === 0 ? 0 : Math.round(sum / opacity);
    }
    half.data[at + 3] = Math.round(opacity / 4);
  }
  return half;
}

const pixels = (from: number, to: number, least: number, most: number): [number, number] => [
  Math.max(Math.floor(from), least),
  Math.min(Math.ceil(to), most),
];

/** Puts a colour over what is there, by Porter and Duff's “over”. */
function blend({ width, data }: Raster, x: number, y: number, colour: Colour, opacity: number): void {
  const at = 4 * (y * width + x);
  const below = (data[at + 3] / 255) * (1 - opacity);
  const whole = opacity + below;
  if (whole === 0) return;
  for (const [channel, value] of colour.entries()) {
    data[at + channel] = Math.round((value * opacity + data[at + channel] * below) / whole);
  }
  data[at + 3] = Math.round(255 * whole);
}

type Segment = readonly [Point, Point];

/** A single point is a dot. */
const segments = (points: readonly Point[]): Segment[] =>
  points.length === 1 ? [[points[0], points[0]]] : points.slice(1).map((to, place) => [points[place], to]);

/** Cuts a line into dashes, which go on around its corners. */
function dashes(points: readonly Point[], [on, off]: readonly [number, number]): Segment[] {
  const found: Segment[] = [];
  let done = 0;
  for (const [from, to] of segments(points)) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const along = (place: number): Point => {
      const share = length === 0 ? 0 : place / length;
      return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    };
    // Dashes begin at whole multiples of the period, counted from the beginning of the line.
    const period = on + off;
    for (let start = -(done % period); start <= length; start += period) {
      if (start + on >= 0) found.push([along(Math.max(0, start)), along(Math.min(length, start + on))]);
    }
    done += length;
  }
  return found;
}

/** The distance of a point from a segment. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}
