import type { z } from 'zod';
import type { StudioClient } from '../contract/contract.ts';
import type { httpContract, HttpOperation } from '../contract/http-api/http-contract.ts';
import { complete, streamCompletion } from './completions.ts';
import type { RunNames } from './find-resource.ts';
import { forecast } from './forecasts.ts';
import { HttpError } from './http-error.ts';
import * as runs from './run-operations.ts';
import { TextTasks } from './text-tasks.ts';

/** The circumstances of a request. */
export interface OperationCall {
  /** The studio's API as the caller has it. */
  client: StudioClient;
  signal: AbortSignal;
}

/** An answer that comes as server-sent events. */
export class EventStream {
  readonly events: AsyncGenerator<unknown, void, void>;

  constructor(events: AsyncGenerator<unknown, void, void>) {
    this.events = events;
  }
}

type Schemas<Operation extends HttpOperation> = (typeof httpContract)[Operation]['~orpc'];
type Input<Operation extends HttpOperation> =
  NonNullable<Schemas<Operation>['inputSchema']> extends infer Schema
    ? Schema extends z.ZodType
      ? z.output<Schema>
      : unknown
    : never;
type Output<Operation extends HttpOperation> = z.input<NonNullable<Schemas<Operation>['outputSchema']>>;

export type Operations = {
  [Operation in HttpOperation]: (
    input: Input<Operation>,
    call: OperationCall,
  ) => Promise<Output<Operation> | EventStream>;
};

/** The operations of the contract, done by way of the studio's own API. */
export function createOperations({ names, clock }: { names: RunNames; clock: () => number }): Operations {
  const texts = new TextTasks();
  const model = async (client: StudioClient, wanted: string) => ({ client, runId: await names.idOf(wanted, 'model') });
  const ofRun =
    (change: (client: StudioClient, runId: string) => ReturnType<StudioClient['runs']['get']>) =>
    async ({ run }: { run: string }, { client }: OperationCall) =>
      runs.runResourceOf(await change(client, await names.idOf(run, 'run')));

  return {
    async listModels(_, { client }) {
      const usable = (await client.runs.list()).filter(({ checkpointCount }) => checkpointCount > 0);
      const ids = names.idsOf(usable);
      return { object: 'list', data: usable.map((run) => runs.modelResourceOf(run, ids.get(run.id) ?? run.id)) };
    },
    async getModel({ model: wanted }, { client }) {
      const run = await client.runs.get({ runId: await names.idOf(wanted, 'model') });
      if (run.checkpointCount > 0) return runs.modelResourceOf(run, wanted);
      const message = `The run “${wanted}” has no checkpoint yet. Wait until it has trained for a while.`;
      throw new HttpError(404, { message, param: 'model', code: 'model_not_found' });
    },
    async complete(input, { client, signal }) {
      const call = { ...(await model(client, input.model)), signal, created: Math.floor(clock() / 1000) };
      return input.stream === true ? new EventStream(streamCompletion(input, call)) : complete(input, call);
    },
    classify: async (input, { client }) => texts.classify(input, await model(client, input.model)),
    tag: async (input, { client }) => texts.tag(input, await model(client, input.model)),
    embed: async (input, { client }) => texts.embed(input, await model(client, input.model)),
    forecast: async (input, { client, signal }) => forecast(input, { ...(await model(client, input.model)), signal }),
    listDatasets: (_, { client }) => runs.listDatasets(client),
    listRuns: (input, { client }) => runs.listRuns(input, client),
    startRun: (input, { client }) => runs.startRun(input, client),
    getRun: ofRun((client, runId) => client.runs.get({ runId })),
    runMetrics: async ({ run, ...range }, { client }) =>
      runs.runMetrics(range, { client, runId: await names.idOf(run, 'run') }),
    pauseRun: ofRun((client, runId) => client.runs.pause({ runId })),
    resumeRun: ofRun((client, runId) => client.runs.resume({ runId })),
    stopRun: ofRun((client, runId) => client.runs.stop({ runId })),
  };
}
