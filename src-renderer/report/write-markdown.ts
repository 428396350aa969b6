import { tableRows } from '../charts/panel/table-rows.ts';
import type { Block, ReportDocument } from './block.ts';

/** The rows by which a curve is told. */
const mostRows = 12;

/** Writes a report as Markdown (GitHub's, with tables). Its curves are tables: many programs show no picture that is within the text. */
export function writeMarkdown({ title, blocks, footer }: ReportDocument): string {
  return `${[`# ${escaped(title)}`, ...blocks.map(blockText), '---', escaped(footer)].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return escaped(block.text);
    case 'quotation':
      return fenced(block.text);
    case 'facts':
      return block.rows.map(({ label, value }) => `- ${escaped(label)}: ${escaped(value)}`).join('\n');
    case 'chart':
      return `### ${escaped(block.title)}\n\n${tableText(curveTable(block))}`;
    case 'table':
      return tableText(block);
  }
}

type Table = Extract<Block, { type: 'table' }>;

function curveTable({ summary, content }: Extract<Block, { type: 'chart' }>): Table {
  const { lines, axis, formatTick } = content;
  const rows = tableRows(lines, mostRows).map(({ x, values }) => [
    axis.format(x),
    ...values.map((value) => (value === null ? '–' : formatTick(value))),
  ]);
  return {
    type: 'table',
    caption: summary,
    head: [axis.name, ...lines.map(({ label }) => label)],
    rows,
    isNumeric: true,
  };
}

function tableText({ caption, head, rows, isNumeric }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = head.map((_, column) => (isNumeric && column > 0 ? '---:' : '---'));
  return [escaped(caption), '', line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Text in which nothing is Markdown or HTML, in one line. */
const escaped = (text: string): string =>
  text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`*_[\]{}<>#|~&!]/g, (character) => `\\${character}`);

/** A text as it is, between fences that are longer than any within it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
