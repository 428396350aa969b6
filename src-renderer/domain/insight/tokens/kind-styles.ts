import { tokenKinds, type TokenKind } from '../../../../src-engine/spec/insight-spec.ts';
import type { Marker } from '../../../charts/lines/chart-line.ts';
import { markerOf, seriesColour } from '../../../charts/lines/series.ts';
import type { ColourToken } from '../../../charts/token-colour.ts';

/** Colour and marker of each kind of token, so that neither has to be seen. */
export const kindStyles = Object.fromEntries(
  tokenKinds.map((kind, index) => [
    kind,
    kind === 'other' ? { colour: 'muted', marker: 'circle' } : { colour: seriesColour(index), marker: markerOf(index) },
  ]),
) as Record<TokenKind, { colour: ColourToken; marker: Marker }>;
