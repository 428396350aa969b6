/**
 * What shows thumbnails of project files, for each system: the sources beside `stored-thumbnail.cpp`, the file that comes out, and the compiler for
 * it on another system. Windows on Arm has none, as it has no kernels.
 */
const everywhere = [
  '-std=c++17',
  '-Os',
  '-fno-exceptions',
  '-fno-rtti',
  '-fvisibility=hidden',
  '-Wall',
  '-Wextra',
  '-Werror',
];

/** A program that runs by itself in GNOME's sandbox, and on systems whose C library is older than that of the build machine. */
const linux = {
  sources: ['linux/thumbnailer.cpp'],
  file: 'kioku-thumbnailer',
  flags: [...everywhere, '-D_FILE_OFFSET_BITS=64', '-fPIE', '-static-pie', '-s'],
};

/** A library that Explorer's thumbnail process loads. It takes nothing but Windows' own ones. */
const windows = {
  sources: ['windows/thumbnail-handler.cpp', 'windows/kioku-thumbnails.def'],
  file: 'kioku-thumbnails.dll',
  flags: [...everywhere, '-shared', '-static', '-s', '-Wl,--no-insert-timestamp'],
  libraries: ['-lole32', '-lgdi32', '-luuid'],
};

export const targets = {
  'linux-x64': { ...linux, cross: 'x86_64-linux-gnu-g++' },
  'linux-arm64': { ...linux, cross: 'aarch64-linux-gnu-g++' },
  'win32-x64': { ...windows, cross: 'x86_64-w64-mingw32-g++' },
};
