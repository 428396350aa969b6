/** e^loss of a mean loss in nats: between how many equally likely candidates the model still hesitates. */
export function perplexity(meanLoss: number): number {
  return Math.exp(meanLoss);
}

/** Nats per token as bits per unit (character, word or byte), so that models with different tokens compare. */
export function bitsPerUnit(meanLoss: number, tokens: number, units: number): number {
  return (meanLoss * tokens) / (units * Math.LN2);
}
