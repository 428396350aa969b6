import type { Model } from '../models/model.ts';
import { generateMany } from '../sampling/generate-many.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { Inspection, InspectionResult, RecurrentSpectrum } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { Batch } from '../training/batch-source.ts';
import { labelledSequences } from '../training/labelled-sequences.ts';
import { readActivations } from './activations.ts';
import { searchCells } from './cell-search.ts';
import { classifyTexts } from './classify-texts.ts';
import { measureGradientFlow } from './gradient-flow.ts';
import type { PreparedInspection } from './prepare-inspection.ts';
import { readTokens } from './read-tokens.ts';
import { recurrentSpectra } from './recurrent-spectra.ts';
import { tagTexts } from './tag-texts.ts';
import { textWindows } from './text-windows.ts';
import { tokenLosses } from './token-losses.ts';

export interface Inspected extends Interruptible {
  model: Model;
  tokenizer: Tokenizer;
}

/** Sequences whose gradients are averaged. */
const WINDOWS = 16;

/**
 * Answers one inspection; null where it was aborted. The model's gradients are not what they were. Throws EngineError `invalid-data`
 * for a text that is too short, RangeError for clamps that the model does not have, and OutOfMemoryError.
 */
export async function inspect(inspected: Inspected, inspection: PreparedInspection): Promise<InspectionResult | null> {
  const { model, tokenizer, signal, yieldToEventLoop } = inspected;
  switch (inspection.type) {
    case 'activations': {
      const { ids, tokens } = readTokens(tokenizer, inspection.text);
      return { type: 'activations', tokens, loops: await readActivations(model, ids) };
    }
    case 'gradient-flow':
      return { type: 'gradient-flow', flows: await measureGradientFlow(model, flowBatch(tokenizer, inspection)) };
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
      const { ids, tokens } = readTokens(tokenizer, inspection.text);
      const { values } = inspection;
      const matches = searchCells(await readActivations(model, ids), values, inspection.count);
      return { type: 'cells', matches, tokens, values };
    }
    case 'counterfactual': {
      const { ids, tokens } = readTokens(tokenizer, inspection.text);
      const losses = await tokenLosses(model, ids, []);
      const clampedLosses = await tokenLosses(model, ids, inspection.clamps);
      return { type: 'counterfactual', tokens, losses, clampedLosses };
    }
    case 'classify': {
      const most = inspection.mostTokens ?? Infinity;
      const texts = inspection.texts.map((text) => tokenizer.encode(text).slice(0, most));
      const probabilities = await classifyTexts(model, texts, inspected);
      return probabilities && { type: 'classify', probabilities };
    }
    case 'tag': {
      const texts = await tagTexts(model, tokenizer.state, inspection.texts, inspected);
      return texts && { type: 'tag', texts };
    }
    case 'sample': {
      const texts: string[] = [];
      for (const sampling of inspection.samplings) {
        const { prompt, length } = inspection;
        const options = { model, tokenizer, prompt, length, sampling, signal };
        const [{ text, end }] = await generateMany({ ...options, count: 1, beforeToken: yieldToEventLoop });
        if (end === null) return null;
        texts.push(text);
      }
      return { type: 'sample', texts };
    }
  }
}

function flowBatch(
  tokenizer: Tokenizer,
  { texts, labels, steps }: Extract<Inspection, { type: 'gradient-flow' }>,
): Batch {
  const sequences = texts.map((text) => tokenizer.encode(text));
  if (labels === null) {
    const longest = sequences.reduce((best, ids) => (ids.length > best.length ? ids : best), new Int32Array(0));
    if (longest.length <= steps) {
      throw new EngineError('invalid-data', `The text has ${longest.length} tokens. Take one of more than ${steps}.`, {
        reason: 'text-too-short-to-look',
        tokens: longest.length,
        steps,
      });
    }
    return textWindows(longest, steps, Math.min(WINDOWS, longest.length - steps));
  }
  const samples = labelledSequences(
    sequences.slice(0, WINDOWS).map((ids, n) => ({ ids, label: labels[n] })),
    null,
  );
  const lengths = Int32Array.from(samples.lengths, (length) => Math.min(length, steps));
  const longest = Math.max(1, ...lengths);
  return { batch: lengths.length, steps: longest, lengths, ...samples.fill([...lengths.keys()], longest) };
}
