import type { Backend } from '../../../../src-engine/backends/backend.ts';
import type { VariantChoice } from '../../../../src-engine/spec/backends.ts';

/** The wishes of a person for what is measured by itself; each measurement reads those that concern it. */
export interface MeasuringOptions {
  backend: Backend;
  /** The build of its kernels that was asked for. */
  variant: VariantChoice | undefined;
  /** 10⁹ operations a second of one thread, as calibration measured them; null: unknown. */
  gigaflops: number | null;
  json: boolean;
  pairs: number;
  seconds: number;
  /** The value null stands for as many as each bench usually takes. */
  minutes: number | null;
  createBackend: () => Backend;
  folder: string | null;
  isQuick: boolean;
  /** Null means all. */
  texts: string[] | null;
  kinds: string[] | null;
  isHeldOut: boolean;
}
