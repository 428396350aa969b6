import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

export function runProcedures({ runs: api }: Implementer, runs: Runs) {
  return {
    presets: api.presets.handler(() => runs.presets()),
    list: api.list.handler(() => runs.list()),
    get: api.get.handler(({ input }) => runs.get(input.runId)),
    start: api.start.handler(({ input }) => runs.start(input)),
    resume: api.resume.handler(({ input }) => runs.resume(input.runId)),
    pause: api.pause.handler(({ input }) => runs.pause(input.runId)),
    stop: api.stop.handler(({ input }) => runs.stop(input.runId)),
    delete: api.delete.handler(({ input }) => runs.delete(input.runId)),
    metrics: api.metrics.handler(({ input }) => runs.metrics(input.runId, input.afterStep, input.maxPoints)),
    checkpoints: api.checkpoints.handler(({ input }) => runs.checkpoints(input.runId)),
    watch: api.watch.handler(({ input, signal }) => runs.watch(input.runId, signal)),
  };
}
