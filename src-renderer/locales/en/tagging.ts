export const tagging = {
  unknown: 'not in the vocabulary',
};
