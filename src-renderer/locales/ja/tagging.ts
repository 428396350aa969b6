export const tagging = {
  unknown: '語彙にない単語',
};
