// Models apimachinery's pkg/labels and pkg/fields (v1.35): selectors in their text form and as API objects.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { LabelSelector } from './generated/types.ts';
import { type LabelRequirement, parseRequirements } from './label-selector-parser.ts';

export type Labels = Readonly<Record<string, string>>;

type Parsed<T> = { readonly ok: true; matches(subject: T): boolean } | { readonly ok: false; readonly message: string };

/** Whether `labels` holds every pair of `selector`; an empty or absent selector selects nothing, as for Services. */
export function matchesLabels(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const pairs = Object.entries(selector ?? {});
  return pairs.length > 0 && pairs.every(([key, value]) => labels?.[key] === value);
}

/** `matchesLabels` for one selector and many labels. */
export function labelTest(selector: Labels | undefined): (labels: Labels | undefined) => boolean {
  const pairs = Object.entries(selector ?? {});
  return (labels) => pairs.length > 0 && pairs.every(([key, value]) => labels?.[key] === value);
}

/** Whether `labels` satisfy a LabelSelector; an absent selector selects nothing, an empty one everything. */
export function matchesLabelSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (!selector) return false;
  const own = labels ?? {};
  if (!Object.entries(selector.matchLabels ?? {}).every(([key, value]) => own[key] === value)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
    const value = own[key];
    switch (operator) {
      case 'In':
        return value !== undefined && (values ?? []).includes(value);
      case 'NotIn':
        return value === undefined || !(values ?? []).includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}

/** Parses `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>3`. */
export function parseLabelSelector(text: string): Parsed<Labels> {
  const parsed = parseRequirements(text);
  if (!parsed.ok) return parsed;
  const { requirements } = parsed;
  return { ok: true, matches: (labels) => requirements.every((requirement) => satisfies(labels, requirement)) };
}

function satisfies(labels: Labels, { key, operator, values }: LabelRequirement): boolean {
  const value = labels[key];
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case '>':
      return value !== undefined && Number(value) > Number(values[0]);
    case '<':
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

/** What a field selector may name of kinds that say it themselves, beside `metadata.name` and `metadata.namespace`. */
const selectableFields: Readonly<Record<string, readonly string[]>> = {
  pods: [
    ...['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork'],
    ...['status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName'],
  ],
  nodes: ['spec.unschedulable'],
  services: ['spec.clusterIP', 'spec.type'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  jobs: ['status.successful'],
  replicationcontrollers: ['status.replicas'],
  events: [
    ...['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid'],
    ...['involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath'],
    ...['reason', 'reportingComponent', 'source', 'type'],
  ],
};

interface Selectable {
  readonly resource: string;
  readonly selectableFields?: readonly string[];
}

/** Parses `metadata.name=a,status.phase!=Running` for objects of a kind. */
export function parseFieldSelector(kind: Selectable, text: string): Parsed<KubeObject> {
  const own = kind.selectableFields ?? selectableFields[kind.resource];
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) return { ok: false, message: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = '', operator, value = ''] = match;
    if (!['metadata.name', 'metadata.namespace', ...(own ?? [])].includes(field)) return unsupportedField(field, own);
    tests.push((object) => (fieldText(object, field) === value) === (operator !== '!='));
  }
  return { ok: true, matches: (object) => tests.every((test) => test(object)) };
}

function unsupportedField(field: string, own: readonly string[] | undefined): { ok: false; message: string } {
  if (own) return { ok: false, message: `field label not supported: ${field}` };
  const message = `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
  return { ok: false, message };
}

function fieldText(object: KubeObject, field: string): string {
  if (field === 'source') return fieldText(object, 'source.component');
  if (field === 'status.successful') return fieldText(object, 'status.succeeded') || '0';
  return textAt(object, field) || (zeroValues[field] ?? '');
}

/** What fields are that were left out and count as something. */
const zeroValues: Readonly<Record<string, string>> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.replicas': '0',
};

function textAt(object: KubeObject, field: string): string {
  let value: unknown = object;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
