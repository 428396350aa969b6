/**
 * D₁, D₂ and D₃₊: the amounts that are subtracted from the count of an n-gram that was seen once, twice, or more often.
 */
export type Discounts = [number, number, number];

/** The discounts where counts of counts are too few to determine them; they are those of KenLM. */
const USUAL: Discounts = [0.5, 1, 1.5];

/**
 * The modified Kneser–Ney discounts (Chen & Goodman 1999, equation 26): with n_k n-grams of count k and Y = n₁/(n₁ +
 * 2n₂), D₁ = 1 − 2Y n₂/n₁, D₂ = 2 − 3Y n₃/n₂, D₃₊ = 3 − 4Y n₄/n₃. They are ½, 1 and 1½ if one of n₁ … n₄ is 0, or if
 * one of the discounts would not be in 0 … k.
 */
export function discountsOf(counts: Int32Array): Discounts {
  const n = new Float64Array(5);
  for (const count of counts) if (count > 0 && count < 5) n[count]++;
  const y = n[1] / (n[1] + 2 * n[2]);
  const discounts: Discounts = [1 - (2 * y * n[2]) / n[1], 2 - (3 * y * n[3]) / n[2], 3 - (4 * y * n[4]) / n[3]];
  const isUsable = n[4] > 0 && discounts.every((discount, k) => discount >= 0 && discount <= k + 1);
  return isUsable ? discounts : USUAL;
}
