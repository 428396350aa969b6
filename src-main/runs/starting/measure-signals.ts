import type { SignalsJob } from '../../../src-engine/spec/engine-protocol.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { request } from '../engines/request.ts';

/** Lets an engine process read a first batch. Throws the engine's errors and the signal's reason. */
export type MeasureSignals = (job: SignalsJob, signal: AbortSignal | undefined) => Promise<LayerSignal[]>;

export function measureSignalsWith(supervisor: EngineSupervisor): MeasureSignals {
  return async (job, signal) => {
    const engine = await supervisor.connect();
    const { signals } = await request(engine, { type: 'measure-signals', job }, { signal });
    return signals;
  };
}
