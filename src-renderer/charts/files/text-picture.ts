/** The words of a tinted text's picture. Colours are written as canvases take them. */
export interface TextPicture {
  title: string;
  /** `tint` lies behind the piece, if it is not null. `isMuted` marks a piece that was given and not written. */
  pieces: readonly { text: string; tint: string | null; isMuted?: boolean }[];
  ground: string;
  text: string;
  muted: string;
  font: string;
  monospace: string;
}

const margin = 16;
const width = 960;
const titleHeight = 28;
const lineHeight = 24;
/** Canvases have an end. */
const mostLines = 600;
const scale = 2;

/** A text with its tints, in lines of one width. */
export function drawTextPicture(picture: TextPicture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const plain = `14px ${picture.monospace}`;
  context.font = plain;
  const measure = (text: string) => context.measureText(text).width;
  const lines = breakLines(picture.pieces, measure, width - 2 * margin).slice(0, mostLines);
  canvas.width = scale * width;
  canvas.height = scale * (2 * margin + titleHeight + lines.length * lineHeight);
  context.scale(scale, scale);
  context.fillStyle = picture.ground;
  context.fillRect(0, 0, width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = picture.text;
  context.font = `600 14px ${picture.font}`;
  context.fillText(picture.title, margin, margin + titleHeight / 2, width - 2 * margin);
  context.font = plain;
  lines.forEach((line, number) => {
    const top = margin + titleHeight + number * lineHeight;
    for (const { x, advance, text, tint, isMuted } of line) {
      if (tint !== null) {
        context.fillStyle = tint;
        context.fillRect(margin + x, top + 2, advance, lineHeight - 4);
      }
      context.fillStyle = isMuted ? picture.muted : picture.text;
      context.fillText(text, margin + x, top + lineHeight / 2);
    }
  });
  return canvas;
}

interface Atom {
  text: string;
  advance: number;
  tint: string | null;
  isMuted: boolean;
}

interface PlacedPiece extends Atom {
  x: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Scripts without blanks may be broken anywhere. */
const wordByItself = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Words may be of many pieces, and stay whole where they fit into a line; blanks that do not fit are left out. */
export function breakLines(
  pieces: TextPicture['pieces'],
  measure: (text: string) => number,
  room: number,
): PlacedPiece[][] {
  const lines: PlacedPiece[][] = [[]];
  let x = 0;
  let word: Atom[] = [];
  const breakLine = () => {
    lines.push([]);
    x = 0;
  };
  const place = (atom: Atom) => {
    lines.at(-1)?.push({ ...atom, x });
    x += atom.advance;
  };
  const endWord = () => {
    const length = word.reduce((sum, { advance }) => sum + advance, 0);
    if (x > 0 && x + length > room) breakLine();
    for (const atom of word) {
      if (x > 0 && x + atom.advance > room) breakLine();
      place(atom);
    }
    word = [];
  };
  for (const { text, tint, isMuted = false } of pieces) {
    for (const { segment: character } of graphemes.segment(text)) {
      const atom = { text: character, advance: measure(character), tint, isMuted };
      if (/\S/u.test(character)) {
        word.push(atom);
        if (wordByItself.test(character)) endWord();
      } else {
        endWord();
        if (character === '\n') breakLine();
        else if (x + atom.advance <= room) place(atom);
      }
    }
  }
  endWord();
  return lines;
}
