import { chartSvg, escapeXml } from '../charts/files/chart-svg.ts';
import type { Block, ReportDocument } from './block.ts';
import { colourTokens, reportCss } from './report-style.ts';

/** Writes a report as one page without scripts, which asks for nothing: light and dark as its reader has it, and light on paper. */
export function writeHtml({ language, title, blocks, footer }: ReportDocument): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${colourTokens()}${reportCss}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeXml(title)}</h1>`,
    ...blocks.map(blockHtml),
    '</main>',
    `<footer>${escapeXml(footer)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${escapeXml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escapeXml(block.text)}</p>`;
    case 'quotation':
      return `<pre>${escapeXml(block.text)}</pre>`;
    case 'facts': {
      const rows = block.rows.map(
        ({ label, value }) => `<div><dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd></div>`,
      );
      return `<dl>\n${rows.join('\n')}\n</dl>`;
    }
    case 'chart': {
      const picture = chartSvg(block.title, block.content, (token) => `var(--${token})`).trim();
      const hidden = picture.replace('<svg ', '<svg aria-hidden="true" ');
      return `<figure>\n${movable(block.title, hidden)}\n<figcaption>${escapeXml(block.summary)}</figcaption>\n</figure>`;
    }
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ caption, head, rows, isNumeric }: Extract<Block, { type: 'table' }>): string {
  const heads = head.map((text) => `<th scope="col">${escapeXml(text)}</th>`);
  const lines = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${escapeXml(first)}</th>${others.map((text) => `<td>${escapeXml(text)}</td>`).join('')}</tr>`,
  );
  return movable(
    caption,
    [
      `<table${isNumeric ? ' class="numeric"' : ''}>`,
      `<caption>${escapeXml(caption)}</caption>`,
      `<thead><tr>${heads.join('')}</tr></thead>`,
      `<tbody>${lines.join('\n')}</tbody>`,
      '</table>',
    ].join('\n'),
  );
}

/** Content that may be wider than a page is moved by itself, also by keys. */
const movable = (name: string, content: string): string =>
  `<div class="wide" tabindex="0" role="region" aria-label="${escapeXml(name)}">\n${content}\n</div>`;
