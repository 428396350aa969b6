/**
 * The programs that show project files in file managers: for each target the compiler for it on another system, and what is built. A product has its file, what
 * it is made of beside `stored-thumbnail.cpp`, and for an extension of macOS its Info.plist. Windows on Arm has none, as it has no kernels.
 */
import { extensions, infoPlist } from './mac-extensions.mjs';

const everywhere = ['-std=c++17', '-Os', '-fno-exceptions', '-fno-rtti', '-fvisibility=hidden', '-Wall', '-Wextra'];

/** A program that runs by itself in GNOME's sandbox, and on systems whose C library is older than that of the build machine. */
const linux = {
  file: 'kioku-thumbnailer',
  sources: ['linux/thumbnailer.cpp'],
  flags: [...everywhere, '-Werror', '-D_FILE_OFFSET_BITS=64', '-fPIE', '-static-pie', '-s'],
};

/** A library that Explorer's thumbnail process loads. It takes nothing but Windows' own ones. */
const windows = {
  file: 'kioku-thumbnails.dll',
  sources: ['windows/thumbnail-handler.cpp', 'windows/kioku-thumbnails.def'],
  flags: [...everywhere, '-Werror', '-shared', '-static', '-s', '-Wl,--no-insert-timestamp'],
  libraries: ['-lole32', '-lgdi32', '-luuid'],
};

/** Extensions as the system starts them, whose main function is the system's. */
const mac = (processor) =>
  extensions.map((extension) => ({
    file: `${extension.name}.appex/Contents/MacOS/${extension.name}`,
    sources: ['mac/project-picture.mm', extension.source],
    flags: [...everywhere, '-fobjc-arc', '-fapplication-extension', '-target', `${processor}-apple-macos12`],
    libraries: [
      '-e',
      '_NSExtensionMain',
      ...['Foundation', ...extension.frameworks].flatMap((name) => ['-framework', name]),
    ],
    infoPlist: infoPlist(extension),
  }));

export const targets = {
  'linux-x64': { cross: 'x86_64-linux-gnu-g++', products: [linux] },
  'linux-arm64': { cross: 'aarch64-linux-gnu-g++', products: [linux] },
  'win32-x64': { cross: 'x86_64-w64-mingw32-g++', products: [windows] },
  'darwin-x64': { cross: 'clang++', products: mac('x86_64') },
  'darwin-arm64': { cross: 'clang++', products: mac('arm64') },
};
