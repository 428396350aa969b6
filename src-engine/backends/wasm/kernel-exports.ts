/**
 * The functions of a kernel module; see assembly/ for what each computes. They take plain numbers in the order of their declarations,
 * booleans as 0 or 1, so they are called by way of build/kernel-calls.ts only.
 */
export type KernelExports = Readonly<Record<string, (...numbers: number[]) => number>>;
