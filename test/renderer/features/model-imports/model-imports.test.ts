import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BundleInspection, ModelFileInspection } from '../../../../src-main/contract/model-import-records.ts';
import { offeredModels } from '../../../../src-renderer/client/requests/offered-models.ts';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aPreset } from '../../studio/sample-records.ts';
import { eventually } from '../../../eventually.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
});
afterEach(async () => {
  offeredModels.value = [];
  await settle();
  studio.unmount();
});

async function drop(...files: File[]): Promise<void> {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
  document.body.dispatchEvent(event);
  await settle();
}

const aFile = (name: string) => new File(['bytes'], name);
const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? '';

const aBundle = (fields: Partial<BundleInspection> = {}): BundleInspection => ({
  kind: 'bundle',
  fileName: 'fox.kioku',
  bytes: 500_000,
  name: 'fox',
  model: aPreset().model,
  state: 'paused',
  step: 120,
  epoch: 2,
  validationLoss: 1.5,
  checkpointCount: 2,
  studio: '1.0.0',
  createdAt: 1_700_000_000_000,
  dataset: { name: 'fox.txt', sha256: '0'.repeat(64), bytes: 9000 },
  hasText: false,
  isDatasetHere: false,
  hereAs: [],
  ...fields,
});

type Weights = Extract<ModelFileInspection, { kind: 'weights' }>;

const weights = (fields: Partial<Weights> = {}): Weights => ({
  kind: 'weights',
  fileName: 'model.safetensors',
  bytes: 40_000,
  format: 'safetensors',
  isComplete: false,
  leftOut: [],
  name: 'model',
  tensors: [
    { name: 'rnn.w', shape: [48, 12], dtype: 'F32' },
    { name: 'head.w', shape: [30, 12], dtype: 'F32' },
  ],
  slots: [
    {
      id: '0.forward.recurrent',
      part: 'recurrent',
      layer: 0,
      isBackward: false,
      isRequired: true,
      tensor: null,
      transposed: false,
      candidates: [{ tensor: 'rnn.w', transposed: true }],
    },
    {
      id: 'output',
      part: 'output',
      layer: null,
      isBackward: false,
      isRequired: true,
      tensor: 'head.w',
      transposed: true,
      candidates: [{ tensor: 'head.w', transposed: true }],
    },
  ],
  task: 'language-model',
  cell: 'lstm',
  layers: 1,
  bidirectional: false,
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  gates: 'pytorch',
  vocabularySize: 30,
  model: null,
  vocabulary: null,
  problems: [{ code: 'slot-empty', message: 'The slot is empty.', values: { slot: '0.forward.recurrent' } }],
  notes: [{ code: 'activation-assumed', message: 'Assumed.', values: { activation: 'tanh' } }],
  ...fields,
});

test('a bundle shows what is in it, and becomes a run only when that is wanted', async () => {
  host.inspectModel = () => aBundle();
  studio = await mountStudio(host, '/settings');
  await drop(aFile('fox.kioku'));
  expect(dialog()).toContain('Import fox.kioku');
  expect(dialog()).toContain('Paused, epoch 2, step 120');
  expect(dialog()).toContain('LSTM 2×128');
  expect(dialog()).toContain('The text fox.txt is neither in the file nor here.');
  expect(host.importedModels).toEqual([]);
  await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Import'));
  await studio.click('Import');
  expect(host.importedModels).toHaveLength(1);
  expect(dialog()).toContain('fox is here');
  expect(document.activeElement?.textContent.trim()).toBe('Open the run');
  await studio.click('Go to Datasets');
  expect(router.currentRoute.value.path).toBe('/datasets');
  expect(dialog()).toBe('');
  expect(host.uploads.size).toBe(1);
});

test('a text that is here, or comes along, is said to be', async () => {
  host.inspectModel = () => aBundle({ hasText: true });
  studio = await mountStudio(host, '/settings');
  await drop(aFile('a.kioku'), aFile('b.kioku'));
  expect(dialog()).toContain('comes with it');
  expect(dialog()).toContain('1 more file waits');
  host.inspectModel = () => aBundle({ isDatasetHere: true });
  await studio.click('Cancel');
  expect(dialog()).toContain('Import b.kioku');
  expect(dialog()).toContain('is here already');
});

test('a run that is here already is said to be, by its name here', async () => {
  host.inspectModel = () => aBundle({ hereAs: ['fox, tried again'] });
  studio = await mountStudio(host, '/settings');
  await drop(aFile('fox.kioku'));
  expect(dialog()).toContain('This run is here already, as fox, tried again.');
});

test('what is refused says so, offers nothing but to close, and is forgotten by the host', async () => {
  host.refuse.set('modelImports.inspect', 'bundle-refused');
  studio = await mountStudio(host, '/settings');
  await drop(aFile('fox.kioku'));
  expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain(
    'is damaged, and nothing of it was imported',
  );
  expect(() => studio.button('Import')).toThrow('No button');
  await studio.click('Close');
  expect(host.uploads.size).toBe(0);
});

test('a network and a text that come together are decided about one after the other', async () => {
  let looks = 0;
  host.inspectModel = () => {
    looks += 1;
    return aBundle();
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('fox.kioku'), new File(['Call me Ishmael.'], 'whale.txt'));
  const titles = () => [...document.querySelectorAll('[role=dialog] h2')].map((each) => each.textContent.trim());
  expect(titles()).toEqual(['Add whale.txt']);
  expect(dialog()).toContain('1 more import waits');
  expect(looks).toBe(0);
  await studio.click('Add to datasets');
  expect(titles()).toEqual(['Import fox.kioku']);
  await drop(new File(['Loomings.'], 'loomings.txt'));
  expect(titles()).toEqual(['Import fox.kioku']);
  await studio.click('Cancel');
  expect(titles()).toEqual(['Add loomings.txt']);
  await studio.click('Cancel');
  expect(titles()).toEqual([]);
});

test('weights become a run once every place has its tensor and the vocabulary is known', async () => {
  const asked: unknown[] = [];
  host.inspectModel = (options) => {
    asked.push(options);
    const chosen = options.mapping['0.forward.recurrent']?.tensor;
    if (chosen === undefined) return weights();
    const [slot, output] = weights().slots;
    const slots = slot && output ? [{ ...slot, tensor: chosen }, output] : [];
    return weights({ slots, problems: [], model: aPreset().model });
  };
  studio = await mountStudio(host, '/settings');
  await drop(aFile('model.safetensors'));
  expect(dialog()).toContain('Layer 1: recurrent weights: choose a tensor.');
  expect(dialog()).toContain('Weights do not tell the activation; tanh is assumed.');
  expect(studio.button('Import').disabled).toBe(true);
  expect(studio.field('Layer 1: recurrent weights').getAttribute('aria-invalid')).toBe('true');
  await studio.fill('Layer 1: recurrent weights', 'rnn.w');
  expect(asked.at(-1)).toMatchObject({ mapping: { '0.forward.recurrent': { tensor: 'rnn.w', transposed: true } } });
  expect(dialog()).toContain('LSTM 2×128');
  await studio.fill('Name', 'Mine');
  await studio.fill('Order of the gates', 'keras');
  await studio.click('Import');
  expect(host.importedModels).toMatchObject([
    { name: 'Mine', gates: 'keras', mapping: { '0.forward.recurrent': { tensor: 'rnn.w' } } },
  ]);
});
