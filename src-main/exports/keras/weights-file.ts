import { File, ready, type Group } from 'h5wasm';
import type { KerasGroup } from '../../../src-engine/interchange/keras/keras-variables.ts';

/** In the memory of the HDF5 library. */
const path = '/model.weights.h5';

/** An HDF5 file with Keras' variables, float32. */
export async function writeWeightsFile(groups: readonly KerasGroup[]): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new File(path, 'w');
  try {
    const opened = new Map<string, Group>();
    const open = (at: string): Group => {
      const known = opened.get(at);
      if (known !== undefined) return known;
      const slash = at.lastIndexOf('/');
      const parent = slash < 0 ? file : open(at.slice(0, slash));
      const group = parent.create_group(at.slice(slash + 1));
      opened.set(at, group);
      return group;
    };
    for (const { path: owned, owner, variables } of groups) {
      const group = open(owned === '' ? 'vars' : `${owned}/vars`);
      group.create_attribute('name', owner);
      variables.forEach(({ shape, values }, n) => {
        group.create_dataset({ name: String(n), data: values, shape: [...shape], dtype: '<f4' });
      });
    }
  } finally {
    file.close();
  }
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}
