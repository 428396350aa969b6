import type { ChartLine } from '../lines/chart-line.ts';
import { wholeRange, type ChartContent } from '../lines/chart-content.ts';
import { bandOpacity } from '../lines/bands-plugin.ts';
import { drawnLine } from '../lines/drawn-points.ts';
import type { Point } from '../lines/thin.ts';
import { linearTicks, logTicks } from '../axes/ticks.ts';
import type { ColourToken } from '../token-colour.ts';
import { yLimits } from '../axes/y-limits.ts';

const width = 960;
const height = 480;
const plot = { left: 72, right: width - 16, top: 76, bottom: height - 40 };
const fontFamily = 'Inter, Hiragino Sans, Yu Gothic UI, Noto Sans CJK JP, sans-serif';

/** A chart as a picture of its own, with title and legend; `colourOf` resolves a token in the theme that it is drawn in. */
export function chartSvg(title: string, content: ChartContent, colourOf: (token: ColourToken) => string): string {
  const { lines, axis, logarithmic, marks } = content;
  const { min: xMin, max: xMax } = content.range ?? content.whole ?? wholeRange(lines);
  const parts = lines.map((line) => ({ line, ...drawnLine(line, { xMin, xMax, buckets: width }) }));
  const y =
    content.yRange ??
    yLimits(
      parts.flatMap(({ points, low, high }) => [points, low, high]),
      logarithmic,
    );
  const scaled = logarithmic ? Math.log : (value: number) => value;
  const xAt = (value: number) => round(plot.left + ((value - xMin) / (xMax - xMin)) * (plot.right - plot.left));
  const yAt = (value: number) =>
    round(plot.bottom - ((scaled(value) - scaled(y.min)) / (scaled(y.max) - scaled(y.min))) * (plot.bottom - plot.top));
  const inRange = (x: number) => x >= xMin && x <= xMax;
  const muted = colourOf('muted');
  const hairline = colourOf('line');

  const yTicks = (logarithmic ? logTicks : linearTicks)(y.min, y.max, 8).map(
    (value) =>
      `<path d="M${plot.left} ${yAt(value)}H${plot.right}" stroke="${hairline}"/>` +
      label(plot.left - 8, yAt(value) + 4, 'end', muted, content.formatTick(value)),
  );
  const xTicks = axis
    .ticks(xMin, xMax, 8)
    .map((value) => label(xAt(value), plot.bottom + 20, 'middle', muted, axis.formatTick(value)));
  const epochs = Array.from(marks.epochs.xs)
    .filter(inRange)
    .map((x) => `<path d="M${xAt(x)} ${plot.top}V${plot.bottom}" stroke="${hairline}" stroke-dasharray="2 3"/>`);
  const references = marks.references
    .filter((reference) => reference.y >= y.min && reference.y <= y.max)
    .map(
      (reference) =>
        `<path d="M${plot.left} ${yAt(reference.y)}H${plot.right}" stroke="${colourOf('text')}" stroke-dasharray="6 4"/>` +
        label(plot.right - 4, yAt(reference.y) - 4, 'end', colourOf('text'), reference.label),
    );
  const isSeen = (point: Point) => !logarithmic || point.y > 0;
  const placesOf = (points: readonly Point[]) =>
    points.filter(isSeen).map((point) => `${xAt(point.x)},${yAt(point.y)}`);
  const bands = parts
    .filter(({ low }) => low.length > 1)
    .map(({ line, low, high }) => {
      const edge = placesOf([...low, ...high.toReversed()]).join(' ');
      return `<polygon points="${edge}" fill="${colourOf(line.colour)}" fill-opacity="${bandOpacity}"/>`;
    });
  const infinities = parts.flatMap(({ line, infinite }) =>
    infinite.map((x) => label(xAt(x), plot.top - 2, 'middle', colourOf(line.colour), '∞')),
  );
  const curves = parts.map(({ line, points }) => {
    const colour = colourOf(line.colour);
    const dots = line.points
      ? points
          .filter((point) => isSeen(point) && Number.isFinite(point.y))
          .map((point) => `<circle cx="${xAt(point.x)}" cy="${yAt(point.y)}" r="2.5" fill="${colour}"/>`)
      : [];
    const curve = unbroken(points).map(
      (part) => `<polyline points="${placesOf(part).join(' ')}" fill="none" ${strokeOf(line, colourOf)}/>`,
    );
    return (line.width === 0 ? '' : curve.join('')) + dots.join('');
  });
  const divisions = (marks.divisions ?? [])
    .filter(({ x }) => inRange(x))
    .map(({ x, label: name }) => {
      const anchor = xAt(x) > (plot.left + plot.right) / 2 ? 'end' : 'start';
      return (
        `<path d="M${xAt(x)} ${plot.top}V${plot.bottom}" stroke="${muted}" stroke-dasharray="4 3"/>` +
        label(xAt(x) + (anchor === 'end' ? -4 : 4), plot.top + 12, anchor, muted, name)
      );
    });
  const diamonds = marks.checkpoints
    .filter(({ x }) => inRange(x))
    .map(({ x }) => `<path d="M${xAt(x)} ${plot.bottom - 4}l4 4-4 4-4-4z" fill="${colourOf('cool')}"/>`);

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}" font-size="12">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colourOf('panel')}"/>`,
    `<text x="16" y="28" font-size="16" font-weight="600" fill="${colourOf('text')}">${escapeXml(title)}</text>`,
    ...legend(lines, colourOf),
    ...yTicks,
    ...xTicks,
    label(plot.right, height - 4, 'end', muted, axis.name),
    ...(content.yName ? [label(16, plot.top - 2, 'start', muted, content.yName)] : []),
    ...epochs,
    ...references,
    ...bands,
    ...divisions,
    ...curves.toReversed(),
    ...infinities,
    ...diamonds,
    '</svg>',
    '',
  ].join('\n');
}

function legend(lines: readonly ChartLine[], colourOf: (token: ColourToken) => string): string[] {
  let x = 16;
  return lines.map((line) => {
    const start = x;
    x += 40 + [...line.label].reduce((sum, character) => sum + (character > '\u2e7f' ? 12 : 7), 0);
    return (
      `<path d="M${start} 46h20" ${strokeOf(line, colourOf)}/>` +
      label(start + 26, 50, 'start', colourOf('text'), line.label)
    );
  });
}

/** The parts of a line between its breaks. */
function unbroken(points: readonly Point[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const point of points) {
    if (Number.isNaN(point.y)) parts.push([]);
    else parts.at(-1)?.push(point);
  }
  return parts;
}

function strokeOf(line: ChartLine, colourOf: (token: ColourToken) => string): string {
  const dash = line.dash.length > 0 ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
  const opacity = line.opacity < 1 ? ` stroke-opacity="${line.opacity}"` : '';
  return `stroke="${colourOf(line.colour)}" stroke-width="${line.width}" stroke-linejoin="bevel"${dash}${opacity}`;
}

function label(x: number, y: number, anchor: 'start' | 'middle' | 'end', colour: string, text: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${escapeXml(text)}</text>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Makes any text a text of XML, or a value between quotes. */
export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
const round = (value: number) => Math.round(value * 100) / 100;
