/** Imported first, it gives the doubles to whoever imports or requires `electron` or `electron-updater` under plain Node. */
import { registerHooks } from 'node:module';

const doubles: Readonly<Record<string, string>> = {
  electron: new URL('./electron.ts', import.meta.url).href,
  'electron-updater': new URL('./updater.ts', import.meta.url).href,
};

registerHooks({
  resolve(specifier, context, next) {
    const url = doubles[specifier];
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
  },
});
