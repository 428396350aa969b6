import { oc } from '@orpc/contract';
import { completion, completionRequest } from './completion-resources.ts';
import { forecastRequest, forecastResponse } from './forecast-resources.ts';
import * as runs from './run-resources.ts';
import * as texts from './text-resources.ts';

const tags = { use: ['Networks'], runs: ['Trainings'], watch: ['Operation'] };

/**
 * The API for programs, over plain HTTP: in OpenAI's shapes where there are such. The path's parameters, the query and the body make
 * one input.
 */
export const httpContract = {
  listModels: oc
    .route({ method: 'GET', path: '/v1/models', summary: 'Lists the networks that can be used', tags: tags.use })
    .output(runs.modelList),
  getModel: oc
    .route({ method: 'GET', path: '/v1/models/{model}', summary: 'Describes a network', tags: tags.use })
    .input(runs.modelParameters)
    .output(runs.modelResource),
  complete: oc
    .route({
      method: 'POST',
      path: '/v1/completions',
      summary: 'Lets a language model continue texts',
      description: 'With `stream` the answer is a stream of server-sent events, which ends with `data: [DONE]`.',
      tags: tags.use,
    })
    .input(completionRequest)
    .output(completion),
  classify: oc
    .route({ method: 'POST', path: '/v1/classify', summary: 'Tells the classes of texts', tags: tags.use })
    .input(texts.classifyRequest)
    .output(texts.classifyResponse),
  tag: oc
    .route({ method: 'POST', path: '/v1/tag', summary: 'Tells a tag for each word of sentences', tags: tags.use })
    .input(texts.tagRequest)
    .output(texts.tagResponse),
  forecast: oc
    .route({ method: 'POST', path: '/v1/forecast', summary: 'Goes on with numbers over time', tags: tags.use })
    .input(forecastRequest)
    .output(forecastResponse),
  embed: oc
    .route({
      method: 'POST',
      path: '/v1/embeddings',
      summary: 'Represents texts by hidden states',
      description: 'The states of the last recurrent layer, after the last token or on average.',
      tags: tags.use,
    })
    .input(texts.embeddingsRequest)
    .output(texts.embeddingsResponse),
  listDatasets: oc
    .route({ method: 'GET', path: '/v1/datasets', summary: 'Lists the datasets', tags: tags.runs })
    .output(runs.datasetList),
  listRuns: oc
    .route({ method: 'GET', path: '/v1/runs', summary: 'Lists the trainings, the newest first', tags: tags.runs })
    .input(runs.listRunsRequest)
    .output(runs.runList),
  startRun: oc
    .route({
      method: 'POST',
      path: '/v1/runs',
      summary: 'Starts a training, or queues it',
      successStatus: 201,
      tags: tags.runs,
    })
    .input(runs.startRunRequest)
    .output(runs.runResource),
  getRun: oc
    .route({ method: 'GET', path: '/v1/runs/{run}', summary: 'Describes a training', tags: tags.runs })
    .input(runs.runParameters)
    .output(runs.runResource),
  runMetrics: oc
    .route({
      method: 'GET',
      path: '/v1/runs/{run}/metrics',
      summary: 'Tells the course of a training',
      tags: tags.runs,
    })
    .input(runs.metricsRequest)
    .output(runs.metricsResponse),
  pauseRun: oc
    .route({ method: 'POST', path: '/v1/runs/{run}/pause', summary: 'Pauses a training', tags: tags.runs })
    .input(runs.runParameters)
    .output(runs.runResource),
  resumeRun: oc
    .route({ method: 'POST', path: '/v1/runs/{run}/resume', summary: 'Goes on with a training', tags: tags.runs })
    .input(runs.runParameters)
    .output(runs.runResource),
  stopRun: oc
    .route({ method: 'POST', path: '/v1/runs/{run}/stop', summary: 'Ends a training early', tags: tags.runs })
    .input(runs.runParameters)
    .output(runs.runResource),
};

export type HttpOperation = keyof typeof httpContract;
