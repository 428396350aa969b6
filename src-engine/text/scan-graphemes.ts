/** Receives a splitter's results: the pieces of a text, in order and without gaps. Positions are UTF-16 code units. */
export interface PieceVisitor {
  /** Every code unit of [start, end) is a piece by itself. */
  units(start: number, end: number): void;
  /** [start, end) is one piece. */
  piece(start: number, end: number): void;
}

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
/** A call of Intl.Segmenter costs as much as some forty clusters in a call, so stretches this close share one. */
const NEARBY = 32;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** By code unit, what `probe` found: 0 not asked yet, 1 separable, 2 not. */
const separability = new Uint8Array(65_536);
const SEPARABLE = 1;

/**
 * Cuts a text into extended grapheme clusters (UAX #29), exactly where `Intl.Segmenter` cuts.
 *
 * Intl.Segmenter is slow, so it sees only what needs it. Between two *separable* code units there is always a boundary, save
 * inside CR LF; a stretch from one such boundary to another depends on nothing outside it.
 */
export function scanGraphemes(text: string, visitor: PieceVisitor): void {
  const length = text.length;
  let runStart = 0; // of single-unit graphemes that were not reported yet
  let position = endOfRun(text, 1);
  while (position < length) {
    const start = position - 1;
    if (runStart < start) visitor.units(runStart, start);
    if (isLineEnd(text, position) && (position + 1 === length || isCut(text, position + 1))) {
      runStart = position + 1;
      visitor.piece(start, runStart);
    } else {
      runStart = endOfStretch(text, position + 1);
      segment(text, start, runStart, visitor);
    }
    position = endOfRun(text, runStart + 1);
  }
  if (runStart < length) visitor.units(runStart, length);
}

/**
 * Returns how much of a text can be cut into pieces without what comes after it: all but its last piece, or, where the end is simple, one that is
 * near; all of it, where a line ends it. What is left has the same boundaries when more text follows.
 */
export function settledLength(text: string): number {
  if (text.endsWith('\n')) return text.length;
  const nearest = Math.max(1, text.length - NEARBY);
  for (let position = text.length - 1; position >= nearest; position--) if (isCut(text, position)) return position;
  let lastPiece = 0;
  scanGraphemes(text, {
    units: (_, end) => (lastPiece = end - 1),
    piece: (start) => (lastPiece = start),
  });
  return lastPiece;
}

/** The first position at or after `position` without a certain boundary before it: `isCut`, with one look at every unit. */
function endOfRun(text: string, position: number): number {
  let previous = text.charCodeAt(position - 1);
  if (!isSeparable(previous)) return position;
  for (; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    if (separability[unit] !== SEPARABLE && !isSeparable(unit)) break;
    if (unit === LINE_FEED && previous === CARRIAGE_RETURN) break;
    previous = unit;
  }
  return position;
}

/** `true` means that there is a boundary before `position` ≥ 1 for certain. */
function isCut(text: string, position: number): boolean {
  return (
    isSeparable(text.charCodeAt(position)) && isSeparable(text.charCodeAt(position - 1)) && !isLineEnd(text, position)
  );
}

/** Tells whether CR LF lies around `position`. */
function isLineEnd(text: string, position: number): boolean {
  return text.charCodeAt(position) === LINE_FEED && text.charCodeAt(position - 1) === CARRIAGE_RETURN;
}

/** The first certain boundary at or after `end` with nothing but certain boundaries nearby. */
function endOfStretch(text: string, end: number): number {
  for (let position = end; position < text.length && position - end < NEARBY; position++) {
    if (!isCut(text, position)) end = position + 1;
  }
  return end;
}

function segment(text: string, start: number, end: number, visitor: PieceVisitor): void {
  for (const { segment } of segmenter.segment(text.slice(start, end))) {
    visitor.piece(start, start + segment.length);
    start += segment.length;
  }
}

/** `true` means that there is a boundary between this code unit and any other of which this is true, save inside CR LF. */
export function isSeparable(unit: number): boolean {
  if (separability[unit] === 0) separability[unit] = probe(unit);
  return separability[unit] === SEPARABLE;
}

/**
 * Only the cluster-break classes Other, Control, CR, LF, LV and LVT stand apart on both sides from an LV syllable: Extend,
 * SpacingMark, ZWJ, V and T join a 가 before them, Prepend and L one after them. Any two of those six stand apart, except CR LF.
 * Surrogates are halves of anything, so they are never separable.
 */
function probe(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const standsApart = [...segmenter.segment(`가${String.fromCharCode(unit)}가`)].length === 3;
  return standsApart && !isSurrogate ? SEPARABLE : 2;
}
