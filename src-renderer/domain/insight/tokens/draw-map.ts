import type { TokenMapRecord } from '../../../../src-main/contract/insight/token-map-records.ts';
import type { Marker } from '../../../charts/lines/chart-line.ts';
import { tokenColour } from '../../../charts/token-colour.ts';
import { visibleToken } from '../../../ui/visible-token.ts';
import { kindStyles } from './kind-styles.ts';
import { labelledPlaces, pixelOf, type MapPoint, type MapSize, type MapView } from './map-view.ts';

interface DrawnMap {
  tokens: TokenMapRecord['tokens'];
  view: MapView;
  size: MapSize;
  colouring: 'kind' | 'frequency';
  /** Places of tokens: the chosen one, and its neighbours, which have a line to it. */
  chosen: number | null;
  neighbours: readonly number[];
}

const mostLabels = 140;

/** Draws all tokens as markers, with the names of those for which there is room. */
export function drawMap(context: CanvasRenderingContext2D, canvas: HTMLElement, map: DrawnMap): void {
  const { tokens, view, size, chosen, neighbours } = map;
  context.clearRect(0, 0, size.width, size.height);
  const pixels = tokens.map((token) => pixelOf(view, size, token));
  const radius = tokens.length > 5000 ? 2 : tokens.length > 1000 ? 2.75 : 3.5;
  const shareOf = frequencyShares(tokens);
  tokens.forEach((token, place) => {
    const at = pixels[place];
    if (
      at === undefined ||
      at.x < -radius ||
      at.y < -radius ||
      at.x > size.width + radius ||
      at.y > size.height + radius
    )
      return;
    const { colour, marker } = kindStyles[token.kind];
    const isByKind = map.colouring === 'kind';
    context.fillStyle = context.strokeStyle = isByKind
      ? tokenColour(canvas, colour)
      : tokenColour(canvas, 'cell', 0.2 + 0.8 * shareOf(token));
    drawMarker(context, isByKind ? marker : 'circle', at, radius);
  });
  const middle = chosen === null ? undefined : pixels[chosen];
  if (middle !== undefined) {
    context.strokeStyle = tokenColour(canvas, 'muted', 0.7);
    context.lineWidth = 1;
    for (const place of neighbours) {
      const at = pixels[place];
      if (at === undefined) continue;
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      context.lineTo(at.x, at.y);
      context.stroke();
    }
    context.strokeStyle = tokenColour(canvas, 'accent');
    context.lineWidth = 2;
    context.beginPath();
    context.arc(middle.x, middle.y, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  }
  drawNames(context, canvas, map, pixels, radius);
}

function drawNames(
  context: CanvasRenderingContext2D,
  canvas: HTMLElement,
  { tokens, view, size, chosen, neighbours }: DrawnMap,
  pixels: readonly MapPoint[],
  radius: number,
): void {
  const first = chosen === null ? [] : [chosen, ...neighbours];
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  context.textBaseline = 'middle';
  for (const place of labelledPlaces(tokens, view, size, { first, most: mostLabels })) {
    const at = pixels[place];
    const token = tokens[place];
    if (at === undefined || token === undefined) continue;
    const isForced = first.includes(place);
    const name = visibleToken(token.text);
    context.lineWidth = 3;
    context.strokeStyle = tokenColour(canvas, 'panel');
    context.fillStyle = tokenColour(canvas, isForced || chosen === null ? 'text' : 'muted');
    const x = at.x + radius + 3;
    context.strokeText(name, x, at.y);
    context.fillText(name, x, at.y);
  }
}

/** The places of counts between the least and the greatest, by their logarithms; 1 where nothing was counted. */
function frequencyShares(tokens: TokenMapRecord['tokens']): (token: { count: number | null }) => number {
  const logs = tokens.map(({ count }) => Math.log1p(count ?? 0));
  const low = logs.reduce((least, value) => Math.min(least, value), Infinity);
  const high = logs.reduce((most, value) => Math.max(most, value), 0);
  return ({ count }) => (high > low ? (Math.log1p(count ?? 0) - low) / (high - low) : 1);
}

function drawMarker(context: CanvasRenderingContext2D, marker: Marker, { x, y }: MapPoint, radius: number): void {
  const r = radius;
  context.lineWidth = 1.5;
  context.beginPath();
  switch (marker) {
    case 'rect':
    case 'rectRounded':
      context.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case 'triangle':
      context.moveTo(x, y - 1.2 * r);
      context.lineTo(x + 1.2 * r, y + r);
      context.lineTo(x - 1.2 * r, y + r);
      break;
    case 'rectRot':
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.3 * r, y);
      context.lineTo(x, y + 1.3 * r);
      context.lineTo(x - 1.3 * r, y);
      break;
    case 'circle':
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    default:
      if (marker !== 'crossRot') {
        context.moveTo(x - r, y);
        context.lineTo(x + r, y);
        context.moveTo(x, y - r);
        context.lineTo(x, y + r);
      }
      if (marker !== 'cross') {
        context.moveTo(x - r, y - r);
        context.lineTo(x + r, y + r);
        context.moveTo(x + r, y - r);
        context.lineTo(x - r, y + r);
      }
      context.stroke();
      return;
  }
  context.fill();
}
