import type { CreateExport, ExportUpdate } from '../../../../src-main/contract/export-records.ts';
import { anExport } from '../sample-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { unexpected } from '../unexpected.ts';
import { tellParts } from './tell-parts.ts';

async function* exportRun(
  host: FakeHost,
  input: CreateExport,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportUpdate> {
  host.created.push(input);
  yield { type: 'stage', stage: 'writing' };
  if (host.holdExport) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  if (signal?.aborted) return;
  const exported = anExport({
    id: `${input.format}-1`,
    runId: input.runId,
    format: input.format,
    options: input.options,
  });
  host.exports = [exported, ...host.exports];
  yield { type: 'exported', export: exported };
}

/** Writes texts, and files of networks. */
export const writingProcedures = (os: Procedures, host: FakeHost) => ({
  exports: {
    formats: os.exports.formats.handler(() => host.formats),
    create: os.exports.create.handler(({ input, signal }) => exportRun(host, input, signal)),
    list: os.exports.list.handler(() => host.exports),
    read: os.exports.read.handler(unexpected),
    delete: os.exports.delete.handler(({ input }) => {
      host.exports = host.exports.filter(({ id }) => id !== input.exportId);
    }),
  },
  playground: {
    tokenize: os.playground.tokenize.handler(({ input }) => ({
      tokens: [...input.text].map((text) => ({ text, known: host.canRead(input.runId, text) })),
    })),
    prepare: os.playground.prepare.handler(({ input }) => void host.prepared.push(input)),
    generate: os.playground.generate.handler(({ input, signal }) => {
      host.generated.push(input);
      return tellParts(host, host.updates, signal);
    }),
    complete: os.playground.complete.handler(unexpected),
    generateMany: os.playground.generateMany.handler(({ input, signal }) => {
      host.generatedMany.push(input);
      return tellParts(host, host.manyUpdates, signal);
    }),
  },
});
