import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { exportRequest, requestExport } from '../../../../src-renderer/client/requests/export-request.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { FakeShell } from '../../studio/fake-shell.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, anExport, aRun, someFormats } from '../../studio/sample-records.ts';
import { eventually } from '../../../eventually.ts';

let host: FakeHost;
let studio: MountedStudio;

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.runs = [aRun({ id: 'a', name: 'Whale', step: 120, checkpointCount: 2, bestValidationLoss: 1.5 })];
  host.checkpoints = [
    aCheckpoint({ id: 'last', step: 120, validationLoss: 1.9 }),
    aCheckpoint({ id: 'best', step: 80, validationLoss: 1.5 }),
  ];
  host.formats = someFormats();
});
afterEach(async () => {
  exportRequest.value = null;
  await settle();
  studio.unmount();
});

const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? '';
async function open(checkpointId: string | null = null): Promise<void> {
  studio = await mountStudio(host, '/runs');
  requestExport('a', checkpointId);
  await settle();
}
async function choose(format: RegExp): Promise<void> {
  studio.field(format).click();
  await settle();
}

test('a format that cannot be exact says why and what to take instead, and cannot be written', async () => {
  await open();
  expect(dialog()).toContain('Export Whale');
  expect(dialog()).toContain('Keras has no such cell.');
  expect(studio.button('Export').disabled).toBe(true);
  await studio.click('Take ONNX instead');
  expect(dialog()).toContain('The file will have about 1.2 MB.');
  expect(studio.button('Export').disabled).toBe(false);
});

test('the size follows the options, and the best checkpoint is taken unless another is asked for', async () => {
  await open();
  await choose(/^ONNX/);
  await studio.fill('Weights', 'int8');
  expect(dialog()).toContain('The file will have about 300 kB.');
  expect(dialog()).toContain('Rounding weights costs a little.');
  await studio.click('Export');
  expect(host.created).toMatchObject([
    { runId: 'a', checkpointId: 'best', format: 'onnx', options: { precision: 'int8' } },
  ]);
});

test('a bundle is of the whole run, with what is chosen to go along', async () => {
  await open('last');
  await choose(/^Project bundle/);
  studio.field(/^The text that it was trained on/).click();
  await settle();
  expect(dialog()).toContain('The file will have about 3.5 MB.');
  await studio.click('Export');
  expect(host.created).toMatchObject([
    { checkpointId: null, format: 'kioku', options: { includeText: true, allCheckpoints: false } },
  ]);
});

test('the certificate says what was compared, and what rounding cost', async () => {
  const { certificate } = anExport();
  const cost = { exactLoss: Math.log(4), roundedLoss: Math.log(4.2), exactAccuracy: null, roundedAccuracy: null };
  host.exports = [
    anExport({
      options: { precision: 'int8', allCheckpoints: false, includeText: false },
      certificate: { ...certificate, cost },
    }),
  ];
  await open();
  await studio.click('whale-step-120.onnx');
  expect(dialog()).toContain('ONNX Runtime 1.24.1 loaded this file and computes what the studio computes.');
  expect(dialog()).toContain('1 × 7 steps, 3 × 12 steps, of unequal length');
  expect(dialog()).toContain('4.00 → 4.20');
  expect(dialog()).toContain('(5.0% higher)');
  expect(document.querySelector('[role=dialog] input[readonly]')).toMatchObject({ value: 'ab'.repeat(32) });
});

test('the certificate names the layers that have another cell than usual, and why', async () => {
  const { certificate } = anExport();
  const lacks = [{ what: 'activation' as const, name: 'softsign' }];
  const cell = { layer: 'lstm1', usual: 'nn.LSTM', lacks, instead: 'StepwiseRNN' };
  host.exports = [
    anExport({ id: 'x', fileName: 'x.zip', certificate: { ...certificate, ownCells: [cell] } }),
    anExport({
      id: 'y',
      fileName: 'y.safetensors',
      certificate: { ...certificate, ownCells: [{ ...cell, instead: null }] },
    }),
  ];
  await open();
  await studio.click('x.zip');
  expect(dialog()).toContain('Its own StepwiseRNN instead of nn.LSTM, which has no softsign.');
  await studio.click('y.safetensors');
  expect(dialog()).toContain('Needs another cell than nn.LSTM, which has no softsign.');
});

