export const trash = {
  title: 'Recently deleted',
  text: 'This can still be had back. After a minute it is gone for good and its disk space is free.',
  deleted: '{name} was deleted.',
  deletedMany: '{count} item was deleted. | {count} items were deleted.',
  checkpointDeleted: '{name}: the checkpoint of step {step} was deleted.',
  checkpoint: '{name}, step {step}',
  kinds: { run: 'Run', dataset: 'Dataset', checkpoint: 'Checkpoint', model: 'Model' },
  restore: 'Bring back {name}',
  restoreShort: 'Bring back',
  empty: 'Free the disk now',
};
