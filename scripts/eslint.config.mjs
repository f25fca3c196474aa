// The lint rules for the scripts of the build, of the page and of the test hub.
import { createRequire } from 'node:module';

const fromTools = createRequire(`${process.env.BLINKENRACK_NODE_MODULES}/`);
const js = fromTools('@eslint/js');
const globals = fromTools('globals');

/** The globals of PocketBase's hooks and migrations. */
const POCKETBASE = Object.fromEntries(
  [
    'toString', '$apis', '$app', '$os', 'BadRequestError', 'Collection', 'DateTime', 'DynamicModel', 'ForbiddenError', 'NotFoundError',
    'Record', 'SelectField', 'SubscriptionMessage', 'TextField', '__hooks', 'migrate', 'module',
    'onMailerRecordOTPSend', 'onMailerSend', 'onRealtimeSubscribeRequest', 'onRecordCreate', 'onRecordDelete',
    'onRecordUpdate', 'require', 'routerAdd',
  ].map((name) => [name, 'readonly']),
);

export default [
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-implicit-globals': 'error',
      'no-shadow': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
    },
  },
  { files: ['scripts/**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['public/boot.js', 'public/early.js'], languageOptions: { sourceType: 'script', globals: globals.browser } },
  { files: ['public/worker.js', 'public/start_reader.js'], languageOptions: { globals: globals.worker } },
  { files: ['tests/plots/page/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['tests/hub/**/*.js'], languageOptions: { sourceType: 'commonjs', globals: POCKETBASE } },
];
