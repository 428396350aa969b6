import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { router } from '../../../../src-renderer/shell/router.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aDataset } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  localStorage.clear();
  sessionStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset(), aDataset({ id: 'labelled', name: 'Reviews', kind: 'labelled' })];
});
afterEach(() => {
  studio?.unmount();
  studio = undefined;
  vi.useRealTimers();
});

async function open(address: string): Promise<MountedStudio> {
  studio = await mountStudio(host, address);
  await settle();
  return studio;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-stack] [data-row]')];
const layers = () =>
  rows()
    .slice(1)
    .map((row) => row.querySelector('.font-medium')?.textContent.trim());
const announced = () => [...document.querySelectorAll('[role=status]')].map((element) => element.textContent).join(' ');

async function press(key: string, options: KeyboardEventInit = {}): Promise<void> {
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }),
  );
  await settle();
}

async function saved(): Promise<void> {
  await vi.runOnlyPendingTimersAsync();
  await settle();
}

test('a stack is built, reordered and taken apart by keyboard alone, with the focus kept and every step told', async () => {
  const { click } = await open('/models/new');
  for (const name of ['Add OneHot', 'Add LSTM', 'Add Dropout', 'Add Dense']) await click(name);
  expect(layers()).toEqual(['OneHot', 'LSTM', 'Dropout', 'Dense']);
  rows()[2].focus();
  await press('ArrowDown', { altKey: true });
  expect(layers()).toEqual(['OneHot', 'Dropout', 'LSTM', 'Dense']);
  expect(document.activeElement).toBe(rows()[3]);
  expect(announced()).toContain('LSTM is now layer 3 of 4.');
  await press('d', { ctrlKey: true });
  expect(layers()).toEqual(['OneHot', 'Dropout', 'LSTM', 'LSTM', 'Dense']);
  await press('ArrowUp');
  await press('ArrowUp');
  await press('Delete');
  expect(layers()).toEqual(['OneHot', 'LSTM', 'LSTM', 'Dense']);
  expect(document.activeElement).toBe(rows()[2]);
  await press('z', { ctrlKey: true });
  expect(layers()).toContain('Dropout');
  await press('z', { ctrlKey: true, shiftKey: true });
  expect(layers()).not.toContain('Dropout');
});

test('a problem stands at its layer and goes with its Fix', async () => {
  const { click, text } = await open('/models/new?template=char-rnn-s&dataset=d');
  rows()[2].click();
  await settle();
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  await settle();
  expect(text()).toContain('Layer 3 (LSTM) needs a sequence, but Layer 2 (LSTM) gives only its last state.');
  expect(studio?.button('Start training').disabled).toBe(true);
  await click('Fix: Let Layer 2 (LSTM) return sequences');
  expect(text()).not.toContain('needs a sequence');
  expect(document.activeElement).toBe(rows()[2]);
  expect(studio?.button('Start training').disabled).toBe(false);
});

test('every change is kept: by the host, and while that fails by the window', async () => {
  const { fill, click } = await open('/models/new?template=word-lm');
  const { path } = router.currentRoute.value;
  expect(host.models).toEqual([]);
  await fill('Name', 'Night shift');
  await saved();
  expect(host.models).toMatchObject([{ name: 'Night shift', id: path.split('/').at(-1) }]);
  host.refuse.set('models.save', 'disk-full');
  await click('Add GRU');
  await saved();
  expect(announced()).toContain('Not saved yet');
  studio?.unmount();
  host.refuse.clear();
  await open(path);
  expect(layers()).toContain('GRU');
  await saved();
  expect(host.models[0].model.layers.some(({ type }) => type === 'gru')).toBe(true);
});

test('what is no valid number is marked where it stands, and keeps the model from being trained', async () => {
  const { fill, field, button } = await open('/models/new?template=char-rnn-s&dataset=d');
  rows()[2].click();
  await settle();
  await fill('Units', '0');
  expect(field('Units').getAttribute('aria-invalid')).toBe('true');
  expect(button('Start training').disabled).toBe(true);
  expect(rows()[2].textContent).toContain('128');
  await fill('Units', '64');
  expect(button('Start training').disabled).toBe(false);
  expect(rows()[2].textContent).toContain('64');
});

async function openTraining(): Promise<void> {
  const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
    ({ textContent }) => textContent.trim() === 'Training',
  );
  tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
  await settle();
}

