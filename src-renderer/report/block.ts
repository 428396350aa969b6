import type { ChartContent } from '../charts/lines/chart-content.ts';

/** A part of a report, before it is written in one of its forms. */
export type Block =
  /** `level` 2 begins a section, 3 a part of one. */
  | { type: 'heading'; level: 2 | 3; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'facts'; rows: readonly Fact[] }
  /** The columns from the second on hold numbers where `isNumeric`. */
  | {
      type: 'table';
      caption: string;
      head: readonly string[];
      rows: readonly (readonly string[])[];
      isNumeric: boolean;
    }
  /** `summary` says in sentences what the picture shows. */
  | { type: 'chart'; title: string; summary: string; content: ChartContent }
  | { type: 'quotation'; text: string };

export interface Fact {
  label: string;
  value: string;
}

/** A whole report. */
export interface ReportDocument {
  language: 'en' | 'ja';
  title: string;
  blocks: readonly Block[];
  /** Says what wrote it, and when. */
  footer: string;
}

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ type: 'heading', level, text });
export const paragraph = (text: string): Block => ({ type: 'paragraph', text });

/** The most characters of a text in a cell of a table. */
const mostCharacters = 200;

/** The beginning of a text that is one example of many. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join('')}…` : text;
}
