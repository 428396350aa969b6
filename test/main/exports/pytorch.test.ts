import { expect, it } from 'vitest';
import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import { pytorchFormat } from '../../../src-main/exports/pytorch/pytorch-format.ts';
import { safetensorsFormat } from '../../../src-main/exports/pytorch/safetensors-format.ts';
import { readOwnWeights } from '../../../src-main/exports/weights/own-weights.ts';
import { matrixModel, matrixModels } from './matrix-models.ts';
import { preparedModels } from './prepared-models.ts';
import { runPytorchProjects } from './pytorch-projects.ts';
import { checkParity, testParity, testRawParity } from './test-parity.ts';

// The format's own run is tried below, and with each export.
testParity(pytorchFormat, {}, runPytorchProjects);
// Each takes seconds to start Python; the steps themselves are the same in all.
testRawParity(pytorchFormat, {}, ['forecaster of two columns of two series', 'classifier of rows with a category']);

it.each([...matrixModels, ...preparedModels])(
  'a safetensors file gives back what went into it, to the last bit: $name',
  ({ trained }) => {
    expect(readOwnWeights(writeWeightsFile(trained))).toEqual(trained);
  },
);

it('a safetensors file computes in PyTorch what the engine computes', async ({ skip }) => {
  const checked = await checkParity(safetensorsFormat, matrixModel('3 different cells'));
  if (checked.verdict === 'not-run') skip(`${checked.runtime} was not run: ${checked.reason}`);
  expect(checked).toMatchObject({ verdict: 'passed', reason: null });
});