test('early stopping that could never stop is told and mended, and AdamW decays biases only when asked', async () => {
  const { fill, click, field, button } = await open('/models/new?template=char-rnn-s&dataset=d');
  await openTraining();
  field('Stop early').click();
  await fill('Validation share (%)', '0');
  expect(document.body.textContent).toContain('nothing is held back for validation');
  expect(button('Start training').disabled).toBe(true);
  await click('Hold back 10 %');
  expect(document.body.textContent).not.toContain('nothing is held back for validation');
  await fill('Optimizer', 'adamw');
  const decayBiases = field('Biases and gains decay too');
  expect(decayBiases).toMatchObject({ checked: false });
  decayBiases.click();
  await saved();
  await click('Start training');
  expect(host.started).toMatchObject([
    { train: { validationFraction: 0.1, optimizer: { type: 'adamw', decayBiases: true } } },
  ]);
});

test('trains what was built, with all that was set beside it', async () => {
  const { fill, click } = await open('/models/new?template=char-rnn-s&dataset=d');
  await openTraining();
  await fill('Optimizer', 'rmsprop');
  await fill('Decay ρ', '0.9');
  await fill('Schedule', 'cosine');
  await fill('Final factor', '0.1');
  await fill('Tokens are', 'byte');
  await saved();
  await click('Start training');
  expect(host.started).toMatchObject([
    {
      datasetId: 'd',
      presetId: null,
      tokenizer: { type: 'byte' },
      model: { input: { vocabularySize: 256 }, layers: [{}, {}, {}, { type: 'dense', units: 256 }] },
      train: {
        optimizer: { type: 'rmsprop', learningRate: 2e-3, decay: 0.9, epsilon: 1e-8 },
        schedule: { type: 'cosine', finalFactor: 0.1 },
      },
    },
  ]);
});

test('a model and its rival are two runs that differ in their cells', async () => {
  const { fill, click } = await open('/models/new?template=char-rnn-s&dataset=d&find=builder.rival');
  await fill('Train beside it', 'simple_rnn');
  await click('Start both trainings');
  const cells = host.started.map(({ model }) =>
    model?.layers.find(({ type }) => type === 'lstm' || type === 'simple_rnn'),
  );
  expect(cells.map((cell) => cell?.type)).toEqual(['lstm', 'simple_rnn']);
  expect(new Set(host.started.map(({ name }) => name)).size).toBe(2);
  expect(host.started[0].train).toEqual(host.started[1].train);
});

test('a dataset for another task is told with a Fix', async () => {
  const { fill, click, text } = await open('/models/new?template=char-rnn-s&dataset=d');
  await fill('Task', 'classification');
  expect(text()).toContain('This dataset is text without labels');
  await fill('Dataset', 'labelled');
  expect(text()).not.toContain('This dataset is text without labels');
  await fill('Task', 'regression');
  await click('Fix: Change the task to “Classify”');
  expect(studio?.field('Task').value).toBe('classification');
});

test('JSON that is no model yet is kept as it was typed, over a reload too', async () => {
  await open('/models/new?template=char-rnn-s');
  const { fullPath } = router.currentRoute.value;
  const show = async () => {
    const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
      ({ textContent }) => textContent.trim() === 'JSON',
    );
    tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
    await settle();
    const area = document.querySelector('textarea');
    if (area === null) throw new Error('The JSON is not shown.');
    return area;
  };
  const type = async (text: string) => {
    const area = await show();
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
  };
  await type('{ "input": ');
  expect(document.querySelector('textarea')?.getAttribute('aria-invalid')).toBe('true');
  studio?.unmount();
  await open(fullPath);
  expect((await show()).value).toBe('{ "input": ');
  await type('{ "input": { "kind": "tokens", "vocabularySize": 9 }, "layers": [{ "type": "gru", "units": 7 }] }');
  const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')][0];
  tab.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
  await settle();
  expect(layers()).toEqual(['GRU']);
});

test('a deleted model can be brought back', async () => {
  const { fill } = await open('/models/new?template=word-lm');
  await fill('Name', 'Keep me');
  await saved();
  studio?.unmount();
  const { click, text } = await open('/models');
  await click('Delete Keep me');
  expect(host.models).toEqual([]);
  await click('Undo');
  expect(host.models).toMatchObject([{ name: 'Keep me' }]);
  expect(text()).toContain('Keep me');
});

test('an address of a model that is gone says so', async () => {
  const { text } = await open('/models/gone');
  expect(text()).toContain('This model does not exist any more');
});

test('a layer that shares the weights of its embedding is not said to have its own', async () => {
  const { click, text } = await open('/models/new');
  for (const name of ['Add Embedding', 'Add LSTM', 'Add Dense']) await click(name);
  expect(text()).toContain('with a weight of its own');
  const label = [...document.querySelectorAll('label')].find(({ textContent }) => textContent.includes('Share the'));
  label?.click();
  await settle();
  expect(text()).not.toContain('with a weight of its own');
  expect(text()).toContain('the product of the state with that token’s embedding');
});
