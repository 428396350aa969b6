import type { EngineInfo } from '../../../src-engine/spec/engine-protocol.ts';
import { describeMissingVariant } from '../../../src-engine/spec/missing-variant.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';

/**
 * Rejects with `invalid-training` where this machine lacks the kernels that a training asks for by name; with `runId`, the error says how
 * that run goes on.
 */
export type RequireVariant = (train: Pick<Partial<TrainSpec>, 'variant'>, runId?: string) => Promise<void>;

/** The engine is asked only where kernels are asked for by name: it may have to be started. */
export const requireVariantWith =
  (engineInfo: () => Promise<EngineInfo>): RequireVariant =>
  async ({ variant }, runId) => {
    if (variant === undefined) return;
    const missing = describeMissingVariant(
      variant,
      await engineInfo(),
      runId === undefined ? undefined : { id: runId },
    );
    if (missing !== null) throw new StudioError('invalid-training', missing.message, missing.details);
  };
