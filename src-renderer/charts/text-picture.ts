/** What a picture of a tinted text says. Colours are as canvases take them. */
export interface TextPicture {
  title: string;
  /** `tint` lies behind the piece; null: nothing does. `isMuted`: given, not written. */
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

/** A text with its tints, broken into lines as a page breaks it: anywhere where a word is longer than a line, else at blanks. */
export function drawTextPicture(picture: TextPicture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const plain = `14px ${picture.monospace}`;
  context.font = plain;
  const lines = linesOf(picture.pieces, (text) => context.measureText(text).width);
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

interface PlacedPiece {
  x: number;
  advance: number;
  text: string;
  tint: string | null;
  isMuted: boolean;
}

function linesOf(pieces: TextPicture['pieces'], measure: (text: string) => number): PlacedPiece[][] {
  const lines: PlacedPiece[][] = [[]];
  const room = width - 2 * margin;
  let x = 0;
  const breakLine = () => {
    lines.push([]);
    x = 0;
  };
  for (const { text, tint, isMuted = false } of pieces) {
    for (const part of text.match(/\n|[^\S\n]+|[^\s]+/g) ?? []) {
      if (part === '\n') {
        breakLine();
        continue;
      }
      const whole = measure(part);
      if (x > 0 && x + whole > room) breakLine();
      for (const piece of whole > room ? Array.from(part) : [part]) {
        const advance = whole > room ? measure(piece) : whole;
        if (x > 0 && x + advance > room) breakLine();
        lines.at(-1)?.push({ x, advance, text: piece, tint, isMuted });
        x += advance;
      }
    }
  }
  return lines.slice(0, mostLines);
}
