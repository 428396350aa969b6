import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';

/** Says so where nobody chose the reference backend and it computes all the same, because nothing faster works. */
export async function warnOfSlowBackend(client: StudioClient, { train }: RunRecord): Promise<void> {
  if (train.backend !== 'auto' || (await client.system.info()).variant !== null) return;
  process.stderr.write(
    'The fast kernels do not work here, so this will take some fifty times as long as it could. “kioku info” says why.\n',
  );
}
