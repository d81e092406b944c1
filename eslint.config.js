import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const tests = ['**/*.test.ts', '**/*.test.tsx', 'server/test/**', 'acceptance/**']

const clockAndIds = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'Take the instant from the clock (platform/clock.ts).',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Take the instant from the clock (platform/clock.ts).',
  },
  {
    selector: 'Identifier[name="randomUUID"]',
    message: 'Identifiers are made by platform/ids.ts.',
  },
]

const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings are read once, by platform/config.ts, and passed as values.',
}

export default defineConfig(
  globalIgnores(['var/', 'coverage/', 'portal/dist/', 'portal/src/api/schema.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `exactOptionalPropertyTypes` and index signatures are tsc's business; bracket access is what it demands.
      '@typescript-eslint/dot-notation': 'off',
      // Marked so that nobody uses it unawares: plain HTTP on this very machine is how the product is tried and tested.
      '@typescript-eslint/no-deprecated': [
        'error',
        {
          allow: [
            { from: 'package', package: 'openid-client', name: 'allowInsecureRequests' },
            { from: 'package', package: 'oauth4webapi', name: 'allowInsecureRequests' },
          ],
        },
      ],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 15],
      // tsc knows every name, and knows which of them exist where.
      'no-undef': 'off',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Export by name.' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    },
  },
  {
    files: ['server/src/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Export by name.' },
        environment,
        ...clockAndIds,
      ],
    },
  },
  {
    files: ['server/src/platform/config.ts', 'server/src/main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Export by name.' },
        ...clockAndIds,
      ],
    },
  },
  {
    files: ['server/src/platform/clock.ts', 'server/src/platform/ids.ts'],
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
  {
    files: ['portal/src/**'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
  },
  {
    files: tests,
    rules: {
      'max-lines': ['error', 600],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    // Programs that talk to a terminal, and the configuration files that tools load by their default export.
    files: ['scripts/**', 'bench/**', 'server/bin/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A JSDoc cast is invisible to the linter, which would call the value `any`; tsc checks these files.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  { files: ['**/*.config.{js,ts}', 'scripts/parts/vitest-reporter.mjs'], rules: { 'no-restricted-exports': 'off' } },
  {
    // Plain scripts that belong to no TypeScript project.
    files: ['*.{js,cjs}', 'portal/*.js', 'portal/public/**'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
)
