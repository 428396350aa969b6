import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { unexpected } from '../unexpected.ts';
import { tellParts } from './tell-parts.ts';

/** Answers about how a trained network computes, and how well. */
export const insightProcedures = (os: Procedures, host: FakeHost) => ({
  forecasts: {
    forecast: os.forecasts.forecast.handler(({ input }) => host.forecast(input)),
    history: os.forecasts.history.handler(() => host.history()),
    preparation: os.forecasts.preparation.handler(() => null),
    backtest: os.forecasts.backtest.handler(unexpected),
    anomalies: os.forecasts.anomalies.handler(unexpected),
  },
  evaluations: {
    evaluate: os.evaluations.evaluate.handler(({ input }) => host.evaluate(input)),
    classify: os.evaluations.classify.handler(({ input, signal }) => tellParts(host, host.classifyFile(input), signal)),
  },
  insight: {
    activations: os.insight.activations.handler(({ input }) => host.activations(input)),
    cellSteps: os.insight.cellSteps.handler(unexpected),
    gradientFlow: os.insight.gradientFlow.handler(unexpected),
    spectra: os.insight.spectra.handler(unexpected),
    cells: os.insight.cells.handler(unexpected),
    counterfactual: os.insight.counterfactual.handler(({ input }) => host.counterfactual(input)),
    classify: os.insight.classify.handler(({ input }) => host.classify(input)),
    embed: os.insight.embed.handler(unexpected),
    confusion: os.insight.confusion.handler(unexpected),
    attribution: os.insight.attribution.handler(({ input }) => host.attribution(input)),
    tokenMap: os.insight.tokenMap.handler(({ input, signal }) => tellParts(host, host.tokenMap(input), signal)),
    nearestTokens: os.insight.nearestTokens.handler(({ input }) => host.nearestTokens(input)),
    tag: os.insight.tag.handler(unexpected),
    tagMistakes: os.insight.tagMistakes.handler(unexpected),
    steps: os.insight.steps.handler(() => host.looks),
    samples: os.insight.samples.handler(({ input }) => ({
      step: 100,
      texts: input.samplings.map(({ temperature }) => `written at ${temperature}`),
    })),
  },
});
