/** Colours of a heat map, by a value's place in its range: 256 of them as little-endian RGBA. */
export type ColourScale = Uint32Array;

const size = 256;

type Rgb = readonly [number, number, number];

/** Evenly between the colours, in linear light, so that the middle is not too dark. */
export function colourScale(stops: readonly string[]): ColourScale {
  const colours = stops.map(parseRgb);
  return Uint32Array.from({ length: size }, (_, index) => {
    const position = (index / (size - 1)) * (colours.length - 1);
    const left = Math.min(Math.floor(position), colours.length - 2);
    const share = position - left;
    const [r, g, b] = [0, 1, 2].map((channel) =>
      encoded((1 - share) * decoded(colours[left][channel]) + share * decoded(colours[left + 1][channel])),
    );
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

/** One pixel a value. Beyond [min, max] stand the end colours; what is no number is transparent. */
export function paintMatrix(
  values: Float32Array,
  scale: ColourScale,
  min: number,
  max: number,
): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(values.length);
  const factor = max > min ? (size - 1) / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    const place = (values[i] - min) * factor;
    if (place !== place) continue;
    pixels[i] = scale[place <= 0 ? 0 : place >= size - 1 ? size - 1 : (place + 0.5) | 0];
  }
  return pixels;
}

/** The ends of a legend in two digits. ≤ and ≥ tell that values lie beyond, in the same colour. */
export function legendEnds(
  values: Float32Array,
  { min, max, format }: { min: number; max: number; format: (value: number) => string },
): { low: string; high: string } {
  const short = (value: number) => format(Number(value.toPrecision(2)));
  // The values are rounded to float32, the ends need not be.
  const rounding = (max - min) * 1e-6;
  const isBelow = values.some((value) => value < min - rounding);
  const isAbove = values.some((value) => value > max + rounding);
  return { low: `${isBelow ? '≤ ' : ''}${short(min)}`, high: `${isAbove ? '≥ ' : ''}${short(max)}` };
}

/** `rgb(1, 2, 3)`, as computed styles give it. */
function parseRgb(colour: string): Rgb {
  const numbers = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  const [r = 0, g = 0, b = 0] = numbers;
  return [r, g, b];
}

const decoded = (channel: number) => (channel / 255) ** 2.2;
const encoded = (light: number) => Math.round(light ** (1 / 2.2) * 255);
