import type { MarkdownIt } from 'markdown-it';
import temml from 'temml';

/** Understands LaTeX: `$…$` within a line, and `$$…$$` as a block of its own. */
export function addFormulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('escape', 'formula', (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== '$') return false;
    const end = /^\$((?:\\.|[^\\$])+)\$/.exec(src.slice(pos));
    if (end === null) throw new Error(`A $ without its partner in “${src.slice(pos, pos + 40)}”.`);
    if (!silent) state.push('formula', 'math', 0).content = end[1];
    state.pos += end[0].length;
    return true;
  });
  markdown.block.ruler.before(
    'fence',
    'formula_block',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
      const first = lineAt(startLine).trim();
      if (!first.startsWith('$$')) return false;
      if (silent) return true;
      const lines = [first.slice(2)];
      let line = startLine;
      while (!lines.at(-1)!.trimEnd().endsWith('$$')) {
        line++;
        if (line >= endLine) throw new Error(`A $$ without its partner in “${first}”.`);
        lines.push(lineAt(line));
      }
      const token = state.push('formula_block', 'math', 0);
      token.content = lines.join('\n').trimEnd().slice(0, -2).trim();
      token.block = true;
      state.line = line + 1;
      return true;
    },
    { alt: ['paragraph', 'list', 'blockquote'] },
  );
  markdown.renderer.rules['formula'] = (tokens, index) => mathOf(tokens[index].content, false);
  markdown.renderer.rules['formula_block'] = (tokens, index) =>
    `<div class="formula">${mathOf(tokens[index].content, true)}<!--copy ${encodeURIComponent(tokens[index].content)}--></div>\n`;

  /** MathML with its LaTeX for readers that cannot read MathML, and for copying. */
  function mathOf(latex: string, displayMode: boolean): string {
    try {
      const math = temml.renderToString(latex, { displayMode, throwOnError: true, strict: true });
      return withoutLastSpace(math).replace('<math', `<math alttext="${markdown.utils.escapeHtml(latex)}"`);
    } catch (error) {
      throw new Error(`Bad LaTeX in “${latex}”: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

/** The thin space after the name of a function parts it from its argument; where nothing follows, it would part it from the next word. */
const withoutLastSpace = (math: string): string =>
  math.replace(/(<mo>\u2061<\/mo>)<mspace width="0\.1667em"><\/mspace>(?=<\/mrow><\/math>$)/, '$1');

/** Keeps the punctuation after a formula on its line: browsers would break before it. */
export const withPunctuation = (html: string): string =>
  html.replaceAll(
    /<math(?![^>]*display="block")[^>]*>(?:(?!<\/math>)[^])*<\/math>[,.;:!?)”、。，．：；！？）」』]+/g,
    (part) => `<span class="whitespace-nowrap">${part}</span>`,
  );
