import {
  checkpointSpaceLimits,
  defaultCheckpointSpace,
  type CheckpointPolicy,
} from '../../../src-engine/spec/train-spec.ts';

/** Sizes are told in decimal units everywhere in the studio. */
export const bytesPerMegabyte = 1_000_000;

export const fewestMegabytes = checkpointSpaceLimits.min / bytesPerMegabyte;
export const mostMegabytes = checkpointSpaceLimits.max / bytesPerMegabyte;

/** Returns the room that a training's settings give to its checkpoints. */
export const spaceMegabytes = ({ spaceBytes = defaultCheckpointSpace }: CheckpointPolicy): number =>
  spaceBytes / bytesPerMegabyte;
