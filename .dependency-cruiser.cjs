// Which way imports point (ARCHITECTURE.md). scripts/layers.test.ts plants violations and expects them refused.
const test = '\\.test\\.ts$';
const nodeModule = { dependencyTypes: ['core'] };

/** `from` may import of our own code only `allowed`. */
const only = (name, from, allowed, options = {}) => ({
  name,
  severity: 'error',
  comment: options.comment,
  from: { path: from, pathNot: options.except },
  to: { path: '^(main|preload|renderer|e2e|bench|scripts)/', pathNot: allowed },
});
const never = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

const contract = '^preload/contract/';
const engine = '^main/engine/';
/** Areas of the engine know one another through the API alone, as their real counterparts do (law 6). */
const area = (name, ...others) =>
  only(
    `engine-${name}`,
    `${engine}${name}/`,
    [contract, ...['kernel', 'api', 'kinds', name, ...others].map((folder) => `${engine}${folder}/`)],
    { except: test },
  );

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }, 'Nothing goes round.'),
    never(
      'resolvable',
      { path: '^(main|preload|renderer|e2e|bench|scripts)/' },
      { couldNotResolve: true, pathNot: '^svelte/internal' },
    ),

    // Main
    only('contract', contract, [contract], { comment: 'The border knows neither side.' }),
    only('engine', engine, [engine, contract]),
    only('store', '^main/store/', ['^main/store/', engine, contract]),
    only('apiserver', '^main/apiserver/', ['^main/(apiserver|shell)/', `${engine}(api|kinds|kernel)/`, contract]),
    only('shell', '^main/shell/', ['^main/shell/', engine, contract]),
    only('host', '^main/host/', ['^main/(host|store|apiserver|shell)/', engine, contract]),
    only('electron', '^main/electron/', ['^main/(electron|host|store|apiserver|shell)/', engine, contract]),
    only('command-line', '^main/cli(/|\\.ts$)', ['^main/(cli|host|store|apiserver|shell)/', engine, contract]),
    only('composition-root', '^main/index\\.ts$', ['^main/', contract]),
    only('preload', '^preload/(?!contract/)', ['^preload/']),
    never('engine-knows-no-platform', { path: [engine, contract], pathNot: test }, nodeModule),
    never(
      'electron-importers',
      { path: '^(main|renderer|bench)/', pathNot: '^main/electron/' },
      { path: '(^|/)electron(/|$)', pathNot: '^main/' },
      'Only main/electron and the preload script know Electron.',
    ),
    never(
      'sqlite-importers',
      { path: '^(main|preload|renderer|bench|e2e)/', pathNot: '^main/store/' },
      { path: 'better-sqlite3' },
      'Only main/store knows SQLite.',
    ),

    // Inside the engine
    only('engine-kernel', `${engine}kernel/`, [contract, `${engine}kernel/`], { except: test }),
    only('engine-api', `${engine}api/`, [contract, `${engine}(kernel|api)/`], { except: test }),
    only('engine-kinds', `${engine}kinds/`, [contract, `${engine}(kernel|api|kinds)/`], { except: test }),
    area('controllers'),
    area('scheduler'),
    area('runtime'),
    area('kubelet', 'runtime'),
    area('network', 'runtime'),
    never(
      'engine-one-controller-at-a-time',
      { path: `${engine}controllers/([^/]+)/`, pathNot: test },
      { path: `${engine}controllers/[^/]+/`, pathNot: `${engine}controllers/$1/` },
      'Controllers meet in the API. What several share is a file directly in controllers/.',
    ),

    // Renderer
    only('renderer', '^renderer/', ['^renderer/', contract]),
    never('renderer-knows-no-node', { path: '^renderer/', pathNot: test }, nodeModule),
    only('theme', '^renderer/theme/', ['^renderer/theme/']),
    only('i18n', '^renderer/i18n/', ['^renderer/i18n/', contract]),
    only('bridge', '^renderer/bridge/', ['^renderer/bridge/', contract]),
    only('scene', '^renderer/scene/', ['^renderer/(scene|theme|i18n)/', contract]),
    never('scene-knows-no-svelte', { path: '^renderer/scene/' }, { path: '(^|/)svelte(/|$)|\\.svelte(\\.ts)?$' }),
    only('components', '^renderer/components/', ['^renderer/(components|scene|theme|i18n)/', contract]),
    only('stores', '^renderer/stores/', ['^renderer/(stores|bridge|scene|theme|i18n)/', contract]),
    only('features', '^renderer/features/', [
      '^renderer/(features|stores|bridge|components|scene|theme|i18n)/',
      contract,
    ]),

    // Around
    never('nothing-imports-tests', { pathNot: `${test}|^(e2e|bench)/` }, { path: `${test}|^e2e/` }),
    never('nothing-imports-tools', { path: '^(main|preload|renderer)/', pathNot: test }, { path: '^(scripts|bench)/' }),
    never(
      'development-only',
      { path: '^(main|preload)/', pathNot: `${test}|/testing/` },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)electron(/|$)' },
      'What runs in Node in the finished app is a dependency, not a development one.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/generated/.*\\.json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json'],
    },
  },
};
