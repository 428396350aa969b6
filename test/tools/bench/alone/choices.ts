import type { MeasuringOptions } from './measuring-options.ts';

export async function benchRecipes(options: MeasuringOptions): Promise<void> {
  const { benchRecipes: measure } = await import('../recipes/bench-recipes.ts');
  await measure(options);
}

export async function benchDoctor({ isHeldOut, ...options }: MeasuringOptions): Promise<void> {
  const { benchDoctor: measure } = await import('../doctor/bench-doctor.ts');
  await measure({ ...options, split: isHeldOut ? 'held-out' : 'tuning' });
}

export async function benchForecast(options: MeasuringOptions): Promise<void> {
  const { benchForecasts } = await import('../forecast/bench-forecasts.ts');
  await benchForecasts(options);
}

export async function benchRates({ texts: networks, ...options }: MeasuringOptions): Promise<void> {
  const { benchRates: measure } = await import('../lr-find/bench-rates.ts');
  await measure({ ...options, networks });
}
