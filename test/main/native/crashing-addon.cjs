/** Stands in for native kernels that this processor cannot execute: the first one that is called ends the process. */
const crash = () => process.kill(process.pid, 'SIGILL');

module.exports = {
  instructionSets: [process.arch === 'arm64' ? 'neon' : 'avx2'],
  bind: () => ({
    scratchBytes: () => 64,
    useScratch: () => undefined,
    linear: crash,
    activationForward: crash,
  }),
};
