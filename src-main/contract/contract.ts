import { eventIterator, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { studioErrorCodes } from './errors.ts';
import * as schemas from './records.ts';

/** Every procedure may fail with STUDIO: something that the person can act on. Anything else is a defect and is logged. */
const procedure = oc.errors({
  STUDIO: {
    status: 422,
    data: z.object({
      code: z.enum(studioErrorCodes),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  },
});

const datasetId = z.object({ datasetId: z.string() });
const runId = z.object({ runId: z.string() });

export const contract = {
  system: {
    info: procedure.output(schemas.systemInfo),
  },
  datasets: {
    list: procedure.output(z.array(schemas.dataset)),
    get: procedure.input(datasetId).output(schemas.dataset),
    /** The beginning of the text, at most `characters` UTF-16 units. */
    preview: procedure
      .input(datasetId.extend({ characters: z.int().min(1).max(100_000) }))
      .output(z.object({ text: z.string() })),
    /** Imports a UTF-8 text. The same bytes again give the dataset that is already there. */
    import: procedure
      .input(z.object({ name: z.string().min(1).max(255), file: z.instanceof(Blob) }))
      .output(schemas.dataset),
    samples: procedure.output(z.array(schemas.sampleText)),
    /** Adds one of the texts that come with the studio. */
    importSample: procedure.input(z.object({ sampleId: z.string() })).output(schemas.dataset),
    /** Refused with `dataset-in-use` while runs were trained on it. */
    delete: procedure.input(datasetId).output(z.void()),
  },
  runs: {
    presets: procedure.output(z.array(schemas.preset)),
    list: procedure.output(z.array(schemas.run)),
    get: procedure.input(runId).output(schemas.run),
    /** Starts a training and returns at once; follow it with `watch`. */
    start: procedure.input(schemas.startRun).output(schemas.run),
    /** Goes on from the last checkpoint: after a pause, a stop, a crash. */
    resume: procedure.input(runId).output(schemas.run),
    pause: procedure.input(runId).output(schemas.run),
    /** Ends the run early; a last checkpoint is kept. */
    stop: procedure.input(runId).output(schemas.run),
    /** Deletes the run with its metrics and checkpoints and frees the disk. A running one is refused. */
    delete: procedure.input(runId).output(z.void()),
    /** Metrics after `afterStep`, thinned to about `maxPoints` (each bucket keeps its minimum and maximum loss). */
    metrics: procedure
      .input(runId.extend({ afterStep: z.int().min(0), maxPoints: z.int().min(10).max(20_000) }))
      .output(z.object({ steps: z.array(schemas.stepMetrics), epochs: z.array(schemas.epochMetrics) })),
    checkpoints: procedure.input(runId).output(z.array(schemas.checkpoint)),
    /** The run now, then every change to it, at most 20 messages a second. Ends when the run is deleted. */
    watch: procedure.input(runId).output(eventIterator(schemas.runUpdate)),
  },
  playground: {
    /** Which pieces of the prompt the run's tokenizer knows. */
    tokenize: procedure
      .input(runId.extend({ text: z.string().max(100_000) }))
      .output(z.object({ tokens: z.array(z.object({ text: z.string(), known: z.boolean() })) })),
    /** Writes text, token by token; closing the stream cancels it. */
    generate: procedure.input(schemas.generateInput).output(eventIterator(schemas.generationUpdate)),
  },
};

/** The API as callers see it, whatever carries it. */
export type StudioClient = ContractRouterClient<typeof contract>;
