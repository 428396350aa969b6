import type { Insight } from '../runs/networks/insight.ts';
import type { Tagging } from '../runs/networks/tagging.ts';
import type { TokenMaps } from '../runs/token-maps/token-maps.ts';
import type { Runs } from '../runs/runs.ts';
import type { Implementer } from './implementer.ts';

interface Looks {
  insight: Insight;
  tagging: Tagging;
  tokenMaps: TokenMaps;
}

export function insightProcedures({ insight: api }: Implementer, runs: Runs, { insight, tagging, tokenMaps }: Looks) {
  return {
    activations: api.activations.handler(({ input, signal }) =>
      insight.activations(runs.row(input.runId), input, signal),
    ),
    cellSteps: api.cellSteps.handler(({ input, signal }) => insight.cellSteps(runs.row(input.runId), input, signal)),
    gradientFlow: api.gradientFlow.handler(({ input, signal }) =>
      insight.gradientFlow(runs.row(input.runId), input, signal),
    ),
    spectra: api.spectra.handler(({ input, signal }) => insight.spectra(runs.row(input.runId), input, signal)),
    cells: api.cells.handler(({ input, signal }) => insight.cells(runs.row(input.runId), input, signal)),
    counterfactual: api.counterfactual.handler(({ input, signal }) =>
      insight.counterfactual(runs.row(input.runId), input, signal),
    ),
    classify: api.classify.handler(({ input, signal }) => insight.classify(runs.row(input.runId), input, signal)),
    embed: api.embed.handler(({ input, signal }) => insight.embed(runs.row(input.runId), input, signal)),
    confusion: api.confusion.handler(({ input, signal }) => insight.confusion(runs.row(input.runId), input, signal)),
    tag: api.tag.handler(({ input, signal }) => tagging.tag(runs.row(input.runId), input, signal)),
    tagMistakes: api.tagMistakes.handler(({ input, signal }) => tagging.mistakes(runs.row(input.runId), input, signal)),
    attribution: api.attribution.handler(({ input, signal }) =>
      insight.attribution(runs.row(input.runId), input, signal),
    ),
    tokenMap: api.tokenMap.handler(({ input, signal }) => tokenMaps.map(runs.row(input.runId), input, signal)),
    nearestTokens: api.nearestTokens.handler(({ input, signal }) =>
      tokenMaps.nearest(runs.row(input.runId), input, signal),
    ),
    samples: api.samples.handler(({ input, signal }) => insight.samples(runs.row(input.runId), input, signal)),
    steps: api.steps.handler(({ input }) => insight.steps(runs.row(input.runId), input.afterStep, input.maxPoints)),
  };
}
