import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layersArgs } from './lib/checks.mjs';
import { inRoot } from './lib/places.mjs';
import { run } from './lib/run.mjs';

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** What may be imported, so that each planted file breaks one rule and resolves. */
const house: Record<string, string> = {
  'package.json':
    '{ "type": "module", "dependencies": { "better-sqlite3": "1" }, "devDependencies": { "electron": "1" } }',
  'node_modules/better-sqlite3/package.json': '{ "name": "better-sqlite3", "main": "index.js" }',
  'node_modules/better-sqlite3/index.js': '',
  'node_modules/electron/package.json': '{ "name": "electron", "main": "index.js" }',
  'node_modules/electron/index.js': '',
  'preload/contract/calls.ts': 'export type Call = string;',
  'main/engine/kernel/agenda.ts': 'export const agenda = 1;',
  'main/engine/api/server.ts': "export { agenda } from '../kernel/agenda.ts';",
  'main/engine/kinds/pod/pod.ts': "import '../../api/server.ts';",
  'main/engine/runtime/container.ts': "import '../kinds/pod/pod.ts';",
  'main/engine/kubelet/kubelet.ts': "import '../runtime/container.ts';",
  'main/engine/controllers/job/job-controller.ts': "import '../../api/server.ts';",
  'main/engine/cluster.ts': "import './kubelet/kubelet.ts';\nimport './controllers/job/job-controller.ts';",
  'main/store/file.ts': "import 'better-sqlite3';\nimport '../engine/cluster.ts';",
  'main/shell/kubectl.ts': "import '../engine/api/server.ts';",
  'main/host/host.ts': "import '../store/file.ts';\nimport '../shell/kubectl.ts';\nimport 'node:path';",
  'main/electron/window.ts': "import { app } from 'electron';\nimport '../host/host.ts';\nexport { app };",
  'main/index.ts': "import './electron/window.ts';",
  'renderer/bridge/client.ts':
    "import type { Call } from '../../preload/contract/calls.ts';\nexport type Client = Call;",
  'renderer/stores/pods.svelte.ts': "import type { Client } from '../bridge/client.ts';\nexport type Pods = Client;",
  'renderer/scene/glyph.ts': 'export const glyph = 1;',
  'renderer/components/Chip.svelte': '<p>chip</p>',
  'renderer/features/pods/Pods.svelte': '<script lang="ts">import \'../../stores/pods.svelte.ts\';</script>',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-layers-'));
  plant(house);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function plant(files: Record<string, string>): void {
  for (const [name, text] of Object.entries({ ...files, 'tsconfig.base.json': '{}' })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function violations(): Promise<readonly string[]> {
  const { stdout, output } = await run(process.execPath, layersArgs(folder, ['--output-type', 'json']), {
    cwd: folder,
  });
  if (!stdout.startsWith('{')) throw new Error(output);
  const { summary } = JSON.parse(stdout) as Report;
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
}

test('a house in order passes', async () => {
  expect(await violations()).toEqual([]);
});

test('every planted violation is refused', async () => {
  const planted: Record<string, readonly [source: string, rule: string]> = {
    'preload/contract/bad.ts': ["import '../../main/engine/api/server.ts';", 'contract'],
    'main/engine/api/bad.ts': ["import '../../host/host.ts';", 'engine'],
    'main/engine/api/bad-node.ts': ["import 'node:fs';", 'engine-knows-no-platform'],
    'main/engine/api/bad-type.ts': [
      "import type { Stats } from 'fs';\nexport type S = Stats;",
      'engine-knows-no-platform',
    ],
    'main/engine/kernel/bad.ts': ["import '../api/server.ts';", 'engine-kernel'],
    'main/engine/api/bad-kind.ts': ["import '../kinds/pod/pod.ts';", 'engine-api'],
    'main/engine/kinds/pod/bad.ts': ["import '../../kubelet/kubelet.ts';", 'engine-kinds'],
    'main/engine/scheduler/bad.ts': ["import '../kubelet/kubelet.ts';", 'engine-scheduler'],
    'main/engine/runtime/bad.ts': ["import '../cluster.ts';", 'engine-runtime'],
    'main/engine/controllers/cronjob/bad.ts': ["import '../job/job-controller.ts';", 'engine-one-controller-at-a-time'],
    'main/shell/bad.ts': ["import '../store/file.ts';", 'shell'],
    'main/store/bad.ts': ["import '../host/host.ts';", 'store'],
    'main/host/bad.ts': ["import 'better-sqlite3';", 'sqlite-importers'],
    'main/host/bad-electron.ts': ["import 'electron';", 'electron-importers'],
    'main/host/bad-window.ts': ["import '../electron/window.ts';", 'host'],
    'main/cli.ts': ["import './electron/window.ts';", 'command-line'],
    'renderer/features/pods/bad.ts': ["import '../../../main/engine/api/server.ts';", 'renderer'],
    'renderer/features/pods/bad-node.ts': ["import 'node:fs';", 'renderer-knows-no-node'],
    'renderer/scene/bad.ts': ["import '../stores/pods.svelte.ts';", 'scene'],
    'renderer/components/Bad.svelte': ['<script lang="ts">import \'../stores/pods.svelte.ts\';</script>', 'components'],
    'renderer/stores/bad.ts': ["import '../features/pods/bad.ts';", 'stores'],
    'renderer/bridge/bad.ts': ["import '../stores/pods.svelte.ts';", 'bridge'],
    'main/host/bad-name.ts': ["import './absent.ts';", 'resolvable'],
  };
  plant(Object.fromEntries(Object.entries(planted).map(([name, [source]]) => [name, source])));
  const found = await violations();
  for (const [name, [, rule]] of Object.entries(planted)) expect(found).toContain(`${name}: ${rule}`);
});

test('what goes round is refused', async () => {
  plant({
    'main/engine/kernel/there.ts': "import './back.ts';",
    'main/engine/kernel/back.ts': "import './there.ts';",
  });
  expect((await violations()).map((line) => line.split(': ')[1])).toEqual(['no-cycles']);
});

test('the rules are the ones the check uses', () => {
  expect(layersArgs(inRoot())).toContain(inRoot('.dependency-cruiser.cjs'));
});
