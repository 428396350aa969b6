import { describeMissingVariant } from '../../../src-engine/spec/missing-variant.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { suggestedCommand } from '../suggested-command.ts';

/** Refuses a training whose kernels the studio's machine lacks, before any data is read or stored for it. */
export const requireVariant = (client: StudioClient, train: Pick<TrainSpec, 'variant'> = {}): Promise<void> =>
  requireHere(client, train.variant);

/** Refuses to go on with a run whose kernels the studio's machine lacks, and says which command does. */
export const requireVariantOf = (
  client: StudioClient,
  { id, train }: Pick<RunRecord, 'id' | 'train'>,
  where: StudioValues,
): Promise<void> => requireHere(client, train.variant, { id, commandOf: (args) => suggestedCommand(args, where) });

async function requireHere(
  client: StudioClient,
  variant: string | undefined,
  run?: Parameters<typeof describeMissingVariant>[2],
): Promise<void> {
  if (variant === undefined) return;
  const missing = describeMissingVariant(variant, await client.system.info(), run);
  if (missing !== null) throw new StudioError('invalid-training', missing.message, missing.details);
}
