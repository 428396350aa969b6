import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import globals from 'globals';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  { ignores: ['**/out/**', '**/build/**', '**/assembly/**', '**/node_modules/**'] },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  vue.configs['flat/recommended'],
  accessibility.configs['flat/recommended'],
  {
    languageOptions: { globals: globals.es2024 },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'no-undef': 'off',
      // Every lesson has one of these, in its own folder.
      'vue/multi-word-component-names': ['error', { ignores: ['Picture', 'Results', 'Experiment'] }],
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  { files: ['src-renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: [
      'src-main/**',
      'test/**',
      'electron.vite.config.ts',
      'src-engine/backends/{wasm,native}/*.mjs',
      'src-renderer/standalone/*.mjs',
    ],
    languageOptions: { globals: globals.node },
  },
  { files: ['src-main/cli/**', 'test/**', 'src-engine/backends/{wasm,native}/*.mjs'], rules: { 'no-console': 'off' } },
);
