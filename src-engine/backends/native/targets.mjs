/**
 * The targets of the native kernels, `<platform>-<architecture>` as Node names them: the instruction sets with their flags, and the
 * compiler that builds for the target on a machine that is not one.
 */
const x64 = [
  { name: 'avx512', flags: ['-mavx512f', '-mavx512vl', '-mavx512dq', '-mavx512bw', '-mavx2', '-mfma'] },
  { name: 'avx2', flags: ['-mavx2', '-mfma'] },
];
const arm64 = [{ name: 'neon', flags: [] }];

/** On Apple's machines, the same kernels with products by Accelerate; see sources/accelerate.h. */
const withAccelerate = (sets) => [...sets, { name: 'accelerate', flags: [...sets.at(-1).flags, '-DACCELERATE'] }];

/** The runtime of C++ is linked in, since not every machine has it. */
const selfContained = ['-static-libgcc', '-static-libstdc++', '-s'];
/** Symbols that the running program has are found when the addon is loaded. */
const macLinking = ['-undefined', 'dynamic_lookup', '-framework', 'Accelerate'];

/** GCC aligns the stack of Windows to 16 bytes alone, and keeps wider vectors there as if they were aligned. */
const windows = ['-Wa,-muse-unaligned-vector-move'];

export const targets = {
  'linux-x64': { sets: x64, cross: 'x86_64-linux-gnu-g++', link: [...selfContained, '-ldl'] },
  'linux-arm64': { sets: arm64, cross: 'aarch64-linux-gnu-g++', link: [...selfContained, '-ldl'] },
  'win32-x64': { sets: x64, cross: 'x86_64-w64-mingw32-g++', flags: windows, link: ['-static', '-s'] },
  'darwin-x64': {
    sets: withAccelerate(x64),
    cross: 'clang++',
    flags: ['-target', 'x86_64-apple-macos11'],
    link: macLinking,
  },
  // Tests see here what is Apple's, on a library with the same interface.
  'linux-x64-openblas': {
    sets: withAccelerate(x64),
    cross: 'x86_64-linux-gnu-g++',
    flags: ['-DWITH_CBLAS'],
    link: [...selfContained, '-ldl', '-lopenblas'],
  },
  'darwin-arm64': {
    sets: withAccelerate(arm64),
    cross: 'clang++',
    flags: ['-target', 'arm64-apple-macos11'],
    link: macLinking,
  },
};

/** Names as installers and people write them. */
const otherNames = new Map([
  ['win-x64', 'win32-x64'],
  ['windows-x64', 'win32-x64'],
  ['mac-x64', 'darwin-x64'],
  ['mac-arm64', 'darwin-arm64'],
]);

/** Returns the name under which a target is built; null when there is no such target. */
export function targetNamed(name) {
  const known = otherNames.get(name) ?? name;
  return known in targets ? known : null;
}
