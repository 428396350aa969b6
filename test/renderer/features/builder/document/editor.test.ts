import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../../src-engine/models/default-layers.ts';
import { modelTemplates } from '../../../../../src-engine/models/templates.ts';
import type { DataSizesRecord } from '../../../../../src-main/contract/model-records.ts';
import { withIdsOf, withoutIds } from '../../../../../src-renderer/domain/models/layer-ids.ts';
import { createEditor, INPUT } from '../../../../../src-renderer/features/builder/document/editor.ts';
import { newDocument } from '../../../../../src-renderer/features/builder/document/new-document.ts';
import { targetOfGap } from '../../../../../src-renderer/features/builder/stack/stack-edits.ts';

const templates = modelTemplates(100).map((template) => ({ ...template, parameterCount: 0 }));
const editorOf = (template: string) => createEditor(newDocument(templates, template, null));
const typesIn = ({ model }: ReturnType<typeof createEditor>) => model.value.layers.map(({ type }) => type);

const oneText = { documents: 1, longestDocument: null };
const aText: DataSizesRecord = {
  kind: 'text',
  inputs: 65,
  outputs: null,
  tokens: 1_000_000,
  samples: null,
  ...oneText,
};
const labelled: DataSizesRecord = {
  kind: 'labelled',
  inputs: 500,
  outputs: 3,
  tokens: 9000,
  samples: 900,
  documents: 900,
  longestDocument: null,
};

test('layers go below the selected one, so that a stack is built from top to bottom', () => {
  const editor = editorOf('empty');
  for (const layer of [{ type: 'one_hot' } as const, lstm(8), dense(9)]) editor.insert(layer);
  expect(typesIn(editor)).toEqual(['one_hot', 'lstm', 'dense']);
  editor.select(0);
  editor.duplicate(1);
  editor.move(3, 0);
  expect(typesIn(editor)).toEqual(['dense', 'one_hot', 'lstm', 'lstm']);
  expect(editor.selected.value).toBe(0);
  editor.remove(0);
  editor.remove(2);
  expect(editor.selected.value).toBe(1);
});

test('a layer keeps its id wherever it goes, over undo and JSON without ids; a copy is another layer', () => {
  const editor = editorOf('char-rnn-s');
  const ids = () => editor.model.value.layers.map(({ id }) => id);
  const before = ids();
  expect(new Set(before).size).toBe(before.length);
  expect(before).not.toContain(undefined);
  editor.move(0, 2);
  expect(ids()).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
  editor.changeModel(withIdsOf(withoutIds(editor.model.value), editor.model.value));
  expect(ids()[2]).toBe(before[0]);
  editor.duplicate(1);
  expect(ids().filter((id) => id === before[2])).toHaveLength(1);
  expect(new Set(ids()).size).toBe(before.length + 1);
  editor.undo();
  editor.undo();
  editor.undo();
  expect(ids()).toEqual(before);
});

test('the last layer taken out leaves the input selected', () => {
  const editor = editorOf('empty');
  editor.insert(lstm(8));
  editor.remove(0);
  expect([typesIn(editor), editor.selected.value]).toEqual([[], INPUT]);
  editor.undo();
  expect([typesIn(editor), editor.selected.value]).toEqual([['lstm'], 0]);
});

test('a layer dropped into either gap beside it stays where it is', () => {
  expect([0, 1, 2, 3, 4].map((gap) => targetOfGap(1, gap))).toEqual([0, 1, 1, 2, 3]);
});

test('every problem can be fixed until none is left', () => {
  const editor = editorOf('bi-lstm-classifier');
  editor.changeModel({ ...editor.model.value, task: 'language-model' });
  expect(editor.problems.value.length).toBeGreaterThan(1);
  for (let fixes = 0; fixes < 10 && editor.problems.value.length > 0; fixes++) editor.fix(editor.problems.value[0].fix);
  expect(editor.problems.value).toEqual([]);
});

test('a dataset decides the sizes of input and output, and gives them back when it is gone', () => {
  const editor = editorOf('char-rnn-s');
  editor.sizes.value = aText;
  expect(editor.model.value.input).toEqual({ kind: 'tokens', vocabularySize: 65 });
  expect(editor.model.value.layers.at(-1)).toMatchObject({ units: 65 });
  editor.sizes.value = null;
  expect(editor.model.value.layers.at(-1)).toMatchObject({ units: 100 });
});

test('a dataset of another task is told, and fitted to by one step that can be undone', () => {
  const editor = editorOf('bi-lstm-classifier');
  editor.sizes.value = labelled;
  expect(editor.misfit.value).toBeNull();
  expect(editor.model.value.layers.at(-2)).toMatchObject({ type: 'dense', units: 3 });
  editor.sizes.value = aText;
  expect(editor.misfit.value).toEqual({ task: 'language-model', input: 'tokens' });
  editor.sizes.value = { ...oneText, kind: 'numeric', inputs: 4, outputs: 2, tokens: 0, samples: 90 };
  if (editor.misfit.value === null) throw new Error('Numbers are no tokens.');
  editor.fit(editor.misfit.value);
  expect(editor.model.value).toMatchObject({ task: 'regression', input: { kind: 'features', size: 4 } });
  editor.undo();
  expect(editor.model.value.task).toBe('classification');
});
