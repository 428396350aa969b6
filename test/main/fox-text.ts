/** 4,500 characters of 29 kinds. */
export const foxText = 'the quick brown fox jumps over the lazy dog.\n'.repeat(100);
