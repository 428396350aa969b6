import type { Completions } from '../runs/networks/completions.ts';
import type { Playground } from '../runs/networks/playground.ts';
import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

export function playgroundProcedures(
  { playground: api }: Implementer,
  { runs, playground, completions }: { runs: Runs; playground: Playground; completions: Completions },
) {
  return {
    tokenize: api.tokenize.handler(async ({ input }) => ({
      tokens: await playground.tokenize(runs.row(input.runId), input.text),
    })),
    prepare: api.prepare.handler(({ input, signal }) => playground.prepare(runs.row(input.runId), input, signal)),
    generate: api.generate.handler(({ input, signal }) => playground.generate(runs.row(input.runId), input, signal)),
    complete: api.complete.handler(({ input, signal }) => completions.complete(runs.row(input.runId), input, signal)),
    generateMany: api.generateMany.handler(({ input, signal }) =>
      playground.generateMany(runs.row(input.runId), input, signal),
    ),
  };
}
