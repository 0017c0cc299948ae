// Models apimachinery's pkg/labels and pkg/fields (v1.35): selectors in their text form and as API objects.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { LabelSelector } from './generated/types.ts';
import type { ResourceName } from './resources.ts';

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

/** Parses `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function parseLabelSelector(text: string): Parsed<Labels> {
  const tests: ((labels: Labels) => boolean)[] = [];
  for (const part of splitOutsideParentheses(text)) {
    const test = parseRequirement(part.trim());
    if (!test)
      return { ok: false, message: `unable to parse requirement: found '${part.trim()}', expected: a label selector` };
    tests.push(test);
  }
  return { ok: true, matches: (labels) => tests.every((test) => test(labels)) };
}

function parseRequirement(part: string): ((labels: Labels) => boolean) | undefined {
  const set = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    if (operator === 'in') return (labels) => values.includes(labels[key] ?? '\0');
    return (labels) => !values.includes(labels[key] ?? '\0');
  }
  const equality = /^([^\s!=,()]+)\s*(==|=|!=)\s*([^\s!=,()]*)$/.exec(part);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const existence = /^(!?)\s*([^\s!=,()]+)$/.exec(part);
  if (!existence) return undefined;
  const [, negated, key = ''] = existence;
  return (labels) => (labels[key] !== undefined) === (negated === '');
}

function splitOutsideParentheses(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/,(?![^(]*\))/);
}

/** What a field selector may name, beside `metadata.name` and `metadata.namespace`. */
const selectableFields: Readonly<Partial<Record<ResourceName, readonly string[]>>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  services: ['spec.clusterIP', 'spec.type'],
  namespaces: ['status.phase'],
  replicationcontrollers: ['status.replicas'],
  events: [
    ...[
      'involvedObject.kind',
      'involvedObject.namespace',
      'involvedObject.name',
      'involvedObject.uid',
      'involvedObject.apiVersion',
    ],
    ...['involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type'],
  ],
};

/** Parses `metadata.name=a,status.phase!=Running`. */
export function parseFieldSelector(resource: ResourceName, text: string): Parsed<KubeObject> {
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) return { ok: false, message: `invalid selector: '${part}'; can't understand '${part}'` };
    const [, field = '', operator, value = ''] = match;
    const known = ['metadata.name', 'metadata.namespace', ...(selectableFields[resource] ?? [])];
    if (!known.includes(field)) return { ok: false, message: `field label not supported: ${field}` };
    tests.push((object) => (fieldText(object, field) === value) === (operator !== '!='));
  }
  return { ok: true, matches: (object) => tests.every((test) => test(object)) };
}

function fieldText(object: KubeObject, field: string): string {
  if (field === 'source') return fieldText(object, 'source.component');
  let value: unknown = object;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
