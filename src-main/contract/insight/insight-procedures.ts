import { z } from 'zod';
import { eventIterator } from '@orpc/contract';
import { attribution, attributionInput } from './attribution-records.ts';
import * as insight from '../insight-records.ts';
import { nearestTokens, nearestTokensInput, tokenMapInput, tokenMapUpdate } from './token-map-records.ts';
import { procedure } from '../procedure.ts';

/** Looks into networks, those in training among them. */
export const insightProcedures = {
  /** Gates, cell and hidden states of the recurrent layers over a text. */
  activations: procedure.input(insight.activationsInput).output(insight.activations),
  /** Tells every number that one unit computes with, from the sums of its gates to its states. */
  cellSteps: procedure.input(insight.cellStepsInput).output(insight.cellSteps),
  /** Measures how far back the loss is felt. */
  gradientFlow: procedure.input(insight.gradientFlowInput).output(insight.gradientFlow),
  /** Singular values of the recurrent kernels, gate by gate. */
  spectra: procedure.input(insight.spectraInput).output(insight.spectra),
  /** Units that follow a property of the text. */
  cells: procedure.input(insight.cellsInput).output(insight.cells),
  /** Measures how well a text is predicted while some units are held. */
  counterfactual: procedure.input(insight.counterfactualInput).output(insight.counterfactual),
  classify: procedure.input(insight.classifyInput).output(insight.classified),
  /** Represents texts by hidden states. */
  embed: procedure.input(insight.embedInput).output(insight.embedded),
  /** Which classes a classifier takes for which. */
  confusion: procedure.input(insight.confusionInput).output(insight.confusion),
  /** Tells a tag for each token. */
  tag: procedure.input(insight.tagInput).output(insight.tagged),
  /** Tells which tags a tagger takes for which, and where. */
  tagMistakes: procedure.input(insight.tagMistakesInput).output(insight.tagMistakes),
  /** Tells how much each token contributes to a prediction, by gradient × input. */
  attribution: procedure.input(attributionInput).output(attribution),
  /** Lays out the vectors of tokens in the plane: progress, then the map; closing the stream cancels it. */
  tokenMap: procedure.input(tokenMapInput).output(eventIterator(tokenMapUpdate)),
  /** Finds the tokens whose vectors point most nearly the same way. */
  nearestTokens: procedure.input(nearestTokensInput).output(nearestTokens),
  /** Writes from a prompt, once for each sampling. */
  samples: procedure.input(insight.samplesInput).output(insight.samples),
  /** Returns the training's own looks at updates and gates after this step, about `maxPoints` of them, the last included. */
  steps: procedure
    .input(
      z.object({
        runId: z.string(),
        afterStep: z.int().min(0),
        maxPoints: z.int().min(10).max(20_000).default(2000),
      }),
    )
    .output(z.array(insight.stepInsight)),
};
