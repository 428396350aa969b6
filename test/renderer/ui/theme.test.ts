import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { variableColour, variablesOfCell } from '../../../src-renderer/domain/cells/cell-variables.ts';
import { variableScale } from '../../../src-renderer/domain/cells/variable-scale.ts';
import { tintOf } from '../../../src-renderer/domain/writing/surprise.ts';

const css = readFileSync('src-renderer/ui/theme.css', 'utf8');

/** Every colour of the design, light and dark, by its token. */
const colours = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

/** As the design says; four colours are darker by a shade in the light theme, where they could not be read on a raised ground. */
const designed = {
  ground: ['#0f1115', '#faf9f6'],
  panel: ['#161a20', '#ffffff'],
  raised: ['#1d222a', '#f2f0eb'],
  line: ['#2a313b', '#dedad2'],
  text: ['#e6e9ee', '#1b1f27'],
  muted: ['#9aa4b2', '#5b6573'],
  accent: ['#7c9cff', '#3556d8'],
  'input-gate': ['#3ccfa6', '#0d7b60'],
  'forget-gate': ['#e8b04a', '#926400'],
  'output-gate': ['#5ab0ff', '#1e6dc1'],
  cell: ['#b68cff', '#7442c8'],
  hidden: ['#d5dae3', '#3a4352'],
  candidate: ['#f08bc4', '#b0357f'],
  warm: ['#ff6b57', '#c33e2a'],
  cool: ['#3fbfd0', '#00707f'],
  surprise: ['#b9cc4f', '#5f6b00'],
};

/** WCAG 2.2: relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test('contrast is that of WCAG’s own examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('tokens have the colours of the design', () => {
  for (const [name, [dark, light]] of Object.entries(designed)) {
    expect(colours.get(name), name).toEqual({ light, dark });
  }
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const of = (name: string) => colours.get(name)?.[theme] ?? '';

  const grounds = ['ground', 'panel', 'raised'];
  const texts = Object.keys(designed).filter((name) => name !== 'line' && !grounds.includes(name));
  const pairs = [
    ...texts.flatMap((text) => grounds.map((ground) => [text, ground])),
    ['on-accent', 'accent'],
    ['ground', 'text'],
  ];
  test.each(pairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('a text can be read on every tint of surprise', () => {
    const mixed = (share: number) =>
      [1, 3, 5].reduce((colour, at) => {
        const [tint, ground] = ['surprise', 'panel'].map((name) => Number.parseInt(of(name).slice(at, at + 2), 16));
        return (
          colour +
          Math.round(tint * share + ground * (1 - share))
            .toString(16)
            .padStart(2, '0')
        );
      }, '#');
    for (let level = 0; level < 6; level++) {
      expect(contrast(of('text'), mixed(tintOf(level))), `level ${level}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('edges of controls can be told from every ground', () => {
    for (const ground of grounds) {
      expect(contrast(of('edge'), of(ground)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});

test('indigo is for what is chosen and for what comes first, and for no line of a chart', () => {
  const lines = readdirSync('src-renderer', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .filter((file) =>
      /colour: '(accent)'|tokenColour\([^)]*'accent', /.test(readFileSync(join('src-renderer', file), 'utf8')),
    );
  expect(lines).toEqual([]);
});

test('every variable of a cell has one colour, in lines, maps and formulas', () => {
  for (const type of cellTypes) {
    for (const variable of variablesOfCell(type)) {
      expect(variableScale(variable, Float32Array.of(0.5)).colours.at(-1)).toBe(variableColour(variable));
    }
  }
});

test('type, spacing, radius and motion are those of the design', () => {
  const value = (name: string) => new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1];
  expect(['text-label', 'text-body', 'text-title', 'text-figure'].map(value)).toEqual(['11px', '13px', '15px', '22px']);
  expect(value('text-body--line-height')).toBe('18px');
  expect(value('spacing')).toBe('4px');
  expect(value('radius-md')).toBe('6px');
  expect(value('default-transition-duration')).toBe('120ms');
  expect(css).toMatch(/@media \(prefers-reduced-motion: reduce\)/);
});

test('no small label is below 12 px in Japanese, nor written in a size of its own', () => {
  expect(css).toMatch(/:root:lang\(ja\) \{[^}]*--text-label: 12px;/);
  const sources = readdirSync('src-renderer', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.vue'),
  );
  const small = /text-\[(?:[0-9]|1[01])px\]|font-size(?:=|: )"?(?:[0-9]|1[01])(?:px|")/;
  expect(sources.filter((file) => small.test(readFileSync(join('src-renderer', file), 'utf8')))).toEqual([]);
});
