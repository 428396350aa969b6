import { expect, test } from 'vitest';
import { dense, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { bytesOf, exportRun, trainTiny } from './export-files.ts';

test('a run becomes an ONNX file in every precision, with what rounding costs measured on validation data', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const exported = [];
  for (const precision of ['float32', 'float16', 'int8'] as const) {
    exported.push(await exportRun(host, { runId: run.id, format: 'onnx', options: { precision } }));
  }
  for (const { certificate, fileName } of exported) {
    expect(fileName).toMatch(/\.onnx$/);
    expect(certificate).toMatchObject({ verdict: 'passed', runtime: 'ONNX Runtime Web', reason: null });
    expect(certificate.largestDifference).toBeLessThan(1e-5);
  }
  const [exact, half, int8] = exported;
  expect(exact.certificate.cost).toBeNull();
  expect(half.certificate.cost?.exactLoss).toBeCloseTo(run.validationLoss ?? NaN, 3);
  const lossOf = (record: typeof half) => record.certificate.cost?.roundedLoss ?? NaN;
  expect(lossOf(half)).toBeCloseTo(half.certificate.cost?.exactLoss ?? NaN, 2);
  expect(lossOf(int8)).not.toBe(lossOf(half));
  expect(Math.abs(lossOf(int8) - lossOf(half))).toBeLessThan(0.2);
  expect(half.bytes).toBeLessThan(exact.bytes);
  expect(Buffer.from(await bytesOf(host, exact)).includes('kioku.vocabulary')).toBe(true);
});

test('and a model for TensorFlow.js and for Keras', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const tfjs = await exportRun(host, { runId: run.id, format: 'tfjs' });
  expect(tfjs).toMatchObject({ certificate: { verdict: 'passed', runtime: 'TensorFlow.js', version: '4.22.0' } });
  expect(tfjs.fileName).toMatch(/\.zip$/);
  const keras = await exportRun(host, { runId: run.id, format: 'keras' });
  expect(keras.fileName).toMatch(/\.keras$/);
  expect(['passed', 'not-run']).toContain(keras.certificate.verdict);
  expect(keras.certificate.runtime).toBe('Keras');
});

test('the certificate of PyTorch files tells for which layers nn.LSTM does not do, and keeps that', async () => {
  const host = await openTemporaryHost();
  const cell = lstm(4, { activation: 'softsign', recurrentActivation: 'hard_sigmoid', recurrentDropout: 0.25 });
  const run = await trainTiny(host, {
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [{ type: 'one_hot' }, lstm(4), cell, dense(2)],
    },
  });
  const lacks = [
    { what: 'activation', name: 'softsign' },
    { what: 'gate-activation', name: 'hard_sigmoid' },
    { what: 'recurrent-dropout', name: '' },
  ];
  const told = { layer: 'lstm2', usual: 'nn.LSTM', lacks };
  for (const [format, instead] of [
    ['pytorch', 'StepwiseRNN'],
    ['safetensors', null],
  ] as const) {
    await exportRun(host, { runId: run.id, format });
    const [{ certificate }] = await host.client.exports.list({ runId: run.id });
    expect(certificate.ownCells).toEqual([{ ...told, instead }]);
    expect(certificate.verdict).not.toBe('failed');
  }
  const onnx = await exportRun(host, { runId: run.id, format: 'onnx' });
  expect(onnx.certificate.ownCells).toEqual([]);
});

test('what a format cannot hold exactly is refused before anything is written', async () => {
  const host = await openTemporaryHost();
  const run = await trainTiny(host, {
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [{ type: 'one_hot' }, recurrentLayer('gru', 4), dense(2)],
    },
  });
  const formats = await host.client.exports.formats({ runId: run.id, checkpointId: null });
  const tfjs = formats.find(({ id }) => id === 'tfjs');
  expect(tfjs?.choices).toMatchObject([{ precision: 'float32', refusal: { code: 'tfjs-reset-after' } }]);
  const { code, message } = await refusalOf(exportRun(host, { runId: run.id, format: 'tfjs' }));
  expect(code).toBe('export-refused');
  expect(message).toContain('Take ONNX');
  expect(await host.client.exports.list({ runId: run.id })).toEqual([]);
});
