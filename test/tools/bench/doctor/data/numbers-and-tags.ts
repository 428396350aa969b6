import { englishTagged } from '../../../../../src-engine/samples/english-tagged.ts';
import { japaneseTagged } from '../../../../../src-engine/samples/japanese-tagged.ts';
import { writeConll, writeTaggedSentences } from '../../../../../src-engine/samples/tagged-sentences.ts';
import { untreated, type ImportContent } from '../../../../../src-main/contract/datasets/import-content.ts';
import type { Draw } from '../draw.ts';
import { characters, wordsAlone, type BenchData } from './bench-data.ts';

/** Sentences with names, places and dates. */
export function taggedData(language: 'en' | 'ja', count: number, draw: Draw): BenchData {
  const grammar = language === 'en' ? englishTagged : japaneseTagged;
  const text = writeConll(writeTaggedSentences(grammar, count, draw.seed()));
  const content = null;
  return {
    source: `tagged-${language}`,
    file: { name: `tagged-${language}.conll`, text, content },
    tokenizer: wordsAlone,
  };
}

/** A table of numbers over time: a level, a trend, one or two seasons and noise. */
export function seasonalData(rows: number, draw: Draw): BenchData {
  const period = draw.pick([7, 12, 24]);
  const longer = period * draw.between(4, 9);
  const level = draw.rate(1, 1000);
  const trend = draw.normal() * 0.3;
  const noise = draw.rate(0.03, 0.15);
  const second = draw.pick([0, 0.4]);
  const lines = Array.from({ length: rows }, (_, t) => {
    const season = Math.sin((2 * Math.PI * t) / period) + 0.4 * Math.sin((4 * Math.PI * t) / period + 1);
    const slow = second * Math.sin((2 * Math.PI * t) / longer);
    const value = level * (3 + (trend * t) / rows + season + slow + noise * draw.normal());
    return `${t + 1},${value.toPrecision(6)}`;
  });
  const content: ImportContent = {
    ...{ kind: 'series', ...untreated, time: 't', series: null },
    ...{ predict: ['value'], read: [], knownAhead: [], horizon: null },
  };
  const text = `t,value\n${lines.join('\n')}\n`;
  return { source: 'seasonal', file: { name: 'seasonal.csv', text, content }, tokenizer: characters };
}

/** Sequences of numbers in three classes, which are the shapes of their waves. */
export function wavesData(count: number, draw: Draw): BenchData {
  const shapes: Record<string, (phase: number) => number> = {
    sine: (phase) => Math.sin(2 * Math.PI * phase),
    square: (phase) => (phase % 1 < 0.5 ? 1 : -1),
    saw: (phase) => 2 * (phase % 1) - 1,
  };
  const noise = draw.rate(0.1, 0.3);
  const series = Array.from({ length: count }, (_, id) => {
    const label = Object.keys(shapes)[id % 3];
    const period = draw.between(8, 14);
    const shift = draw.between(0, 99) / 100;
    const size = draw.rate(0.5, 2);
    return Array.from({ length: draw.between(24, 40) }, (__, t) => {
      const value = size * (shapes[label](t / period + shift) + noise * draw.normal());
      return `${id},${value.toFixed(4)},${label}\n`;
    }).join('');
  });
  const text = `id,x,class\n${series.join('')}`;
  const content: ImportContent = {
    ...{ kind: 'labelled-series', ...untreated, time: null, series: 'id' },
    ...{ read: ['x'], label: 'class' },
  };
  return { source: 'waves', file: { name: 'waves.csv', text, content }, tokenizer: characters };
}

export const addingProblem: BenchData = {
  source: 'adding-problem',
  file: { sampleId: 'adding-problem' },
  tokenizer: characters,
};
