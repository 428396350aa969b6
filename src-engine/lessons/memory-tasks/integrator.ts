/**
 * An LSTM begins as little more than a sum over time. It has small kernels, as in the paper, and no recurrent kernel: at first the cells
 * are filled by the input alone, and what they hold is not drowned in what they hear of each other. Forget gates that let almost
 * everything through: σ(5)¹⁰⁰ = 0.51 of a gradient is left after a hundred steps; the paper's LSTM had no forget gate at all.
 */
export const integrator = { forgetBias: 5, kernelInitializer: 'uniform', recurrentInitializer: 'zeros' } as const;
