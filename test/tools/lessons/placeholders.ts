import type { MarkdownIt } from 'markdown-it';

export interface Placeholder {
  of: 'measured' | 'live' | 'setting' | 'prediction';
  /** The name of a figure, text or control; empty for the prediction. */
  name: string;
  /** A measured mean is followed by half the width of its interval. */
  hasInterval: boolean;
  format: string;
}

const formats = ['number', 'integer', 'percent', 'loss', 'perplexity', 'scientific'];

/**
 * Understands `{{measured.figure ± | percent}}` and its like. Leaves a comment with the placeholder as JSON, in whose place the value
 * is put when the lesson is shown.
 */
export function addPlaceholders(markdown: MarkdownIt, onPlaceholder: (placeholder: Placeholder) => void): void {
  markdown.inline.ruler.before('escape', 'placeholder', (state, silent) => {
    if (!state.src.startsWith('{{', state.pos)) return false;
    const written = /^\{\{(.*?)\}\}/.exec(state.src.slice(state.pos));
    if (written === null) throw new Error(`A {{ without its }} in “${state.src.slice(state.pos, state.pos + 40)}”.`);
    if (!silent) state.push('placeholder', '', 0).content = written[1];
    state.pos += written[0].length;
    return true;
  });
  markdown.renderer.rules['placeholder'] = (tokens, index) => {
    const placeholder = parse(tokens[index].content);
    onPlaceholder(placeholder);
    return `<!--value ${JSON.stringify(placeholder)}-->`;
  };
}

function parse(written: string): Placeholder {
  const parts = /^\s*(?:(measured|live|setting)\.([A-Za-z0-9_-]+)|(prediction))\s*(±)?\s*(?:\|\s*([a-z]+)\s*)?$/.exec(
    written,
  );
  if (parts === null) throw new Error(`{{${written}}} is no placeholder.`);
  const [, of = 'prediction', name = '', , interval, format = 'number'] = parts;
  if (!formats.includes(format)) throw new Error(`{{${written}}} has no known format. They are ${formats.join(', ')}.`);
  if (interval !== undefined && of !== 'measured')
    throw new Error(`{{${written}}}: only measured figures have an interval.`);
  return { of: of as Placeholder['of'], name, hasInterval: interval !== undefined, format };
}
