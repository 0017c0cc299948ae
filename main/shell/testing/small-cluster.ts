// A small cluster for tests of commands that read: two Pods and a ConfigMap.
import type { Cluster } from '../../engine/cluster.ts';
import { apply, runFor, runningCluster } from '../../engine/testing/clusters.ts';
import { runKubectl, type RunResult } from './run-kubectl.ts';
import { TestClient } from './test-client.ts';

const MANIFEST = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, tier: front}}
spec: {containers: [{name: main, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Pod
metadata: {name: pair, labels: {app: web}}
spec: {containers: [{name: main, image: 'nginx:1.27'}, {name: two, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: '1'}
`;

export interface SmallCluster {
  readonly cluster: Cluster;
  readonly client: TestClient;
  /** Runs a command line of kubectl; `files` are those it may read. */
  readonly run: (line: string, files?: Map<string, string>) => Promise<RunResult>;
  readonly out: (line: string, files?: Map<string, string>) => Promise<string>;
  readonly err: (line: string, files?: Map<string, string>) => Promise<string>;
}

/** A cluster whose Pods have run for a while and have written a line or two. */
export function smallCluster(): SmallCluster {
  const cluster = runningCluster(1, 'oracle');
  apply(cluster, MANIFEST);
  runFor(cluster, 20);
  const client = new TestClient(cluster, {
    'web/main': ['one', 'two'],
    'pair/main': ['from main'],
    'pair/two': ['from two'],
  });
  const run: SmallCluster['run'] = (line, files) => runKubectl(client, line, files ? { files } : {});
  return {
    cluster,
    client,
    run,
    out: async (line, files) => (await run(line, files)).out,
    err: async (line, files) => (await run(line, files)).err,
  };
}
