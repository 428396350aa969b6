import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';

describe('createReferenceBackend', () => {
  it('counts the bytes of the tensors that are held', () => {
    const backend = createReferenceBackend();
    const first = backend.tensor([3, 5]);
    backend.view(first, 5, [2, 5]);
    backend.tensor([7], 'int32');
    expect(backend.allocatedBytes).toBe(3 * 5 * 8 + 7 * 4);
    backend.release(first);
    expect(backend.allocatedBytes).toBe(7 * 4);
  });

  it('refuses to release a tensor twice, or a view', () => {
    const backend = createReferenceBackend();
    const tensor = backend.tensor([4]);
    expect(() => backend.release(backend.view(tensor, 0, [2]))).toThrow('only once');
    backend.release(tensor);
    expect(() => backend.release(tensor)).toThrow('only once');
  });

  it('shares memory between a tensor and its views, and none with what was written or read', async () => {
    const backend = createReferenceBackend();
    const tensor = backend.tensor([2, 3]);
    const values = [1, 2, 3, 4, 5, 6];
    backend.write(tensor, values);
    values[0] = 100;
    const before = await backend.read(tensor);
    backend.fill(backend.view(tensor, 3, [3]), 9);
    expect([...before]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...(await backend.read(tensor))]).toEqual([1, 2, 3, 9, 9, 9]);
    backend.copy(backend.view(tensor, 0, [3]), backend.view(tensor, 3, [3]));
    expect([...(await backend.read(tensor))]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('refuses windows that leave the tensor, values that do not fit, and tensors of another kind or backend', () => {
    const backend = createReferenceBackend();
    const tensor = backend.tensor([2, 3]);
    expect(() => backend.view(tensor, 4, [3])).toThrow('A window of 3 elements at 4 leaves a tensor of 6.');
    expect(() => backend.write(tensor, [1, 2])).toThrow('Expected 6 elements, got 2.');
    expect(() => backend.addScaled({ alpha: 1, x: backend.tensor([6], 'int32'), y: tensor })).toThrow(
      'Expected a float tensor',
    );
    expect(() => backend.fill({ shape: [1], size: 1, type: 'float' }, 0)).toThrow('another backend');
  });

  it('says how much memory was asked for when there is not enough', () => {
    const backend = createReferenceBackend();
    const allocate = (): unknown => backend.tensor([2 ** 26, 2 ** 26]);
    expect(allocate).toThrow(OutOfMemoryError);
    expect(allocate).toThrow('Make the batch, the sequence or the layers smaller.');
    expect(backend.allocatedBytes).toBe(0);
  });
});
