/** Texts of the page that a network is exported into, which is opened without the studio. */
export const page = {
  offline: 'This page computes by itself. Nothing that you type leaves it.',
  reading: 'Reading the network…',
  damaged:
    'The network in this page cannot be read. The file may not be complete: copy or export it again. ({message})',
  outdated:
    'This browser is too old for this page: it lacks WebAssembly with SIMD. Open the file in a current browser.',
  about: 'About this file',
  network: 'Network',
  parameters: 'Parameters',
  precision: 'Weights',
  precisions: {
    float32: 'float32, as they were trained',
    float16: 'float16, rounded',
    int8: 'int8, rounded, with a scale for each column',
  },
  steps: 'Trained',
  stepCount: '{n} steps',
  vocabulary: 'Vocabulary',
  tokens: {
    character: '{n} characters',
    word: '{n} words',
    byte: '{n} bytes',
    bpe: '{n} pieces of words',
  },
  licences: 'Licences of what this page is made with',
  madeWith: 'Made with Kioku Studio',
};
