// Presets: clusters to begin with, and the image catalogue. Plain data, checked when it is read.
import * as v from 'valibot';
import type { LoadSpec } from '../../preload/contract/inputs.ts';
import type { KubeObject } from '../../preload/contract/objects.ts';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import type { ClusterSettings } from './api/resources.ts';
import type { ImageCatalogue } from './runtime/catalogue.ts';
import type { MachineSpec } from './runtime/machine-spec.ts';

export type { ImageCatalogue } from './runtime/catalogue.ts';
export type { MachineSpec } from './runtime/machine-spec.ts';

export interface Preset {
  readonly name: string;
  readonly settings: ClusterSettings;
  readonly nodes: readonly MachineSpec[];
  /** Objects that kubeadm or a person would apply to the fresh cluster, in this order. */
  readonly addons: readonly KubeObject[];
  /** Load generators that run from the beginning. */
  readonly loads: readonly LoadSpec[];
}

const name = v.pipe(v.string(), v.regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/), v.maxLength(253));
const ip = v.pipe(v.string(), v.ipv4());
const cidr = v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A text, or its lines. */
const text = v.union([
  v.string(),
  v.pipe(
    v.array(v.string()),
    v.transform((lines) => lines.map((line) => `${line}\n`).join('')),
  ),
]);
const files = v.record(v.pipe(v.string(), v.startsWith('/')), text);

const settings = v.object({
  clusterName: name,
  apiServerAddress: v.string(),
  serviceCidr: cidr,
  podCidr: cidr,
  nodePorts: v.object({ low: count, high: count }),
  provisioners: v.optional(v.array(v.string())),
  loadBalancerIps: v.optional(v.array(ip)),
  networkPolicies: v.optional(v.picklist(['enforced', 'ignored'])),
});

const machine = v.object({
  name,
  ip,
  roles: v.array(name),
  taints: v.array(
    v.object({
      key: v.string(),
      value: v.optional(v.string()),
      effect: v.picklist(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
    }),
  ),
  cpu: v.string(),
  memory: v.string(),
  storage: v.string(),
  maxPods: count,
  osImage: v.string(),
  kernelVersion: v.string(),
  containerRuntimeVersion: v.string(),
  kubeletVersion: v.string(),
  images: v.array(v.string()),
  files,
});

const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1000));

const load = v.object({
  name,
  ratePerSecond: rate,
  target: v.union([v.literal('all-node-ports'), v.object({ namespace: name, service: name })]),
  path: v.pipe(v.string(), v.startsWith('/')),
  pattern: v.optional(
    v.variant('kind', [
      v.object({ kind: v.literal('ramp'), fromPerSecond: rate, overSeconds: v.pipe(v.number(), v.minValue(0)) }),
      v.object({
        kind: v.literal('spike'),
        peakPerSecond: rate,
        everySeconds: v.pipe(v.number(), v.minValue(1)),
        lastsSeconds: v.pipe(v.number(), v.minValue(0)),
      }),
    ]),
  ),
});

const addon = v.looseObject({
  apiVersion: v.string(),
  kind: v.string(),
  metadata: v.looseObject({ name, namespace: v.optional(name) }),
});

const preset = v.object({
  name,
  settings,
  nodes: v.pipe(v.array(machine), v.minLength(1)),
  addons: v.array(addon),
  loads: v.array(load),
});

const versions = { version: v.string(), versions: v.optional(v.record(v.string(), v.string())) };
const optionalVersions = { version: v.optional(v.string()), versions: v.optional(v.record(v.string(), v.string())) };

const program = v.variant('type', [
  v.object({ type: v.literal('nginx'), ...versions }),
  v.object({ type: v.literal('apache'), ...versions }),
  v.object({ type: v.literal('command'), command: v.array(v.string()) }),
  v.object({ type: v.literal('pause') }),
  v.object({
    type: v.literal('component'),
    component: v.string(),
    startUs: count,
    ports: v.optional(v.array(count)),
    grpcPorts: v.optional(v.array(count)),
    names: v.optional(v.array(v.string())),
  }),
  v.object({ type: v.literal('interpreter'), names: v.pipe(v.array(v.string()), v.minLength(1)) }),
  v.object({ type: v.literal('server'), command: v.array(v.string()) }),
  v.object({
    type: v.literal('web'),
    ...optionalVersions,
    command: v.array(v.string()),
    port: count,
    portOption: v.optional(v.string()),
    answers: v.array(
      v.object({
        path: v.optional(v.string()),
        status: v.optional(count),
        type: v.optional(v.string()),
        body: v.string(),
      }),
    ),
    server: v.optional(v.string()),
    onStop: v.optional(v.union([count, v.literal('ignored')])),
    grpcCommand: v.optional(v.string()),
    logs: v.optional(v.array(v.string())),
  }),
  v.object({
    type: v.literal('daemon'),
    ...optionalVersions,
    command: v.array(v.string()),
    names: v.optional(v.array(v.string())),
    ports: v.array(count),
    portOption: v.optional(v.string()),
    speaks: v.optional(v.picklist(['redis', 'mysql', 'postgres'])),
    stream: v.optional(v.picklist(['stdout', 'stderr'])),
    first: v.optional(v.array(v.string())),
    init: v.optional(
      v.object({
        marker: v.string(),
        needs: v.array(v.string()),
        refusal: v.array(v.string()),
        logs: v.array(v.string()),
        tookUs: count,
        done: v.optional(v.array(v.string())),
      }),
    ),
    startUs: v.optional(count),
    logs: v.array(v.string()),
    stop: v.optional(v.object({ logs: v.array(v.string()), tookUs: v.optional(count) })),
    exitCode: v.optional(count),
  }),
]);

const catalogue = v.object({
  images: v.array(
    v.object({
      repository: v.string(),
      tags: v.pipe(v.array(v.string()), v.minLength(1)),
      sizeBytes: count,
      pullUs: count,
      builtAt: v.string(),
      program,
      use: v.optional(v.object({ memoryMi: count, cpuMilli: count, requestUs: v.optional(count) })),
      shell: v.optional(v.boolean()),
      env: v.optional(v.record(v.string(), v.string())),
      workingDir: v.optional(v.string()),
      stopSignal: v.optional(v.string()),
      tools: v.optional(v.array(v.string())),
      files,
    }),
  ),
  unknown: v.object({ sizeBytes: count, pullUs: count }),
  missing: v.array(v.string()),
});

/** Checks a preset as read from its JSON file; what is wrong is told with its path. */
export function parsePreset(json: unknown): Outcome<Preset> {
  return parsed('preset', v.safeParse(preset, json));
}

/** Checks an image catalogue as read from its JSON file. */
export function parseCatalogue(json: unknown): Outcome<ImageCatalogue> {
  return parsed('image catalogue', v.safeParse(catalogue, json));
}

function parsed<S extends v.GenericSchema>(what: string, result: v.SafeParseResult<S>): Outcome<v.InferOutput<S>> {
  if (result.success) return succeed(result.output);
  const [issue] = result.issues;
  return fail('internal', `The ${what} is not valid: ${issue.message}.`, { where: v.getDotPath(issue) ?? '' });
}
