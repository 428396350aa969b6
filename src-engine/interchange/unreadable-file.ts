import type { WeightsFileDetails } from '../spec/engine-errors.ts';

/** A file that cannot be read, or not made a network of. The message goes on after the file's name. */
export class UnreadableFile extends Error {
  readonly details: WeightsFileDetails;
  constructor(message: string, details: WeightsFileDetails = { reason: 'damaged' }) {
    super(message);
    this.details = details;
  }
}
