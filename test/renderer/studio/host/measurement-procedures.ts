import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { unexpected } from '../unexpected.ts';

/** Measures data, and the passages that networks have copied from it. */
export const measurementProcedures = (os: Procedures, host: FakeHost) => ({
  measurements: {
    known: os.measurements.known.handler(() => host.measurements),
    data: os.measurements.data.handler(async function* () {
      yield { type: 'progress' as const, done: 1, total: 8 };
      yield { type: 'measured' as const, measurements: host.measurements };
    }),
    copies: os.measurements.copies.handler(({ input }) => host.copiesOf(input.texts)),
    memorisation: os.measurements.memorisation.handler(unexpected),
  },
});
