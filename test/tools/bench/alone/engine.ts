import { coresOf } from '../../../../src-main/engine-process/physical-cores.ts';
import { formatBytes, formatRate } from '../../../../src-main/cli/formats.ts';
import type { MeasuringOptions } from './measuring-options.ts';
import type { OpSpeed } from '../op-speed.ts';

export async function benchOps({ backend, variant, json }: MeasuringOptions): Promise<void> {
  const { buildsOf, measureOps, opTable } = await import('../op-speed.ts');
  const builds = await buildsOf(backend.name, variant, backend.threads);
  const all: OpSpeed[][] = [];
  await measureOps(builds, (speeds) => {
    all.push(speeds);
    if (json) for (const speed of speeds) process.stdout.write(`${JSON.stringify(speed)}\n`);
  });
  if (!json) process.stdout.write(`${opTable(all)}\n`);
  for (const build of builds) build.backend.dispose();
}

export async function benchScaling({ backend, gigaflops, json, seconds }: MeasuringOptions): Promise<void> {
  const { measureScaling, scalingTable } = await import('../scaling.ts');
  const peak = (gigaflops ?? NaN) * coresOf(backend.threads) * 1e9;
  const points = await measureScaling(backend, peak, seconds / 4, (point) => {
    if (json) process.stdout.write(`${JSON.stringify(point)}\n`);
  });
  if (!json) process.stdout.write(`${scalingTable(points)}\n`);
}

const ENDURANCE_MINUTES = 60;

export async function benchEndurance({ backend, json, minutes }: MeasuringOptions): Promise<void> {
  const { measureEndurance } = await import('../endurance.ts');
  const { growth, slowdown, idleCpu } = await measureEndurance(backend, minutes ?? ENDURANCE_MINUTES, (minute) => {
    const { tokensPerSecond, residentBytes } = minute;
    const line = `minute ${minute.minute}: ${formatRate(tokensPerSecond)} tokens/s, ${formatBytes(residentBytes)}`;
    process.stdout.write(`${json ? JSON.stringify(minute) : line}\n`);
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ growth, slowdown, idleCpu })}\n`
      : `memory grew by ${percent(growth)} after the first minute; the last minute had ${percent(slowdown)} of the first one’s ` +
          `speed; at rest the engine took ${percent(idleCpu)} of a core\n`,
  );
}

export async function benchDocuments({ backend, pairs, json }: MeasuringOptions): Promise<void> {
  const { measureDocuments } = await import('../document-speed.ts');
  for (const result of await measureDocuments(backend, pairs)) {
    const { name, beforeSeconds, afterSeconds, ratio } = result;
    const line = `${name}: an epoch in ${beforeSeconds.toFixed(2)} s before, ${afterSeconds.toFixed(2)} s now, ratio ${ratio.toFixed(2)}`;
    process.stdout.write(`${json ? JSON.stringify({ bench: 'documents', ...result }) : line}\n`);
  }
}
