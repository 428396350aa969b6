export interface TokenizerTasks {
  /** `null` means that there is no such analysis. */
  tokenize: { asked: { analysisKey: number; text: string }; answer: { text: string; known: boolean }[] | null };
}
