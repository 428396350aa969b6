import type { Plugin } from 'vite';
import { collectLicences } from './collect-licences.ts';

/** Puts `licences.json` beside the pages: of what the project depends on, and of every package of which the bundle holds a part. */
export function licences(projectFolder: string): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const bundled = new Set<string>();
      for (const id of this.getModuleIds()) {
        const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/[^\0]*$/.exec(id)?.[1];
        if (name !== undefined) bundled.add(name);
      }
      const source = JSON.stringify(collectLicences(projectFolder, [...bundled]));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source });
    },
  };
}