test('what was not run says how to check it; what differs says not to use it', async () => {
  const { certificate } = anExport();
  const missing = {
    verdict: 'not-run',
    version: null,
    runtime: 'PyTorch',
    reason: 'No Python.',
    howTo: 'python verify.py',
  } as const;
  host.exports = [
    anExport({ id: 'x', fileName: 'x.zip', certificate: { ...certificate, ...missing, largestDifference: null } }),
    anExport({
      id: 'y',
      fileName: 'y.onnx',
      certificate: { ...certificate, verdict: 'failed', largestDifference: 0.3 },
    }),
  ];
  await open();
  await studio.click('x.zip');
  expect(dialog()).toContain('This machine does not have PyTorch');
  expect(studio.field('To check it where the program is')).toMatchObject({ value: 'python verify.py' });
  await studio.click('y.onnx');
  expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain('Do not use it.');
});

test('an export that is cancelled leaves the form as it was', async () => {
  host.holdExport = true;
  await open();
  await choose(/^Metrics table/);
  await studio.click('Export');
  expect(dialog()).toContain('Writing the file');
  await studio.click('Cancel export');
  await eventually(() => expect(studio.button('Export').disabled).toBe(false));
  expect(host.exports).toEqual([]);
  expect(document.querySelector('[role=dialog] [role=alert]')).toBeNull();
});

test('what fails says why in the dialog', async () => {
  host.refuse.set('exports.create', 'disk-full');
  await open();
  await choose(/^Metrics table/);
  await studio.click('Export');
  expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain('The disk is full.');
});

test('an export goes on when the dialog is closed, and says when it is there', async () => {
  host.holdExport = true;
  await open();
  await choose(/^Metrics table/);
  await studio.click('Export');
  await studio.click('Close');
  expect(dialog()).toBe('');
  requestExport('a');
  await settle();
  expect(dialog()).toContain('Writing the file');
  await studio.click('Cancel export');
});

test('an earlier export is deleted when that is confirmed', async () => {
  host.exports = [anExport()];
  await open();
  await studio.click('Delete whale-step-120.onnx');
  expect(host.exports).toHaveLength(1);
  await studio.click('Delete');
  expect(host.exports).toEqual([]);
  expect(dialog()).not.toContain('whale-step-120.onnx');
});

test('a row of the runs leads to the export of that run', async () => {
  studio = await mountStudio(host, '/runs');
  studio.button('Actions for Whale').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await settle();
  const item = [...document.querySelectorAll('[role=menuitem]')].find((element) =>
    element.textContent.includes('Export'),
  );
  item?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await eventually(() => expect(dialog()).toContain('Export Whale'));
});

test('in the desktop window the file is saved wherever one likes, shown in its folder, and dragged out by its name', async () => {
  const shell = new FakeShell();
  onTestFinished(shell.install());
  host.exports = [anExport()];
  await open();
  await studio.click('whale-step-120.onnx');
  await studio.click('Save as…');
  await eventually(() => expect(dialog()).toContain('Saved as /home/ishmael/e.onnx'));
  await studio.click('Show in folder');
  await eventually(() => expect(shell.asked).toEqual(['save e', 'reveal e']));
  await studio.click('Save a copy elsewhere…');
  await eventually(() => expect(shell.asked).toEqual(['save e', 'reveal e', 'save e']));
  shell.asked = [];
  await studio.click('Save whale-step-120.onnx as…');
  await studio.click('Show whale-step-120.onnx in its folder');
  await eventually(() => expect(shell.asked).toEqual(['save e', 'reveal e']));
  shell.asked = [];
  const drag = new Event('dragstart', { bubbles: true, cancelable: true });
  document.querySelector('[role=dialog] h3[draggable=true]')?.dispatchEvent(drag);
  expect(drag.defaultPrevented).toBe(true);
  await eventually(() => expect(shell.asked).toEqual(['drag e']));
});
