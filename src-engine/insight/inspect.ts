import { requirePreparation } from '../forecast/require-preparation.ts';
import type { Model } from '../models/model.ts';
import { generateMany } from '../sampling/generate-many.ts';
import type { InspectionResult, RecurrentSpectrum } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { Preparation } from '../spec/preparation-spec.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { readActivations } from './activations.ts';
import { readCellSteps } from './cell-steps.ts';
import { searchCells } from './cell-search.ts';
import { classifySeries } from './classify-series.ts';
import { classifyTexts } from './classify-texts.ts';
import { embedTexts } from './embed-texts.ts';
import { explainScore } from './explain-score.ts';
import { measureGradientFlow } from './gradient-flow.ts';
import type { PreparedInspection } from './prepare-inspection.ts';
import { readTokens, requireTokenizer, tokenId } from './read-tokens.ts';
import { recurrentSpectra } from './recurrent-spectra.ts';
import { tagTexts } from './tag-texts.ts';
import { nearestTokens, readTokenVectors } from './token-vectors.ts';
import { tokenLosses } from './token-losses.ts';

export interface Inspected extends Interruptible {
  model: Model;
  /** `null` means that the model reads numbers. */
  tokenizer: Tokenizer | null;
  /** `null` where the network reads no numbers over time. */
  preparation: Preparation | null;
}

/**
 * Answers one inspection; null where it was aborted. The model's gradients are not what they were. Throws EngineError `invalid-data`
 * for a text that is too short, RangeError for clamps that the model does not have, and OutOfMemoryError.
 */
export async function inspect(inspected: Inspected, inspection: PreparedInspection): Promise<InspectionResult | null> {
  const { model, signal, yieldToEventLoop } = inspected;
  const tokenizer = () => requireTokenizer(inspected.tokenizer);
  switch (inspection.type) {
    case 'activations': {
      if ('read' in inspection) {
        const { read } = inspection;
        return { type: 'activations', tokens: read.tokens, loops: await readActivations(model, read) };
      }
      const { ids, tokens } = readTokens(tokenizer(), inspection.text);
      return { type: 'activations', tokens, loops: await readActivations(model, ids) };
    }
    case 'cell-steps': {
      if ('read' in inspection) {
        const { read } = inspection;
        return { type: 'cell-steps', tokens: read.tokens, steps: await readCellSteps(model, read, inspection) };
      }
      const { ids, tokens } = readTokens(tokenizer(), inspection.text);
      return { type: 'cell-steps', tokens, steps: await readCellSteps(model, ids, inspection) };
    }
    case 'gradient-flow':
      return { type: 'gradient-flow', flows: await measureGradientFlow(model, inspection.batch) };
    case 'spectra': {
      const spectra: RecurrentSpectrum[] = [];
      for await (const spectrum of recurrentSpectra(model)) {
        spectra.push(spectrum);
        await yieldToEventLoop();
        if (signal.aborted) return null;
      }
      return { type: 'spectra', spectra };
    }
    case 'cells': {
      const { ids, tokens } = readTokens(tokenizer(), inspection.text);
      const { values } = inspection;
      const matches = searchCells(await readActivations(model, ids), values, inspection.count);
      return { type: 'cells', matches, tokens, values };
    }
    case 'counterfactual': {
      const { ids, tokens } = readTokens(tokenizer(), inspection.text);
      const losses = await tokenLosses(model, ids, []);
      const clampedLosses = await tokenLosses(model, ids, inspection.clamps);
      return { type: 'counterfactual', tokens, losses, clampedLosses };
    }
    case 'classify': {
      const most = inspection.mostTokens ?? Infinity;
      const texts = inspection.texts.map((text) => tokenizer().encode(text).slice(0, most));
      const probabilities = await classifyTexts(model, texts, inspected);
      return probabilities && { type: 'classify', probabilities };
    }
    case 'classify-series': {
      const preparation = requirePreparation(inspected.preparation, 'sequences');
      const probabilities = await classifySeries(model, preparation, inspection, inspected);
      return probabilities && { type: 'classify-series', probabilities };
    }
    case 'embed': {
      const texts = inspection.texts.map((text) => tokenizer().encode(text));
      const embedded = await embedTexts(model, { texts, pooling: inspection.pooling }, inspected);
      return embedded && { type: 'embed', ...embedded, tokens: texts.map(({ length }) => length) };
    }
    case 'tag': {
      const texts = await tagTexts(model, tokenizer().state, inspection.texts, inspected);
      return texts && { type: 'tag', texts };
    }
    case 'sample': {
      const texts: string[] = [];
      for (const sampling of inspection.samplings) {
        const { prompt, length } = inspection;
        const options = { model, tokenizer: tokenizer(), prompt, length, sampling, signal };
        const [{ text, end }] = await generateMany({ ...options, count: 1, beforeToken: yieldToEventLoop });
        if (end === null) return null;
        texts.push(text);
      }
      return { type: 'sample', texts };
    }
    case 'token-vectors':
      return { type: 'token-vectors', ...(await readTokenVectors(model, inspection.ids)) };
    case 'nearest-tokens': {
      const id = tokenId(tokenizer(), inspection.token);
      const { unknownId, boundaryId } = tokenizer().state;
      const hidden = [unknownId, boundaryId].filter((each) => typeof each === 'number');
      return {
        type: 'nearest-tokens',
        token: id,
        nearest: await nearestTokens(model, { id, count: inspection.count, hidden }),
      };
    }
    case 'attribution':
      return explainScore(model, tokenizer(), inspection, inspected);
  }
}
