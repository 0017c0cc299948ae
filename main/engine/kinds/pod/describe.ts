// Models describePod in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Pod, Toleration } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { ageOf, longTime } from '../ages.ts';
import {
  Description,
  describeController,
  describeEvents,
  describeLabels,
  describeLines,
  describeMetadata,
  describeName,
} from '../description.ts';
import { describeContainers, describeResources, describeSeccomp } from './describe-container.ts';
import { describeSpread } from './describe-spread.ts';
import { describeVolumes } from './describe-volumes.ts';
import { isPodFinished } from './status.ts';

/** Events about a static Pod are reported under the hash of its file, not under the UID of its mirror. */
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

export function describePod(pod: Pod, context: PrintContext): string {
  const { metadata, spec, status } = pod;
  const description = new Description();
  describeName(description, pod);
  describePlace(description, pod);
  describeMetadata(description, pod);
  describePhase(description, pod, context);
  describeAddresses(description, pod);
  describeController(description, pod);
  if (status?.nominatedNodeName) description.line(0, `NominatedNodeName:\t${status.nominatedNodeName}`);
  describeOwnResources(description, pod);
  const initContainers = spec?.initContainers ?? [];
  if (initContainers.length > 0) {
    describeContainers(description, 'Init Containers', initContainers, status?.initContainerStatuses ?? [], pod);
  }
  describeContainers(description, 'Containers', spec?.containers ?? [], status?.containerStatuses ?? [], pod);
  const ephemeral = spec?.ephemeralContainers ?? [];
  if (ephemeral.length > 0) {
    describeContainers(description, 'Ephemeral Containers', ephemeral, status?.ephemeralContainerStatuses ?? [], pod);
  }
  describeConditions(description, pod);
  describeVolumes(description, spec?.volumes ?? [], false);
  description.line(0, `QoS Class:\t${status?.qosClass ?? ''}`);
  describeLabels(description, 'Node-Selectors', spec?.nodeSelector);
  describeTolerations(description, 'Tolerations', spec?.tolerations ?? []);
  describeSpread(description, '', spec?.topologySpreadConstraints ?? []);
  describeEvents(description, pod, context, [metadata?.annotations?.[MIRROR_ANNOTATION] ?? metadata?.uid]);
  return description.toString();
}

function describePlace(description: Description, { spec, status }: Pod): void {
  if (spec?.priority !== undefined) description.line(0, `Priority:\t${spec.priority}`);
  if (spec?.priorityClassName) description.line(0, `Priority Class Name:\t${spec.priorityClassName}`);
  if (spec?.runtimeClassName) description.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
  if (spec?.serviceAccountName) description.line(0, `Service Account:\t${spec.serviceAccountName}`);
  description.line(0, `Node:\t${spec?.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>'}`);
  if (status?.startTime) description.line(0, `Start Time:\t${longTime(status.startTime)}`);
}

function describePhase(description: Description, pod: Pod, { now }: PrintContext): void {
  const { metadata, status } = pod;
  if (metadata?.deletionTimestamp !== undefined && !isPodFinished(pod)) {
    description.line(0, `Status:\tTerminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`);
    description.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    description.line(0, `Status:\t${status?.phase ?? ''}`);
  }
  if (status?.reason) description.line(0, `Reason:\t${status.reason}`);
  if (status?.message) description.line(0, `Message:\t${status.message}`);
}

function describeAddresses(description: Description, { spec, status }: Pod): void {
  describeSeccomp(description, 0, spec?.securityContext?.seccompProfile);
  const addresses = status?.podIPs ?? [];
  description.line(0, `IP:\t${status?.podIP ?? ''}`);
  description.line(0, addresses.length === 0 ? 'IPs:\t<none>' : 'IPs:');
  for (const { ip } of addresses) description.line(1, `IP:\t${ip}`);
}

/** What the Pod as a whole may take, where it says so. */
function describeOwnResources(description: Description, { spec }: Pod): void {
  if (!spec?.resources) return;
  description.line(0, 'Resources:');
  describeResources(description, 1, spec.resources);
}

function describeConditions(description: Description, { spec, status }: Pod): void {
  const conditions = status?.conditions ?? [];
  const gates = spec?.readinessGates ?? [];
  if (gates.length > 0) description.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const { conditionType } of gates) {
    const state = conditions.find(({ type }) => type === conditionType)?.status ?? '<none>';
    description.line(1, `${conditionType} \t${state} `);
  }
  if (conditions.length > 0) description.line(0, 'Conditions:\n  Type\tStatus');
  for (const condition of conditions) description.line(1, `${condition.type} \t${condition.status} `);
}

/** One toleration a line, the keys in order. */
export function describeTolerations(description: Description, title: string, tolerations: readonly Toleration[]): void {
  const sorted = [...tolerations].sort((a, b) => {
    const [left, right] = [a.key ?? '', b.key ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  describeLines(description, title, sorted.map(tolerationText));
}

/** `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s` */
function tolerationText({ key = '', value = '', effect = '', operator = '', tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const every = operator === 'Exists' && value === '' ? (key === '' && effect === '' ? 'op=Exists' : ' op=Exists') : '';
  return `${what}${every}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
}
