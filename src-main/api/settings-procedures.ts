import type { Settings } from '../runs/settings.ts';
import type { Implementer } from './implementer.ts';

export function settingsProcedures({ settings: api }: Implementer, settings: Settings) {
  return {
    get: api.get.handler(() => settings.get()),
    set: api.set.handler(({ input }) => settings.set(input)),
  };
}
