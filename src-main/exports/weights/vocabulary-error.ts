import type { VocabularyFault } from '../../contract/weights-import-records.ts';

/** Says why no vocabulary is found where the person says that one is. */
export class VocabularyError extends Error {
  readonly reason: VocabularyFault;
  constructor(reason: VocabularyFault, message: string) {
    super(message);
    this.reason = reason;
  }
}
