import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import type { DatasetRecord } from '../../../../../src-main/contract/datasets/dataset-records.ts';
import SplitBar from '../../../../../src-renderer/features/datasets/summary/SplitBar.vue';
import { aDataset, aReport } from '../../../studio/sample-records.ts';

const shown = (dataset: DatasetRecord) => {
  const wrapper = mount(SplitBar, { props: { dataset }, global: { stubs: { TermHelp: true } } });
  return wrapper.text().replaceAll(/\s+/g, ' ');
};

test('the usual share of a text is held back at its end', () => {
  expect(shown(aDataset({ characters: 1000, report: aReport() }))).toContain(
    'Training90% · 900 charactersValidation10% · 100 charactersThe end of it',
  );
});

test('where a file of its own validates, its part is shown, and no usual share', () => {
  const validation = { name: 'held-out.txt', rows: 1, trainingRows: 1, characters: { training: 750, validation: 250 } };
  const text = shown(aDataset({ characters: 1000, report: aReport({ documents: 2, validation }) }));
  expect(text).toContain('Training75% · 750 charactersValidation25% · 250 characters');
  expect(text).toContain('All of “held-out.txt” validates, and nothing else is held back.');
  expect(text).not.toMatch(/10%|Drawn|drawn/);
});

test('rows of a table and sequences are counted by themselves', () => {
  const validation = { name: 'more.csv', rows: 10, trainingRows: 30 };
  expect(shown(aDataset({ kind: 'series', report: aReport({ validation }) }))).toContain(
    'Training75% · 30 rowsValidation25% · 10 rows',
  );
  expect(shown(aDataset({ kind: 'labelled-series', report: aReport({ validation }) }))).toContain(
    'Training75% · 30 sequencesValidation25% · 10 sequences',
  );
});

test('of an older text, whose parts were not counted, the file alone is told', () => {
  const text = shown(aDataset({ report: aReport({ documents: 2, validation: { name: 'old.txt', rows: 1 } }) }));
  expect(text).toContain('All of “old.txt” validates');
  expect(text).not.toContain('%');
});
