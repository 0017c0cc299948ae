// Models client-go's tools/clientcmd (v1.35): the file that says which cluster, as whom and in which namespace.
import * as v from 'valibot';
import { toYaml } from '../printing/yaml.ts';
import { PlainError } from './errors/errors.ts';
import type { Flags } from './flags/flag.ts';
import { parseYaml } from './resources/yaml-documents.ts';
import type { Surroundings } from './surroundings.ts';

const clusterSchema = v.looseObject({ server: v.optional(v.string()) });
const contextSchema = v.looseObject({
  cluster: v.optional(v.string()),
  user: v.optional(v.string()),
  namespace: v.optional(v.string()),
});
const schema = v.looseObject({
  apiVersion: v.optional(v.string()),
  kind: v.optional(v.string()),
  clusters: v.nullish(v.array(v.object({ name: v.string(), cluster: v.optional(clusterSchema, {}) }))),
  contexts: v.nullish(v.array(v.object({ name: v.string(), context: v.optional(contextSchema, {}) }))),
  users: v.nullish(v.array(v.object({ name: v.string(), user: v.nullish(v.looseObject({})) }))),
  'current-context': v.optional(v.string()),
});

export type KubeContext = v.InferOutput<typeof contextSchema>;

export interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: v.InferOutput<typeof clusterSchema> }[];
  readonly contexts: readonly { readonly name: string; readonly context: KubeContext }[];
  readonly users: readonly { readonly name: string; readonly user: Readonly<Record<string, unknown>> }[];
  readonly currentContext: string;
}

/** A kubeconfig, and what the flags of a command choose in it. */
export interface OpenKubeconfig {
  readonly path: string;
  readonly config: Kubeconfig;
  /** Of the chosen context, else `default`. Throws PlainError when there is no such context. */
  namespace(): string;
  /** The address of the chosen cluster; empty when there is none. */
  server(): string;
  save(config: Kubeconfig): void;
}

/** Where the flags that choose a cluster are read. */
type Choices = Pick<Flags, 'text'>;

/** Reads the kubeconfig of `--kubeconfig`, `$KUBECONFIG` or the home folder; where there is none, that of the cluster. */
export function openKubeconfig({ env, files }: Surroundings, flags: Choices, serverUrl: string): OpenKubeconfig {
  const given = flags.text('kubeconfig');
  const path = given || (env['KUBECONFIG'] ?? '') || `${env['HOME'] ?? '/root'}/.kube/config`;
  const text = files.read(path);
  if (text === undefined && given !== '') throw new PlainError(`stat ${given}: no such file or directory`);
  const config = text === undefined ? adminConfig(serverUrl) : parseKubeconfig(text, path);
  return {
    path,
    config,
    namespace: () => chosenContext(config, flags)?.namespace ?? 'default',
    server: () => flags.text('server') || serverOf(config, flags),
    save: (next) => {
      files.write(path, kubeconfigYaml(next));
    },
  };
}

/** The context that the flags choose, with its parts checked. Throws PlainError for names that are not there. */
function chosenContext(
  { contexts, clusters, users, currentContext }: Kubeconfig,
  flags: Choices,
): KubeContext | undefined {
  const name = flags.text('context');
  const chosen = contexts.find((one) => one.name === (name || currentContext));
  if (name !== '' && !chosen) throw new PlainError(`context "${name}" does not exist`);
  const cluster = flags.text('cluster');
  if (cluster !== '' && !clusters.some((one) => one.name === cluster)) {
    throw new PlainError(`cluster "${cluster}" does not exist`);
  }
  const user = flags.text('user');
  if (user !== '' && !users.some((one) => one.name === user))
    throw new PlainError(`auth info "${user}" does not exist`);
  return chosen?.context;
}

function serverOf(config: Kubeconfig, flags: Choices): string {
  const name = flags.text('cluster') || chosenContext(config, flags)?.cluster;
  return config.clusters.find((one) => one.name === name)?.cluster.server ?? '';
}

/** What kubeadm writes for the administrator. */
function adminConfig(server: string): Kubeconfig {
  const user = 'kubernetes-admin';
  const context = `${user}@kubernetes`;
  return {
    clusters: [{ name: 'kubernetes', cluster: { 'certificate-authority-data': '', server } }],
    contexts: [{ name: context, context: { cluster: 'kubernetes', user } }],
    users: [{ name: user, user: { 'client-certificate-data': '', 'client-key-data': '' } }],
    currentContext: context,
  };
}

function parseKubeconfig(text: string, path: string): Kubeconfig {
  const loading = (why: string) => new PlainError(`error loading config file "${path}": ${why}`);
  const document = parseYaml(text);
  if ('fault' in document) throw loading(document.fault);
  const parsed = v.safeParse(schema, document.value ?? {});
  if (!parsed.success) throw loading(parsed.issues[0].message);
  const { clusters, contexts, users } = parsed.output;
  return {
    clusters: clusters ?? [],
    contexts: contexts ?? [],
    users: (users ?? []).map(({ name, user }) => ({ name, user: user ?? {} })),
    currentContext: parsed.output['current-context'] ?? '',
  };
}

export function kubeconfigYaml(config: Kubeconfig): string {
  return toYaml(kubeconfigObject(config));
}

/** The kubeconfig as the object that stands in the file. */
export function kubeconfigObject({
  clusters,
  contexts,
  users,
  currentContext,
}: Kubeconfig): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'v1',
    clusters: byName(clusters),
    contexts: byName(contexts),
    'current-context': currentContext,
    kind: 'Config',
    users: byName(users),
  };
}

const byName = <T extends { readonly name: string }>(entries: readonly T[]): readonly T[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
