import { parseNumber } from '../../../../src-engine/text/parse-number.ts';
import { normalCell } from './normal-cell.ts';

/** The marks in the numbers of a column. */
export interface NumberStyle {
  decimal: '.' | ',';
  /** Between groups of three digits; empty where digits are not grouped. */
  thousands: '' | ',' | '.' | ' ' | "'";
}

const plainNumbers: NumberStyle = { decimal: '.', thousands: '' };

/** In the order in which they are preferred, where several read a column without a doubt. */
const styles: readonly NumberStyle[] = [
  plainNumbers,
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

const grouped = new Map(
  styles.map(({ decimal, thousands }) => {
    const groups = `[1-9]\\d{0,2}(\\${thousands}\\d{3})+`;
    return [keyOf({ decimal, thousands }), new RegExp(`^[-+]?${groups}(\\${decimal}\\d*)?$`)];
  }),
);

const currencyBefore = /^([-+]?)\s*[$€£¥₩₹]\s*(?=[-+]?[\d.,])/;
const unitAfter = /(?<=\d[.,]?)\s*[%$€£¥₩₹円]$/;

/** Returns a cell without the signs of a currency or of per cent around its number. */
function numberText(cell: string): string {
  const text = normalCell(cell);
  const last = text.charCodeAt(text.length - 1);
  const isPlain = isDigit(text.charCodeAt(0)) && isDigit(last);
  return isPlain ? text : text.replace(currencyBefore, '$1').replace(unitAfter, '');
}

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39;

/** Returns the number that a cell is in a style; NaN where it is none. A percent sign and those of currencies are passed over. */
export function styledNumber(cell: string, style: NumberStyle): number {
  const text = numberText(cell);
  const { decimal, thousands } = style;
  if (thousands !== '' && text.includes(thousands)) {
    if (grouped.get(keyOf(style))?.test(text) !== true) return NaN;
    return parseNumber(text.replaceAll(thousands, '').replace(decimal, '.'));
  }
  if (decimal === '.') return parseNumber(text);
  return text.includes('.') ? NaN : parseNumber(text.replace(',', '.'));
}

export interface NumberReading {
  /** The style that reads the most cells, and the number of cells that it does not read. */
  style: NumberStyle;
  unread: number;
  /** Styles that read as many cells, but as other numbers, when nothing in the column decides; empty otherwise. */
  rivals: NumberStyle[];
  /** The mark before decimals, where the column shows it; null in one of whole numbers, and where it is not clear. */
  decimal: NumberStyle['decimal'] | null;
}

/** Finds the style of a column of numbers from all of its cells, which come one after the other. Cells without a value are left out. */
export class NumberStyleFinder {
  readonly #pointsMayGroup: boolean;
  readonly #unread = styles.map(() => 0);
  /** Cells whose only mark may part thousands or begin decimals: `1.234`. */
  readonly #unclear = { '.': 0, ',': 0 };
  #hasPoint = false;
  /** The largest of the numbers without a mark. */
  #largestPlain = -1;

  /** Points part thousands only where commas begin decimals, so that cells are not parted by commas. */
  constructor({ delimiter }: { delimiter: string | null }) {
    this.#pointsMayGroup = delimiter === ';';
  }

  add(cell: string): void {
    const text = numberText(cell);
    styles.forEach((style, place) => {
      if (Number.isNaN(styledNumber(text, style))) this.#unread[place]++;
    });
    if (text.includes('.')) this.#hasPoint = true;
    if (/^[-+]?[1-9]\d{0,2}\.\d{3}$/.test(text)) this.#unclear['.']++;
    else if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(text)) this.#unclear[',']++;
    else if (/^[-+]?\d+$/.test(text)) this.#largestPlain = Math.max(this.#largestPlain, Math.abs(Number(text)));
  }

  result(): NumberReading {
    const unread = Math.min(...this.#unread);
    const best = styles.filter((_, place) => this.#unread[place] === unread);
    const among = (decimal: string, thousands: string) =>
      best.find((style) => style.decimal === decimal && style.thousands === thousands);
    const commaDecimals = among(',', '');
    const commaGroups = among('.', ',');
    const pointGroups = this.#pointsMayGroup ? among(',', '.') : undefined;
    // Whole numbers without a mark tell the two apart: those below a thousand have no groups, and those above would have them.
    const isOpen = this.#largestPlain < 0;
    if (best[0] === plainNumbers) {
      const isUnclear = pointGroups !== undefined && isOpen && this.#unclear['.'] > 0;
      const decimal = this.#hasPoint && !isUnclear ? '.' : null;
      return { style: plainNumbers, unread, rivals: isUnclear ? [pointGroups] : [], decimal };
    }
    if (commaGroups === undefined || commaDecimals === undefined) {
      return { style: best[0], unread, rivals: [], decimal: best[0].decimal };
    }
    if (isOpen) return { style: commaGroups, unread, rivals: [commaDecimals], decimal: null };
    const style = this.#largestPlain < 1000 ? commaGroups : commaDecimals;
    return { style, unread, rivals: [], decimal: style.decimal };
  }
}

/** Decides what columns leave open by their neighbours, since a file is written in one style. Keeps the order of the columns. */
export function agreeOnStyles(readings: readonly NumberReading[]): NumberReading[] {
  const [decimal = null, ...others] = new Set(readings.flatMap((reading) => reading.decimal ?? []));
  if (decimal === null || others.length > 0) return [...readings];
  return readings.map((reading) => {
    const style = [reading.style, ...reading.rivals].find((possible) => possible.decimal === decimal);
    return reading.rivals.length === 0 || style === undefined ? reading : { ...reading, style, rivals: [], decimal };
  });
}

function keyOf({ decimal, thousands }: NumberStyle): string {
  return decimal + thousands;
}
