/**
 * Parses JSON that may come from anywhere. Throws SyntaxError where it is none, or is nested more deeply than it may be: brackets alone
 * would take fifty times the text's size of the memory.
 */
export function parseShallowJson(text: string, deepest: number): unknown {
  if (isNestedDeeper(text, deepest)) throw new SyntaxError(`The text is nested more than ${deepest} levels deep.`);
  return JSON.parse(text);
}

function isNestedDeeper(text: string, deepest: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === backslash) at++;
      else if (unit === quote) isInString = false;
    } else if (unit === quote) isInString = true;
    else if (unit === openBracket || unit === openBrace) {
      if (++depth > deepest) return true;
    } else if (unit === closeBracket || unit === closeBrace) depth--;
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
