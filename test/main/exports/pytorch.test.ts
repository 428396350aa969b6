import { pytorchFormat } from '../../../src-main/exports/pytorch/pytorch-format.ts';
import { safetensorsFormat } from '../../../src-main/exports/pytorch/safetensors-format.ts';
import { testParity } from './test-parity.ts';

testParity(pytorchFormat, {});
testParity(safetensorsFormat, {});
