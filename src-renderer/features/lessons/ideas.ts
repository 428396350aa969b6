import type { RouteLocationRaw } from 'vue-router';
import type { IdeaId } from '../../locales/messages.ts';

/** An idea of the course, and where in the studio it can be done or seen. */
export interface Idea {
  id: IdeaId;
  /** In the field's own notation. */
  formula: string;
  to: RouteLocationRaw;
}

const template = (id: string): RouteLocationRaw => ({ name: 'new-model', query: { template: id } });
const panel = (name: string): RouteLocationRaw => ({ name: 'insight', query: { panel: name } });

export const ideas: readonly Idea[] = [
  { id: 'gates', formula: 'cₜ = f ⊙ cₜ₋₁ + i ⊙ g\nhₜ = o ⊙ tanh cₜ', to: panel('theatre') },
  { id: 'vanishingGradient', formula: '‖∂L/∂hₜ₋ₖ‖ ≤ σᵏ ‖∂L/∂hₜ‖', to: template('vanishing-gradient') },
  { id: 'clipping', formula: 'Δw ← Δw · Δmax / ‖Δw‖', to: template('char-rnn-s') },
  { id: 'units', formula: 'ρ = cov(cᵤ, depth) / (σ(cᵤ) σ(depth))', to: panel('cells') },
  { id: 'counterfactual', formula: 'ΔL = L(f := 0) − L', to: panel('whatif') },
  { id: 'learningRate', formula: 'w ← w − η ∂L/∂w', to: { name: 'new-run' } },
  {
    id: 'temperature',
    formula: 'pᵢ = exp(zᵢ/T) / Σⱼ exp(zⱼ/T)',
    to: { name: 'playground', query: { use: 'generate', mode: 'temperatures' } },
  },
  { id: 'softsign', formula: 'softsign x = x / (1 + |x|)', to: template('char-rnn-m') },
  { id: 'xavier', formula: 'Var w = 2 / (nᵢₙ + nₒᵤₜ)', to: template('char-rnn-m') },
  { id: 'overfitting', formula: '20,223,927 ≫ 131', to: template('course-classifier') },
  {
    id: 'confusion',
    formula: 'nₐₚ = #{actual a, predicted p}',
    to: { name: 'playground', query: { use: 'classify', view: 'confusion' } },
  },
  { id: 'earlyStopping', formula: 'argminₑ Lᵥₐₗ(e)', to: { name: 'new-run' } },
  { id: 'stacking', formula: 'h⁽²⁾ₜ = LSTM(h⁽¹⁾ₜ)', to: template('word-lm') },
  { id: 'bidirectional', formula: 'hₜ = [h→ₜ ; h←ₜ]', to: template('bi-lstm-classifier') },
  { id: 'perplexity', formula: 'PP = exp L', to: { name: 'runs' } },
];

/** Experiments that `kioku lesson` repeats: those of the paper that introduced the LSTM, and those of later ones. */
export const experimentGroups = [
  { id: 'lstm', lessons: ['vanishing-gradient', 'reber', 'adding', 'temporal-order'] },
  { id: 'stateTracking', lessons: ['parity'] },
] as const;
