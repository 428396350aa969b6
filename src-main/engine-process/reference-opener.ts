import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import type { BackendOpener } from './opened-backend.ts';

/** The reference needs nothing of the machine. */
export const referenceOpener: BackendOpener = {
  async open() {
    const create = () => createReferenceBackend();
    return { threads: 1, variant: null, variants: [], gigaflops: null, create, createPortable: create };
  },
  async everyBuild() {
    return [{ name: 'reference', variant: null, create: () => createReferenceBackend() }];
  },
};
