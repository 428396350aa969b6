import type { Sweeps } from '../runs/sweeps/sweeps.ts';
import type { Implementer } from './implementer.ts';

export function sweepProcedures({ sweeps: api }: Implementer, sweeps: Sweeps) {
  return {
    list: api.list.handler(() => sweeps.list()),
    start: api.start.handler(({ input }) => sweeps.start(input)),
    end: api.end.handler(({ input }) => sweeps.end(input.sweepId)),
  };
}
