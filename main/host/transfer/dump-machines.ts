// The machines of a dumped cluster as those of a new one. A control plane runs on one machine here: on the first of the
// dump's, or on one of its own where the dump has none, as of a cloud's cluster.
import * as v from 'valibot';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import { type MachineSpec, type Preset, parsePreset } from '../../engine/preset.ts';
import { MachineAddresses } from './machine-addresses.ts';

const ROLE_LABEL = 'node-role.kubernetes.io/';
const CONTROL_PLANE = 'control-plane';
/** Set and taken away by controllers and kubelets as they go. */
const PASSING_TAINT = /^node\.(?:kubernetes|cloudprovider\.kubernetes)\.io\//;
/** Written by each kubelet about its own machine. */
const KUBELETS_LABEL = /^(?:beta\.)?kubernetes\.io\/(?:hostname|os|arch)$|^node-role\.kubernetes\.io\//;

const nodeSchema = v.object({
  metadata: v.object({ name: v.string(), labels: v.optional(v.record(v.string(), v.string()), {}) }),
  spec: v.optional(
    v.object({
      unschedulable: v.optional(v.boolean(), false),
      taints: v.optional(
        v.array(
          v.object({
            key: v.string(),
            value: v.optional(v.string()),
            effect: v.picklist(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
          }),
        ),
        [],
      ),
    }),
    {},
  ),
  status: v.optional(
    v.object({
      capacity: v.optional(v.record(v.string(), v.union([v.string(), v.number()])), {}),
      addresses: v.optional(v.array(v.object({ type: v.string(), address: v.string() })), []),
      nodeInfo: v.optional(
        v.object({
          osImage: v.optional(v.string()),
          kernelVersion: v.optional(v.string()),
          containerRuntimeVersion: v.optional(v.string()),
        }),
        {},
      ),
    }),
    {},
  ),
});
type DumpedNode = v.InferOutput<typeof nodeSchema>;

/** What is done to the machines once they are up, so that they are as they were dumped. */
export type NodeChange = Extract<WriteRequest, { verb: 'patch' }>;

/** `preset` with the machines of `nodes` in the place of its own; as it is when there are none. */
export function withMachines(preset: Preset, nodes: readonly KubeObject[]): Outcome<Preset> {
  const dumped = nodes.flatMap(readNode);
  if (dumped.length === 0) return succeed(preset);
  const first = dumped.find(isControlPlane);
  const [master, worker = master] = preset.nodes;
  if (!master || !worker) return succeed(preset);
  const addresses = new MachineAddresses(preset, first ? [] : [master.ip]);
  const machines = dumped.map((node) => machineOf(node, worker, addresses));
  const home = first && machines[dumped.indexOf(first)];
  if (!home) return succeed({ ...preset, nodes: [master, ...machines] });
  const moved = moveHome(preset, master, home);
  if (!moved.ok) return moved;
  const [files] = moved.value.nodes;
  const nodesNow = machines.map((machine) =>
    machine === home ? { ...home, files: files?.files ?? {}, images: master.images } : machine,
  );
  return succeed({ ...moved.value, nodes: nodesNow });
}

/** The labels that people and clouds have put on nodes, and who is cordoned. */
export function nodeChanges(nodes: readonly KubeObject[]): readonly NodeChange[] {
  return nodes.flatMap(readNode).flatMap(({ metadata, spec }) => {
    const labels = Object.fromEntries(Object.entries(metadata.labels).filter(([key]) => !KUBELETS_LABEL.test(key)));
    if (Object.keys(labels).length === 0 && !spec.unschedulable) return [];
    const patch = { metadata: { labels }, ...(spec.unschedulable && { spec: { unschedulable: true } }) };
    return [{ verb: 'patch', resource: 'nodes', name: metadata.name, patchType: 'merge', patch } as const];
  });
}

/** What does not say what a node says is not taken for one. */
function readNode(node: KubeObject): DumpedNode[] {
  const parsed = v.safeParse(nodeSchema, node);
  return parsed.success ? [parsed.output] : [];
}

const isControlPlane = ({ metadata }: DumpedNode): boolean =>
  rolesOf(metadata.labels).some((role) => role === CONTROL_PLANE || role === 'master');

const rolesOf = (labels: Readonly<Record<string, string>>): string[] =>
  Object.keys(labels).flatMap((key) => (key.startsWith(ROLE_LABEL) ? [key.slice(ROLE_LABEL.length)] : []));

function machineOf(
  { metadata, spec, status }: DumpedNode,
  like: MachineSpec,
  addresses: MachineAddresses,
): MachineSpec {
  const { capacity, nodeInfo } = status;
  const amount = (name: string, usual: string) => String(capacity[name] ?? usual);
  return {
    ...like,
    name: metadata.name,
    ip: addresses.take(status.addresses.find(({ type }) => type === 'InternalIP')?.address),
    roles: rolesOf(metadata.labels),
    taints: spec.taints.filter(({ key }) => !PASSING_TAINT.test(key)),
    cpu: amount('cpu', like.cpu),
    memory: amount('memory', like.memory),
    storage: amount('ephemeral-storage', like.storage),
    maxPods: Number(amount('pods', String(like.maxPods))),
    osImage: nodeInfo.osImage ?? like.osImage,
    kernelVersion: nodeInfo.kernelVersion ?? like.kernelVersion,
    containerRuntimeVersion: nodeInfo.containerRuntimeVersion ?? like.containerRuntimeVersion,
  };
}

/** The preset with its control plane at another address: it stands in the files of static Pods and in add-ons. */
function moveHome(preset: Preset, from: MachineSpec, to: MachineSpec): Outcome<Preset> {
  const text = JSON.stringify(preset).replaceAll(from.ip, to.ip).replaceAll(from.name, to.name);
  return parsePreset(JSON.parse(text));
}
