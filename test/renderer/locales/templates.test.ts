import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'vue/compiler-sfc';

type Ast = NonNullable<NonNullable<ReturnType<typeof parse>['descriptor']['template']>['ast']>;
type Node = Ast['children'][number];

/** Attributes that people read, or hear. */
const spoken = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label']);

/** Formulae, code and names that are the same in every language. */
const sameInAll =
  /^(Kioku( Studio)?|SHA-256|sha-256|JSON|log|Esc|Enter|Ctrl|kioku lesson|Top-[pk]|Min-p|https:\/\/|\\bthe\\b|Δw .*)$/;

const hasWords = (text: string) => /[a-z]{3}/i.test(text) && !sameInAll.test(text.trim());

function written(node: Node): string[] {
  const own =
    'tag' in node
      ? node.props.flatMap((prop) => ('value' in prop && spoken.has(prop.name) ? [prop.value?.content ?? ''] : []))
      : 'content' in node && typeof node.content === 'string' && node.type === 2
        ? [node.content]
        : [];
  const inner = 'children' in node ? (node.children as Node[]).flatMap(written) : [];
  return [...own.filter(hasWords).map((text) => text.trim()), ...inner];
}

const files = readdirSync('src-renderer', { recursive: true, encoding: 'utf8' }).filter(
  // The gallery is for those who build the studio.
  (file) => file.endsWith('.vue') && !file.includes('gallery'),
);

test('no screen has words of its own: all come from the texts of its language', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const { template } = parse(readFileSync(join('src-renderer', file), 'utf8')).descriptor;
    return template?.ast?.children.flatMap((node) => written(node).map((text) => `${file}: ${text}`)) ?? [];
  });
  expect(found).toEqual([]);
});
